"""Which place a toponym means: relaxation over all toponyms of the page at once.

Every sense of every toponym starts from a prior (kind and population) and is then supported by the senses of the page's
other toponyms: those that contain it, lie in the same county, state or country, or stand near. A few rounds settle it;
all
mentions of a name on a page have one sense, save where 'City, State' says otherwise. In the manner of Rauch et al.
(2003)
and Leidner's containment and minimality heuristics (2007).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.resolving.tables import countries
from onrecord.resolving.where.fold import fold
from onrecord.resolving.where.gazetteer import EARTH_KM, Entry, above, senses
from onrecord.resolving.where.toponyms import Toponym, senses_within

MOST_SENSES = 24
MOST_ROWS = 700
MOST_GROUPS = 300
ROUNDS = 4
KIND_PRIOR = {"country": 8.0, "admin1": 6.6, "region": 6.2, "water": 6.2, "mountain": 5.2, "facility": 5.2}
CAPITAL = 6.8
LARGEST_CITY = 7.2
BY_ANOTHER_NAME = 0.8
HOME = 0.5
WORLD_NEWS = 3
"""Countries on a page that is not about one neighbourhood."""
KNOWN_EVERYWHERE = 6.7
FAR_SMALLER = 1.5
NAMESAKE = 3.0
"""What a small town loses to a country or a great city of its name, in digits of population."""
SILENT_MASS = 0.5
SIBLINGS = 1.0
"""How much a state speaks for another state of its country, where a list of them is meant."""
LANDLESS = 0.8
LAND_MOST, LAND_HALF = 1.4, 1.5
STATE_MOST, STATE_HALF = 1.9, 2.2
NEAR_MOST, NEAR_HALF = 2.4, 2.0
SHARPNESS = 1.6

Floats = NDArray[np.float64]


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of where a page is from: its outlet's country, the toponyms of its datelines; and whether it is
    about the world (`abroad`)."""

    country: str | None = None
    dateline: frozenset[str] = frozenset()
    abroad: bool = False


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """The mentions of one name on a page that share one sense; `mass` is how much they say about other names."""

    members: tuple[int, ...]
    senses: tuple[tuple[float, Entry], ...]
    mass: float


def choose(toponyms: Sequence[Toponym], setting: Setting) -> list[Entry | None]:
    """The place each toponym means, None where the gazetteer has none."""
    groups = _groups(toponyms, setting)
    chosen: list[Entry | None] = [None] * len(toponyms)
    if not groups:
        return chosen
    for group, entry in zip(groups, _settled(groups), strict=True):
        for member in group.members:
            chosen[member] = entry
    return chosen


def _groups(toponyms: Sequence[Toponym], setting: Setting) -> list[Group]:
    """One group a name. Mentions with a container ('Paris, Texas') are held to the senses in it, and where all
    containers of a name on the page agree, so are its other mentions."""
    held: dict[str, set[tuple[int, ...]]] = defaultdict(set)
    for one in toponyms:
        if one.inside is not None:
            held[one.key].add(_ids_within(one.key, toponyms[one.inside].key))
    by_key: dict[tuple[str, tuple[int, ...] | None], list[int]] = defaultdict(list)
    for at, one in enumerate(toponyms):
        if one.senses:
            outer = toponyms[one.inside] if one.inside is not None else None
            by_key[one.key, _holding(one, outer, held[one.key])].append(at)
    afar = len({one.senses[0].country for one in toponyms if one.senses and one.senses[0].kind == "country"})
    setting = msgspec.structs.replace(setting, abroad=afar >= WORLD_NEWS)
    return [_group(key, ids, members, toponyms, setting) for (key, ids), members in by_key.items()]


def _holding(one: Toponym, outer: Toponym | None, held: set[tuple[int, ...]]) -> tuple[int, ...] | None:
    if outer is not None:
        return _ids_within(one.key, outer.key)
    return next(iter(held)) if len(held) == 1 else None


@lru_cache(maxsize=20_000)
def _ids_within(inner: str, outer: str) -> tuple[int, ...]:
    return tuple(entry.id for entry in senses_within(inner, outer))


