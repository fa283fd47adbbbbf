"""Records as JSON lines in a file that a later run goes on with."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import msgspec

from onrecord.model.document import Record
from onrecord.model.errors import RecordError
from onrecord.model.provenance import Fetched, Skipped


class _Line(msgspec.Struct):
    id: str


_DECODER = msgspec.json.Decoder(_Line)


class LinesSink:
    """`out.jsonl` or `out.jsonl.gz`: a line a page. Pages in it already are not written again; a half last line that an
    interrupted run left is cut off."""

    def __init__(self, path: Path) -> None:
        """Open the file to go on with, or a new one.

        Raises:
            RecordError: it cannot be written to, or holds something else than records.
        """
        self.path = path
        self._packed = path.suffix == ".gz"
        try:
            self._ids = _mend(path, packed=self._packed) if path.exists() else set()
            self._file: gzip.GzipFile | IO[bytes] = gzip.open(path, "ab") if self._packed else path.open("ab")  # noqa: SIM115
        except OSError as error:
            raise RecordError(f"{path} cannot be written to: {error.strerror or error}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def has(self, page_id: str) -> bool:
        return page_id in self._ids

    def put(self, record: Record, *, replace: bool = False) -> bool:
        if replace and record.id in self._ids:
            raise RecordError(f"{self.path} is JSON lines, in which a page cannot be read again: write a new file")
        if record.id in self._ids:
            return False
        try:
            self._file.write(msgspec.json.encode(record) + b"\n")
            if not self._packed:
                self._file.flush()
        except OSError as error:
            raise RecordError(f"{self.path} cannot be written to: {error.strerror or error}") from error
        self._ids.add(record.id)
        return True

    def note_skipped(self, skipped: Skipped) -> None:
        """JSON lines of records have no room for it."""

    def known(self, url: str) -> Fetched | None:  # noqa: ARG002 - it keeps pages alone
        return None

    def note_fetched(self, page_id: str, fetched: Fetched) -> None:
        """JSON lines of records have no room for it."""


def lines_of(path: Path, *, packed: bool) -> Iterator[bytes]:
    """The whole lines of a file, up to where it was cut short."""
    with gzip.open(path, "rb") if packed else path.open("rb") as file:
        try:
            for line in file:
                if line.endswith(b"\n"):
                    yield line
        except (EOFError, zlib.error, gzip.BadGzipFile):
            return


def _mend(path: Path, *, packed: bool) -> set[str]:
    """The ids of a file's pages; what an interrupted run left half is taken off its end."""
    ids, size = set(), 0
    for line in lines_of(path, packed=packed):
        ids.add(_id_of(path, line))
        size += len(line)
    if packed:
        _repack(path)
    elif size < path.stat().st_size:
        os.truncate(path, size)
    return ids


def _id_of(path: Path, line: bytes) -> str:
    try:
        return _DECODER.decode(line).id
    except msgspec.DecodeError as error:
        raise RecordError(f"{path} holds something else than records ({error}): name another file") from error


def _repack(path: Path) -> None:
    """Write the whole lines of a packed file anew when it does not end well."""
    try:
        with gzip.open(path, "rb") as file:
            last = b"\n"
            while block := file.read(1 << 20):
                last = block[-1:]
        if last == b"\n":
            return
    except (EOFError, zlib.error, gzip.BadGzipFile):
        pass
    beside = path.with_name(path.name + ".mending")
    with gzip.open(beside, "wb") as out:
        out.writelines(lines_of(path, packed=True))
    beside.replace(path)
