"""Clues from offices: who is president, who was, who is elected and waits for the inauguration."""

from __future__ import annotations

import datetime
import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

import numpy as np

from onrecord.model.spans import Span
from onrecord.resolving.tables import leaders, officials, people
from onrecord.resolving.when.timeline import LAST, Clue, Weights, best_of, between, day_of, flat, index_of

_TITLE = re.compile(
    r"\b(?P<lead>(?:[Ff]ormer|[Ee]x|[Ll]ate|[Oo]utgoing|[Ii]ncoming|[Tt]hen|[Dd]eposed|[Oo]usted)[ -])?"
    r"(?:[A-Z][a-z]+ ){0,2}?"
    r"(?P<title>[Pp]resident|[Pp]rime [Mm]inister|[Pp]remier|[Cc]hancellor|[Kk]ing|[Qq]ueen"
    r"|[Vv]ice [Pp]resident|[Ll]eader|[Pp]opes?)"
    r"(?P<elect>[- ][Ee]lect)?,? (?P<name>(?:[A-Z][\w.'’-]+ ?){1,4})"
)
_ROLES: Final[dict[str, tuple[str, ...]]] = {
    "president": ("chief of state", "effective leader"),
    "prime minister": ("head of government", "effective leader"),
    "premier": ("head of government", "effective leader"),
    "chancellor": ("head of government", "effective leader"),
    "king": ("chief of state", "effective leader"),
    "queen": ("chief of state",),
    "vice president": ("vice chief of state", "vice head of government"),
    "leader": ("chief of state", "effective leader", "head of government"),
}
_CAPITALS = re.compile(r"(?<!\w)[A-Z][\w'’-]{1,40}+(?: (?:[A-Z]\.|al-|bin|de|van|von|[A-Z][\w'’-]{1,40}+)){1,3}")
_WAITING = re.compile(
    r"\b(?:inauguration|inaugural|inaugurated|takes? office|taking office|sworn in|taking the oath|assumes? office)\b"
)
_NEAR = re.compile(r"\b(day|week|month)s?\b[^.;\n]{0,40}?\b(?:before|prior to|ahead of|until)\b")
_YEAR = datetime.timedelta(days=365)


class Term(NamedTuple):
    """One stay in an office."""

    person: str
    role: str
    start: datetime.date
    end: datetime.date
    country: str


@cache
def _terms() -> dict[str, tuple[Term, ...]]:
    """Terms by the folded last word of the holder's name."""
    found: dict[str, list[Term]] = defaultdict(list)
    for row in leaders():
        if not row.start:
            continue
        words = (row.surname or row.name).split()
        end = day_of(row.end, last=True) if row.end else LAST
        term = Term(row.person or row.name, row.role, day_of(row.start), end, row.country)
        for key in {_fold(words[-1]), _fold(row.name.split()[-1])}:
            found[key].append(term)
    return {key: tuple(terms) for key, terms in found.items()}


@cache
def _careers() -> dict[str, tuple[tuple[datetime.date, datetime.date], ...]]:
    """By folded full name: the first and the last day of every office that the tables give."""
    spans: dict[str, set[tuple[datetime.date, datetime.date]]] = defaultdict(set)

    def add(name: str, start: str, end: str | None, open_end: datetime.date) -> None:
        key = _fold(name)
        if " " not in key or not start:
            return
        first, last = day_of(start), day_of(end, last=True) if end else open_end
        spans[key].add((first, max(first, last)))

    for person in people():
        for term in person.terms:
            for name in (person.name, *person.aliases):
                add(name, term.start, term.end, LAST)
    for official in officials():
        for name in (official.name, *official.aliases):
            if len(name.split()) > 1 and name.split()[0] not in _TITLE_WORDS:
                add(name, official.start, official.end, datetime.date(2012, 12, 31))
    return {key: tuple(sorted(terms)) for key, terms in spans.items()}


_TITLE_WORDS: Final = frozenset(
    {"President", "Prime", "Secretary", "Vice", "Vice-president", "Ambassador", "Mr", "Mr.", "Senator", "General", "Us",
     "Minister", "King", "Queen", "Gen.", "Foreign", "Defense", "Defence", "Chancellor", "Premier", "Sheikh", "Prince"}
)  # fmt: skip


def _fold(name: str) -> str:
    return name.casefold().replace("’", "'").removesuffix("'s").strip(".,'")


