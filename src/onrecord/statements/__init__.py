"""Who says what: attribution relations with source, cue and content."""

from onrecord.statements.extracting import extract_statements

__all__ = ["extract_statements"]
