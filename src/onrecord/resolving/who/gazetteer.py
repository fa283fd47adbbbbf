"""The tables of who is who as one trie over folded words: every name that stands at a place of a text, longest
first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

from onrecord.model.actor import ActorKind
from onrecord.model.errors import InputError
from onrecord.resolving import tables
from onrecord.resolving.who.lexicon import GENERIC_BODIES, wordset
from onrecord.resolving.who.tokens import Token, skeleton, slug, tokens_of

Use = Literal["name", "adjective", "people", "seat", "metonym", "body", "person"]
"""How a name is used: a country's own name, its adjective, its people ('Norwegians'), its seat of government, a
building or body that speaks for it, a body that several countries have, a person's full name."""

GOVERNING = {"GOV": "government", "MIL": "military", "LEG": "legislature", "JUD": "courts", "COP": "police"}
"""Sectors that are one actor with their country: id `PRK/GOV`."""
OWN_BODIES = frozenset(
    ["FBI", "Federal Bureau of Investigation", "Federal Reserve", "Fed", "Supreme Court", "U.S. Supreme Court"]
)
OWN_BODIES |= {
    "US Supreme Court",
    "Bank of England",
    "Bundesbank",
    "Bank of Japan",
    "Reserve Bank of India",
    "RBI",
    "PLO",
}
"""Bodies of a state that speak for themselves rather than for its government."""
FULL_NAMES = {
    "GOP": "Republican Party",
    "RNC": "Republican National Committee",
    "DNC": "Democratic National Committee",
    "Federal Bureau of Investigation": "FBI",
    "Central Intelligence Agency": "CIA",
    "National Security Agency": "NSA",
    "Fed": "Federal Reserve",
    "U.S. Supreme Court": "Supreme Court of the United States",
    "US Supreme Court": "Supreme Court of the United States",
    "Supreme Court": "Supreme Court of the United States",
    "Tories": "Conservative Party",
    "BJP": "Bharatiya Janata Party",
    "KMT": "Kuomintang",
    "DPP": "Democratic Progressive Party",
    "LDP": "Liberal Democratic Party",
    "AfD": "Alternative for Germany",
    "CCP": "Communist Party of China",
    "Chinese Communist Party": "Communist Party of China",
    "RBI": "Reserve Bank of India",
    "PLO": "Palestine Liberation Organization",
    "Workers’ Party of Korea": "Workers' Party of Korea",
    "Workers' Party": "Workers' Party of Korea",
    "Workers’ Party": "Workers' Party of Korea",
    "Revolutionary Guard": "Islamic Revolutionary Guard Corps",
    "Federal Security Service": "FSB",
    "Wagner": "Wagner Group",
    "Inter-Services Intelligence": "ISI",
    "Syrian Democratic Forces": "SDF",
    "African National Congress": "ANC",
}
"""One name for a body that has several, so that they are one actor."""
AMBIGUOUS_COUNTRIES = wordset("""GEO JOR TCD JEY GGY NFK CUW MLI TUR GIN""")
"""Countries whose name is also a given name, a word or another place: looked up only as a whole and in capitals."""
COMMON_ORGANISATIONS = wordset("""who is eta ira au let lra eln sco cis oas""")
"""Acronyms that are words, or other things too, in lower case or out of context."""


class Entry(NamedTuple):
    """What one surface form may stand for. `exact`: only as written in the table (acronyms, words)."""

    actor: str
    name: str
    kind: ActorKind
    country: str | None
    sector: str | None
    use: Use
    surface: str
    exact: bool
    outlet_ambiguous: bool = False


class Match(NamedTuple):
    """An entry at tokens `[first, last)`."""

    first: int
    last: int
    entry: Entry