def office_clues(text: str, spans: list[Span]) -> Iterator[Clue]:
    """What titles before names tell: in office, elected but not yet in office, out of office."""
    seen: set[tuple[str, str]] = set()
    for start, end in spans:
        for match in _TITLE.finditer(text, start, end):
            if re.search(
                r"\b(?:an?|possible|potential|hypothetical|as)\s$", text[max(start, match.start() - 14) : match.start()]
            ):
                continue
            state = _state(match)
            terms = _holders(match)
            key = (state, terms[0].person if terms else "")
            if not terms or key in seen:
                continue
            seen.add(key)
            yield Clue(
                _NAMES[state], ((match.start(), match.end()),), best_of([_weights(state, one, terms) for one in terms])
            )


_NAMES: Final = {
    "in": "term of office", "elect": "elected, not yet in office", "former": "out of office",
    "outgoing": "last weeks of a term",
}  # fmt: skip


def _state(match: re.Match[str]) -> str:
    lead = (match["lead"] or "").lower().strip(" -")
    if match["elect"] or lead == "incoming":
        return "elect"
    if lead in {"former", "ex", "late", "deposed", "ousted"}:
        return "former"
    return "outgoing" if lead == "outgoing" else "in"


def _holders(match: re.Match[str]) -> list[Term]:
    """The terms that a title and the words after it can mean; the longest name that fits counts."""
    roles = _ROLES.get(match["title"].lower(), ())
    words = [word for word in map(_fold, match["name"].split()) if word not in _SUFFIXES]
    for word in words[::-1]:
        terms = [term for term in _terms().get(word, ()) if term.role in roles]
        if terms:
            return [term for term in terms if _named(term, words)]
    return []


_SUFFIXES: Final = frozenset({"jr", "sr", "ii", "iii", "iv"})


def _named(term: Term, words: list[str]) -> bool:
    """Whether a first word of a longer name fits the holder, if only by its initial ('Mahmud', 'Mahmoud'), or the table
    has no more than a surname."""
    if len(words) < 2:
        return True
    parts = re.split(r"[\s:-]+", _fold(term.person))
    given = {word[:1] for word in words[:2] if word != parts[-1]}
    return len(parts) == 1 or not given or bool({part[:1] for part in parts[:-1]} & given)


def _weights(state: str, term: Term, terms: list[Term]) -> Weights:
    day = datetime.timedelta(days=1)
    match state:
        case "elect":
            return between(term.start - 80 * day, term.start, before=-4.0, after=-4.0)
        case "outgoing":
            return between(term.end - 100 * day, term.end + 5 * day, before=-3.0, after=-3.0)
        case "former":
            weights = flat()
            weights[: index_of(min(one.end for one in terms))] = -3.5
            return weights
        case _:
            weights = between(term.start - 2 * day, term.end + 15 * day, before=-3.5, after=-2.2)
            won, begun = index_of(term.start - 75 * day), index_of(term.start - 2 * day)
            weights[won:begun] = np.maximum(weights[won:begun], -1.5)  # a winner may be called by the title at once
            return weights


def waiting_clues(text: str, spans: list[Span]) -> Iterator[Clue]:
    """'weeks before Jane Doe's inauguration', 'is due to take office': the page stands shortly before a term begins."""
    for start, end in spans:
        for match in list(_WAITING.finditer(text, start, end))[:3]:
            around = max(start, match.start() - 60), min(end, match.end() + 60)
            terms = [
                term
                for word in re.findall(r"[A-Z][\w'’-]+", text[around[0] : around[1]])
                for term in _terms().get(_fold(word), ())
                if term.role in {"chief of state", "head of government", "effective leader"}
            ]
            reach = _reach(text[max(start, match.start() - 140) : match.start()])
            if not terms or reach is None:
                continue
            parts = [between(one.start - reach, one.start, before=-3.5, after=-3.5) for one in terms]
            yield Clue("before an inauguration", ((match.start(), match.end()),), best_of(parts))
            return


def _reach(before: str) -> datetime.timedelta | None:
    """How long before the inauguration, by the words before it; `None` where they do not look ahead."""
    before = re.split(r"[.;\n]", before)[-1]
    near = list(_NEAR.finditer(before))
    if near:
        return datetime.timedelta(days={"day": 20, "week": 62, "month": 330}[near[-1][1]])
    ahead = re.search(r"\b(?:due to|set to|will|to be|before|prior to|ahead of|is to|when s?he|until)\b", before[-60:])
    return datetime.timedelta(days=80) if ahead else None


