"""What is on record, in the forms that other programs read.

Everything here streams: a page, or some thousand rows of a table, are in memory at a time.
"""
