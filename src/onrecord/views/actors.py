"""Who is on record."""

from __future__ import annotations

from onrecord.store import Store
from onrecord.views.filters import Filter, as_json, limited
from onrecord.views.rows import Known, Rows
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


def actors(store: Store, name: str | None = None, *, limit: int | None = None) -> Rows[Known]:
    """Actors, those on the most pages first; with `name` those that it may stand for (see `who_is`)."""
    asked = Filter()
    notes: tuple[str, ...] = ()
    if name is not None:
        meant = who_is(store, name)
        notes = meant.notes if not meant.ids else ()
        asked.add("actors.id IN (SELECT value FROM json_each(?))", as_json(meant.ids))
    ids = [row["id"] for row in store.query(_FOUND.format(asked.where()), [*asked.values, limited(limit)])]
    total = store.query(f"SELECT count(*) FROM actors WHERE {asked.where()}", asked.values)[0][0]  # noqa: S608
    return Rows(_known(store, as_json(ids)), total=total, notes=notes, kind=Known)


def _known(store: Store, ids: str) -> list[Known]:
    names: dict[str, list[str]] = {}
    for row in store.query(_NAMES, (ids,)):
        names.setdefault(row["actor_id"], []).append(row["name"])
    return [
        Known(
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
    ]