class Gazetteer:
    """A trie of plain dictionaries over folded tokens. Build once (`gazetteer()`), never changed after."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._root: dict[str, Any] = {}
        for entry in entries:
            self._add(entry)

    def _add(self, entry: Entry) -> None:
        node = self._root
        for token in tokens_of(entry.surface):
            node = node.setdefault(token.key, {})
        node.setdefault("", []).append(entry)

    def matches(self, tokens: Sequence[Token]) -> Iterator[Match]:
        """The longest match at every place, left to right, without overlap."""
        first, root = 0, self._root
        while first < len(tokens):
            match = self.at(tokens, first) if tokens[first].key in root else None
            if match is None:
                first += 1
            else:
                yield match
                first = match.last

    def at(self, tokens: Sequence[Token], first: int) -> Match | None:
        """The longest match that begins at token `first`."""
        node: dict[str, Any] | None = self._root
        best: Match | None = None
        last = first
        while last < len(tokens) and node is not None:
            node = node.get(tokens[last].key)
            last += 1
            for entry in (node or {}).get("", ()):
                if _written_as(entry, tokens, first, last):
                    best = Match(first, last, entry)
                    break
        return best


def _written_as(entry: Entry, tokens: Sequence[Token], first: int, last: int) -> bool:
    if entry.exact:
        wanted = entry.surface.replace("’", "'").replace(" ", "")
        return "".join(token.text for token in tokens[first:last]).replace("’", "'") == wanted
    return all(
        token.capital or not theirs.capital
        for token, theirs in zip(tokens[first:last], _surface(entry.surface), strict=True)
    )


@lru_cache(maxsize=32768)
def _surface(surface: str) -> tuple[Token, ...]:
    return tuple(tokens_of(surface))


@cache
def gazetteer() -> Gazetteer:
    """The packaged tables as one gazetteer, built on first use."""
    return Gazetteer(_entries())


@cache
def gazetteer_with(table: Path) -> Gazetteer:
    """The packaged tables with the rows of a user's own table before them.

    Raises:
        InputError: the table cannot be read, lacks a column or names an unknown kind.
    """
    rows = tables.rows_of_file(table, ("name", "aliases", "kind", "country", "sector"))
    return Gazetteer([*(entry for row in rows for entry in _user_entries(table, row)), *_entries()])


def _user_entries(table: Path, row: dict[str, str]) -> Iterator[Entry]:
    if row["kind"] not in PREFIXES:
        raise InputError(f"the table {table} has the kind '{row['kind']}'; use one of {', '.join(PREFIXES)}")
    name, kind = row["name"], cast(ActorKind, row["kind"])
    use: Use = "person" if kind == "person" else "name"
    actor = row["country"] if kind == "state" and row["country"] else f"{PREFIXES[kind]}:{slug(name)}"
    for surface in dict.fromkeys((name, *(alias for alias in row["aliases"].split("|") if alias))):
        exact = surface.isupper() or len(surface) <= 4
        yield Entry(actor, name, kind, row["country"] or None, row["sector"] or None, use, surface, exact)


PREFIXES = {
    "person": "person",
    "state": "state",
    "organisation": "org",
    "igo": "igo",
    "armed_group": "armed",
    "outlet": "outlet",
    "group": "group",
}
"""Kinds of actors that a user's table may hold, and what their ids begin with."""


def _entries() -> Iterator[Entry]:
    """Entries in order of precedence: of two at one surface, the first that fits is taken."""
    for country in tables.countries():
        yield from _country_entries(country)
    for organisation in tables.organisations():
        yield from _organisation_entries(organisation)
    for outlet in tables.outlets():
        yield from _outlet_entries(outlet)
    for person in tables.people():
        yield from _person_entries(person)


def _country_entries(country: tables.Country) -> Iterator[Entry]:
    def entry(surface: str, use: Use, *, exact: bool = False) -> Entry:
        return Entry(country.iso3, country.name, "state", country.iso3, None, use, surface, exact)

    for name in dict.fromkeys((country.name, *country.names)):
        yield entry(name, "name", exact=len(name) <= 4 or country.iso3 in AMBIGUOUS_COUNTRIES)
    for adjective in country.adjectives:
        if adjective not in country.names:
            yield entry(adjective, "people" if adjective.endswith(("s", "men", "women")) else "adjective")
    for seat in country.seats if country.sovereign else ():
        if seat not in country.names:
            yield entry(seat, "seat")
    for name, sector in country.metonyms:
        yield body_entry(country, name, sector)


def body_entry(country: tables.Country, surface: str, sector: str) -> Entry:
    """A body of a country: its government, military … as one actor, anything else as an organisation of its own."""
    use: Use = "body" if surface in GENERIC_BODIES else "metonym"
    exact = (len(surface) <= 4 and surface.isupper()) or surface in ("Fed", "Diet")
    if sector in GOVERNING and surface not in OWN_BODIES:
        actor, name, kind = governing(country.iso3, sector)
    else:
        name, kind = FULL_NAMES.get(surface, surface), "organisation"
        actor = f"org:{slug(name)}"
    return Entry(actor, name, kind, country.iso3, sector, use, surface, exact)


