"""Finding the words that may tell of an event, quickly: the gate before the neural coder, and the source of modes.

Patterns come from the codebook ('impose.v * sanctions'); their first word's forms index them, so a sentence costs one
dictionary look-up a word.
"""

from __future__ import annotations

import functools
import re

import msgspec

from onrecord.events import codebook
from onrecord.model.event import EventType
from onrecord.model.spans import Span

_TOKEN = re.compile(r"[^\W_]+(?:[.\-‑][^\W_]+)*|[^\w\s]|_")
_LONGEST_GAP = 4
_GAP_STOPS = frozenset('.;:"“”?!')
_HINTS = frozenset(codebook.words("hints"))


class Token(msgspec.Struct, frozen=True, gc=False):
    """A word or mark with its place in the document's text."""

    text: str
    low: str
    start: int
    end: int


class Hit(msgspec.Struct, frozen=True, gc=False):
    """A pattern found: indices of the first and last token, and which token starts the trigger."""

    type: EventType
    mode: str | None
    first: int
    last: int
    noun: bool


class _Pattern(msgspec.Struct, frozen=True):
    type: EventType
    mode: str | None
    parts: tuple[frozenset[str] | None, ...]
    noun: bool


def tokenise(text: str, span: Span) -> list[Token]:
    """The words and marks of `text` within `span`; a possessive 's is a token of its own."""
    return [Token(m.group(), m.group().lower(), m.start(), m.end()) for m in _TOKEN.finditer(text, *span)]


def token_at(tokens: list[Token], span: Span) -> int:
    """The index of the token in which `span` begins; the last token when it begins after all."""
    return next((index for index, token in enumerate(tokens) if token.end > span[0]), len(tokens) - 1)


def verb_forms(lemma: str) -> frozenset[str]:
    """The forms of an English verb that news uses: 'deny' gives deny, denies, denied, denying."""
    forms = {lemma, *codebook.irregular_forms().get(lemma, ())}
    if lemma.endswith("e"):
        forms |= {lemma + "s", lemma + "d", lemma[:-1] + "ing"}
    elif lemma.endswith("y") and lemma[-2] not in "aeiou":
        forms |= {lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"}
    elif lemma.endswith(("s", "x", "z", "ch", "sh")):
        forms |= {lemma + "es", lemma + "ed", lemma + "ing"}
    else:
        forms |= {lemma + "s", lemma + "ed", lemma + "ing"}
    return frozenset(forms)


def noun_forms(noun: str) -> frozenset[str]:
    """Singular and plural of a regular noun."""
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return frozenset({noun, noun[:-1] + "ies"})
    return frozenset({noun, noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")})


def _part(text: str) -> frozenset[str] | None:
    if text == "*":
        return None
    forms: set[str] = set()
    for word in text.split("|"):
        lemma, dot, kind = word.rpartition(".")
        forms |= verb_forms(lemma) if dot and kind == "v" else noun_forms(lemma) if dot and kind == "n" else {word}
    return frozenset(forms)


@functools.cache
def _index() -> dict[str, tuple[_Pattern, ...]]:
    index: dict[str, list[_Pattern]] = {}
    for entry in codebook.triggers():
        parts = tuple(_part(part) for part in entry.pattern.split())
        noun = ".n" in entry.pattern.split()[0]
        pattern = _Pattern(type=entry.type, mode=entry.mode, parts=parts, noun=noun)
        for form in parts[0] or ():
            index.setdefault(form, []).append(pattern)
    return {form: tuple(patterns) for form, patterns in index.items()}


def _match(tokens: list[Token], start: int, pattern: _Pattern) -> int | None:
    """The index of the last token of `pattern` matched from `start`, or None."""
    at, gap = start + 1, False
    for part in pattern.parts[1:]:
        if part is None:
            gap = True
            continue
        found = _find(tokens, at, part, _LONGEST_GAP if gap else 0)
        if found is None:
            return None
        at, gap = found + 1, False
    return at - 1


def _find(tokens: list[Token], at: int, part: frozenset[str], reach: int) -> int | None:
    for index in range(at, min(at + reach + 1, len(tokens))):
        if tokens[index].low in part:
            return index
        if tokens[index].low in _GAP_STOPS:
            return None
    return None


def may_tell(tokens: list[Token]) -> bool:
    """Whether a sentence has any word that events are told with; the cheap gate before the networks."""
    return any(token.low in _HINTS for token in tokens) or bool(hits(tokens))


def hits(tokens: list[Token]) -> list[Hit]:
    """Every pattern found in a sentence, in text order; longer patterns first where several start at one word."""
    index = _index()
    found: list[Hit] = []
    for start, token in enumerate(tokens):
        here: list[Hit] = []
        for pattern in index.get(token.low, ()):
            last = _match(tokens, start, pattern)
            if last is not None:
                here.append(Hit(pattern.type, pattern.mode, start, last, pattern.noun))
        found.extend(sorted(here, key=lambda hit: hit.first - hit.last))
    return found
