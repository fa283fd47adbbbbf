"""Whether an event is told as done, under way, planned, threatened, denied or only thought of, and whether as history.

Read from the words around the trigger, without a parse. PLOVER names these modes 'historical, future, hypothetical,
negation'; no coder has them. The rules follow the scope windows of negation detection (NegEx, Chapman 2001): a cue
governs the trigger when it stands shortly before it and no clause boundary lies between.
"""

from __future__ import annotations

import re

from onrecord.events import codebook
from onrecord.events.lexicon import Token
from onrecord.model.event import EventStatus, EventType

_REACH = 9
_NEARBY = 14
_BOUNDS = frozenset(codebook.words("bounds"))
_ADVERBS = frozenset(codebook.words("adverbs"))
_THREATS = frozenset(codebook.words("threats"))
_PLANS = frozenset(codebook.words("plans"))
_PLANS_LINKED = frozenset(codebook.words("plans_linked"))
_MAYBES = frozenset(codebook.words("maybes"))
_MAYBES_LINKED = frozenset(codebook.words("maybes_linked"))
_NOT = frozenset({"not", "never", "nor", "neither", "cannot"})
_NO = frozenset({"no", "without", "none", "nobody"})
_DENY = frozenset({"deny", "denies", "denied", "denying"})
_BE = frozenset({"is", "are", "was", "were", "been", "'re", "am"})
_HELPERS = frozenset({"be", "been", "have", "has", "had", "to", "yet"})
_REFUSALS = ("refus", "reject", "declin", "dismiss", "veto", "den")
_PRIOR = frozenset({"after", "following", "since", "during", "of", "from", "over", "against", "about", "for"})
_NOMINAL: frozenset[EventType] = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE"})
_MODALS = frozenset({"will", "would", "shall", "may", "might", "could"})
_LINKS = frozenset({"to", "for", "of", "would", "will"})
_FAILS = frozenset({"failed", "fails", "failing", "fail", "failure"})
_GOES_ON = frozenset(codebook.words("goes_on"))
_REPORTING = frozenset(codebook.words("reporting"))
_MONTH = "|".join(codebook.words("months"))
_SOME_PERIOD = r"(?:year|decade|month|centurie|generation)s?"
_PAST_PHRASES = re.compile(
    r"\b(?:(?:in|since|between|from|during|until) (?:the )?(?:early |late |mid-?)?(?:1[6-9]|20)\d\d(?:s|-\d\d)?"
    rf"|(?:{_MONTH})\.? (?:1[6-9]|20)\d\d|{_SOME_PERIOD} (?:ago|earlier|before)"
    r"|(?:in|for|over) (?:the )?(?:recent|past|last)? ?(?:years?|decades?|months?)"
    r"|last year|previous(?:ly)?|in the past|once|formerly|since then|at the time"
    r"|earlier (?:this|in the) (?:year|month)"
    r"|historic(?:al)?ly|back in|long ago|ever since|last (?:month|summer|winter|spring|fall|autumn)"
    r"|during (?:his|her|their|the) (?:first|second|last|previous) (?:term|presidency|administration))\b",
    re.IGNORECASE,
)


def _before(tokens: list[Token], trigger: int) -> list[str]:
    """The lower-case words that may govern the trigger, nearest last."""
    words: list[str] = []
    for token in reversed(tokens[max(0, trigger - _REACH) : trigger]):
        if token.low in _BOUNDS:
            break
        words.append(token.low)
    return words[::-1]


def _governs(words: list[str], cues: frozenset[str], with_link: frozenset[str], *, reach: int) -> bool:
    """Whether a cue stands within `reach` words before the trigger; `with_link` cues need a 'to' or 'for' after."""
    near = words[-reach:]
    for index, word in enumerate(near):
        if word not in cues:
            continue
        if word not in with_link or _LINKS & set(near[index + 1 : index + 5]):
            return True
    return False


