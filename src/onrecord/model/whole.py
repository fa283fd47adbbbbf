"""Files that are there under their name only when they are whole: a disk that fills up leaves the old one as it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from onrecord.model.errors import ExportError


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write to, put in the place of an older one at the end; a device or pipe is written to as it is.

    Raises:
        ExportError: it cannot be written.
    """
    with as_export_error(path):
        if path.exists() and not path.is_file():
            with path.open("wb") as stream:
                yield stream
            return
        target = path.resolve()  # a link stays one
        beside = target.with_name(target.name + ".partial")
        try:
            with beside.open("wb") as stream:
                yield stream
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)


@contextmanager
def as_export_error(path: Path) -> Iterator[None]:
    """Say of what fails inside that `path` cannot be written.

    Raises:
        ExportError: in the place of any `OSError`.
    """
    try:
        yield
    except OSError as error:
        raise ExportError(f"{path} cannot be written: {error.strerror or error}") from error
