"""The office that somebody holds at a date."""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.resolving.tables import Person, Term
from onrecord.resolving.who.context import Entity

RANK = ("head of state", "head of government", "leader", "deputy head of state", "deputy head of government")
ELECT_WINDOW, TITLED_WINDOW = timedelta(days=75), timedelta(days=200)
"""Within so many days before a first day in office somebody counts as elected: by the calendar alone, and where the
page says '-elect' beside the name."""


def role_at(person: Person, day: str | None, *, titled_elect: bool = False) -> str | None:
    """The highest office of `person` on `day` (ISO 8601, possibly cut): 'head of state of PRK'; 'former …' when all
    ended before, '…, elect' shortly before the first day; None when the day is unknown or before all that."""
    if day is None or not person.terms:
        return None
    terms = [term for term in person.terms if term.role.endswith(person.country)] or list(person.terms)
    held = [t for t in terms if t.start and t.start <= day and (t.end is None or day <= _padded(t.end))]
    if held:
        return min(held, key=_rank).role
    window = TITLED_WINDOW if titled_elect else ELECT_WINDOW
    coming = [term for term in terms if term.start > day and _soon(day, term.start, window)]
    if coming:
        return f"{min(coming, key=_rank).role}, elect"
    past = [term for term in terms if term.end is not None and _padded(term.end) < day]
    return f"former {min(past, key=_rank).role}" if past else None


def _rank(term: Term) -> tuple[int, str]:
    prefix = term.role.rsplit(" of ", 1)[0]
    return (RANK.index(prefix) if prefix in RANK else 1, term.role)


def _padded(day: str) -> str:
    """A month's last day for a date cut to the month, so that texts compare as dates."""
    return day if len(day) > 7 else f"{day}-31"


def _soon(day: str, start: str, window: timedelta) -> bool:
    try:
        return date.fromisoformat(start) - date.fromisoformat(day) <= window
    except ValueError:
        return False


def role_in_words(entity: Entity, known: Person | None) -> str | None:
    """The office that the page's own words give a person (`known` to the tables or not) beside the name ('North Korean
    leader'), without a date."""
    countries = sorted(word[1:] for word in entity.titles if word.startswith("@"))
    if not countries and known is not None and any(term.role.startswith("head of") for term in known.terms):
        countries = [known.country]
    if len(countries) != 1:
        return None
    for noun, role in OFFICES_IN_WORDS:
        if noun in entity.titles:
            elect = ", elect" if "elect" in entity.titles else ""
            return f"{'former ' if entity.titles & FORMER else ''}{role} of {countries[0]}{elect}"
    return None


FORMER = frozenset(["former", "ex", "then"])
OFFICES_IN_WORDS = (
    ("vice", "deputy head of state"),
    ("deputy", "deputy head of government"),
    ("president", "head of state"),
    ("premier", "head of government"),
    ("chancellor", "head of government"),
    ("prime", "head of government"),
)
