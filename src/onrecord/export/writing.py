"""Where an export goes, and how text is put into files so that it comes out of them as it went in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from onrecord.model.errors import ExportError
from onrecord.model.whole import as_export_error, whole_file

Cell = str | int | float | bool | None

_CONTROL = re.compile(r'["\r\n\x00]')


@contextmanager
def opened(to: str, stdout: IO[bytes]) -> Iterator[IO[bytes]]:
    """A stream to write to: `stdout` for '-', else the file of that name (`whole_file`)."""
    if to == "-":
        yield stdout
        stdout.flush()
    else:
        with whole_file(Path(to)) as stream:
            yield stream


def folder(to: str) -> Path:
    """The folder of that name, made when it is not there.

    Raises:
        ExportError: it cannot be made.
    """
    path = Path(to)
    with as_export_error(path):
        path.mkdir(parents=True, exist_ok=True)
    return path


def delimited_line(cells: Iterable[Cell], delimiter: str = ",") -> bytes:
    r"""A line of a table after RFC 4180, in UTF-8, ended by `\n`: a cell that holds the delimiter, a quotation mark or
    any end of a line stands in quotation marks, those in it doubled; an empty text is `""` and nothing is nothing, so
    that the two can be told apart.

    Raises:
        ExportError: half a character (a lone surrogate), which no file in UTF-8 can hold.
    """
    return encoded(delimiter.join(_quoted(cell, delimiter) for cell in cells) + "\n")


def encoded(text: str) -> bytes:
    """UTF-8.

    Raises:
        ExportError: half a character (a lone surrogate), which no file in UTF-8 can hold.
    """
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise ExportError(
            f"half a character cannot be written: {text[max(0, error.start - 20) : error.end]!a}"
        ) from error


def _quoted(cell: Cell, delimiter: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if not isinstance(cell, str):
        return repr(cell)
    if not cell or delimiter in cell or _CONTROL.search(cell):
        return '"' + cell.replace('"', '""') + '"'
    return cell
