"""Events that several pages of a story tell, or one page tells twice: one happening with all its evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from onrecord.store import Store
from onrecord.stories.dates import apart

PAGES = 16
"""Pages of a story whose events a new one's are compared with, those that came last."""
DAYS = 1
"""Days by which the dates of one happening may differ: time zones, and the day after that papers write on."""
_DONE = frozenset({"happened", "ongoing"})
_STATES = frozenset({"state", "government"})
_STEM = 4
"""Letters by which two triggers are the same word: 'launched', 'launching'."""

_EVENTS = """
SELECT events.n, type, trigger, status, background, date, happening
FROM events LEFT JOIN happenings ON event = events.n WHERE document IN ({}) ORDER BY events.n"""
_PARTIES = """
SELECT event, role, actors.id, actors.kind, actors.country
FROM event_parties JOIN events ON events.n = event JOIN actors ON actors.id = actor_id WHERE document IN ({})"""
_LAST_PAGES = "SELECT document FROM stories WHERE story = ? AND document <> ? ORDER BY document DESC LIMIT ?"


class _Party(msgspec.Struct, frozen=True):
    actor: str
    kind: str
    country: str | None

    def fits(self, other: _Party) -> bool:
        """Whether the two may be one: the same actor, or a state and one of its own."""
        if self.actor == other.actor:
            return True
        return bool({self.kind, other.kind} & _STATES) and self.country is not None and self.country == other.country


class _Event(msgspec.Struct, frozen=True, kw_only=True):
    number: int
    type: str
    stem: str
    status: str
    background: bool
    date: str | None
    happening: int | None
    actors: tuple[_Party, ...]
    recipients: tuple[_Party, ...]

    def tells_same(self, other: _Event) -> bool:
        """Whether two events may be one happening."""
        if self.type != other.type or self.background != other.background:
            return False
        if self.status != other.status and not {self.status, other.status} <= _DONE:
            return False
        days = apart(self.date, other.date)
        if days is not None and days > DAYS:
            return False
        known = [_fit(self.actors, other.actors), _fit(self.recipients, other.recipients)]
        # Where one of the two does not say who or whom, the same word has to stand for what was done.
        return False not in known and (True in known) and (None not in known or self.stem == other.stem)


def _fit(ours: Iterable[_Party], theirs: Iterable[_Party]) -> bool | None:
    """Whether a party of the one fits one of the other; None when either names nobody."""
    ours, theirs = tuple(ours), tuple(theirs)
    return any(one.fits(two) for one in ours for two in theirs) if ours and theirs else None


class Happenings:
    """Puts a page's events into happenings."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def place(self, document: int, story: int) -> None:
        """Write down which happening each event of a page is.

        To be called inside a transaction, once for a page, when its story is known.
        """
        new = self._events([document])
        if not new:
            return
        others = [row["document"] for row in self._store.query(_LAST_PAGES, (story, document, PAGES))]
        by_type: defaultdict[str, list[tuple[_Event, int]]] = defaultdict(list)
        for event in self._events(others):
            by_type[event.type].append((event, event.happening or event.number))
        rows = []
        for event in new:
            told = (happening for other, happening in by_type[event.type] if event.tells_same(other))
            happening = min(told, default=event.number)
            by_type[event.type].append((event, happening))
            rows.append((event.number, happening))
        self._store.write("INSERT INTO happenings VALUES (?, ?)", rows)

    def _events(self, documents: list[int]) -> list[_Event]:
        marks = ", ".join("?" * len(documents))
        parties: defaultdict[tuple[int, str], list[_Party]] = defaultdict(list)
        for row in self._store.query(_PARTIES.format(marks), documents):
            parties[row["event"], row["role"]].append(_Party(row["id"], row["kind"], row["country"]))
        return [
            _Event(
                number=row["n"], type=row["type"], stem=row["trigger"].casefold()[:_STEM], status=row["status"],
                background=bool(row["background"]), date=row["date"],
                happening=row["happening"], actors=tuple(parties[row["n"], "actor"]),
                recipients=tuple(parties[row["n"], "recipient"]),
            )
            for row in self._store.query(_EVENTS.format(marks), documents)
        ]  # fmt: skip
