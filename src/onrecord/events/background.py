"""Whether an event is told as history, not as this story's news; read from the words around its trigger.

News puts its news first and in the simple past; what it recalls stands in a clause that is dated back, in the
pluperfect, in a relative or temporal clause, or, further down, in the present perfect (van Dijk, News as Discourse,
1988, on the place of previous events and history in a report).
"""

from __future__ import annotations

import re

import msgspec

from onrecord.events import codebook
from onrecord.events.lexicon import Token
from onrecord.events.status import ADVERBS, BOUNDS, REPORTING, words_before
from onrecord.model.event import EventType
from onrecord.model.spans import Span

_NEARBY = 14
_OPENING = 24
"""Characters at the head of a sentence in which a date is that of all it tells."""
_LEAD = 3
"""Sentences in which a report tells its news."""
_PRIOR = frozenset({"after", "following", "since", "during", "of", "from", "over", "against", "about", "for"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "his", "her", "their", "s"})
_NOMINAL: frozenset[EventType] = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE"})
_MATERIAL: frozenset[EventType] = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE"})
_DEEDS = frozenset(codebook.words("deeds"))
_RELATIVE = frozenset({"who", "which", "that"})
_TEMPORAL = frozenset({"after", "since", "before"})
_PERIODS = frozenset({"days", "weeks", "months", "years", "decades", "week", "month", "year"})
_OFTEN = frozenset(codebook.words("often"))
_HELPERS = frozenset({"has", "have", "had", "been", "was", "were", "also"})
_MONTH = "|".join(codebook.words("months"))
_PAST_PHRASES = re.compile(
    r"\b(?:(?:in|since|between|from|during|until) (?:the )?(?:early |late |mid-?)?(?:1[6-9]|20)\d\d(?:s|-\d\d)?"
    rf"|(?:{_MONTH})\.? (?:1[6-9]|20)\d\d|(?:in|since|last) (?:early |late |mid-)?(?:{_MONTH})\b(?!\.? \d)"
    r"|(?:year|decade|month|centurie|generation|week|day)s? (?:ago|earlier|before)|earlier in the (?:day|week)"
    r"|(?:in|for|over) (?:the )?(?:recent|past|last)? ?(?:years?|decades?|months?|weeks?|days)"
    r"|in the (?:spring|summer|fall|autumn|winter)"
    r"|last year|previous(?:ly)?|in the past|once|formerly|since then|at the time"
    r"|earlier (?:this|in the) (?:year|month)"
    r"|historic(?:al)?ly|back in|long ago|ever since|last (?:week|month|summer|winter|spring|fall|autumn)"
    r"|during (?:his|her|their|the) (?:first|second|last|previous) (?:term|presidency|administration))\b",
    re.IGNORECASE,
)
_NEWS_DAY = re.compile(r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|tonight|overnight)\b")


class Setting(msgspec.Struct, frozen=True):
    """Where a sentence stands: its number in the report, and whether the sentence before, in the same paragraph, is
    dated back."""

    number: int = 0
    after_history: bool = False


def is_dated_back(text: str, span: Span) -> bool:
    """Whether a stretch dates what it tells before the news ('in 2018', 'years ago')."""
    return _PAST_PHRASES.search(text, *span) is not None


def is_background(kind: EventType, tokens: list[Token], trigger: int, text: str, setting: Setting) -> bool:
    """Whether the event whose trigger is `tokens[trigger]`, told as done or as not done, is told as history."""
    opening = tokens[0].start, tokens[0].start + _OPENING
    if is_dated_back(text, opening) or is_dated_back(text, _clause(tokens, trigger)):
        return True
    if _is_known_deed(kind, tokens, trigger) or _is_long_since(tokens, trigger):
        return True
    words = words_before(tokens, trigger)
    tail = [word for word in words if word not in ADVERBS][-3:]
    if "had" in tail:
        return not REPORTING & {token.low for token in tokens}
    if _OFTEN & set(words[-4:]) or _is_recalled(tokens, trigger):
        return True
    if setting.number < _LEAD or _NEWS_DAY.search(text, tokens[0].start, tokens[-1].end):
        return False
    told_later = bool({"has", "have"} & set(tail)) or setting.after_history
    return told_later or _is_deed_in_passing(kind, tokens, trigger)


def _is_long_since(tokens: list[Token], trigger: int) -> bool:
    """Whether the trigger's clause hangs on 'days after' or the like."""
    first = _clause_start(tokens, trigger)
    return first > 1 and tokens[first - 1].low in _TEMPORAL and tokens[first - 2].low in _PERIODS


def _is_known_deed(kind: EventType, tokens: list[Token], trigger: int) -> bool:
    """A deed that the reader is taken to know: 'after the bombings of …', 'the attack on …'."""
    if kind not in _NOMINAL or tokens[trigger].low.endswith("ed"):
        return False
    before = {token.low for token in tokens[max(0, trigger - 4) : trigger]}
    if tokens[trigger].low.endswith("ing"):
        return tokens[trigger - 1].low in _DEFINITE and bool(before & _PRIOR)
    return bool(before & _DEFINITE) and (kind == "ASSAULT" or bool(before & _PRIOR))


def _is_deed_in_passing(kind: EventType, tokens: list[Token], trigger: int) -> bool:
    """A deed that a noun names, not told in a sentence of its own."""
    return kind in _MATERIAL and tokens[trigger].low in _DEEDS


def _is_recalled(tokens: list[Token], trigger: int) -> bool:
    """Whether the trigger is the verb of a relative clause in the past: 'the man who attacked', 'which had called'."""
    at = trigger - 1
    while at > 0 and (tokens[at].low in _HELPERS | ADVERBS or tokens[at].low.endswith("ly")):
        at -= 1
    return at > 0 and tokens[at].low in _RELATIVE and not tokens[trigger].low.endswith(("s", "ing"))


def _clause_start(tokens: list[Token], trigger: int) -> int:
    """The first token after the clause boundary before the trigger."""
    first = trigger
    while first > 0 and tokens[first - 1].low not in BOUNDS and trigger - first < _NEARBY:
        first -= 1
    return first


def _clause(tokens: list[Token], trigger: int) -> Span:
    """The stretch between the clause boundaries around the trigger, in characters."""
    last = trigger
    while last + 1 < len(tokens) and tokens[last + 1].low not in BOUNDS and last - trigger < _NEARBY:
        last += 1
    return tokens[_clause_start(tokens, trigger)].start, tokens[last].end
