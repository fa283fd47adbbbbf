"""The neural coder: word pieces -> triggers with their types -> who did it to whom.

Two networks, both trained in `training/events`. The scorer gives each piece of a sentence a score for each PLOVER type;
where one stands out, that word is a trigger. The reader is then asked, for that trigger and type, where the actor and
the recipient begin and end, with 'nobody' as a possible answer (as in the reading of SQuAD 2).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec
import numpy as np
import numpy.typing as npt

from onrecord.events import codebook
from onrecord.events.clauses import clause_breaks
from onrecord.events.codebook import EVENT_TYPES
from onrecord.events.proposals import Proposal
from onrecord.model.event import EventType
from onrecord.model.spans import LONGEST_WORD, Span, whole_words
from onrecord.neural.runtime import Floats, Network, by_length, padded, tokenizer
from onrecord.neural.windows import Ints, Window, windows

SCORER = Network("events.onnx")
READER = Network("event_parties.onnx")
FLOOR = 0.25
"""Triggers below this probability are not looked at further."""

_LIMIT = 120
_BUCKETS = 20
_LONGEST_PARTY = 40
_APART = 3
_FAR = -1e4
_MARKS = " ,;:.–—-\"“”'‘’\n\t"
_CLAUSE = re.compile(
    r",? +(?:who|which|whom|whose|where|when|after|before|since|because|amid|while)\b"
    r"|,? +(?:on|late|early|last) +(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|,? +(?:last|this|next) +(?:week|month|year)\b| +in +(?:its|his|her|their)\b"
    r"|,? +(?:within|for|in|until) +(?:the +(?:next|coming|last|past) +)?"
    r"(?:an?|\d{1,4}|[a-z]{3,7}|a +few) +(?:hour|day|week|month|year)s?\b"
    r"| +in +the +(?:[a-z-]{2,20} +){0,3}(?:town|city|village|port|district|province|suburb) +of\b"
)
"""Where a party's own words end: at a relative clause, or at when or where it happened."""
_OPENED = re.compile(r"(?:And|But|Yet|So|Or) (?=\S)")
"""What joins a sentence to the one before is no part of who acts in it."""
_BARE = re.compile(r"(?!(?:the|an?|his|her|its|their|my|our|your|he|she|it|they|we|them|him|us|who)\b)[a-z]")
_OWNER = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|(?:[A-Z][\w.-]{0,30} ){0,3}[A-Z][\w.-]{0,30}['’]s?)"
    r"((?: [a-z-]{2,30}){1,3}) $"
)
"""An article or owner and the words between it and a party's first word."""
_NO_MODIFIER = frozenset(codebook.words("unit_stops")) | frozenset(codebook.words("reporting"))
_REACH_BACK = 80
_SAID_OF = re.compile(r"[ ,](?:that|but|and|as|when)? ?(he|she|they|it|we|I)$")
"""'the envoy tweeted that he': only the pronoun acts."""
_SAYS_NOBODY = re.compile(r"[\W_]*(?:(?:the|an?|this|that|these|those)[\W_]*)?", re.IGNORECASE)
_AGENT: dict[str, frozenset[EventType]] = {
    "by": frozenset(EVENT_TYPES),
    "from": frozenset({"ACCUSE", "SUPPORT", "THREATEN"}),
}
"""A preposition between a trigger and a party that makes the party the actor: 'shot by', 'criticism from'."""


class _Trigger(msgspec.Struct, frozen=True):
    """A piece of a window that tells of an event of the type numbered `kind`."""

    window: int
    piece: int
    kind: int
    probability: float


def propose(text: str, spans: Sequence[Span]) -> list[list[Proposal]]:
    """Events of each sentence of `spans`, best first."""
    cut, owner = _cut(text, spans)
    hidden: dict[int, Floats] = {}
    triggers: list[_Trigger] = []
    for index, outputs in SCORER.over(cut):
        found = list(_triggers(text, index, cut[index], outputs["types"]))
        if found:
            hidden[index] = outputs["hidden"]
            triggers += found
    made: list[list[Proposal]] = [[] for _ in spans]
    for trigger, actor, recipient, sure in _parties(text, cut, hidden, triggers):
        proposal = _proposal(text, cut[trigger.window], trigger, actor, recipient, sure)
        made[owner[trigger.window]].append(proposal)
    return [sorted(one, key=lambda event: (-event.confidence, event.trigger)) for one in made]


def _cut(text: str, spans: Sequence[Span]) -> tuple[list[Window], list[int]]:
    """A window a sentence (more when it is long), each with the number of its sentence."""
    cut: list[Window] = []
    owner: list[int] = []
    for number, span in enumerate(spans):
        for window in windows(text, [span], tokenizer(), limit=_LIMIT):
            cut.append(window)
            owner.append(number)
    return cut, owner


def _word_starts(text: str, window: Window) -> npt.NDArray[np.bool_]:
    return np.array(
        [at >= 0 and text[at].isalpha() and (at == 0 or not text[at - 1].isalnum()) for at in window.starts.tolist()],
        dtype=bool,
    )


