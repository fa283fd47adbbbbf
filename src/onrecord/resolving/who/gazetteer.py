"""The tables of who is who as one trie over folded words: every name that stands at a place of a text, longest
first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property, lru_cache
from typing import Any, Literal, NamedTuple

from msgspec.structs import replace

from onrecord.model.actor import ActorKind
from onrecord.resolving import tables
from onrecord.resolving.who.lexicon import GENERIC_BODIES, wordset
from onrecord.resolving.who.own_table import OwnActor, OwnTable
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
    """Who is who: names as a trie of plain dictionaries over folded tokens, and the known `people` behind them. Build
    once (`gazetteer()`), never changed after."""

    def __init__(
        self, entries: Iterable[Entry], people: Iterable[tables.Person], countries: Iterable[tuple[str, str]] = ()
    ) -> None:
        self._root: dict[str, Any] = {}
        self.people = tuple(people)
        self._own_countries = dict(countries)
        for entry in entries:
            self._add(entry)

    def _add(self, entry: Entry) -> None:
        node = self._root
        for token in tokens_of(entry.surface):
            node = node.setdefault(token.key, {})
        node.setdefault("", []).append(entry)

    def country_name(self, code: str) -> str:
        """The short English name of a country ('PRK' -> 'North Korea'); the code itself when there is none."""
        return self._own_countries.get(code) or country_name(code)

    def governing(self, country: str, sector: str) -> tuple[str, str, ActorKind]:
        """Id, name and kind of a country's government, military, legislature, courts or police."""
        return f"{country}/{sector}", f"{GOVERNING[sector]} of {self.country_name(country)}", "government"

    @cached_property
    def by_id(self) -> dict[str, tables.Person]:
        """Known people by their actor id."""
        return {person.id: person for person in self.people}

    @cached_property
    def by_surname(self) -> dict[str, tuple[tables.Person, ...]]:
        """Known people by folded last name, and by first name for the names of East Asia."""
        found: dict[str, list[tables.Person]] = {}
        for person in self.people:
            words = [token.key for token in tokens_of(person.name) if token.text[0].isalnum()]
            last = words[-1] if words[-1] not in ("jr", "sr") or len(words) == 1 else words[-2]
            for key in {last, words[0]} if person.country in EAST_ASIA else {last}:
                found.setdefault(key, []).append(person)
        return {key: tuple(people) for key, people in found.items()}

    @cached_property
    def by_skeleton(self) -> dict[tuple[str, ...], tuple[tables.Person, ...]]:
        """Known people by the consonants of their names, for transliterations that the tables do not list."""
        found: dict[tuple[str, ...], list[tables.Person]] = {}
        for person in self.people:
            for name in (person.name, *(alias for alias in person.aliases if " " in alias)):
                found.setdefault(name_skeleton(name), []).append(person)
        return {key: tuple(dict.fromkeys(people)) for key, people in found.items()}

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
    return Gazetteer(_entries(), tables.people())


@cache
def gazetteer_with(table: OwnTable) -> Gazetteer:
    """The packaged tables with the rows of a user's own table before them, and corrected by those of the same id."""
    own = {actor.id: actor for actor in table.actors}
    corrected = (_corrected(entry, own[entry.actor]) if entry.actor in own else entry for entry in _entries())
    states = ((actor.id, actor.name) for actor in table.actors if actor.kind == "state")
    entries = (entry for actor in table.actors for entry in _own_entries(actor))
    return Gazetteer([*entries, *corrected], _people_with(table.actors), states)


def _own_entries(actor: OwnActor) -> Iterator[Entry]:
    use: Use = "person" if actor.kind == "person" else "name"
    for surface in dict.fromkeys((actor.name, *actor.aliases)):
        exact = surface.isupper() or len(surface) <= 4
        yield Entry(actor.id, actor.name, actor.kind, actor.country, actor.sector, use, surface, exact)
    for surface in actor.adjectives:
        use = _adjective_use(surface)
        yield Entry(actor.id, actor.name, actor.kind, actor.country, actor.sector, use, surface, exact=False)


def _adjective_use(adjective: str) -> Use:
    """'Norwegians' and 'Frenchwomen' are people, 'Norwegian' is what belongs to the country."""
    return "people" if adjective.endswith(("s", "men", "women")) else "adjective"


def _corrected(entry: Entry, own: OwnActor) -> Entry:
    """An entry of ours with what a user's table says of the same actor."""
    return entry._replace(
        name=own.name, kind=own.kind, country=own.country or entry.country, sector=own.sector or entry.sector
    )


def _people_with(own: Sequence[OwnActor]) -> Iterator[tables.Person]:
    """The user's people and ours. An office that a user's row fills from some day on ends that day for whoever holds it
    in our tables; the terms of an office in a user's table replace those that ours give the same person."""
    known = {person.id: person for person in tables.people()}
    mine = [_person_with(known.pop(actor.id, None), actor) for actor in own if actor.kind == "person"]
    yield from mine
    begun = {term.role: term.start for actor in own for term in actor.terms if term.start}
    for person in known.values():
        taken = any(term.role in begun for term in person.terms)
        yield replace(person, terms=tuple(_ended(t, begun) for t in person.terms)) if taken else person


def _person_with(known: tables.Person | None, own: OwnActor) -> tables.Person:
    offices = {term.role for term in own.terms}
    kept = [term for term in known.terms if term.role not in offices] if known else []
    return tables.Person(
        id=own.id,
        name=own.name,
        aliases=tuple(dict.fromkeys((*own.aliases, *((known.name, *known.aliases) if known else ())))),
        country=own.country or (known.country if known else ""),
        gender=own.gender or (known.gender if known else None),
        sector=own.sector or (known.sector if known else None),
        terms=tuple(sorted((*kept, *own.terms), key=lambda term: term.start)),
    )


def _ended(term: tables.Term, begun: dict[str, str]) -> tables.Term:
    day = begun.get(term.role)
    held_on = day is not None and term.start < day and (term.end is None or term.end > day)
    return replace(term, end=day) if held_on else term


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
            yield entry(adjective, _adjective_use(adjective))
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
        actor, name = f"{country.iso3}/{sector}", f"{GOVERNING[sector]} of {country.name}"
        kind: ActorKind = "government"
    else:
        name, kind = FULL_NAMES.get(surface, surface), "organisation"
        actor = f"org:{slug(name)}"
    return Entry(actor, name, kind, country.iso3, sector, use, surface, exact)


@cache
def peoples() -> frozenset[str]:
    """Every listed plural of a demonym ('Norwegians')."""
    return frozenset(word for country in tables.countries() for word in country.adjectives if word.endswith("s"))


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
        lone = " " not in surface and surface != row.name
        yield Entry(row.id, row.name, "person", row.country, row.sector, "person", surface, exact=lone)


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


@lru_cache(maxsize=16384)
def name_skeleton(name: str) -> tuple[str, ...]:
    """The skeletons of a name's words, without particles ('Bashar al-Assad' and 'Bashar Asad' agree)."""
    words = (token for token in tokens_of(name) if token.text[0].isalpha() and len(token.text) > 1)
    return tuple(skeleton(token.text) for token in words if token.key not in ("al", "el", "bin", "ibn", "jr", "sr"))