def _group(
    key: str, ids: tuple[int, ...] | None, members: Sequence[int], toponyms: Sequence[Toponym], setting: Setting
) -> Group:
    first = toponyms[members[0]]
    kept = _without_namesakes([entry for entry in first.senses if not ids or entry.id in ids], first.demonym)
    priors = [(_prior(entry, key, setting), entry) for entry in kept]
    if setting.abroad and not ids:
        priors = _behind_namesakes(priors)
    ranked = sorted(priors, key=lambda one: (-one[0], one[1].id))
    heard = sum(not toponyms[at].silent for at in members)
    mass = (1.0 + math.log(heard) if heard else SILENT_MASS) + (1.0 if key in setting.dateline else 0.0)
    return Group(members=tuple(members), senses=tuple(ranked[:MOST_SENSES]), mass=mass)


def _without_namesakes(entries: list[Entry], demonym: bool) -> list[Entry]:
    """Without the cities that share their own country's name: 'Mexico' is the country. An adjective is of countries
    only."""
    lands = {entry.country for entry in entries if entry.kind == "country"}
    kept = [entry for entry in entries if entry.kind == "country" or (entry.country not in lands and not demonym)]
    return kept or entries


def _behind_namesakes(priors: list[tuple[float, Entry]]) -> list[tuple[float, Entry]]:
    """Priors of towns that bear the name of a country or of a city known everywhere, put back: who means the Paris of
    Kentucky says so ('Paris, Kentucky')."""
    famous = max((p for p, one in priors if one.kind == "country" or p >= KNOWN_EVERYWHERE), default=None)
    if famous is None:
        return priors
    return [(p - NAMESAKE if one.kind != "country" and famous - p >= FAR_SMALLER else p, one) for p, one in priors]


def _prior(entry: Entry, key: str, setting: Setting) -> float:
    """Log-scale prominence: about the number of digits of its population, or what its kind is worth."""
    size = math.log10(entry.population + 30)
    if entry.kind == "city":
        weight = min(LARGEST_CITY, max(size, CAPITAL) if entry.id in capitals() else size)
    elif entry.kind == "admin2":
        weight = size - 1.6
    elif entry.kind == "admin1":
        weight = max(KIND_PRIOR["admin1"] - 1.2, min(KIND_PRIOR["admin1"], size))
    else:
        weight = KIND_PRIOR[entry.kind]
    if key.removeprefix("@") not in fold(entry.name) and not key.startswith("@"):
        weight -= BY_ANOTHER_NAME
    return weight + (HOME if setting.country is not None and entry.country == setting.country else 0.0)


@cache
def capitals() -> frozenset[int]:
    """GeoNames ids of the seats of governments."""
    found = set()
    for country in countries():
        for seat in country.seats:
            at_home = [one for one in senses(fold(seat)) if one.country == country.iso3 and one.kind == "city"]
            found |= {one.id for one in at_home[:1]}
    return frozenset(found)


def _settled(groups: Sequence[Group]) -> list[Entry]:
    """Each group's sense. Of a page with very many names the most frequent are settled together, the rest by
    prominence."""
    chosen = [group.senses[0][1] for group in groups]
    order = sorted(range(len(groups)), key=lambda at: (-len(groups[at].members), at))[:MOST_GROUPS]
    for at, entry in zip(order, _relaxed([groups[at] for at in order]), strict=True):
        chosen[at] = entry
    return chosen


