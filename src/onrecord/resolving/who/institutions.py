"""States, their governments, organisations, armed groups and outlets: which mentions on a page name which."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.model.actor import ActorKind, Name
from onrecord.model.spans import Span
from onrecord.resolving.who.bodies import (
    BODY_NOUNS,
    CAMEL,
    COMPANY_NOUNS,
    EXECUTIVE_NOUNS,
    LOCAL_POSSESSIONS,
    LONE_BODIES,
    OUTLET_NOUNS,
    PLAIN_WORDS,
    PRESS_NOUNS,
    WELL_KNOWN,
    WELL_KNOWN_PRESS,
    initials_of,
    is_acronym,
    plausible,
    same_but_article,
    trimmed,
)
from onrecord.resolving.who.coding import Code, sector_of
from onrecord.resolving.who.context import Cast, Entity, PageText
from onrecord.resolving.who.gazetteer import AMBIGUOUS_COUNTRIES, GOVERNING, Gazetteer, Match, peoples
from onrecord.resolving.who.lexicon import (
    ADVERSE,
    AUXILIARIES,
    GROUPS,
    LOCATIVE,
    NOT_ACTORS,
    OFFICES,
    ORGANISATION_NOUNS,
    ORIGIN,
    REPORTING,
    THING_NOUNS,
)
from onrecord.resolving.who.names import NameIndex
from onrecord.resolving.who.tokens import Token, fold, slug

MOST_BRACKETS = 20
"""Mentions of an organisation after which brackets are looked for."""
SURE_COUNT = 3
"""Mentions after which a page is about a country rather than in passing."""
SHORT_ACRONYM = 4
"""Letters of an acronym that somewhere else is something else."""
ENGLISH_PRESS = frozenset(["USA", "GBR", "CAN", "AUS", "IRL"])
CAUCASIAN = frozenset(
    """georgian georgians tbilisi batumi abkhazia abkhazian ossetia ossetian caucasus armenia azerbaijan moldova
    ukraine saakashvili""".split()
)
"""What stands on a page about the country Georgia."""
HALVES = {"north": ("PRK", "north korea"), "south": ("KOR", "south korea")}


class Place(NamedTuple):
    """A country named at a place of the text, by name, adjective, people or seat."""

    start: int
    end: int
    country: str
    seat: bool = False


def _is_nobody_else(match: Match) -> bool:
    """Whether words that the tables hold as a state's or body's are hardly ever a person's name ('Jordan' is)."""
    entry = match.entry
    if entry.kind == "state":
        return entry.use == "name" and entry.country not in AMBIGUOUS_COUNTRIES
    return entry.kind != "person" and not entry.outlet_ambiguous


