"""A record as one page to show to others: `write_report`."""

from onrecord.report.answers import Asked, Limits
from onrecord.report.page import write_report

__all__ = ["Asked", "Limits", "write_report"]
