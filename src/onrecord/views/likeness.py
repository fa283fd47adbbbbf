"""What is alike in the words of two pages' statements."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

import msgspec

from onrecord.model.document import Record
from onrecord.model.spans import Span, Spans
from onrecord.views.rows import Said
from onrecord.views.words import Token, tokens

T = TypeVar("T")

_LEAST_ALIKE = 2
_MOST_PAIRS, _MOST_WORDS = 20, 24


class Likeness(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that the two pages have in common.

    `what` is `speaker` (speaks on both; `first` and `second` count the statements), `target` (whom that `speaker`
    speaks about on both), `run` (a run of words in statements of both), `pair` (two statements of one speaker with
    words in common, in the same order; the spans are those of the words) or `word` (a word of both, counted).
    """

    what: str
    words: str
    speaker: str | None
    target: str | None = None
    first: int
    second: int
    first_words: str | None = None
    second_words: str | None = None
    first_spans: Spans = ()
    second_spans: Spans = ()
    first_statement: str | None = None
    second_statement: str | None = None


Sided = tuple[Sequence[T], Sequence[T]]
"""Something of the first page and the same of the second."""


def alike(pages: Sequence[Record], said: Sided[Said]) -> Iterator[Likeness]:
    """Runs of words, statements of one speaker and single words that the statements of two pages have in common."""
    names = [tuple(span for actor in page.actors for span in actor.mentions) for page in pages]
    given = [(one.content or "", one.spans, names[n]) for n, side in enumerate(said) for one in side]
    cut = tokens(given)
    sides: Sided[list[Token]] = cut[: len(said[0])], cut[len(said[0]) :]
    yield from _runs(pages, said, sides)
    yield from _pairs(pages, said, sides)
    yield from _in_common(pages, said, sides)


def _runs(pages: Sequence[Record], said: Sided[Said], sides: Sided[list[Token]]) -> Iterator[Likeness]:
    from onrecord.views.runs import runs  # with NumPy, which most questions do without

    split = len(said[0])
    found = runs([*sides[0], *sides[1]], [int(n >= split) for n in range(split + len(said[1]))])
    for run in sorted(found, key=lambda one: (-len(one.stems), min(one.at))):
        at = [{n: run.at[n] for n in run.at if n < split}, {n - split: run.at[n] for n in run.at if n >= split}]
        heads = [said[side][min(at[side])] for side in (0, 1)]
        speaker = [set.union(*(set(said[side][n].speaker_ids) for n in at[side])) for side in (0, 1)]
        spans = [tuple(span for one in at[side].values() for span in one) for side in (0, 1)]
        yield Likeness(
            what="run",
            words=_text(pages[0], spans[0][:1]),
            speaker=min(speaker[0] & speaker[1], default=None),
            first=len(at[0]),
            second=len(at[1]),
            first_words=_text(pages[0], spans[0][:1]),
            second_words=_text(pages[1], spans[1][:1]),
            first_spans=spans[0],
            second_spans=spans[1],
            first_statement=heads[0].id,
            second_statement=heads[1].id,
        )


def _pairs(pages: Sequence[Record], said: Sided[Said], sides: Sided[list[Token]]) -> Iterator[Likeness]:
    """Statements of one speaker on both pages that have telling words in common, in the same order."""
    found = []
    for i, j in _candidates(sides):
        speakers = set(said[0][i].speaker_ids) & set(said[1][j].speaker_ids)
        matched = list(_matched(sides[0][i], sides[1][j])) if speakers else []
        if len(matched) >= _LEAST_ALIKE:
            found.append((-len(matched), i, j, matched, min(speakers)))
    for _, i, j, matched, speaker in sorted(found, key=lambda one: one[:3])[:_MOST_PAIRS]:
        spans = tuple(a.span for a, _ in matched), tuple(b.span for _, b in matched)
        yield Likeness(
            what="pair",
            words=_text(pages[0], spans[0]),
            speaker=speaker,
            first=len(matched),
            second=len(matched),
            first_words=said[0][i].content,
            second_words=said[1][j].content,
            first_spans=spans[0],
            second_spans=spans[1],
            first_statement=said[0][i].id,
            second_statement=said[1][j].id,
        )


def _candidates(sides: Sided[list[Token]]) -> list[tuple[int, int]]:
    """Pairs of statements with enough stems in common to be worth aligning."""
    holders: dict[str, list[int]] = defaultdict(list)
    for j, words in enumerate(sides[1]):
        for stem in {token.stem for token in words if token.telling}:
            holders[stem].append(j)
    met = Counter(
        (i, j)
        for i, words in enumerate(sides[0])
        for stem in {token.stem for token in words if token.telling}
        for j in holders.get(stem, ())
    )
    return [pair for pair, count in met.items() if count >= _LEAST_ALIKE]


def _matched(one: Sequence[Token], other: Sequence[Token]) -> Iterator[tuple[Token, Token]]:
    """The telling words of two statements that agree, aligned in order (longest matching blocks, Ratcliff and
    Obershelp 1988)."""
    a, b = ([token for token in words if token.telling] for words in (one, other))
    blocks = SequenceMatcher(None, [t.stem for t in a], [t.stem for t in b], autojunk=False).get_matching_blocks()
    for block in blocks:
        yield from zip(a[block.a : block.a + block.size], b[block.b : block.b + block.size], strict=True)


def _in_common(pages: Sequence[Record], said: Sided[Said], sides: Sided[list[Token]]) -> Iterator[Likeness]:
    """Telling words of speakers on both pages, those said most often on both first."""
    speakers = [{who for one in side for who in one.speaker_ids} for side in said]
    for speaker in sorted(speakers[0] & speakers[1]):
        at = [_by_stem(said[side], sides[side], speaker) for side in (0, 1)]
        counts = [Counter({stem: len(spans) for stem, spans in one.items()}) for one in at]
        for stem in in_both(*counts)[:_MOST_WORDS]:
            spans = tuple(at[0][stem]), tuple(at[1][stem])
            yield Likeness(
                what="word",
                words=_text(pages[0], spans[0][:1]).casefold(),
                speaker=speaker,
                first=counts[0][stem],
                second=counts[1][stem],
                first_words=_text(pages[0], spans[0][:1]),
                second_words=_text(pages[1], spans[1][:1]),
                first_spans=spans[0],
                second_spans=spans[1],
            )


def _by_stem(said: Sequence[Said], words: Sequence[list[Token]], speaker: str) -> dict[str, list[Span]]:
    found: dict[str, dict[Span, None]] = defaultdict(dict)
    for one, own in zip(said, words, strict=True):
        if speaker in one.speaker_ids:
            for token in own:
                if token.telling:
                    found[token.stem][token.span] = None
    return {stem: list(spans) for stem, spans in found.items()}


def _text(page: Record, spans: Spans) -> str:
    return " … ".join(page.text[start:end] for start, end in spans)


def in_both(first: Counter[str], second: Counter[str]) -> list[str]:
    """What both count, what is often in both first."""
    return sorted(first.keys() & second.keys(), key=lambda one: (-min(first[one], second[one]), one))
