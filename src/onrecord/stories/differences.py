"""How one carrier of an utterance differs from the fullest one: in wording, speaker, cue, chain, date.

Words left out on which the sense may hang (a negation, a condition, a hedge) and an outlet's words that are given to a
person are flagged, for a person to judge; nothing here says which of two carriers is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

import msgspec

from onrecord.stories.said import Said

Wording = Literal["fullest", "verbatim", "trimmed", "paraphrased"]
Kind = Literal["speaker", "cue", "chain", "date", "negation", "condition", "hedge", "drift"]

TRIMMED = 0.9
"""Share of a shorter content's words that stand in the fuller one in the same order, for it to be a cut of it."""

NEAR = 3
"""Words left out so near to words kept belong to what is kept."""

_SENSE: tuple[tuple[Kind, frozenset[str]], ...] = (
    ("negation", frozenset(
        "not never no nor neither none nothing nobody without cannot hardly refuse refuses denies".split()
    )),
    ("condition", frozenset("if unless until provided providing assuming except otherwise whether".split())),
    ("hedge", frozenset(
        "may might could perhaps possibly probably likely reportedly allegedly apparently seemingly seems appears "
        "believe believes think thinks suspect suspects estimated suggests".split()
    )),
)  # fmt: skip
_PLAIN_CUES = frozenset("said say says saying told tell tells according added adds add".split())
_CUE_WORD = re.compile(r"\w+")
_CUE_STEM = 5


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One difference: what this carrier has there, and what the fullest has."""

    kind: Kind
    has: str | None
    other_has: str | None
    flagged: bool = False


def matched(one: Said, two: Said) -> list[tuple[int, int]]:
    """Words that both contents have, in the same order: pairs of indices of a longest common subsequence."""
    ours, theirs = one.words, two.words
    head = 0
    while head < min(len(ours), len(theirs)) and ours[head] == theirs[head]:
        head += 1
    table = [[0] * (len(theirs) + 1 - head) for _ in range(len(ours) + 1 - head)]
    for i in range(len(ours) - 1, head - 1, -1):
        row, below = table[i - head], table[i - head + 1]
        for j in range(len(theirs) - 1, head - 1, -1):
            at = j - head
            row[at] = below[at + 1] + 1 if ours[i] == theirs[j] else max(below[at], row[at + 1])
    pairs, i, j = [(at, at) for at in range(head)], head, head
    while i < len(ours) and j < len(theirs):
        if ours[i] == theirs[j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif table[i - head + 1][j - head] >= table[i - head][j - head + 1]:
            i += 1
        else:
            j += 1
    return pairs


def in_common(one: Said, two: Said) -> int:
    """How many words both contents have, in the same order: the length of a longest common subsequence, by the words'
    bits (Hyyrö 2004), many times faster than `matched`."""
    places: dict[str, int] = {}
    for at, word in enumerate(two.words):
        places[word] = places.get(word, 0) | 1 << at
    whole = left = (1 << len(two.words)) - 1
    for word in one.words:
        met = left & places.get(word, 0)
        left = ((left + met) | (left - met)) & whole
    return len(two.words) - left.bit_count()


def alike(one: Said, two: Said) -> float:
    """Share of the shorter content's words that stand in the other in the same order."""
    return in_common(one, two) / min(len(one.words), len(two.words))


def wording(said: Said, fullest: Said) -> Wording:
    """How a carrier's words stand to the fullest carrier's."""
    if said.words == fullest.words:
        return "verbatim"
    shared = in_common(said, fullest)
    return "trimmed" if shared >= TRIMMED * len(said.words) and len(said.words) < len(fullest.words) else "paraphrased"


def differences(said: Said, fullest: Said) -> list[Difference]:
    """Every difference of a carrier from the fullest one, besides the wording."""
    found = [_speaker(said, fullest), _cue(said, fullest), _chain(said, fullest), _date(said, fullest)]
    return [one for one in found if one is not None] + list(_sense(said, fullest))


def _speaker(said: Said, fullest: Said) -> Difference | None:
    if said.actors & fullest.actors or not said.speakers or not fullest.speakers:
        return None
    ours, theirs = _kinds(said), _kinds(fullest)
    drift = ("outlet" in ours) != ("outlet" in theirs)
    persons = ours == theirs == {"person"}
    kind: Kind = "drift" if drift else "speaker"
    return Difference(kind=kind, has=said.source, other_has=fullest.source, flagged=drift or persons)


def _kinds(said: Said) -> set[str]:
    return {speaker.kind for speaker in said.speakers}


def _cue(said: Said, fullest: Said) -> Difference | None:
    if _cue_stems(said.cue) == _cue_stems(fullest.cue):
        return None
    return Difference(kind="cue", has=said.cue, other_has=fullest.cue)


def _cue_stems(cue: str | None) -> frozenset[str]:
    """The stems of a cue's words; none for 'said', 'told', 'according to' and for a cue that is not there."""
    words = [word.casefold() for word in _CUE_WORD.findall(cue or "")]
    return frozenset(word[:_CUE_STEM] for word in words if word not in _PLAIN_CUES and len(word) > 3)


def _chain(said: Said, fullest: Said) -> Difference | None:
    if {actor for actor, _ in said.via} == {actor for actor, _ in fullest.via}:
        return None
    return Difference(kind="chain", has=_told(said), other_has=_told(fullest))


def _told(said: Said) -> str | None:
    return " → ".join(text for _, text in said.via) or None


def _date(said: Said, fullest: Said) -> Difference | None:
    ours, theirs = said.said_on, fullest.said_on
    if ours is None or theirs is None or ours.startswith(theirs) or theirs.startswith(ours):
        return None
    return Difference(kind="date", has=ours, other_has=theirs)


def _sense(said: Said, fullest: Said) -> Iterable[Difference]:
    """Words of negation, condition or hedging that only one of the two has, next to words that both have."""
    pairs = matched(said, fullest)
    ours, theirs = {i for i, _ in pairs}, {j for _, j in pairs}
    for kind, words in _SENSE:
        only_ours, only_theirs = _left(said, ours, words), _left(fullest, theirs, words)
        if bool(only_ours) != bool(only_theirs):
            yield Difference(
                kind=kind, has=", ".join(only_ours) or None, other_has=", ".join(only_theirs) or None, flagged=True
            )


def _left(said: Said, kept: set[int], words: frozenset[str]) -> list[str]:
    """Those of `words` that the other carrier has not, near words that it has, in one sentence with them."""
    return [
        word
        for at, word in enumerate(said.words)
        if (word in words or (word.endswith("n't") and "not" in words))
        and at not in kept
        and any(i in kept and said.sentence[i] == said.sentence[at] for i in range(max(0, at - NEAR), at + NEAR + 1))
    ]