class Institutions:
    """Finds mentions of states and organisations and adds them to a cast.

    `places` afterwards holds every country word of the page in text order, adjectives too; `main` is the country named
    most often.
    """

    def __init__(self, page: PageText, names: NameIndex, matches: Sequence[Match], gazetteer: Gazetteer) -> None:
        self.page, self.names, self.matches, self.gazetteer = page, names, matches, gazetteer
        self.acronyms = Counter(page.text[n.start : n.end] for n in names.of_kind("organisation"))
        self.team_words = {fold(name.rsplit(" ", 1)[1]) for name in self.acronyms if " " in name}
        self.places = [
            Place(*self._span(m), m.entry.country, m.entry.use == "seat")
            for m in matches
            if m.entry.country and m.entry.kind == "state"
            if not self._for_or_against(m.first) and not self._hidden(m, self._span(m))
        ]
        if self._in_america():
            self.places = [place for place in self.places if place.country != "GEO"]
            self.matches = [m for m in matches if m.entry.kind != "state" or m.entry.country != "GEO"]
        self.counts = Counter(place.country for place in self.places if not self._in_longer_name(place))
        self.surnames = {
            words[-1].key
            for name in names.of_kind("person")
            if (
                words := [
                    t for t in page.within((name.start, name.end)) if t.text[0].isalpha() and t.key not in ("'s", "’s")
                ]
            )
        }
        self.taken_spans = {self._span(m) for m in matches if _is_nobody_else(m)}
        self.owner_ends = {
            self._span(m)[1]
            for m in matches
            if m.entry.use == "adjective" or m.entry.surface.isupper() or self._word(m.last) in ("'s", "’s")
        }
        self._holders: dict[str, list[Entity]] | None = None
        self.lower = {token.key for token in page.tokens if token.text.islower()}
        self.by_end = {place.end: place.country for place in self.places}

    def _in_america(self) -> bool:
        """Whether 'Georgia' is the state of the United States here: they are on the page, and nothing else of the
        country on the Black Sea is."""
        named = {match.entry.country for match in self.matches}
        return {"USA", "GEO"} <= named and not any(token.key in CAUCASIAN for token in self.page.tokens)

    def country_of_word(self, token: Token) -> str | None:
        """The country that ends with this word, unless the word is part of an organisation's longer name."""
        country = self.by_end.get(token.end)
        return country if country and not self._in_longer_name(Place(token.start, token.end, country)) else None

    def _in_longer_name(self, place: Place) -> bool:
        """Whether a country's word is part of an organisation's longer name ('British Medical Journal')."""
        name = self.names.covering((place.start, place.end))
        return name is not None and name.kind in ("organisation", "other") and name.end > place.end + 2

    @property
    def main(self) -> str | None:
        """The country that the page names most often; of equals the one named first."""
        return self.counts.most_common(1)[0][0] if self.counts else None

    @property
    def dominant(self) -> bool:
        """Whether one country is named at least as often as all others together."""
        return self.main is not None and 2 * self.counts[self.main] >= sum(self.counts.values())

    def add_to(self, cast: Cast) -> None:
        """Add states and organisations with their mentions."""
        for match in self.matches:
            self._add_match(cast, match)
        self._add_halves(cast)
        for name in sorted(
            self.names.of_kind("organisation"), key=lambda n: (" " not in self.page.text[n.start : n.end], n.start)
        ):
            self._add_name(cast, name)
        self._add_acronyms(cast)

    # --- matches of the gazetteer -----------------------------------------------------------------

    def _add_match(self, cast: Cast, match: Match) -> None:
        entry, span = match.entry, self._span(match)
        if entry.use == "person" or self._hidden(match, span):
            return
        if self._foreign_acronym(match):
            return
        if entry.use == "body":
            self._add_body(cast, match, span)
            return
        if entry.outlet_ambiguous and not self._surely_outlet(match, span):
            return
        if self._names_actor(match):
            entity = cast.add(Entity(entry.actor, entry.name, entry.kind, entry.country, entry.sector))
            cast.mention(entity, span)

    def _foreign_acronym(self, match: Match) -> bool:
        """Whether a word or acronym is a body's of a country that the page does not name: then it is something else."""
        entry = match.entry
        if entry.kind == "outlet" and entry.surface.isupper() and len(entry.surface) <= SHORT_ACRONYM:
            return entry.country not in {*self.counts, *ENGLISH_PRESS} and entry.surface not in WELL_KNOWN_PRESS
        if entry.use not in ("body", "metonym") or " " in entry.surface:
            return False
        if entry.country == "USA" and entry.surface != "ICE":
            return False
        return entry.country not in self.counts and entry.surface not in WELL_KNOWN

    def _surely_outlet(self, match: Match, span: Span) -> bool:
        """Whether an everyday word is an outlet's name here: a name of its own, with a capital article amid a sentence,
        or on a page that names its country or says 'newspaper', 'agency' … beside it."""
        if not self.names.exactly(span, "organisation", self.page.text):
            return False
        if match.entry.surface.startswith("The ") and span[0] != self.page.sentence_start(span[0]):
            return True
        around = {self._word(index) for index in (match.first - 2, match.first - 1, match.last, match.last + 1)}
        return match.entry.country in self.counts or bool(around & PRESS_NOUNS)

    def _hidden(self, match: Match, span: Span) -> bool:
        """Whether a longer name (a person's, a place's) holds these words, so that they do not name the entry."""
        if match.entry.use == "people" and self._word(match.last - 1) in self.team_words:
            return True
        name = self.names.covering(span)
        if name is None or (name.start, name.end) == span:
            return name is not None and name.kind == "person" and match.entry.use == "seat"
        if match.entry.use == "adjective" or (name.kind == "person" and self._word(match.last).rstrip(".") in OFFICES):
            return False
        if name.kind == "organisation" and match.entry.kind == "state":
            return True
        return name.kind in ("person", "place", "other") and not same_but_article(self.page.text, span, name)

    def _names_actor(self, match: Match) -> bool:
        """Whether the words can name one who acts: not after 'in', not an adjective; a seat only where it acts."""
        use, before, after = match.entry.use, self._word(match.first - 1), self._word(match.last)
        if match.entry.kind != "state" and use == "name":
            return True
        if use == "adjective":
            if f"{match.entry.surface}s" in peoples():
                return False  # 'the Norwegian said' is one person; 'the Dutch said' are all
            return before == "the" and (after in REPORTING or after in AUXILIARIES or after in (",", "."))
        if use == "people":
            return before == "the"
        if use == "seat":
            return self._acts(match, before, after)
        if use == "metonym":
            return before not in LOCATIVE and not (before == "the" and self._word(match.first - 2) in LOCATIVE | ORIGIN)
        return before not in LOCATIVE and not (before == "the" and self._word(match.first - 2) in LOCATIVE)

    def _acts(self, match: Match, before: str, after: str) -> bool:
        """Whether a city stands for its government: it says or does, owns an act, is acted against or parleyed with."""
        if before in LOCATIVE or before == "capital" or (after == "," and self._word(match.last + 1) == "d.c"):
            return False
        if after in ("'s", "’s"):
            return self._word(match.last + 1) not in LOCAL_POSSESSIONS
        if before in ORIGIN and self._word(match.first - 2) not in ADVERSE:
            return False
        if after in REPORTING or after in AUXILIARIES or before in ("by", "against", "between", "with"):
            return True
        if before in ORIGIN or before in ("toward", "towards"):
            return True
        return (before == "and" or after == "and") and self._paired(match)

    def _paired(self, match: Match) -> bool:
        """'Moscow and Beijing', 'between Washington and Pyongyang': another country's word stands on the other side
        of 'and'."""
        tokens = self.page.tokens
        left = match.first - 2
        if left >= 0 and self._word(match.first - 1) == "and" and tokens[left].end in self.by_end:
            return self._word(left - 1) not in LOCATIVE
        right = self.gazetteer.at(tokens, match.last + 1) if match.last + 1 < len(tokens) else None
        return right is not None and right.entry.kind == "state" and self._word(match.first - 1) not in LOCATIVE

    def _add_body(self, cast: Cast, match: Match, span: Span) -> None:
        """A body that several countries have goes to the country said with it, else its best known, else the main
        one."""
        entry = match.entry
        country = self.country_before(match.first) or self._country_after(match.last)
        if country is None:
            known = entry.country in self.counts or not self.dominant or self.counts[self.main or ""] < SURE_COUNT
            country = entry.country if known else self.main
        if (
            country != entry.country
            and country is not None
            and entry.sector in GOVERNING
            and entry.kind == "government"
        ):
            cast.mention(self.governing(cast, country, entry.sector), span)
        elif country == entry.country:
            entity = cast.add(Entity(entry.actor, entry.name, entry.kind, entry.country, entry.sector))
            cast.mention(entity, span)
        else:
            name = f"{entry.surface} of {self.gazetteer.country_name(country)}" if country else entry.surface
            made = Entity(f"org:{slug(name)}", name, "organisation", country, entry.sector)
            cast.mention(cast.add(made), span)

    def governing(self, cast: Cast, country: str, sector: str) -> Entity:
        """The entity for a country's government, military, legislature, courts or police."""
        actor, name, kind = self.gazetteer.governing(country, sector)
        return cast.add(Entity(actor, name, kind, country, sector))

    def country_before(self, first: int) -> str | None:
        """The country whose name, adjective or possessive stands right before token `first` ('South Korea's | …')."""
        index = first - 1
        if self._word(index) in ("'s", "’s"):
            index -= 1
        return self.by_end.get(self.page.tokens[index].end) if index >= 0 else None

    def _country_after(self, last: int) -> str | None:
        if self._word(last) != "of":
            return None
        index = last + 1 + (self._word(last + 1) == "the")
        match = self.gazetteer.at(self.page.tokens, index) if index < len(self.page.tokens) else None
        return match.entry.country if match is not None and match.entry.kind == "state" else None

    def _add_halves(self, cast: Cast) -> None:
        """'the North', 'the South' on a page about Korea."""
        for index, token in enumerate(self.page.tokens):
            if token.text not in ("North", "South") or self._word(index - 1) != "the":
                continue
            country, _ = HALVES[token.key]
            following = self.page.tokens[index + 1] if index + 1 < len(self.page.tokens) else None
            adjacent = following is not None and (following.capital or following.key == "of" or following.text == "-")
            if {"PRK", "KOR"} & self.counts.keys() and not adjacent:
                cast.mention(self.state(cast, country), (token.start, token.end))
                insort(self.places, Place(token.start, token.end, country))
                self.by_end[token.end] = country

    def state(self, cast: Cast, country: str) -> Entity:
        """The entity of a state."""
        return cast.add(Entity(country, self.gazetteer.country_name(country), "state", country, None))

    # --- names that the reader found --------------------------------------------------------------

    def _add_name(self, cast: Cast, name: Name) -> None:
        """An organisation's name that the tables do not hold."""
        tokens = trimmed(self.page.within((name.start, name.end)))
        if not tokens or not plausible(tokens) or self._of_people(tokens):
            return
        span = (tokens[0].start, tokens[-1].end)
        whole = self.gazetteer.at(tokens, 0)
        if whole is not None and whole.last == len(tokens):
            return
        code = self.code_of(tokens)
        words = {token.key for token in tokens}
        if (tokens[-1].key in ("administration", "campaign") and not code.country) or tokens[-1].key in THING_NOUNS:
            return
        if "/" in words and any(True for _ in self.gazetteer.matches(tokens)):
            return
        if len(tokens) == 1 and self._too_common(tokens[0]):
            return
        if code.country and code.sector in GOVERNING and words & BODY_NOUNS:
            cast.mention(self.governing(cast, code.country, code.sector), span)
            return
        text = " ".join(self.page.text[span[0] : span[1]].split())
        longer = self._longer_form(cast, tokens)
        if longer is not None:
            cast.mention(longer, span)
            return
        outlet = tokens[-1].key in OUTLET_NOUNS
        kind: ActorKind = "outlet" if outlet else "organisation"
        actor = f"{'outlet' if outlet else 'org'}:{slug(text)}"
        cast.mention(cast.add(Entity(actor, text, kind, code.country, "JRN" if outlet else code.sector)), span)

    def _longer_form(self, cast: Cast, tokens: Sequence[Token]) -> Entity | None:
        """The one organisation or outlet of the page that a lone word is short for ('the Post', 'Brookings')."""
        if len(tokens) != 1 or is_acronym(tokens[0].text):
            return None
        if self._holders is None:
            self._holders = {}
            for entity in cast.entities.values():
                for word in entity.name.split() if entity.kind in ("organisation", "outlet", "igo") else ():
                    self._holders.setdefault(word, []).append(entity)
        held = [e for e in self._holders.get(tokens[0].text, ()) if e.mentions]
        return held[0] if len(held) == 1 else None

    def _too_common(self, token: Token) -> bool:
        """Whether a lone word is no name: it stands in small letters too, is a general noun, or begins a title."""
        if token.key in NOT_ACTORS or token.key in GROUPS or token.key.rstrip(".") in OFFICES:
            return True
        if is_acronym(token.text):
            return len(token.text) == 2 and self.acronyms[token.text] < 3
        index = self.page.token_at(token.start)
        title = index + 1 < len(self.page.tokens) and self._word(index + 1).rstrip(".") in OFFICES
        if not CAMEL.search(token.text) and self.acronyms[token.text] < 2 and self._word(index + 1) not in REPORTING:
            return True
        general = token.key in ORGANISATION_NOUNS and token.key not in LONE_BODIES
        return token.key in self.lower or title or general

    def _of_people(self, tokens: Sequence[Token]) -> bool:
        """Whether a name is surnames of the page's people in a row ('Petrov-Silva'), no organisation."""
        words = [token.key for token in tokens if token.text[0].isalnum()]
        return all(word in self.surnames for word in words)

    def code_of(self, tokens: Sequence[Token]) -> Code:
        """Country and sector that an organisation's own words give, the country else from the words before it."""
        country = None
        for match in self.gazetteer.matches(tokens):
            if match.entry.kind == "state" and match.entry.use != "people":
                country = country or match.entry.country
        keys = [token.key for token in tokens]
        if country is not None and len(tokens) > 1:
            rest = self.gazetteer.at(tokens, 1)
            if rest is not None and rest.last == len(tokens) and rest.entry.use in ("body", "metonym"):
                return Code(country, rest.entry.sector)
        sector = "BUS" if keys[-1].rstrip(".") in COMPANY_NOUNS else sector_of(keys, at_end=True)
        sector = None if sector == "CVL" else sector
        sector = sector or ("GOV" if keys[-1] in EXECUTIVE_NOUNS else None)
        if country is None and BODY_NOUNS.intersection(keys):
            country = self.country_before(self.page.token_at(tokens[0].start))
            plain = keys[-1] == "ministry" or all(key in BODY_NOUNS or key in PLAIN_WORDS for key in keys)
            if country is None and sector in GOVERNING and plain and self.dominant:
                country = self.main
        return Code(country, sector)

    def _add_acronyms(self, cast: Cast) -> None:
        """'Harbour Watch Institute (HWI)': the short form in brackets names the same organisation wherever it stands;
        so do a name's bare initials when they are nobody else's."""
        tokens = self.page.tokens
        known = {match.first for match in self.matches if match.entry.kind not in ("state", "person")}
        bracketed: dict[str, Entity] = {}
        initials: dict[str, Entity | None] = {}
        for entity in [e for e in cast.entities.values() if e.kind in ("organisation", "igo", "outlet")]:
            for mention in entity.mentions[:MOST_BRACKETS]:
                index = self.page.token_at(mention.end)
                if self._word(index) == "(" and self._word(index + 2) == ")" and index + 1 not in known:
                    bracketed.setdefault(tokens[index + 1].text, entity)
            letters = initials_of(entity.name)
            initials[letters] = entity if letters not in initials else None
        for index, token in enumerate(tokens):
            if index in known or not is_acronym(token.text):
                continue
            meant = bracketed.get(token.text) or initials.get(token.text)
            if meant is not None and meant.name != token.text and initials_of(meant.name)[:1] == token.text[:1]:
                cast.entities.pop(f"org:{slug(token.text)}", None)
                cast.mention(meant, (token.start, token.end))

    # --- helpers ----------------------------------------------------------------------------------

    def _for_or_against(self, first: int) -> bool:
        """Whether 'pro-' or 'anti-' stands before a country's word: what follows is not that country's."""
        return self._word(first - 1) in ("-", "–") and self._word(first - 2) in ("pro", "anti")

    def _span(self, match: Match) -> Span:
        return self.page.tokens[match.first].start, self.page.tokens[match.last - 1].end

    def _word(self, index: int) -> str:
        return self.page.tokens[index].key if 0 <= index < len(self.page.tokens) else ""
