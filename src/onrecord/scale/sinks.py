"""Where records go: a record file, JSON lines, a Parquet table, or a stream."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Protocol, Self

import msgspec

from onrecord.model.document import Record
from onrecord.model.errors import InputError
from onrecord.model.provenance import Fetched, Skipped
from onrecord.store import Store
from onrecord.version import __version__

KINDS = "record.db, out.jsonl, out.jsonl.gz, out.parquet, or - for standard output"


class Sink(Protocol):
    """Where records go. A record is in it whole or not at all, and once."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def has(self, page_id: str) -> bool:
        """Whether a page of that id is in it."""

    def put(self, record: Record, *, replace: bool = False) -> bool:
        """Put a record in; False when it was there. `replace` puts it in the place of an earlier one."""

    def note_skipped(self, skipped: Skipped) -> None:
        """Count what was passed over, where the sink has room for that."""

    def known(self, url: str) -> Fetched | None:
        """What an earlier run got from an address, where the sink remembers it."""

    def note_fetched(self, page_id: str, fetched: Fetched) -> None:
        """Remember that an address gave a page again that is in the sink already."""


def open_sink(to: str, *, stdout: IO[bytes], sources: Sequence[str] = ()) -> Sink:
    """The sink that `to` names by its ending.

    Raises:
        InputError: no sink has such an ending.
        RecordError: it cannot be written to, or is no file of ours.
    """
    if to == "-":
        return StreamSink(stdout)
    name = to.lower()
    if name.endswith((".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")):
        from onrecord.scale.lines import LinesSink

        return LinesSink(Path(to))
    if name.endswith((".parquet", ".pq")):
        from onrecord.scale.parquet import ParquetSink

        return ParquetSink(Path(to))
    if name.endswith((".db", ".sqlite", ".sqlite3")):
        return StoreSink(Path(to), sources)
    raise InputError(f"cannot tell what {to!r} should be: name it {KINDS}")


class StoreSink:
    """A record file, each page compared with those before it as it goes in. A run that is interrupted is one without an
    end in `runs`."""

    def __init__(self, path: Path, sources: Sequence[str] = ()) -> None:
        from onrecord.stories.grouping import Grouping

        self._store = Store(path, write=True)
        self._grouping = Grouping(self._store)
        self._grouping.catch_up()
        self._run = self._store.begin_run(__version__, sources)
        self._counts = {"pages": 0, "recorded": 0, "present": 0, "skipped": 0}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._store.end_run(self._run, **self._counts)
        self._store.close()

    def has(self, page_id: str) -> bool:
        there = self._store.has(page_id)
        if there:
            self._count("present")
        return there

    def put(self, record: Record, *, replace: bool = False) -> bool:
        with self._store.transaction():
            new = self._store.add(record, replace=replace)
            if new:
                self._grouping.place(record.id)
        self._count("recorded" if new else "present")
        return new

    def note_skipped(self, skipped: Skipped) -> None:
        self._counts["skipped"] += 1
        self._store.note_skipped(skipped)

    def known(self, url: str) -> Fetched | None:
        return self._store.fetched(url)

    def note_fetched(self, page_id: str, fetched: Fetched) -> None:
        self._store.note_fetched(page_id, fetched)

    def _count(self, what: str) -> None:
        self._counts["pages"] += 1
        self._counts[what] += 1


class StreamSink:
    """JSON lines onto a stream, each page once; it remembers nothing between runs."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._ids: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.flush()

    def has(self, page_id: str) -> bool:
        return page_id in self._ids

    def put(self, record: Record, *, replace: bool = False) -> bool:  # noqa: ARG002 - what is out is out
        if record.id in self._ids:
            return False
        self._stream.write(msgspec.json.encode(record) + b"\n")
        self._stream.flush()
        self._ids.add(record.id)
        return True

    def note_skipped(self, skipped: Skipped) -> None:
        """A stream of records has no room for it."""

    def known(self, url: str) -> Fetched | None:  # noqa: ARG002 - it remembers nothing
        return None

    def note_fetched(self, page_id: str, fetched: Fetched) -> None:
        """A stream of records remembers nothing."""
