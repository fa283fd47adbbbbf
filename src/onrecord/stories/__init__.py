"""Across pages: which texts are copies of one another, and which pages tell of the same happening."""

from onrecord.stories.copies import group_copies
from onrecord.stories.happenings import group_happenings

__all__ = ["group_copies", "group_happenings"]
