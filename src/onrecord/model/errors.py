"""Every error this package raises on purpose.

OnRecordError
├── InputError          what was given cannot be read at all (a missing file, an unknown kind)
│   └── FetchError      an address was refused or did not answer
├── RecordError         the record file is missing, damaged, locked or of a newer version
├── QueryError          a question that cannot be put (an unknown page, a date that is none)
├── ExportError         what is on record cannot be written there, or not in that form
└── InstallError        a part of the installation is missing or does not fit (weights, an optional library)

A page that cannot be read is no error: it is recorded with a `problems` entry. An error's text is one line that says
what, where and what to do. `exit_code` is what the command line returns: 2 for misuse, 1 for failure.
"""

from __future__ import annotations


class OnRecordError(Exception):
    """The root of the tree."""

    exit_code = 1


class InputError(OnRecordError):
    """What was given cannot be read at all."""

    exit_code = 2


class FetchError(InputError):
    """An address was refused or did not answer; `reason` is the short name under which that is counted."""

    exit_code = 1

    def __init__(self, message: str, *, reason: str = "not fetched") -> None:
        super().__init__(message)
        self.reason = reason


class RecordError(OnRecordError):
    """The record file is missing, damaged, locked or of a newer version."""


class QueryError(OnRecordError):
    """A question that cannot be put."""

    exit_code = 2


class ExportError(OnRecordError):
    """What is on record cannot be written there, or not in that form."""


class InstallError(OnRecordError):
    """A part of the installation is missing or does not fit."""