def _relaxed(groups: Sequence[Group]) -> list[Entry]:
    each = MOST_SENSES if len(groups) * MOST_SENSES <= MOST_ROWS else max(2, MOST_ROWS // len(groups))
    ranked = [(at, prior, entry) for at, group in enumerate(groups) for prior, entry in group.senses[:each]]
    rows = [(at, entry) for at, _, entry in ranked]
    owner = np.array([at for at, _ in rows])
    prior = np.array([weight for _, weight, _ in ranked])
    landless = np.array([entry.country is None for _, entry in rows])
    support = _support(rows, owner)
    mass = np.array([group.mass for group in groups])
    score, belief = prior, _softmax(prior, owner, len(groups))
    for _ in range(ROUNDS):
        gained = sum(most * np.tanh(matrix @ (belief * mass[owner]) / half) for matrix, most, half in support)
        score = prior + _level_field(gained, landless, owner, len(groups))
        belief = _softmax(score, owner, len(groups))
    return [rows[_best(score, owner, at)][1] for at in range(len(groups))]


def _level_field(gained: Floats, landless: NDArray[np.bool_], owner: NDArray[np.int64], groups: int) -> Floats:
    """A sea belongs to no country: it gets most of the support that its rivals on land get, lest they win by that
    alone."""
    most = np.zeros(groups)
    np.maximum.at(most, owner, gained)
    return np.where(landless, np.maximum(gained, LANDLESS * most[owner]), gained)


def _best(score: Floats, owner: NDArray[np.int64], at: int) -> int:
    mine = np.flatnonzero(owner == at)
    return int(mine[np.argmax(score[mine])])


def _softmax(score: Floats, owner: NDArray[np.int64], groups: int) -> Floats:
    top = np.full(groups, -np.inf)
    np.maximum.at(top, owner, score)
    weight = np.exp(SHARPNESS * (score - top[owner]))
    return np.asarray(weight / np.bincount(owner, weights=weight, minlength=groups)[owner], dtype=np.float64)


def _support(rows: Sequence[tuple[int, Entry]], owner: NDArray[np.int64]) -> list[tuple[Floats, float, float]]:
    """How much each sense (column) speaks for each sense (row) of another name: by country, by state, by neighbourhood;
    each with the most it may give and the sum at which it gives three quarters of that."""
    ids = np.array([entry.id for _, entry in rows])
    admin2 = np.array([_level(entry, "admin2") for _, entry in rows])
    admin1 = np.array([_level(entry, "admin1") for _, entry in rows])
    codes = {code: number for number, code in enumerate(sorted({entry.country or "" for _, entry in rows}))}
    country = np.array([codes[entry.country] if entry.country else -1 - at for at, (_, entry) in enumerate(rows)])
    is_country = np.array([entry.kind == "country" for _, entry in rows])
    same_country = _equal(country)
    land = same_country * np.where(is_country, 2.0, 1.0)[None, :]
    state = 1.0 * _shared(admin1) + 1.0 * ((ids[None, :] == admin1[:, None]) | (ids[:, None] == admin1[None, :]))
    is_state = np.array([entry.kind == "admin1" for _, entry in rows])
    state = state + SIBLINGS * (same_country & is_state[:, None] & is_state[None, :])
    near = 1.0 * _shared(admin2) + 1.0 * ((ids[None, :] == admin2[:, None]) | (ids[:, None] == admin2[None, :]))
    near = near + _nearness(rows)
    others = owner[:, None] != owner[None, :]
    return [
        (land * others, LAND_MOST, LAND_HALF),
        (state * others, STATE_MOST, STATE_HALF),
        (near * others, NEAR_MOST, NEAR_HALF),
    ]


def _equal(values: NDArray[np.int64]) -> NDArray[np.bool_]:
    return np.equal(values[:, None], values[None, :])


def _shared(ids: NDArray[np.int64]) -> NDArray[np.bool_]:
    return _equal(ids) & np.not_equal(ids, 0)[:, None]


def _level(entry: Entry, kind: str) -> int:
    if entry.kind == kind:
        return entry.id
    return next((up.id for up in above(entry) if up.kind == kind), 0)


def _nearness(rows: Sequence[tuple[int, Entry]]) -> Floats:
    """1.2 for neighbours, fading over some 100 km; countries and seas are not near anything."""
    point = np.array([entry.kind in {"city", "admin2", "facility"} for _, entry in rows])
    lat = np.radians([entry.lat for _, entry in rows])
    lon = np.radians([entry.lon for _, entry in rows])
    unit = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    distance = EARTH_KM * np.arccos(np.clip(unit.T @ unit, -1.0, 1.0))
    return np.asarray(1.2 * np.exp(-distance / 100.0) * (point[:, None] & point[None, :]), dtype=np.float64)
