"""Actors that are described, not named: 'the North's leader', 'the ministry', 'a White House spokeswoman', 'many
experts'."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache, cached_property

from onrecord.resolving import tables
from onrecord.resolving.who.bodies import BODY_NOUNS
from onrecord.resolving.who.coding import sector_of, singular
from onrecord.resolving.who.context import Cast, Entity, Mention, PageText
from onrecord.resolving.who.gazetteer import GOVERNING
from onrecord.resolving.who.institutions import Institutions
from onrecord.resolving.who.lexicon import (
    CAMPAIGNS,
    DOCUMENTS,
    GROUP_STOP,
    GROUPS,
    HEAD_OF_GOVERNMENT_NOUNS,
    HEAD_OF_STATE_NOUNS,
    OFFICES,
    SPOKES,
    STAFF,
)
from onrecord.resolving.who.naming import in_office, office
from onrecord.resolving.who.phrase import Phrase
from onrecord.resolving.who.roles import role_at
from onrecord.resolving.who.tokens import Token, slug

REACH = 2_000
"""How far back, in characters, 'the agency' or 'the president' may look for what it means."""
MOST_COUNTRIES = 50
"""Country words before a phrase that are looked at."""
SERVANTS = (
    SPOKES
    | STAFF
    | frozenset(
        "forces troops soldiers lawmakers legislators court judge prosecutor prosecutors envoy ambassador".split()
    )
)
"""Heads that act for the state named with them: 'US officials', 'Norwegian troops'."""
KIND_NOUNS: dict[str, tuple[str, ...]] = {
    "agency": ("outlet", "government", "igo", "organisation"),
    "network": ("outlet",),
    "newspaper": ("outlet",),
    "paper": ("outlet",),
    "magazine": ("outlet",),
    "broadcaster": ("outlet",),
    "outlet": ("outlet",),
    "channel": ("outlet",),
    "website": ("outlet",),
    "ministry": ("government",),
    "department": ("government",),
    "military": ("government",),
    "army": ("government",),
    "court": ("government", "igo"),
    "group": ("armed_group", "organisation", "igo"),
    "organization": ("organisation", "igo"),
    "organisation": ("organisation", "igo"),
    "company": ("organisation",),
    "firm": ("organisation",),
    "fund": ("igo", "organisation"),
    "commission": ("organisation", "igo"),
    "bank": ("organisation", "igo"),
    "union": ("organisation", "igo"),
    "party": ("organisation",),
    "campaign": ("organisation",),
    "committee": ("organisation", "government"),
    "institute": ("organisation",),
    "university": ("organisation",),
    "council": ("igo", "organisation"),
    "bloc": ("igo",),
    "alliance": ("igo",),
    "militia": ("armed_group",),
    "movement": ("armed_group", "organisation"),
    "country": ("state",),
    "nation": ("state",),
    "kingdom": ("state",),
    "regime": ("state",),
}
"""What a definite noun can point back to."""
OWN_WORD = frozenset(
    "ministry department military army court party campaign committee institute university council bank union fund "
    "commission".split()
)
"""Nouns that point back only to a name that holds the same word ('the ministry' to the Foreign Ministry)."""

UNNAMED = frozenset(
    "official source officer aide adviser advisor diplomat insider staffer employee executive operative".split()
)
"""Single people who speak without a name."""
NOT_TYPING = frozenset(
    """a an one two three four five several some many both few other another senior top high-ranking well-placed former
    unnamed unidentified anonymous duty s""".split()
)
"""What stands before them and says nothing of whom they speak for."""

ACTING = frozenset("leading ruling sitting serving acting outgoing incoming commanding visiting building".split())
"""Words in -ing that may stand before somebody."""


class Descriptions:
    """Resolves descriptions on one page. Every rule either finds its actors or leaves the phrase to the next; what no
    rule knows stays unresolved."""

    def __init__(self, page: PageText, cast: Cast, states: Institutions, *, day: str | None) -> None:
        self.page, self.cast, self.states, self.day = page, cast, states, day
        self.book = states.gazetteer
        self._described: defaultdict[str, list[Entity]] = defaultdict(list)
        for entity in cast.entities.values():
            for word in entity.descriptors if entity.kind == "person" else ():
                self._described[word].append(entity)
        self._rules: tuple[Callable[[Phrase, Sequence[Mention]], list[Entity] | None], ...] = (
            self._document,
            self._state_media,
            self._leader,
            self._spokesperson,
            self._following,
            self._office_holder,
            self._servants,
            self._noun_of_kind,
            self._own_government,
            self._group,
        )

    def actors_of(self, phrase: Phrase, mentions: Sequence[Mention]) -> list[Entity]:
        """The actors that a descriptive phrase means."""
        if not phrase.head:
            return []
        for rule in self._rules:
            found = rule(phrase, mentions)
            if found is not None:
                return found or self._unnamed(phrase)
        return self._unnamed(phrase)

    def _unnamed(self, phrase: Phrase) -> list[Entity]:
        """'A police source', 'two senior officials': nobody by name, but of a trade and perhaps a country: a group."""
        if phrase.definite or singular(phrase.head) not in UNNAMED:
            return []
        words = [t.text for t in phrase.tokens[: phrase.head_end] if t.text[0].isalpha() and t.key not in NOT_TYPING]
        if not words or phrase.keys[0] in ("no", "any", "every"):
            return []
        if any(word.islower() and word.endswith("ing") and word not in ACTING for word in words):
            return []  # 'a policy urging employees' is no employee
        name = f"unnamed {' '.join([*words[:-1], singular(words[-1].lower())])}"
        sector = sector_of(phrase.keys[: phrase.head_end])
        entity = Entity(f"group:{slug(name)}", name, "group", self._country(phrase, of=False), sector)
        return [self.cast.found(entity, self._span(phrase))]

    def is_common(self, token: Token) -> bool:
        """Whether a word is an everyday noun for people or papers, however it is written."""
        return token.key in GROUPS or token.key in DOCUMENTS or sector_of([token.key]) is not None

    # --- rules, in order --------------------------------------------------------------------------

    def _document(self, phrase: Phrase, mentions: Sequence[Mention]) -> list[Entity] | None:
        """'an Associated Press analysis': an organisation speaks through its papers, a person's paper is nobody."""
        if not is_document(phrase.head):
            return None
        maker = self._owner(phrase, mentions, prepositions=("from", "by"))
        return [maker] if maker is not None and maker.kind != "person" else []

    def _state_media(self, phrase: Phrase, _mentions: Sequence[Mention]) -> list[Entity] | None:
        """'the country's state media': one voice, of the country named with it or last."""
        if phrase.head not in ("media", "television", "tv", "radio", "newspapers") or "state" not in phrase.keys:
            return None
        country = self._country(phrase) or self._state_before(phrase)
        if country is None:
            return []
        name = f"state media of {self.book.country_name(country)}"
        return [self.cast.found(Entity(f"group:{slug(name)}", name, "group", country, "JRN"), self._span(phrase))]

    def _state_before(self, phrase: Phrase) -> str | None:
        """The country that 'the nation' stands for: the only one named before it in its own sentence, else the only
        one in the sentence before; a seat of government, which may be a dateline, does not count."""
        place = phrase.tokens[0].start
        here = self.page.sentence_of(place)
        last = bisect_left(self.states.places, (place,))
        near = self.states.places[max(0, last - MOST_COUNTRIES) : last]
        for sentence in (here, here - 1):
            named = {n.country for n in near if not n.seat and self.page.sentence_of(n.start) == sentence}
            if named:
                return named.pop() if len(named) == 1 else None
        return None

    def _leader(self, phrase: Phrase, _mentions: Sequence[Mention]) -> list[Entity] | None:
        """'the North's leader', 'the French president': somebody on the page who is called so, else the tables'."""
        country = self._country(phrase)
        if country is None or phrase.head not in HEAD_OF_STATE_NOUNS | HEAD_OF_GOVERNMENT_NOUNS | {"minister"}:
            return None
        if (phrase.head == "minister" and "prime" not in phrase.keys) or {
            "former",
            "ex",
            "opposition",
            "vice",
            "deputy",
        } & set(phrase.keys):
            return None
        here = self._people_called({phrase.head, f"@{country}"}, phrase.tokens[0].start)
        if here is not None:
            return [here]
        titled = [e for e in self._described[phrase.head] if e.country is None or e.country == country]
        if len(titled) == 1 and self.states.main == country and not any(d[0] == "@" for d in titled[0].descriptors):
            return titled
        known = self._leader_of(country, phrase.head)
        return [known] if known is not None else []

    def _spokesperson(self, phrase: Phrase, mentions: Sequence[Mention]) -> list[Entity] | None:
        """A spokesperson speaks for the body or state named with the word."""
        if phrase.head not in SPOKES:
            return None
        owner = self._owner(phrase, mentions, prepositions=("for", "of", "from", "at", "with"))
        if owner is not None and owner.kind != "person":
            return [self._speaking(owner, phrase)]
        country = self._country(phrase)
        if country is not None:
            return [self._governing(country, phrase, "GOV")]
        called = self._people_called({phrase.head}, phrase.tokens[0].start) if phrase.definite else None
        return [called] if called is not None else []

    def _following(self, phrase: Phrase, mentions: Sequence[Mention]) -> list[Entity] | None:
        """'the Moss campaign', 'Moss's administration': a person's camp, or the government that the person heads."""
        if phrase.head not in CAMPAIGNS:
            return None
        people = [m for m in mentions if self.cast.entities[m.actor].kind == "person"]
        if not people or people[-1].start >= phrase.tokens[phrase.head_end - 1].start:
            return None
        person = self.cast.entities[people[-1].actor]
        if phrase.head in ("administration", "government"):
            return [self.states.governing(self.cast, person.country, "GOV")] if person.country else []
        if phrase.head not in ("campaign", "team", "camp"):
            return []
        surname = person.name.split()[-1]
        return [
            self.cast.add(
                Entity(
                    f"org:{slug(person.name)}-campaign", f"{surname} campaign", "organisation", person.country, "PTY"
                )
            )
        ]

    def _office_holder(self, phrase: Phrase, _mentions: Sequence[Mention]) -> list[Entity] | None:
        """'the senator', 'the campaign manager': the one person of the page whom title or apposition calls so."""
        if not phrase.definite or phrase.head not in OFFICES or phrase.head in GROUPS | STAFF:
            return None
        if phrase.head == "president" and not phrase.modifiers and not phrase.has_preposition:
            return self._president(phrase)
        wanted = {phrase.head} | {office(t) for t in phrase.modifiers if t.key in OFFICES}
        country = self._country(phrase)
        wanted |= {f"@{country}"} if country else set()
        called = self._people_called(wanted, phrase.tokens[0].start)
        return [called] if called is not None else None

    def _president(self, phrase: Phrase) -> list[Entity]:
        """'the president': the one head of state whom the page has named so far, else of all of them that of its main
        country, else the one whom the page calls president."""
        heads = self._heads_of_state
        named = [entity for entity in heads if entity.mentions[0].start < phrase.tokens[0].start]
        if len(named) == 1:
            return named
        if len(heads) > 1:
            heads = [entity for entity in heads if entity.country == self.states.main] or heads
        if len(heads) == 1:
            return heads
        called = self._people_called({"president"}, phrase.tokens[0].start)
        return [called] if called is not None else []

    @cached_property
    def _heads_of_state(self) -> list[Entity]:
        """The heads of state at the page's date among its people."""
        heads = []
        for entity in self.cast.entities.values():
            person = self.book.by_id.get(entity.id)
            role = role_at(person, self.day) if person is not None and entity.mentions else None
            if role is not None and role.startswith("head of state of") and not role.endswith("elect"):
                heads.append(entity)
        return heads

    def _servants(self, phrase: Phrase, mentions: Sequence[Mention]) -> list[Entity] | None:
        """'US officials', 'the Norwegian army': the state's government, military, legislature, courts or police."""
        country = self._country(phrase)
        if phrase.head not in SERVANTS | BODY_NOUNS and singular(phrase.head) not in SERVANTS:
            return None
        owner = self._owner(phrase, mentions, prepositions=("of", "from", "at", "in"))
        if owner is not None and owner.kind == "state" and owner.country is None:
            return [self._of_unknown_state(owner, phrase)]
        if owner is not None and owner.kind not in ("person", "state"):
            return [owner] if singular(phrase.head) not in ("source", "aide", "adviser", "advisor") else []
        if country is None:
            return None
        sector = sector_of([*phrase.keys[: phrase.head_end]]) or "GOV"
        return [self._governing(country, phrase, sector)]

    def _of_unknown_state(self, state: Entity, phrase: Phrase) -> Entity:
        """The government, or the branch that the phrase names, of a state that no table knows."""
        sector = sector_of(phrase.keys[: phrase.head_end]) or "GOV"
        sector = sector if sector in GOVERNING else "GOV"
        made = Entity(f"{state.id}/{sector}", f"{GOVERNING[sector]} of {state.name}", "government", None, sector)
        return self.cast.add(made)

    def _noun_of_kind(self, phrase: Phrase, _mentions: Sequence[Mention]) -> list[Entity] | None:
        """'the agency', 'the group': the only one named in the last sentences, or at all lately, that can be called
        so."""
        kinds = KIND_NOUNS.get(phrase.head)
        if kinds == ("state",):
            plain = phrase.definite and not phrase.modifiers and not phrase.has_preposition
            country = self._state_before(phrase) if plain else None
            return [self.states.state(self.cast, country)] if country is not None else []
        if not phrase.definite or kinds is None or phrase.has_preposition or len(phrase.modifiers) > 1:
            return None
        place = phrase.tokens[0].start
        here = self.page.sentence_of(place)
        near: dict[str, int] = {}
        for mention in self.cast.before(place, REACH):
            entity = self.cast.entities[mention.actor]
            if entity.kind in kinds and self._can_be_called(entity, mention, phrase.head):
                near.setdefault(entity.id, here - self.page.sentence_of(mention.start))
        late = [actor for actor, distance in near.items() if distance <= 2]
        chosen = late or list(near)
        return [self.cast.entities[chosen[0]]] if len(chosen) == 1 else None

    def _own_government(self, phrase: Phrase, _mentions: Sequence[Mention]) -> list[Entity] | None:
        """'the government', 'the military' on a page about one country."""
        if phrase.head not in ("government", "military", "army", "authorities", "parliament") or phrase.has_preposition:
            return None
        main = self.states.main
        enough = 3 if phrase.head == "authorities" else 2
        if main is None or phrase.modifiers or not self.states.dominant or self.states.counts[main] < enough:
            return []
        return [self._governing(main, phrase, sector_of([phrase.head]) or "GOV")]

    def _group(self, phrase: Phrase, _mentions: Sequence[Mention]) -> list[Entity] | None:
        """People who speak as a group; a vague word needs a country or a name beside it."""
        people = phrase.head.endswith("s") and phrase.tokens[phrase.head_end - 1].end in self.states.by_end
        if phrase.head not in GROUPS and not people:
            return None
        if any(key in ("'s", "’s") for key in phrase.keys):
            return []
        country = self._country(phrase, of=False)
        narrowing = [
            t
            for t in phrase.modifiers
            if t.capital and t.text not in ("'s", "’s") and t.start != self._sentence_start(t)
        ]
        narrowing += [t for t in phrase.modifiers if t.end in self.states.by_end and t not in narrowing]
        narrowing.sort(key=lambda t: t.start)
        if phrase.head in GROUP_STOP and not narrowing:
            return []
        name = " ".join([*(t.text for t in narrowing), phrase.head])
        sector = sector_of([phrase.head])
        return [self.cast.found(Entity(f"group:{slug(name)}", name, "group", country, sector), self._span(phrase))]

    # --- helpers ----------------------------------------------------------------------------------

    def _span(self, phrase: Phrase) -> tuple[int, int]:
        words = [t for t in phrase.tokens[: phrase.head_end] if t.text[0].isalnum()]
        return words[0].start, words[-1].end

    def _sentence_start(self, token: Token) -> int:
        return self.page.sentence_start(token.start)

    def _country(self, phrase: Phrase, *, of: bool = True) -> str | None:
        """The country of a phrase: named before its head, else after 'of', 'in' or 'from'."""
        for index, token in enumerate(phrase.tokens):
            if not of and index >= phrase.head_end:
                return None
            country = self.states.by_end.get(token.end)
            if country is not None:
                return country
        for mention in self.cast.inside((phrase.tokens[0].start, phrase.tokens[phrase.head_end - 1].end)):
            entity = self.cast.entities[mention.actor]
            if entity.kind == "government":
                return entity.country
        return None

    def _owner(self, phrase: Phrase, mentions: Sequence[Mention], *, prepositions: tuple[str, ...]) -> Entity | None:
        """The actor named before a phrase's head, else the first one right after one of `prepositions`."""
        head = phrase.tokens[phrase.head_end - 1]
        before = [m for m in mentions if m.end <= head.start]
        if before:
            return self.cast.entities[before[-1].actor]
        if phrase.has_preposition and phrase.keys[phrase.head_end] in prepositions:
            after = [m for m in mentions if m.start >= phrase.tokens[phrase.head_end].start]
            if after and len([t for t in phrase.tokens[phrase.head_end + 1 :] if t.end <= after[0].start]) <= 4:
                return self.cast.entities[after[0].actor]
        return None

    def _speaking(self, owner: Entity, phrase: Phrase) -> Entity:
        """A state speaks through its government."""
        if owner.kind == "state" and owner.country:
            return self._governing(owner.country, phrase, "GOV")
        return owner

    def _governing(self, country: str, phrase: Phrase, default: str) -> Entity:
        """A country's government, or the branch that the phrase's own words name."""
        sector = sector_of([key for key in phrase.keys[: phrase.head_end] if key not in SPOKES | STAFF]) or default
        return self.states.governing(
            self.cast, country, sector if sector in GOVERNING else default if default in GOVERNING else "GOV"
        )

    def _people_called(self, words: set[str], place: int) -> Entity | None:
        """The one person whom the page calls by all these words; of several, the one named last, unless two were named
        within the last two sentences."""
        rarest = min((self._described[word] for word in words), key=len)
        called = [e for e in rarest if words <= e.descriptors]
        if len(called) < 2:
            return called[0] if called else None
        lately: list[str] = []
        for mention in self.cast.before(place, REACH):
            if self.page.sentence_of(place) - self.page.sentence_of(mention.start) > 2:
                break
            if any(mention.actor == e.id for e in called) and mention.actor not in lately:
                lately.append(mention.actor)
        return self.cast.entities[lately[0]] if len(lately) == 1 else None

    def _leader_of(self, country: str, noun: str) -> Entity | None:
        """The one head of state or government of a country at the page's date."""
        if self.day is None:
            return None
        wanted = "head of government of" if noun in HEAD_OF_GOVERNMENT_NOUNS | {"minister"} else "head of state of"
        role = f"{wanted} {country}"
        held = [
            person
            for person in self.book.people
            if person.country == country
            and any(
                t.role == role and t.start <= self.day and (t.end is None or self.day <= t.end) for t in person.terms
            )
        ]
        if len(held) > 1:
            held = [p for p in held if any(t.role == role and t.end is None for t in p.terms)]
        if len(held) != 1 or not in_office(held[0], self.day):
            return None
        person = held[0]
        return self.cast.add(
            Entity(person.id, person.name, "person", person.country, person.sector, gender=person.gender)
        )

    def _can_be_called(self, entity: Entity, mention: Mention, noun: str) -> bool:
        if noun == "agency" and entity.kind == "outlet":
            return entity.id in _agencies() or "agency" in entity.name.casefold()
        if noun in OWN_WORD:
            words = self.page.text[mention.start : mention.end].casefold() + " " + entity.name.casefold()
            return noun in words or (noun == "military" and entity.sector == "MIL")
        return True


def is_document(noun: str) -> bool:
    """Whether a noun is a paper, a film, a finding …: something that says, but nobody."""
    return noun in DOCUMENTS or singular(noun) in DOCUMENTS | {"assessment", "estimate"}


@cache
def _agencies() -> frozenset[str]:
    return frozenset(row.id for row in tables.outlets() if row.wire)
