"""Tag probabilities -> proper names with their kinds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

import msgspec
import numpy as np

from onrecord.model.actor import Name, NameKind
from onrecord.model.spans import Span
from onrecord.neural.runtime import Floats
from onrecord.neural.windows import Window

UNSURE = 0.5
"""The confidence of a name whose kind was settled by the rest of the page, at most."""
PERSON_SHARE = 0.3
"""How much of its weight a surname that may be a place must have as a person to be that person."""
KINDS: tuple[NameKind, ...] = get_args(NameKind)
"""In the order of the network's tags: outside, then begin and inside of each kind."""


def names_in(text: str, window: Window, chances: Floats) -> list[Name]:
    """The names of a window; `chances` [n, 1 + 2 * kinds]. A word is judged as a whole, by the mean over its pieces."""
    found: list[Name] = []
    for segment in window.segments:
        words = list(_words(text, window, segment))
        if words:
            means = np.add.reduceat(chances[segment[0] : segment[1]], [a - segment[0] for a, _ in words], axis=0)
            means /= np.array([[b - a] for a, b in words])
            found += _names(text, window, words, means)
    return found


def _words(text: str, window: Window, segment: Span) -> Iterator[Span]:
    """Piece ranges of the words: pieces of letters or digits that stand together."""
    first = segment[0]
    for at in range(segment[0] + 1, segment[1] + 1):
        if at < segment[1] and _joined(text, int(window.ends[at - 1]), int(window.starts[at])):
            continue
        yield first, at
        first = at


def _joined(text: str, end: int, start: int) -> bool:
    return start == end and text[end - 1 : end].isalnum() and text[start : start + 1].isalnum()


def _names(text: str, window: Window, words: list[Span], means: Floats) -> Iterator[Name]:
    """Runs of words that are part of a name; a word likelier to begin one than to carry one on starts a new name."""
    begins, inside = means[:, 1::2].sum(axis=1), means[:, 2::2].sum(axis=1)
    named = begins + inside > means[:, 0]
    at = 0
    while at < len(words):
        last = at + 1
        while named[at] and last < len(words) and named[last] and inside[last] > begins[last]:
            last += 1
        if named[at]:
            yield from _name(text, window, words[at:last], means[at:last])
        at = last


def _name(text: str, window: Window, words: list[Span], means: Floats) -> Iterator[Name]:
    start, end = int(window.starts[words[0][0]]), int(window.ends[words[-1][1] - 1])
    kinds = (means[:, 1::2] + means[:, 2::2]).mean(axis=0)
    kind = int(kinds.argmax())
    if any(char.isalnum() for char in text[start:end]):
        yield Name(start=start, end=end, kind=KINDS[kind], confidence=round(min(1.0, float(kinds[kind])), 4))


def consistent(text: str, names: Sequence[Name]) -> tuple[Name, ...]:
    """One kind for one thing: on a page, the same words have the kind that they most surely have, and a single word
    that ends a person's full name is that person."""
    sure: dict[str, dict[NameKind, float]] = {}
    for name in names:
        kinds = sure.setdefault(text[name.start : name.end], dict.fromkeys(KINDS, 0.0))
        kinds[name.kind] += name.confidence
    settled = {words: max(KINDS, key=kinds.__getitem__) for words, kinds in sure.items()}
    surnames = {words.split()[-1] for words, kind in settled.items() if kind == "person" and " " in words}
    for words in surnames & settled.keys():
        if settled[words] != "place" or sure[words]["person"] > PERSON_SHARE * sum(sure[words].values()):
            settled[words] = "person"
    return tuple(_settled(name, settled[text[name.start : name.end]]) for name in names)


def _settled(name: Name, kind: NameKind) -> Name:
    if kind == name.kind:
        return name
    return msgspec.structs.replace(name, kind=kind, confidence=min(name.confidence, UNSURE))