def governing(iso3: str, sector: str) -> tuple[str, str, ActorKind]:
    """Id, name and kind of a country's government, military, legislature, courts or police."""
    return f"{iso3}/{sector}", f"{GOVERNING[sector]} of {country_name(iso3)}", "government"


@cache
def _names() -> dict[str, str]:
    return {country.iso3: country.name for country in tables.countries()}


def country_name(iso3: str) -> str:
    """The short English name of a country ('PRK' -> 'North Korea'); the code itself when there is none."""
    return _names().get(iso3, iso3)


def _organisation_entries(row: tables.Organisation) -> Iterator[Entry]:
    kind: ActorKind = "igo" if row.kind == "igo" else "armed_group" if row.kind == "armed_group" else "organisation"
    for surface in dict.fromkeys((row.name, *row.aliases)):
        exact = surface.isupper() or slug(surface) in COMMON_ORGANISATIONS or len(surface) <= 4
        yield Entry(row.id, row.name, kind, row.code, row.sector, "name", surface, exact)


def _outlet_entries(row: tables.OutletRow) -> Iterator[Entry]:
    surfaces = [row.name, *row.aliases]
    if row.name.startswith("The ") and " " in row.name.removeprefix("The "):
        surfaces.append(row.name.removeprefix("The "))
    for surface in dict.fromkeys(surfaces):
        ambiguous = row.ambiguous and " " not in surface.removeprefix("The ")
        exact = len(surface) <= 4 or surface.isupper()
        yield Entry(row.id, row.name, "outlet", row.country, "JRN", "name", surface, exact, ambiguous)


def _person_entries(row: tables.Person) -> Iterator[Entry]:
    for surface in dict.fromkeys((row.name, *row.aliases)):
        yield Entry(row.id, row.name, "person", row.country, row.sector, "person", surface, exact=False)


@cache
def people_by_id() -> dict[str, tables.Person]:
    """Known people by their actor id."""
    return {person.id: person for person in tables.people()}


@cache
def people_by_surname() -> dict[str, tuple[tables.Person, ...]]:
    """Known people by folded last name, and by first name for the names of East Asia."""
    found: dict[str, list[tables.Person]] = {}
    for person in tables.people():
        words = [token.key for token in tokens_of(person.name) if token.text[0].isalnum()]
        last = words[-1] if words[-1] not in ("jr", "sr") else words[-2]
        for key in {last, words[0]} if person.country in EAST_ASIA else {last}:
            found.setdefault(key, []).append(person)
    return {key: tuple(people) for key, people in found.items()}


OFFICIALS_END = "2013"
"""The table of officials tells nothing of later years."""


@cache
def officials_by_name() -> dict[str, tuple[tables.Official, ...]]:
    """Dated officials by folded name; only pages of their time ask for them."""
    found: dict[str, list[tables.Official]] = {}
    for official in tables.officials():
        for name in (official.name, *official.aliases):
            found.setdefault(" ".join(token.key for token in tokens_of(name)), []).append(official)
    return {name: tuple(some) for name, some in found.items()}


@cache
def famous_surnames() -> frozenset[str]:
    """Last names of people who held an office lately (since 2008)."""
    return frozenset(
        tokens_of(person.name)[-1].key
        for person in tables.people()
        if any(term.end is None or term.end >= "2008" for term in person.terms)
    )


EAST_ASIA = wordset("""CHN PRK KOR TWN VNM HKG MMR KHM SGP""")


@cache
def people_by_skeleton() -> dict[tuple[str, ...], tuple[tables.Person, ...]]:
    """Known people by the consonants of their names, for transliterations that the tables do not list."""
    found: dict[tuple[str, ...], list[tables.Person]] = {}
    for person in tables.people():
        for name in (person.name, *person.aliases):
            found.setdefault(name_skeleton(name), []).append(person)
    return {key: tuple(dict.fromkeys(people)) for key, people in found.items()}


@lru_cache(maxsize=16384)
def name_skeleton(name: str) -> tuple[str, ...]:
    """The skeletons of a name's words, without particles ('Bashar al-Assad' and 'Bashar Asad' agree)."""
    words = (token for token in tokens_of(name) if token.text[0].isalpha() and len(token.text) > 1)
    return tuple(skeleton(token.text) for token in words if token.key not in ("al", "el", "bin", "ibn", "jr", "sr"))
