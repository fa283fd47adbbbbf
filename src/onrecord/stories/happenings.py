"""Events that several pages of a story tell, or one page tells twice: one happening with all its evidence.

An event joins the happening with most events that are the same as it, where none of them contradicts it, so that an
attack told without its town never ties the attacks of two towns together.
"""

from __future__ import annotations

from collections import defaultdict

from onrecord.store import Store
from onrecord.stories.deeds import Deed, Party, Where

PAGES = 16
"""Pages of a story whose events a new one's are compared with, those that came last."""

_EVENTS = """
SELECT events.n, type, mode, trigger, status, background, date, happening,
    places.id AS place, places.name AS place_name, geonames_id
FROM events LEFT JOIN happenings ON event = events.n LEFT JOIN places ON places.id = events.place
WHERE document IN ({}) ORDER BY events.n"""
_PARTIES = """
SELECT event, role, text, actors.id, kind, actors.country, sector
FROM event_parties JOIN events ON events.n = event LEFT JOIN actors ON actors.id = actor_id
WHERE document IN ({}) ORDER BY event, role, part"""
_LAST_PAGES = "SELECT document FROM stories WHERE story = ? AND document <> ? ORDER BY document DESC LIMIT ?"


class Happenings:
    """Puts a page's events into happenings."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def place(self, document: int, story: int) -> None:
        """Write down which happening each event of a page is.

        To be called inside a transaction, once for a page, when its story is known.
        """
        new = self._deeds([document])
        if not new:
            return
        others = [row["document"] for row in self._store.query(_LAST_PAGES, (story, document, PAGES))]
        told: defaultdict[int, list[Deed]] = defaultdict(list)
        for deed, happening in self._deeds(others):
            told[happening or deed.number].append(deed)
        rows = []
        for deed, _ in new:
            happening = _told_already(deed, told) or deed.number
            told[happening].append(deed)
            rows.append((deed.number, happening))
        self._store.write("INSERT INTO happenings VALUES (?, ?)", rows)

    def _deeds(self, documents: list[int]) -> list[tuple[Deed, int | None]]:
        """The events of pages, with their happenings where those are known."""
        marks = ", ".join("?" * len(documents))
        parties: defaultdict[tuple[int, str], list[Party]] = defaultdict(list)
        for event, role, *party in self._store.query(_PARTIES.format(marks), documents):
            parties[event, role].append(Party(*party))
        return [
            (
                Deed(
                    number=row["n"], type=row["type"], mode=row["mode"],
                    trigger=row["trigger"], status=row["status"], background=bool(row["background"]), date=row["date"],
                    where=Where(row["place"], row["place_name"], row["geonames_id"]) if row["place"] else None,
                    actors=tuple(parties[row["n"], "actor"]), recipients=tuple(parties[row["n"], "recipient"]),
                ),
                row["happening"],
            )
            for row in self._store.query(_EVENTS.format(marks), documents)
        ]  # fmt: skip


def _told_already(deed: Deed, told: dict[int, list[Deed]]) -> int | None:
    """The happening that an event tells again: that with most events that are the same, the earliest of several."""
    same = {
        happening: sum(map(deed.is_same, deeds))
        for happening, deeds in told.items()
        if deeds[0].type == deed.type and all(map(deed.may_be, deeds))
    }
    return min((one for one in same if same[one]), key=lambda one: (-same[one], one), default=None)
