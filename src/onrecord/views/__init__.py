"""The questions people ask of a record, as functions that return typed rows; every face shows these and asks nothing
itself."""
