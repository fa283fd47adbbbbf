"""Which place a toponym means: relaxation over all toponyms of the page at once.

Every sense of every toponym starts from a prior (kind and population) and is then supported by the senses of the page's
other toponyms: those that contain it, lie in the same county, state or country, or stand near. A few rounds settle it; all
mentions of a name on a page have one sense, save where 'City, State' says otherwise. In the manner of Rauch et al. (2003)
and Leidner's containment and minimality heuristics (2007).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.resolving.where.gazetteer import Entry, above
from onrecord.resolving.where.toponyms import Toponym

MOST_SENSES = 24
MOST_ROWS = 700
ROUNDS = 4
KIND_PRIOR = {"country": 7.6, "admin1": 6.6, "region": 6.2, "water": 5.4, "mountain": 5.2, "facility": 5.2}
SHARPNESS = 1.6
EARTH_KM = 6371.0

Floats = NDArray[np.float64]


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of where a page is from: its outlet's country, the toponyms of its datelines."""

    country: str | None = None
    dateline: frozenset[str] = frozenset()


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """The mentions of one name on a page that share one sense."""

    members: tuple[int, ...]
    senses: tuple[Entry, ...]
    leads: bool


def choose(toponyms: Sequence[Toponym], setting: Setting) -> list[Entry | None]:
    """The place each toponym means, None where the gazetteer has none."""
    groups = _groups(toponyms, setting)
    chosen: list[Entry | None] = [None] * len(toponyms)
    if not groups:
        return chosen
    for group, entry in zip(groups, _settled(groups, setting), strict=True):
        for member in group.members:
            chosen[member] = entry
    return chosen


def _groups(toponyms: Sequence[Toponym], setting: Setting) -> list[Group]:
    """One group a name; mentions inside a named container lend the group only senses that lie in it, if all agree."""
    by_key: dict[tuple[str, tuple[int, ...]], list[int]] = defaultdict(list)
    settled: dict[str, set[tuple[int, ...]]] = defaultdict(set)
    for at, one in enumerate(toponyms):
        if one.inside is not None:
            settled[one.key].add(_ids(_within(one, toponyms[one.inside])))
    for at, one in enumerate(toponyms):
        if not one.senses:
            continue
        if one.inside is not None:
            by_key[one.key, _ids(_within(one, toponyms[one.inside]))].append(at)
        elif len(settled[one.key]) == 1:
            by_key[one.key, next(iter(settled[one.key]))].append(at)
        else:
            by_key[one.key, _ids(one.senses)].append(at)
    groups = []
    for (key, ids), members in by_key.items():
        kept = [entry for entry in toponyms[members[0]].senses if entry.id in set(ids)]
        senses = tuple(sorted(kept, key=lambda entry: -_prior(entry, setting))[:MOST_SENSES])
        groups.append(Group(members=tuple(members), senses=senses, leads=key in setting.dateline))
    return groups


def _ids(entries: Iterable[Entry]) -> tuple[int, ...]:
    return tuple(entry.id for entry in entries)


def _within(one: Toponym, outer: Toponym) -> tuple[Entry, ...]:
    areas = {entry.id for entry in outer.senses if entry.kind != "city"}
    lands = {entry.country for entry in outer.senses if entry.kind == "country"}
    kept = tuple(
        entry
        for entry in one.senses
        if (entry.kind != "country" and entry.country in lands) or any(up.id in areas for up in above(entry))
    )
    return kept or one.senses


def _prior(entry: Entry, setting: Setting) -> float:
    """Log-scale prominence: about the number of digits of its population, or what its kind is worth."""
    size = math.log10(entry.population + 30)
    if entry.kind == "city":
        weight = size
    elif entry.kind == "admin2":
        weight = size - 1.6
    elif entry.kind == "admin1":
        weight = max(KIND_PRIOR["admin1"] - 1.2, min(KIND_PRIOR["admin1"], size))
    else:
        weight = KIND_PRIOR[entry.kind]
    return weight + (0.5 if setting.country is not None and entry.country == setting.country else 0.0)


def _settled(groups: Sequence[Group], setting: Setting) -> list[Entry]:
    rows = [(at, entry) for at, group in enumerate(groups) for entry in group.senses]
    if len(rows) > MOST_ROWS:
        rows = [(at, entry) for at, group in enumerate(groups) for entry in group.senses[: max(1, MOST_ROWS // len(groups))]]
    owner = np.array([at for at, _ in rows])
    prior = np.array([_prior(entry, setting) for _, entry in rows])
    support = _support(rows, owner)
    mass = np.array([1.0 + math.log(len(group.members)) + (1.0 if group.leads else 0.0) for group in groups])
    belief = _softmax(prior, owner, len(groups))
    score = prior
    for _ in range(ROUNDS):
        gained = support @ (belief * mass[owner])
        score = prior + 2.2 * np.tanh(gained / 2.2) + 0.15 * gained
        belief = _softmax(score, owner, len(groups))
    return [rows[_best(score, owner, at)][1] for at in range(len(groups))]


def _best(score: Floats, owner: NDArray[np.int64], at: int) -> int:
    mine = np.flatnonzero(owner == at)
    return int(mine[np.argmax(score[mine])])


def _softmax(score: Floats, owner: NDArray[np.int64], groups: int) -> Floats:
    top = np.full(groups, -np.inf)
    np.maximum.at(top, owner, score)
    weight = np.exp(SHARPNESS * (score - top[owner]))
    return weight / np.bincount(owner, weights=weight, minlength=groups)[owner]


def _support(rows: Sequence[tuple[int, Entry]], owner: NDArray[np.int64]) -> Floats:
    """How much each sense (column) speaks for each sense (row) of another name."""
    ids = np.array([entry.id for _, entry in rows])
    admin2 = np.array([_level(entry, "admin2") for _, entry in rows])
    admin1 = np.array([_level(entry, "admin1") for _, entry in rows])
    codes = {code: number for number, code in enumerate(sorted({entry.country or "" for _, entry in rows}))}
    country = np.array([codes[entry.country or ""] if entry.country else -1 - at for at, (_, entry) in enumerate(rows)])
    is_country = np.array([entry.kind == "country" for _, entry in rows])
    same_country = country[:, None] == country[None, :]
    same_admin1 = (admin1[:, None] == admin1[None, :]) & (admin1[:, None] != 0)
    same_admin2 = (admin2[:, None] == admin2[None, :]) & (admin2[:, None] != 0)
    holds = (ids[None, :] == admin1[:, None]) | (ids[:, None] == admin1[None, :])
    holds2 = (ids[None, :] == admin2[:, None]) | (ids[:, None] == admin2[None, :])
    weight = 0.25 * same_country + 0.45 * (same_country & is_country[None, :]) + 0.7 * same_admin1 + 0.9 * same_admin2
    weight = weight + 0.8 * holds + 0.8 * holds2 + _nearness(rows)
    weight[owner[:, None] == owner[None, :]] = 0.0
    return np.asarray(weight, dtype=np.float64)


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