def _triggers(text: str, index: int, window: Window, scores: Floats) -> Iterator[_Trigger]:
    """Peaks of the scores: one type a word, and words of one type some way apart."""
    likely = 1.0 / (1.0 + np.exp(-scores))
    likely[~_word_starts(text, window)] = 0.0
    taken: list[tuple[int, int]] = []
    for flat in np.argsort(-likely, axis=None, kind="stable"):
        piece, kind = divmod(int(flat), len(EVENT_TYPES))
        probability = float(likely[piece, kind])
        if probability < FLOOR:
            return
        if any(abs(piece - other) < (_APART if kind == same else 2) for other, same in taken):
            continue
        taken.append((piece, kind))
        yield _Trigger(index, piece, kind, probability)


def _distance(length: int, piece: int) -> Ints:
    """Signed distance of each piece from the trigger in buckets: exact up to 8, then logarithmic."""
    distance = np.arange(length, dtype=np.int64) - piece
    size = np.abs(distance)
    far = 8 + (np.log(np.maximum(size, 1) / 8) / np.log(24.0) * 11).astype(np.int64)
    bucket = np.where(size <= 8, size, np.clip(far, 8, _BUCKETS - 1))
    return np.where(distance < 0, bucket + _BUCKETS, bucket)


def _parties(
    text: str, cut: Sequence[Window], hidden: dict[int, Floats], triggers: Sequence[_Trigger]
) -> Iterator[tuple[_Trigger, Span | None, Span | None, float]]:
    """For each trigger the piece ranges (inclusive) of actor and recipient, and how sure the reader is of both."""
    for batch in by_length([len(cut[trigger.window]) for trigger in triggers]):
        group = [triggers[i] for i in batch]
        lengths = [len(cut[trigger.window]) for trigger in group]
        outputs = READER.run(
            {
                "hidden": padded([hidden[trigger.window] for trigger in group]),
                "at": padded([(np.arange(n) == t.piece).astype(np.int64) for n, t in zip(lengths, group, strict=True)]),
                "kind": np.array([trigger.kind for trigger in group], dtype=np.int64),
                "distance": padded([_distance(n, t.piece) for n, t in zip(lengths, group, strict=True)]),
                "mask": padded([np.ones(n, dtype=np.int64) for n in lengths]),
            }
        )
        for row, trigger in enumerate(group):
            bars = [(trigger.piece, trigger.piece), *_barred(text, cut[trigger.window], trigger.piece)]
            yield trigger, *_read(outputs["ends"][row, : lengths[row]], outputs["nobody"][row], bars)


def _barred(text: str, window: Window, trigger: int) -> Iterator[Span]:
    """Piece ranges (inclusive) that no party may hold: where another clause has its verb, or runs to the end."""
    held = np.flatnonzero(window.starts >= 0)
    starts = window.starts[held]
    for start, end in clause_breaks(text, (int(starts[0]), int(window.ends[held[-1]])), int(window.starts[trigger])):
        first, last = np.searchsorted(starts, [start, end])
        if first < last:
            yield int(held[first]), int(held[last - 1])


def _read(ends: Floats, nobody: Floats, bars: Sequence[Span]) -> tuple[Span | None, Span | None, float]:
    """The best actor and recipient that overlap neither `bars` nor each other, from the pointers' scores."""
    actor, actor_sure = _best(ends[:, :2], nobody[:2], *bars)
    recipient, recipient_sure = _best(ends[:, 2:], nobody[2:], *bars)
    if actor and recipient and actor[0] <= recipient[1] and recipient[0] <= actor[1]:
        if actor_sure >= recipient_sure:
            recipient, recipient_sure = _best(ends[:, 2:], nobody[2:], *bars, actor)
        else:
            actor, actor_sure = _best(ends[:, :2], nobody[:2], *bars, recipient)
    return actor, recipient, float(np.sqrt(actor_sure * recipient_sure))


def _best(ends: Floats, nobody: Floats, *blocked: Span) -> tuple[Span | None, float]:
    """The best span clear of `blocked`, or None when 'nobody' scores higher; with its probability."""
    scores = np.concatenate([ends, nobody[None]]).astype(np.float64)
    scores[[0, len(ends) - 1]] = _FAR
    for first, last in blocked:
        scores[first : last + 1] = _FAR
    logs = scores - np.logaddexp.reduce(scores, axis=0)
    pairs = logs[:-1, 0][:, None] + logs[:-1, 1][None, :]
    size = len(ends)
    reach = np.arange(size)[None, :] - np.arange(size)[:, None]
    allowed = (reach >= 0) & (reach < _LONGEST_PARTY)
    for first, last in blocked:
        allowed[: first + 1, last:] = False
    pairs = np.where(allowed, pairs, -np.inf)
    best = int(pairs.argmax())
    first, last = divmod(best, size)
    none = float(logs[-1].sum())
    if none >= pairs[first, last]:
        return None, float(np.exp(none / 2))
    return (first, last), float(np.exp(pairs[first, last] / 2))


