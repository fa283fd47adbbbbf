"""The versions of a page: what its address gave at different times, and what changed in words and in statements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal, NamedTuple

import msgspec

from onrecord.model.attribution import Statement
from onrecord.model.document import Record
from onrecord.model.spans import Span, Spans
from onrecord.store import Store
from onrecord.views.filters import limited
from onrecord.views.pages import show
from onrecord.views.rows import Rows

_MOST_COMPARED = 4_000_000
"""Words of the one side times words of the other up to which two stretches are compared word by word."""

_MOST_PAIRS = 10_000
_ALIKE = 0.6
_TOKEN = re.compile(r"\S+")
_WORD = re.compile(r"\w+")


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What one version has and the one before it has not, or the other way about.

    `what` is `title`, `words` (of the report) or `statement`. The spans are those of `before` in the earlier text and
    of `after` in the later; `speaker` says whose a statement is.
    """

    what: Literal["title", "words", "statement"]
    kind: Literal["added", "removed", "changed"]
    before: str | None = None
    after: str | None = None
    before_spans: Spans = ()
    after_spans: Spans = ()
    speaker: str | None = None


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """A page as its address gave it at one time; `changes` are those since the version before."""

    version: int
    page: str
    uri: str
    read_at: str
    fetched_at: str | None
    published: str | None
    modified: str | None
    title: str | None
    statements: int
    words: int
    changes: tuple[Change, ...]


def versions(store: Store, page: str, *, limit: int | None = None) -> Rows[Version]:
    """The versions of the page that `page` names (as for `show`), the oldest first.

    Raises:
        QueryError: no page fits, or several that are not versions of each other do.
    """
    asked = show(store, page)
    pages = [store.record(row["id"]) for row in store.query(_VERSIONS, {"id": asked.id})]
    rows = [_version(1, pages[0], ())]
    rows += [_version(n, new, tuple(changes(old, new))) for n, (old, new) in enumerate(pairwise(pages), 2)]
    most = limited(limit)
    return Rows(rows[:most] if most >= 0 else rows, total=len(rows), kind=Version)


_VERSIONS = """
SELECT d.id FROM documents AS d, documents AS asked
WHERE asked.id = :id AND (d.n = asked.n OR d.address = asked.address)
ORDER BY coalesce(d.fetched_at, d.read_at), d.n"""


def _version(number: int, record: Record, changed: tuple[Change, ...]) -> Version:
    page, given = record.page, record.input
    return Version(
        version=number,
        page=record.id,
        uri=given.uri,
        read_at=given.read_at,
        fetched_at=given.fetched.at if given.fetched else None,
        published=page.published.date if page.published else None,
        modified=page.modified.date if page.modified else None,
        title=page.title,
        statements=len(record.statements),
        words=sum(len(_TOKEN.findall(record.text, *span)) for span in _report(record)),
        changes=changed,
    )


def changes(old: Record, new: Record) -> Iterator[Change]:
    """What changed from one version to the next: the title, the words of the report, the statements."""
    if old.page.title != new.page.title:
        yield _change("title", old.page.title, new.page.title)
    yield from _changed_words(old, new)
    yield from _changed_statements(old, new)


def _change(
    what: Literal["title", "words", "statement"],
    before: str | None,
    after: str | None,
    spans: tuple[Spans, Spans] = ((), ()),
    speaker: str | None = None,
) -> Change:
    kind: Literal["added", "removed", "changed"] = "changed" if before and after else "removed" if before else "added"
    return Change(
        what=what, kind=kind, before=before or None, after=after or None, before_spans=spans[0], after_spans=spans[1],
        speaker=speaker,
    )  # fmt: skip


def _report(record: Record) -> Sequence[Span]:
    return [zone.span for zone in record.zones if zone.kind in ("lead", "body")]


class _Paragraph(NamedTuple):
    words: tuple[str, ...]
    spans: tuple[Span, ...]


def _paragraphs(record: Record) -> list[_Paragraph]:
    found = []
    for span in _report(record):
        tokens = list(_TOKEN.finditer(record.text, *span))
        found.append(_Paragraph(tuple(one.group() for one in tokens), tuple(one.span() for one in tokens)))
    return found


