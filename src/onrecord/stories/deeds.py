"""Whether two events, as pages tell them, may be or are one happening: by who, whom, where, when and what.

What speaks against it weighs more than what speaks for it: two events that contradict each other in one of these are
two, and nothing but agreement in who or whom makes two events one. An argument that one page does not give (or gives as
'he', 'the driver') contradicts nothing and proves nothing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import product

import msgspec

from onrecord.resolving.where import gazetteer
from onrecord.stories.dates import apart

DAYS = 1
"""Days by which the dates of one happening may differ: time zones, and the day after that papers write on."""
NEAR_KM = 30.0
"""Towns so near to each other may be two names for where something was: a city and its suburb."""

_DONE = frozenset({"happened", "ongoing"})
_STATES = frozenset({"state", "government"})
_OFFICIAL = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
"""PLOVER's sectors of the institutions that act for a state."""
_WHOLE: frozenset[str | None] = frozenset({None, "GOV"})
"""Sectors that may be meant by the name of the state itself."""
_TOWNS = frozenset({"country", "admin1", "admin2", "city"})
"""Kinds of place that are either the same, one within the other, or apart; a river or a region is not so clear."""
_STEM = 4
"""Letters by which two triggers are the same word: 'launched', 'launching'."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_SMALL = frozenset(
    "the and for his her hers its their our your this these those two three four five six seven eight nine ten dozen "
    "dozens hundred hundreds thousand thousands million some several many few more than other others least most over "
    "about around nearly almost group groups number people person man men woman women".split()
)
"""Words that tell nobody from anybody else."""
_OWNER = re.compile(r"^.*['’]s\s")
_AFTER_HEAD = re.compile(
    r",|\s\(|\s(?:in|of|at|from|on|near|with|by|to|for|into|who|whom|whose|that|which|and|including)\s"
)
_MEANT_BEFORE = re.compile(r"(?:the|this|that|these|those|his|her|its|their|our|my|your)\b", re.IGNORECASE)
_PRONOUNS = frozenset("i we you he she it they him them us me who himself herself themselves".split())


class Party(msgspec.Struct, frozen=True):
    """One who acts or is acted upon, as written, and who that is where it is known."""

    text: str
    actor: str | None
    kind: str | None
    country: str | None
    sector: str | None

    def fits(self, other: Party) -> bool | None:
        """Whether the two are one; None where that cannot be told."""
        if self.actor and other.actor and (self.actor == other.actor or _of_one_state(self, other)):
            return True
        if self._may_be_country_of(other) or other._may_be_country_of(self):
            return None
        ours, theirs = _head(self.text), _head(other.text)
        if "person" not in {self.kind, other.kind} and 2 * len(ours & theirs) > min(len(ours), len(theirs)):
            return True
        told = ours and theirs and not (self._meant_before() or other._meant_before())
        return False if told or (self.actor and other.actor) else None

    def _may_be_country_of(self, other: Party) -> bool:
        """'Germany' for its chancellor, or for a town of it."""
        whole = self.kind in _STATES and self.sector in _WHOLE
        return whole and self.country is not None and self.country == other.country

    def _meant_before(self) -> bool:
        """Whether it is somebody meant by what the page has said before: 'he', 'the driver'."""
        return not self.actor and (
            bool(_MEANT_BEFORE.match(self.text)) or self.text.casefold().strip() in _PRONOUNS or not _head(self.text)
        )


class Where(msgspec.Struct, frozen=True):
    """A place of the record, with its number in the gazetteer where it has one."""

    place: str
    name: str
    geonames_id: int | None

    def fits(self, other: Where) -> bool | None:
        """Whether something can have been at both: the same place, one within the other, a city and its suburb; None
        where that cannot be told."""
        if self.place == other.place or self.name.casefold() == other.name.casefold():
            return True
        ours, theirs = self._entry(), other._entry()
        if ours is None or theirs is None:
            return False if self.geonames_id is None and other.geonames_id is None else None
        if _within(ours, theirs) or _within(theirs, ours):
            return True
        if not {ours.kind, theirs.kind} <= _TOWNS:
            return None
        return ours.kind == theirs.kind == "city" and _km(ours, theirs) <= NEAR_KM

    def _entry(self) -> gazetteer.Entry | None:
        return gazetteer.place(self.geonames_id) if self.geonames_id is not None else None


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """An event on record, with what tells it from others."""

    number: int
    type: str
    mode: str | None
    trigger: str
    status: str
    background: bool
    date: str | None
    where: Where | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]

    def may_be(self, other: Deed) -> bool:
        """Whether nothing speaks against the two being one."""
        days = apart(self.date, other.date)
        if self.background != other.background and (days is None or days > DAYS):
            return False
        places = self.where.fits(other.where) if self.where and other.where else None
        return (
            self.type == other.type
            and (self.mode == other.mode or not (self.mode and other.mode))
            and (self.status == other.status or {self.status, other.status} <= _DONE)
            and (days is None or days <= DAYS)
            and places is not False
            and _fit(self.actors, other.actors) is not False
            and _fit(self.recipients, other.recipients) is not False
        )

    def is_same(self, other: Deed) -> bool:
        """Whether, with nothing against it, enough speaks for it: who and whom agree; or one of them does, and the same
        word stands for what was done, as it has to in history, where much is told of the same few."""
        known = {_fit(self.actors, other.actors), _fit(self.recipients, other.recipients)}
        alike = self.trigger.casefold()[:_STEM] == other.trigger.casefold()[:_STEM]
        return True in known and (alike or (known == {True} and not self.background))


def _fit(ours: Sequence[Party], theirs: Sequence[Party]) -> bool | None:
    """Whether a party of the one fits one of the other; None when it cannot be told, as when either names nobody."""
    found = {one.fits(two) for one, two in product(ours, theirs)}
    return True if True in found else False if found == {False} else None


def _of_one_state(one: Party, other: Party) -> bool:
    """Whether both are a state or what acts for it as an institution ('Berlin', 'German police'), of one state; its
    courts are not its police."""
    sectors = {one.sector, other.sector}
    of_one = one.country is not None and one.country == other.country
    return of_one and _for_state(one) and _for_state(other) and (len(sectors) == 1 or bool(sectors & _WHOLE))


def _for_state(party: Party) -> bool:
    return party.kind in _STATES or (party.kind == "organisation" and party.sector in _OFFICIAL)


def _head(text: str) -> frozenset[str]:
    """The words of a name or description that say what it is, without owners and whatever comes after ('the driver of
    the tram', 'Kelmor's harbour council'), in the singular where that is easily told."""
    owned = _OWNER.sub("", text)
    cut = _AFTER_HEAD.search(owned)
    head = _words(owned[: cut.start()]) if cut and cut.start() else frozenset()
    return head or _words(owned)


def _words(text: str) -> frozenset[str]:
    return frozenset(word.removesuffix("s") for word in _WORD.findall(text.casefold()) if word not in _SMALL)


def _within(one: gazetteer.Entry, other: gazetteer.Entry) -> bool:
    if other.kind == "country":
        return one.country == other.country
    return any(entry.id == other.id for entry in gazetteer.above(one))


def _km(one: gazetteer.Entry, other: gazetteer.Entry) -> float:
    """The distance along a great circle (the haversine formula)."""
    a, b = math.radians(one.lat), math.radians(other.lat)
    half = math.sin((a - b) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(one.lon - other.lon) / 2) ** 2
    return 2 * gazetteer.EARTH_KM * math.asin(math.sqrt(half))
