"""Who is on record."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from onrecord.store import Store
from onrecord.views.filters import Filter, as_json, limited
from onrecord.views.rows import Known, Rows
from onrecord.views.sameness import sameness
from onrecord.views.who import who_is

_FOUND = """
SELECT id FROM actors WHERE {} ORDER BY pages DESC, name, id LIMIT ?"""
_DETAILS = """
SELECT actors.*, asked.value AS asked,
    (SELECT role FROM document_actors WHERE actor_id = actors.id AND role IS NOT NULL
     GROUP BY role ORDER BY count(*) DESC, role LIMIT 1) AS role,
    (SELECT count(*) FROM statement_actors
     WHERE actor_id = actors.id AND role = 'source') AS statements,
    (SELECT count(*) FROM statement_actors
     WHERE actor_id = actors.id AND role = 'about') AS about,
    (SELECT count(DISTINCT event) FROM event_parties
     WHERE actor_id = actors.id AND role = 'actor') AS acts,
    (SELECT count(DISTINCT event) FROM event_parties
     WHERE actor_id = actors.id AND role = 'recipient') AS acted_upon
FROM json_each(?) AS asked JOIN actors ON actors.id = asked.value ORDER BY asked.key"""
_NAMES = """
SELECT actor_id, name FROM actor_names WHERE actor_id IN (SELECT value FROM json_each(?))
ORDER BY actor_id, pages DESC, name"""
_OTHER_NAMES = 8
_COUNTED = ("pages", "statements", "about", "acts", "acted_upon")


def actors(store: Store, name: str | None = None, *, limit: int | None = None) -> Rows[Known]:
    """Actors, those on the most pages first, those judged the same as one; with `name` those that it may stand for (see
    `who_is`)."""
    asked = Filter()
    notes: tuple[str, ...] = ()
    if name is not None:
        meant = who_is(store, name)
        notes = meant.notes if not meant.ids else ()
        asked.add("actors.id IN (SELECT value FROM json_each(?))", as_json(meant.ids))
    same = sameness(store)
    if hidden := same.hidden():
        asked.add("actors.id NOT IN (SELECT value FROM json_each(?))", as_json(hidden))
    ids = [row["id"] for row in store.query(_FOUND.format(asked.where()), [*asked.values, limited(limit)])]
    total = store.query(f"SELECT count(*) FROM actors WHERE {asked.where()}", asked.values)[0][0]  # noqa: S608
    found = _known(store, same.with_members(ids))
    return Rows(
        [_joined([found[one] for one in same.members(actor)]) for actor in ids], total=total, notes=notes, kind=Known
    )


def _known(store: Store, actors: Sequence[str]) -> dict[str, Known]:
    """The actors of these ids, each for itself."""
    ids = as_json(actors)
    names: dict[str, list[str]] = {}
    for row in store.query(_NAMES, (ids,)):
        names.setdefault(row["actor_id"], []).append(row["name"])
    return {
        row["id"]: Known(
            name=row["name"],
            kind=row["kind"],
            country=row["country"],
            role=row["role"],
            pages=row["pages"],
            statements=row["statements"],
            about=row["about"],
            acts=row["acts"],
            acted_upon=row["acted_upon"],
            also=tuple(one for one in names.get(row["id"], ()) if one != row["name"])[:_OTHER_NAMES],
            id=row["id"],
        )
        for row in store.query(_DETAILS, (ids,))
    }


def _joined(group: Sequence[Known]) -> Known:
    """Actors judged the same as one, under the first of them: counts added up, all names, ids of the others too."""
    first, *others = group
    if not others:
        return first
    also = [*first.also, *(name for one in others for name in (one.name, *one.also)), *(one.id for one in others)]
    counts = {name: sum(getattr(one, name) for one in group) for name in _COUNTED}
    country, role = ((getattr(one, name) for one in group) for name in ("country", "role"))
    return msgspec.structs.replace(
        first,
        country=next(filter(None, country), None),
        role=next(filter(None, role), None),
        also=tuple(name for name in dict.fromkeys(also) if name != first.name),
        **counts,
    )