def _proposal(
    text: str, window: Window, trigger: _Trigger, actor: Span | None, recipient: Span | None, sure: float
) -> Proposal:
    start = int(window.starts[trigger.piece])
    end = int(window.ends[trigger.piece])
    while end < len(text) and (text[end].isalnum() or text[end] in "-‑") and end - start < LONGEST_WORD:
        end += 1
    actors, recipients = _people(text, window, actor), _people(text, window, recipient)
    if recipients and EVENT_TYPES[trigger.kind] in _AGENT.get(text[end : recipients[0][0]].strip(), ()):
        actors, recipients = recipients, actors
    held_at = EVENT_TYPES[trigger.kind] == "CONSULT" and bool(recipients) and _held_at(text, recipients[0])
    return Proposal(
        type=EVENT_TYPES[trigger.kind],
        trigger=(start, end - (text[end - 1] in "-‑")),
        actors=actors,
        recipients=() if held_at else recipients,
        type_confidence=trigger.probability,
        party_confidence=sure,
        confidence=_confidence(trigger.probability, sure, has_actor=bool(actors), has_recipient=bool(recipients)),
    )


def _held_at(text: str, party: Span) -> bool:
    """Whether the words say where talks were held rather than with whom: 'met in Vienna'."""
    return text[max(0, party[0] - 4) : party[0]] in (" in ", " at ")


def _confidence(trigger: float, parties: float, *, has_actor: bool, has_recipient: bool) -> float:
    """How likely the event is right, from what the networks think and from who is named: a logistic regression on
    development data.

    An event that is done to somebody is right more often than one of which only the actor is told.
    """
    score = 0.3 * _logit(trigger) + 0.09 * _logit(parties) - 1.1
    score += -0.7 * has_actor + 1.0 * has_recipient + 0.3 * (has_actor and has_recipient)
    return 1.0 / (1.0 + math.exp(-score))


def _logit(probability: float) -> float:
    return math.log(max(probability, 1e-4) / max(1.0 - probability, 1e-4))


def _people(text: str, window: Window, party: Span | None) -> tuple[Span, ...]:
    """A party's characters; several when names are joined by 'and' ('France, Italy and Spain')."""
    if party is None:
        return ()
    span = trimmed(text, whole_words(text, (int(window.starts[party[0]]), int(window.ends[party[1]]))))
    return split_names(text, whole(text, span)) if span else ()


def whole(text: str, span: Span) -> Span:
    """A party with the words before it back to its article or owner ('party' in 'the leading opposition party')."""
    if not _BARE.match(text, span[0]):
        return span
    before = _OWNER.search(text[max(0, span[0] - _REACH_BACK) : span[0]])
    if before is None:
        return span
    between = before.group(1).lower().split()
    if any(word in _NO_MODIFIER or word.endswith("ed") for word in between):
        return span
    return span[0] - (before.end() - before.start()), span[1]


def trimmed(text: str, span: Span) -> Span | None:
    """A party without what only hangs on to it: a relative or time clause, marks at its ends; None if that is all."""
    start, end = span
    pronoun = _SAID_OF.search(text[start:end])
    start += pronoun.start(1) if pronoun else 0
    opened = _OPENED.match(text, start, end)
    start = opened.end() if opened else start
    words = text[start:end]
    clause = _CLAUSE.search(words, 1)
    if clause:
        words = words[: clause.start()]
    kept = words.rstrip(_MARKS)
    end = start + len(kept)
    start += len(kept) - len(kept.lstrip(_MARKS))
    if text[start:end].endswith("(") or text.count("(", start, end) > text.count(")", start, end):
        end = text.find(")", end, end + 2) + 1 or end
    return None if _SAYS_NOBODY.fullmatch(text, start, end) else (start, end)


def split_names(text: str, span: Span) -> tuple[Span, ...]:
    """The names of a list of bare names; the span itself when it is anything else."""
    words = text[span[0] : span[1]]
    last = words.rfind(" and ")
    if last < 0:
        return (span,)
    cuts = [at for at in range(last) if words.startswith(", ", at)]
    edges = [(0, 0), *((at, at + 2) for at in cuts), (last, last + 5), (len(words), len(words))]
    parts = [(one[1], two[0]) for one, two in pairwise(edges)]
    parts = [(a, b - (words[b - 1 : b] == ",")) for a, b in parts if words[a:b].strip(" ,")]
    if len(parts) < 2 or "," in words[last:] or not all(_is_name(words[a:b]) for a, b in parts):
        return (span,)
    return tuple((span[0] + a, span[0] + b) for a, b in parts)


def _is_name(words: str) -> bool:
    """Capitalised words only, but for an article or 'of' within."""
    listed = words.split()
    return (
        bool(listed)
        and all(word[0].isupper() or word in ("the", "of", "de", "al") for word in listed)
        and (any(word[0].isupper() for word in listed))
    )