def _is_progressive(tokens: list[Token], trigger: int, words: list[str]) -> bool:
    if _governs(words, _GOES_ON, frozenset({"under"}), reach=3):
        return True
    tail = [word for word in words if word not in _ADVERBS][-2:]
    if tail[-1:] == ["being"]:
        return bool(_BE & set(tail[:-1]))
    moving = tokens[trigger].low.endswith("ing") and tokens[trigger].low != "willing"
    return moving and bool(_BE & set(tail))


def _is_denied(words: list[str]) -> bool:
    if "," in words:
        words = words[len(words) - words[::-1].index(",") :]
    if "only" in words[-4:] and "not" in words[-5:]:
        return False
    if _governs(words, _FAILS, _FAILS, reach=4):
        return True
    if _DENY & set(words[-5:]) or _NO & set(words[-2:]):
        return True
    plain = [word for word in words if word not in _ADVERBS | _HELPERS | _PLANS][-2:]
    return any(word in _NOT or word.endswith("n't") for word in plain) or _split_not(words[-5:])


def _split_not(words: list[str]) -> bool:
    """'didn't' in three tokens: 'didn', an apostrophe, 't'."""
    return any(a.endswith("n") and b in "'’" and c == "t" for a, b, c in zip(words, words[1:], words[2:], strict=False))


def status_of(kind: EventType, tokens: list[Token], trigger: int) -> EventStatus:
    """How the event whose trigger is `tokens[trigger]` is told; `happened` when nothing says otherwise.

    A threat, promise, demand or refusal is itself what happened, whatever it is about.
    """
    words = _before(tokens, trigger)
    if _is_denied(words):
        # 'will not accept' is the refusal itself; 'did not refuse' denies one
        return "happened" if kind == "REJECT" and not tokens[trigger].low.startswith(_REFUSALS) else "denied"
    if kind == "THREATEN":
        return "happened"
    if tokens[trigger].low in _MODALS:
        return "planned" if tokens[trigger].low in _PLANS or _REPORTING & set(words) else "hypothetical"
    if _governs(
        words, _THREATS, frozenset({"warn", "warned", "warns", "warning", "vow", "vows", "vowed", "vowing"}), reach=5
    ):
        return "threatened"
    if _governs(words, _MAYBES, _MAYBES_LINKED, reach=5):
        return "planned" if "would" in words[-5:] and _REPORTING & set(words) else "hypothetical"
    if _governs(words, _PLANS, _PLANS_LINKED, reach=5) or _to_be(words):
        return "planned"
    return "ongoing" if _is_progressive(tokens, trigger, words) else "happened"


def _to_be(words: list[str]) -> bool:
    """'is to visit', 'to be deployed', headline 'to visit'."""
    tail = [word for word in words if word not in _ADVERBS][-3:]
    return tail[-2:] == ["to", "be"] or (tail[-1:] == ["to"] and bool({"is", "are"} & set(tail[:-1])))


def is_background(kind: EventType, tokens: list[Token], trigger: int, text: str) -> bool:
    """Whether the words around the trigger tell history.

    They do when they date it before the news ('in 2018', 'years ago'), stand in the pluperfect ('had once called'), or
    name a deed that the reader is taken to know ('after the bombings of …').
    """
    if _governs(_before(tokens, trigger), _PLANS, _PLANS_LINKED, reach=5):
        return False
    if _PAST_PHRASES.search(text, *_clause(tokens, trigger)):
        return True
    if kind in _NOMINAL and not tokens[trigger].low.endswith(("ed", "ing")):
        before = {token.low for token in tokens[max(0, trigger - 4) : trigger]}
        if "the" in before and before & _PRIOR:
            return True
    words = _before(tokens, trigger)
    pluperfect = "had" in [word for word in words if word not in _ADVERBS][-3:]
    return pluperfect and not _REPORTING & {token.low for token in tokens}


def _clause(tokens: list[Token], trigger: int) -> tuple[int, int]:
    """The stretch between the clause boundaries around the trigger, in characters."""
    first = trigger
    while first > 0 and tokens[first - 1].low not in _BOUNDS and trigger - first < _NEARBY:
        first -= 1
    last = trigger
    while last + 1 < len(tokens) and tokens[last + 1].low not in _BOUNDS and last - trigger < _NEARBY:
        last += 1
    return tokens[first].start, tokens[last].end
