"""Two pages side by side: who speaks on both, about whom, how far apart, and what is alike in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from onrecord.model.document import Record
from onrecord.model.spans import Span
from onrecord.model.zone import READ_KINDS
from onrecord.store import Store
from onrecord.views.likeness import Likeness, alike, in_both
from onrecord.views.pages import show
from onrecord.views.periods import apart_in_words, days_apart
from onrecord.views.rows import Said
from onrecord.views.said import statements_of

MOST_STATEMENTS = 200
"""Statements of a page that are compared; a page with more says so in `notes`."""


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One of the two pages. `published_sure` is the confidence in its date."""

    page: str
    uri: str
    title: str | None
    outlet: str | None
    credit: tuple[str, ...]
    published: str | None
    published_how: str | None
    published_sure: float | None
    statements: int


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """Two pages compared. `apart` is the time between their dates in words, `apart_days` its least and most days;
    `same_text` is the share of the shorter report's runs of five words that the longer one has too; `statements_*` are
    those of speakers on both pages about targets on both."""

    first: Side
    second: Side
    apart: str | None
    apart_days: tuple[int, int] | None
    same_text: float
    likenesses: tuple[Likeness, ...]
    statements_first: tuple[Said, ...]
    statements_second: tuple[Said, ...]
    notes: tuple[str, ...]


def compare(store: Store, first: str, second: str) -> Compared:
    """Two pages, named as for `show`, side by side. Only words are compared, never what they mean.

    Raises:
        QueryError: no page fits one of the names, or several do.
    """
    pages = show(store, first), show(store, second)
    said = statements_of(store, pages[0].id), statements_of(store, pages[1].id)
    dates = [page.page.published.date for page in pages if page.page.published]
    both = len(dates) == 2
    shared = list(_shared(*said))
    return Compared(
        first=_side(pages[0]),
        second=_side(pages[1]),
        apart=apart_in_words(*dates) if both else None,
        apart_days=days_apart(*dates) if both else None,
        same_text=_same_text(*pages),
        likenesses=(*shared, *alike(pages, (said[0][:MOST_STATEMENTS], said[1][:MOST_STATEMENTS]))),
        statements_first=_between(said[0], shared),
        statements_second=_between(said[1], shared),
        notes=tuple(_notes(pages, said)),
    )


def _side(record: Record) -> Side:
    page = record.page
    return Side(
        page=record.id,
        uri=record.input.uri,
        title=page.title,
        outlet=page.outlet.name if page.outlet else None,
        credit=tuple(one.name for one in page.credit),
        published=page.published.date if page.published else None,
        published_how=page.published.how if page.published else None,
        published_sure=page.published.confidence if page.published else None,
        statements=len(record.statements),
    )


def _notes(pages: Sequence[Record], said: Sequence[list[Said]]) -> Iterator[str]:
    for page, statements in zip(pages, said, strict=True):
        if page.page.published is None:
            yield f"page {page.id} bears no date, so it cannot be said how far apart the two are"
        if len(statements) > MOST_STATEMENTS:
            yield f"page {page.id} has {len(statements)} statements, of which the first {MOST_STATEMENTS} are compared"


def _same_text(one: Record, other: Record) -> float:
    from onrecord.stories.aligning import align  # NumPy, which most questions do without
    from onrecord.stories.reading import read_words

    ours, theirs = (read_words(page.text, _report(page)) for page in (one, other))
    return align(ours, theirs).contained


def _report(record: Record) -> list[Span]:
    return [zone.span for zone in record.zones if zone.kind in READ_KINDS]


def _shared(first: Sequence[Said], second: Sequence[Said]) -> Iterator[Likeness]:
    """Speakers on both pages, those with most statements first, each followed by whom they speak about on both."""
    names = {state_of(id_): name for one in (*first, *second) for id_, name in _named(one)}
    speaks = [Counter(id_ for one in side for id_ in set(one.speaker_ids)) for side in (first, second)]
    for speaker in in_both(*speaks):
        name = names.get(speaker, speaker)
        yield Likeness(what="speaker", words=name, speaker=speaker, first=speaks[0][speaker], second=speaks[1][speaker])
        about = [_targets(side, speaker) for side in (first, second)]
        for target in in_both(*about):
            yield Likeness(
                what="target",
                words=names.get(target, target),
                speaker=speaker,
                target=target,
                first=about[0][target],
                second=about[1][target],
            )


def _named(one: Said) -> Iterator[tuple[str, str]]:
    yield from zip(one.about_ids, one.about, strict=False)
    yield from zip(one.speaker_ids, (one.speaker or "").split(", "), strict=False)


def _targets(side: Iterable[Said], speaker: str) -> Counter[str]:
    return Counter(id_ for one in side if speaker in one.speaker_ids for id_ in {state_of(i) for i in one.about_ids})


def state_of(actor: str) -> str:
    """The state that an actor's id is a part of ('USA' for 'USA/GOV'), else the id itself."""
    head, slash, _ = actor.partition("/")
    return head if slash and len(head) == 3 and head.isupper() else actor


def _between(said: Iterable[Said], shared: Sequence[Likeness]) -> tuple[Said, ...]:
    """Statements of speakers on both pages about targets on both; all of a speaker's where there is no such target."""
    targets: dict[str | None, set[str | None]] = {one.speaker: set() for one in shared if one.what == "speaker"}
    for one in shared:
        if one.what == "target":
            targets[one.speaker].add(one.target)
    return tuple(
        one
        for who, whom in targets.items()
        for one in said
        if who == next((speaker for speaker in targets if speaker in one.speaker_ids), None)
        and (not whom or whom & set(map(state_of, one.about_ids)))
    )
