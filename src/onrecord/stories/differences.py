"""How one carrier of an utterance differs from the fullest one: in wording, speaker, cue, chain, date.

Words left out on which the sense may hang (a negation, a condition, a hedge) and words that are given to somebody else,
most of all an outlet's to a person, are flagged, for a person to judge; nothing here says which of two carriers is
right. Where one page has both wordings, nothing is kept from its readers, and nothing is flagged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Literal

import msgspec

from onrecord.stories.said import PRONOUNS, Said

Wording = Literal["fullest", "verbatim", "trimmed", "paraphrased"]
Kind = Literal["speaker", "cue", "chain", "date", "negation", "condition", "hedge", "drift"]

TRIMMED = 0.9
"""Share of a shorter content's words that stand in the fuller one in the same order, for it to be a cut of it."""

NEAR = 3
"""A condition so many words from words kept belongs to them."""

_LEAST_KEPT = 2
"""Words in a row that both have, for them to count as kept where the sense of what stands by them is looked at."""

_NEGATION = frozenset(
    "not never no nor neither none nothing nobody without cannot hardly refuse refuses denies".split()
)
_CONDITION = frozenset("if unless until provided providing assuming".split())
_HEDGE = frozenset(
    "may might could perhaps possibly probably likely reportedly allegedly apparently seemingly seems appears "
    "estimated suggests".split()
)
_OPINION = frozenset("believe believes think thinks suspect suspects".split())
"""Hedges too, after who holds the opinion."""
_SENSE: tuple[tuple[Kind, frozenset[str]], ...] = (
    ("negation", _NEGATION), ("condition", _CONDITION), ("hedge", _HEDGE | _OPINION),
)  # fmt: skip
_PLAIN_CUES = frozenset(
    "said say says saying told tell tells according added adds add adding stated states state stating informed "
    "commented remarked".split()
)
_BEFORE = frozenset({"that", "a", "an", "the"})
_CUE_WORD = re.compile(r"\w+")
_CUE_STEM = 5


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One difference: what this carrier has there, and what the fullest has."""

    kind: Kind
    has: str | None
    other_has: str | None
    flagged: bool = False


def in_common(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """How many words both have, in the same order: the length of a longest common subsequence, by bits (Hyyrö 2004)."""
    places: dict[str, int] = {}
    for at, word in enumerate(theirs):
        places[word] = places.get(word, 0) | 1 << at
    whole = left = (1 << len(theirs)) - 1
    for word in ours:
        met = left & places.get(word, 0)
        left = ((left + met) | (left - met)) & whole
    return len(theirs) - left.bit_count()


def alike(one: Said, two: Said) -> float:
    """Share of the shorter content's words that stand in the other in the same order."""
    return in_common(one.words, two.words) / min(len(one.words), len(two.words))


def wording(said: Said, fullest: Said) -> Wording:
    """How a carrier's words stand to the fullest carrier's; a 'that' or an article before them makes no difference."""
    if _begun(said.words) == _begun(fullest.words):
        return "verbatim"
    shared = in_common(said.words, fullest.words)
    return "trimmed" if shared >= TRIMMED * len(said.words) and len(said.words) < len(fullest.words) else "paraphrased"


def _begun(words: Sequence[str]) -> Sequence[str]:
    return words[next((at for at, word in enumerate(words) if word not in _BEFORE), 0) :]


def differences(said: Said, fullest: Said) -> list[Difference]:
    """Every difference of a carrier from the fullest one, besides the wording."""
    told = [_speaker(said, fullest), _cue(said, fullest), _chain(said, fullest), _date(said, fullest)]
    found = [one for one in told if one is not None] + list(_sense(said, fullest))
    if said.document == fullest.document:
        return [msgspec.structs.replace(one, flagged=False) for one in found]
    return found


def _speaker(said: Said, fullest: Said) -> Difference | None:
    if not said.speakers or not fullest.speakers or said.same_speaker(fullest):
        return None
    if said.speaks_within(fullest) or fullest.speaks_within(said):
        return None
    ours, theirs = _kinds(said), _kinds(fullest)
    drift = ("outlet" in ours) != ("outlet" in theirs)
    # Who 'he' is, the reader has worked out; two pages that name nobody are no ground to say that they differ.
    named = not {(one.source or "").casefold() for one in (said, fullest)} <= PRONOUNS
    kind: Kind = "drift" if drift else "speaker"
    flagged = drift or (named and ours == theirs == {"person"})
    return Difference(kind=kind, has=said.source, other_has=fullest.source, flagged=flagged)


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
    """Words of negation, condition or hedging that only one of the two has, by words that both have."""
    blocks = SequenceMatcher(None, said.words, fullest.words, autojunk=False).get_matching_blocks()
    kept = [block for block in blocks if block.size >= _LEAST_KEPT]
    ours = {at for block in kept for at in range(block.a, block.a + block.size)}
    theirs = {at for block in kept for at in range(block.b, block.b + block.size)}
    cues = {word for one in (said, fullest) for word in _CUE_WORD.findall((one.cue or "").casefold())}
    for kind, words in _SENSE:
        only_ours = _left(said, ours, kind, words - cues)
        only_theirs = _left(fullest, theirs, kind, words - cues)
        if bool(only_ours) != bool(only_theirs):
            yield Difference(
                kind=kind, has=", ".join(only_ours) or None, other_has=", ".join(only_theirs) or None, flagged=True
            )


def _left(said: Said, kept: set[int], kind: Kind, words: frozenset[str]) -> list[str]:
    """Those of `words` that the other carrier has not and that bear on words that it has."""
    return [
        word
        for at, word in enumerate(said.words)
        if at not in kept
        and (word in words or (kind == "negation" and word.endswith("n't")))
        and (_conditions(said, kept, at) if kind == "condition" else _bears(said, kept, at))
    ]


def _bears(said: Said, kept: set[int], at: int) -> bool:
    """Whether a negation or hedge bears on words kept: on those after it, or as the last word of a sentence before."""
    if said.words[at] in _OPINION and at > 0 and said.words[at - 1] not in PRONOUNS:
        return False
    after = [i for i in (at + 1, at + 2) if i < len(said.words) and said.sentence[i] == said.sentence[at]]
    return bool(kept.intersection(after)) or (
        not after and at - 1 in kept and said.sentence[at - 1] == said.sentence[at]
    )


def _conditions(said: Said, kept: set[int], at: int) -> bool:
    """Whether a condition is one of words kept: near them, or at the head of their sentence."""
    same = [i for i in kept if said.sentence[i] == said.sentence[at]]
    first = said.sentence.index(said.sentence[at])
    return any(abs(i - at) <= NEAR for i in same) or (at - first <= 1 and any(i > at for i in same))
