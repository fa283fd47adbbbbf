"""Who is meant by a name in a question."""

from __future__ import annotations

import msgspec

from onrecord.store import Store, fold


class Meant(msgspec.Struct, frozen=True, kw_only=True):
    """The actors that a name in a question stands for, and what to tell the one who asked."""

    ids: tuple[str, ...]
    notes: tuple[str, ...] = ()


def who_is(store: Store, asked: str, *, of_country: bool = False) -> Meant:
    """The actors on record that `asked` names: an id, else a name, else words they are mentioned by, else part of a
    name.

    The first of these that finds anybody decides. A state stands for its government and the parts of it too (`USA` for
    `USA/GOV`, `USA/MIL`), never for the people who lead it, unless `of_country` asks for everybody of that country.
    """
    found = _by_id(store, asked) or _by_name(store, asked) or _by_part(store, asked)
    notes = _notes(store, asked, found)
    return Meant(ids=_with_parts(store, found, of_country=of_country), notes=notes)


def _by_id(store: Store, asked: str) -> list[str]:
    return _ids(store, "SELECT id FROM actors WHERE id IN (?, upper(?), lower(?))", asked, asked, asked)


def _by_name(store: Store, asked: str) -> list[str]:
    """Actors of that very name, else those that pages mention by it at least once in ten of the times they use the
    words."""
    folded = fold(asked)
    rows = store.query(
        "SELECT actor_id, is_name, pages FROM actor_names WHERE folded = ? ORDER BY pages DESC", (folded,)
    )
    own = [row["actor_id"] for row in rows if row["is_name"]]
    if own:
        return own
    most = rows[0]["pages"] if rows else 0
    return [row["actor_id"] for row in rows if row["pages"] * 10 >= most]


def _by_part(store: Store, asked: str) -> list[str]:
    words = fold(asked).split()
    if not words:
        return []
    like = " AND ".join("' ' || folded || ' ' LIKE ?" for _ in words)
    sql = f"SELECT DISTINCT actor_id FROM actor_names WHERE is_name AND {like}"  # noqa: S608 - only marks
    return _ids(store, sql, *(f"% {word} %" for word in words))


def _ids(store: Store, sql: str, *parameters: str) -> list[str]:
    return [row[0] for row in store.query(sql, parameters)]


def _with_parts(store: Store, ids: list[str], *, of_country: bool) -> tuple[str, ...]:
    found = dict.fromkeys(ids)
    for state in (one for one in ids if len(one) == 3 and one.isupper()):
        found |= dict.fromkeys(_ids(store, "SELECT id FROM actors WHERE id > ? AND id < ?", f"{state}/", f"{state}0"))
        if of_country:
            found |= dict.fromkeys(_ids(store, "SELECT id FROM actors WHERE country = ?", state))
    return tuple(found)


def _notes(store: Store, asked: str, ids: list[str]) -> tuple[str, ...]:
    if not ids:
        return (f"nobody on record is called {asked!r}{_close(store, asked)}",)
    if len(ids) == 1:
        return ()
    rows = store.query(
        "SELECT name, id FROM actors WHERE id IN (SELECT value FROM json_each(?)) LIMIT 6",
        (msgspec.json.encode(ids).decode(),),
    )
    names = ", ".join(f"{row['name']} ({row['id']})" for row in rows[:5])
    return (f"{asked!r} fits {len(ids)} actors: {names}{' …' if len(rows) > 5 else ''}; ask by id for one of them",)


def _close(store: Store, asked: str) -> str:
    """Names on record that are spelt like it."""
    from difflib import get_close_matches

    rows = store.query("SELECT folded, name FROM actor_names WHERE is_name ORDER BY pages DESC LIMIT 5000")
    names = {row["folded"]: row["name"] for row in rows}
    close = get_close_matches(fold(asked), names, n=3, cutoff=0.75)
    return f"; close: {', '.join(names[one] for one in close)}" if close else ""
