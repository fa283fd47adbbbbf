"""A reading from beginning to end: sources -> pages -> records -> a sink, with everything counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import msgspec

from onrecord.model.document import Record
from onrecord.model.provenance import NO_ARTICLE, RawPage, Skipped, identify
from onrecord.scale.pool import TIME_LIMIT, ReadPage, pipeline_reader, read_pages
from onrecord.scale.sinks import Sink


class Tally(msgspec.Struct, kw_only=True):
    """What a reading has come to so far. `present` are pages that were on record already; of the skipped, `failed` are
    those that could not be read, `settled` those that were looked at and have nothing to record."""

    pages: int = 0
    recorded: int = 0
    present: int = 0
    skipped: Counter[str] = msgspec.field(default_factory=Counter)
    failed: int = 0
    settled: int = 0
    statements: int = 0
    events: int = 0
    problems: int = 0

    @property
    def in_vain(self) -> bool:
        """Whether something could not be read, and nothing could."""
        return self.failed > 0 and not self.pages and not self.settled

    def told(self) -> str:
        """The tally in one line."""
        skips = ", ".join(f"{reason} {count}" if count > 1 else reason for reason, count in self.skipped.most_common())
        parts = [f"{self.recorded:,} recorded"]
        if self.present:
            parts.append(f"{self.present:,} already there")
        if self.skipped:
            parts.append(f"{self.skipped.total():,} skipped ({skips})")
        total = self.pages + self.skipped.total()
        found = f"{_count(self.statements, 'statement')}, {_count(self.events, 'event')}"
        return f"{_count(total, 'page')}: {', '.join(parts)}; {found}; {_count(self.problems, 'problem')}"


Seen = Callable[[Tally], None]


def read_into(
    sink: Sink,
    pages: Iterable[RawPage | Skipped],
    *,
    tally: Tally,
    jobs: int | None = None,
    time_limit: float = TIME_LIMIT,
    again: bool = False,
    limit: int | None = None,
    seen: Seen = lambda _tally: None,
    reader: Callable[[], ReadPage] = pipeline_reader,
) -> None:
    """Read pages and put their records into `sink`, those left out that it has (with `again` they are read anew).

    `tally` is counted up as pages are done, and `seen` is called with it after each, so that it stands when the reading
    is interrupted. What has been put into the sink stays, whole; a later reading goes on from there.

    Raises:
        InstallError: the reading processes cannot start.
        RecordError: the sink cannot be written to.
    """
    new = _new_pages(sink, pages, tally=tally, again=again, limit=limit, seen=seen)
    for record in read_pages(new, jobs=jobs, time_limit=time_limit, reader=reader):
        why = passed_over(record)
        if why is not None:
            _count_skipped(sink, tally, why)
        elif sink.put(record, replace=again):
            _count_record(tally, record)
        else:
            tally.present += 1
        tally.pages += why is None
        seen(tally)


def passed_over(record: Record) -> Skipped | None:
    """Why the page of a record is left out: it was gathered from an archive or a list, and is no article."""
    found = next((problem for problem in record.problems if problem.what == NO_ARTICLE), None)
    return Skipped(uri=record.input.uri, reason=NO_ARTICLE, detail=found.detail, state="settled") if found else None


def _count_skipped(sink: Sink, tally: Tally, skipped: Skipped) -> None:
    tally.skipped[skipped.reason] += 1
    tally.failed += skipped.state == "failed"
    tally.settled += skipped.state == "settled"
    sink.note_skipped(skipped)


def _new_pages(
    sink: Sink,
    pages: Iterable[RawPage | Skipped],
    *,
    tally: Tally,
    again: bool,
    limit: int | None,
    seen: Seen,
) -> Iterator[RawPage]:
    """The pages that are to be read; the others counted."""
    given = 0
    for page in pages:
        if limit is not None and given >= limit:
            return
        if isinstance(page, Skipped):
            _count_skipped(sink, tally, page)
            seen(tally)
            continue
        given += 1
        page_id = identify(page)[0]
        if not again and sink.has(page_id):
            if page.fetched is not None:
                sink.note_fetched(page_id, page.fetched)
            tally.pages += 1
            tally.present += 1
            seen(tally)
        else:
            yield page


def _count_record(tally: Tally, record: Record) -> None:
    tally.recorded += 1
    tally.statements += len(record.statements)
    tally.events += len(record.events)
    tally.problems += len(record.problems)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
