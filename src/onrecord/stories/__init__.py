"""Across pages: which texts are copies of one another, which pages tell of one happening, which statements carry one
utterance."""

from onrecord.stories.pending import bring_up_to_date

__all__ = ["bring_up_to_date"]