_RETURN = re.compile(
    r"\b(?P<return>(?:return\w*|comeback|back) (?:to|in) "
    r"(?:the White House|power|office|the presidency|Downing Street))\b"
    r"|\b(?P<first>during (?:his|her) first term|in (?:his|her) first term|(?:his|her) second (?:term|presidency))\b",
    re.IGNORECASE,
)


def return_clues(text: str, spans: list[Span]) -> Iterator[Clue]:
    """'Her return to office', 'during his first term': of somebody who held an office twice, with a gap between."""
    for start, end in spans:
        match = _RETURN.search(text, start, end)
        if match is None:
            continue
        around = text[max(start, match.start() - 160) : min(end, match.end() + 100)]
        stays = [stay for word in re.findall(r"[A-Z][\w'’-]+", around) for stay in _second_stays(_fold(word))]
        if stays:
            early = 400 if match["return"] else 120
            parts = [between(one - datetime.timedelta(days=early), LAST, before=-2.5, after=0.0) for one in stays]
            yield Clue("second stay in office", ((match.start(), match.end()),), best_of(parts))
            return


@cache
def _second_stays(surname: str) -> tuple[datetime.date, ...]:
    """When holders of that surname came back to an office, half a year or more after they had left it."""
    by_holder: dict[tuple[str, str, str], list[Term]] = defaultdict(list)
    for term in _terms().get(surname, ()):
        by_holder[term.person, term.role, term.country].append(term)
    return tuple(
        later.start
        for terms in by_holder.values()
        for earlier, later in itertools.pairwise(sorted(terms, key=lambda term: term.start))
        if (later.start - earlier.end).days > 180
    )


_OFFICE = re.compile(
    r"\b(?:[Mm]inister|[Ss]ecretary|[Cc]ommissioner|[Aa]mbassador|[Ss]pokes\w+|[Cc]hief|[Dd]irector|[Gg]eneral|Gen\.|Sen\.|[Ss]enator"
    r"|Rep\.|[Gg]overnor|Gov\.|[Ss]peaker|[Aa]dviser|[Cc]hairman|[Pp]resident|[Ee]nvoy|[Pp]remier"
    r"|[Ll]eader)[\w ,'’-]{0,24}$"
)
_PAST_OFFICE = re.compile(r"\b(?:[Ff]ormer|[Ee]x-?|[Ll]ate|[Tt]hen)\b[^.]{0,40}$")


def name_clues(text: str, spans: list[Span]) -> Iterator[Clue]:
    """Full names of people with dated offices: named with an office they are mostly in it; else they are hardly in the
    news long before the first, and less and less after the last."""
    careers = _careers()
    seen: set[str] = set()
    for start, end in spans:
        for match in _CAPITALS.finditer(text, start, end):
            key = _career_key(match[0])
            if key is None or key in seen:
                continue
            seen.add(key)
            before = text[max(start, match.start() - 40) : match.start()]
            span = match.start(), match.end()
            if _OFFICE.search(before) and not _PAST_OFFICE.search(before):
                yield Clue("office of a named person", (span,), _in_office(careers[key]))
            else:
                terms = careers[key]
                yield Clue("career of a named person", (span,), _career(min(terms)[0], max(end for _, end in terms)))
            if len(seen) >= _MOST_NAMES:
                return


_MOST_NAMES = 30


def _in_office(terms: tuple[tuple[datetime.date, datetime.date], ...]) -> Weights:
    day = datetime.timedelta(days=1)
    return best_of(
        [between(first - 20 * day, min(LAST, last + 45 * day), before=-1.3, after=-0.9) for first, last in terms]
    )


def _career_key(name: str) -> str | None:
    words = name.split()
    for first in range(len(words) - 1):
        for last in range(len(words), first + 1, -1):
            key = _fold(" ".join(words[first:last]))
            if key in _careers():
                return key
    return None


def _career(first: datetime.date, last: datetime.date) -> Weights:
    weights = between(first - 3 * _YEAR, min(LAST, last + 3 * _YEAR), before=-1.2, after=-0.5)
    weights[: index_of(first)] -= 0.5
    if last + 10 * _YEAR < LAST:
        weights[index_of(last + 10 * _YEAR) :] -= 0.4
    return weights