def _changed_words(old: Record, new: Record) -> Iterator[Change]:
    """Runs of words that differ: paragraphs are aligned first, and words within those that have no equal."""
    before, after = _paragraphs(old), _paragraphs(new)
    aligned = SequenceMatcher(None, [one.words for one in before], [one.words for one in after], autojunk=False)
    for tag, a, b, c, d in aligned.get_opcodes():
        if tag != "equal":
            yield from _within(old, new, _joined(before[a:b]), _joined(after[c:d]))


def _joined(paragraphs: Sequence[_Paragraph]) -> _Paragraph:
    return _Paragraph(
        tuple(word for one in paragraphs for word in one.words), tuple(span for one in paragraphs for span in one.spans)
    )


def _within(old: Record, new: Record, before: _Paragraph, after: _Paragraph) -> Iterator[Change]:
    codes: Sequence[tuple[str, int, int, int, int]] = [("replace", 0, len(before.words), 0, len(after.words))]
    if 0 < len(before.words) * len(after.words) <= _MOST_COMPARED:
        codes = SequenceMatcher(None, before.words, after.words, autojunk=False).get_opcodes()
    for tag, a, b, c, d in codes:
        if tag != "equal":
            gone, come = _covering(before.spans[a:b]), _covering(after.spans[c:d])
            yield _change("words", _text(old, gone), _text(new, come), (gone, come))


def _covering(spans: Sequence[Span]) -> Spans:
    return ((spans[0][0], spans[-1][1]),) if spans else ()


def _text(record: Record, spans: Spans) -> str | None:
    return " ".join(record.text[start:end] for start, end in spans) or None


def _changed_statements(old: Record, new: Record) -> Iterator[Change]:
    """Statements that are gone, new, or said in other words; those told alike, cue apart, have not changed."""
    kept = {_told(one) for one in old.statements} & {_told(one) for one in new.statements}
    gone = [one for one in old.statements if _told(one) not in kept]
    come = [one for one in new.statements if _told(one) not in kept]
    for before, after in _paired(gone, come):
        found = after or before
        speaker = found.source.text if found is not None and found.source else None
        spans = _spans(before), _spans(after)
        yield _change("statement", _content(before), _content(after), spans, speaker)


def _told(one: Statement) -> tuple[str, ...]:
    """Who said it and what, without case and punctuation."""
    return (_folded(one.source.text if one.source else ""), _folded(_content(one) or ""))


def _paired(
    gone: Sequence[Statement], come: Sequence[Statement]
) -> Iterator[tuple[Statement | None, Statement | None]]:
    """Each statement that is gone with the new one that is most like it, if any is; then the others."""
    likenesses: list[tuple[float, int, int]] = []
    if len(gone) * len(come) <= _MOST_PAIRS:
        likenesses = [(_likeness(one, other), a, b) for a, one in enumerate(gone) for b, other in enumerate(come)]
    pairs: dict[int, int] = {}
    for likeness, a, b in sorted(likenesses, key=lambda one: (-one[0], one[1:])):
        if likeness >= _ALIKE and a not in pairs and b not in pairs.values():
            pairs[a] = b
    yield from ((one, come[pairs[a]] if a in pairs else None) for a, one in enumerate(gone))
    yield from ((None, one) for b, one in enumerate(come) if b not in pairs.values())


def _likeness(one: Statement, other: Statement) -> float:
    """The share of words that two contents have in common, in order, from 0 to 1 (Ratcliff and Obershelp 1988)."""
    words = (_folded(_content(one) or "").split(), _folded(_content(other) or "").split())
    return SequenceMatcher(None, *words, autojunk=False).ratio()


def _content(one: Statement | None) -> str | None:
    return one.content.text if one is not None and one.content else None


def _spans(one: Statement | None) -> Spans:
    return one.content.spans if one is not None and one.content else ()


def _folded(words: str) -> str:
    return " ".join(_WORD.findall(words.casefold()))
