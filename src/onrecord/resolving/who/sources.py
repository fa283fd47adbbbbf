"""Who speaks: the actors of every statement's source, named, described or by pronoun, and with them topics and
addressees; and whom the pronouns mean that stand for an event's parties."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from onrecord.model.attribution import Source, Statement
from onrecord.model.event import Event, Party
from onrecord.model.spans import Span
from onrecord.resolving.who.context import Cast, PageText
from onrecord.resolving.who.lexicon import HE, I_WE, IT, RELATIVE, SHE, THEY
from onrecord.resolving.who.phrases import Phrases
from onrecord.resolving.who.pronouns import Pronouns
from onrecord.resolving.who.tokens import tokens_of
from onrecord.resolving.who.topics import Topics

AND_ANOTHER = re.compile(r"\band (?:his|her|their|the|an?)\b|\bwh(?:o|ose)\b")
"""Between a name and 'who': somebody else is spoken of ('Moss, and her brother, Ib, who …')."""
PLURAL_KINDS = frozenset(["group", "organisation", "outlet", "igo", "armed_group", "government"])
THINGS = frozenset(["state", "government", "organisation", "igo", "armed_group", "outlet"])
LONGEST_SPEECH = 3_000
"""Characters between a speaker and an 'I' inside the same speech."""
LONGEST_PRONOUN = 20
"""Characters of a source that may still be a pronoun and marks around it."""
MOST_BACK = 20
"""Statements back that 'they' and 'it' look at."""
SENTENCES_BACK = 3
"""How far back 'they' and 'it' may look for the speaker they mean."""


class Sources:
    """Resolves the sources of one page's statements, and the pronouns among its events' parties."""

    def __init__(self, page: PageText, cast: Cast, phrases: Phrases) -> None:
        self.page, self.cast, self.phrases = page, cast, phrases
        self.topics = Topics(page, cast, phrases)

    def resolve(
        self, statements: Sequence[Statement], events: Sequence[Event] = ()
    ) -> tuple[tuple[Statement, ...], dict[int, tuple[str, ...]]]:
        """The statements with the actors of their sources, topics and addressees, and what the pronouns mean that are
        parties of `events`, by their places. Names and descriptions come first, then he and she in text order, then
        who, they and it, then I and we inside somebody's words."""
        found = {s.id: self._by_words(s) for s in statements if s.source is not None}
        spoken = [(s.source.spans[0][0], actor) for s in statements if s.source for actor in found[s.id][:1]]
        parties = dict(_pronoun_parties(events))
        answers = self._he_and_she(statements, spoken, {self._first_word(p): without for p, without in parties.items()})
        for statement in statements:
            if statement.source is not None and (place := self._first_word(statement.source)) in answers:
                found[statement.id] = found[statement.id] or (answers[place],)
        ordered = sorted((s for s in statements if s.source is not None), key=_place)
        for statement in ordered:
            if not found[statement.id]:
                found[statement.id] = self._others(statement, ordered, found)
        known: dict[int, tuple[str, ...]] = {place: (actor,) for place, actor in answers.items()}
        known |= {self._first_word(s.source): found[s.id] for s in ordered if s.source and pronoun_of(s.source)}
        meant = {p.spans[0][0]: known.get(self._first_word(p)) or self._party(p, ordered, found) for p in parties}
        return tuple(self._finished(statement, found.get(statement.id, ())) for statement in statements), meant

    def _by_words(self, statement: Statement) -> tuple[str, ...]:
        source = statement.source
        return () if source is None or pronoun_of(source) else self.phrases.actors_of(source.spans)

    def _he_and_she(
        self, statements: Sequence[Statement], spoken: list[tuple[int, str]], act: dict[int, Sequence[Span]]
    ) -> dict[int, str]:
        speak: dict[int, Sequence[Span]] = {}
        for statement in statements:
            if statement.source is not None and pronoun_of(statement.source) in HE | SHE:
                speak[self._first_word(statement.source)] = statement.content.spans if statement.content else ()
        return Pronouns(self.page, self.cast, spoken).resolve(speak, act)

    def _first_word(self, words: Source | Party) -> int:
        index = self.page.token_at(words.spans[0][0])
        return self.page.tokens[index].start if index < len(self.page.tokens) else words.spans[0][0]

    def _party(self, party: Party, ordered: Sequence[Statement], found: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
        """Whom 'who' after a name means, or 'I' and 'we' inside somebody's words."""
        pronoun, place = pronoun_of(party), party.spans[0][0]
        if pronoun in RELATIVE:
            return self._antecedent(place)
        return self._enclosing(place, ordered, found) if pronoun in I_WE else ()

    def _others(
        self, statement: Statement, ordered: Sequence[Statement], found: dict[str, tuple[str, ...]]
    ) -> tuple[str, ...]:
        source = statement.source
        pronoun = pronoun_of(source) if source else None
        if source is None or pronoun is None:
            return ()
        if pronoun in RELATIVE:
            return self._antecedent(source.spans[0][0])
        if pronoun in I_WE:
            return self._enclosing(source.spans[0][0], ordered, found, but=statement.id)
        if pronoun in THEY or pronoun in IT:
            return self._speaker_before(source.spans[0][0], ordered, found, plural=pronoun in THEY)
        return ()

    def _antecedent(self, place: int) -> tuple[str, ...]:
        """'Moss, who said': the actor named right before the relative pronoun, a comma or an apposition between."""
        for mention in self.cast.before(place, 160):
            if self.page.sentence_of(mention.start) != self.page.sentence_of(place):
                break
            between = self.page.text[mention.end : place].strip()
            if between in ("", ","):
                if self.cast.entities[mention.actor].kind == "person" or not self._in_apposition(mention.start):
                    return (mention.actor,)
            elif (
                between[0] == between[-1] == ","
                and not AND_ANOTHER.search(between)
                and self.cast.entities[mention.actor].kind == "person"
            ):
                return (mention.actor,)
        return ()

    def _in_apposition(self, place: int) -> bool:
        """Whether a person named before, in the same sentence, is what the words at `place` are said of."""
        before = self.cast.before(place, 120)
        return any(
            self.cast.entities[m.actor].kind == "person"
            and self.page.sentence_of(m.start) == self.page.sentence_of(place)
            for m in before
        )

    def _enclosing(
        self, place: int, ordered: Sequence[Statement], found: dict[str, tuple[str, ...]], *, but: str = ""
    ) -> tuple[str, ...]:
        """I and we inside somebody's words are that speaker."""
        first = bisect_left(ordered, place - LONGEST_SPEECH, key=_place)
        last = bisect_right(ordered, place + LONGEST_SPEECH, key=_place)
        holders = [
            other
            for other in ordered[first:last]
            if other.id != but and other.content and any(start <= place < end for start, end in other.content.spans)
        ]
        if not holders:
            return ()
        tightest = min(holders, key=lambda s: sum(end - start for start, end in s.content.spans) if s.content else 0)
        return found[tightest.id]

    def _speaker_before(
        self, place: int, ordered: Sequence[Statement], found: dict[str, tuple[str, ...]], *, plural: bool
    ) -> tuple[str, ...]:
        """'They' and 'it': the speaker of the statement before, when close by and of a fitting kind; else nobody."""
        last = bisect_left(ordered, place, key=_place)
        for statement in reversed(ordered[max(0, last - MOST_BACK) : last]):
            source = statement.source
            if (
                source is None
                or self.page.sentence_of(place) - self.page.sentence_of(source.spans[0][0]) > SENTENCES_BACK
            ):
                return ()
            actors = found[statement.id]
            if not actors and pronoun_of(source) is None:
                return ()  # somebody spoke whom no rule knows: they are meant as likely as anybody before
            if not actors:
                continue
            kinds = {self.cast.entities[actor].kind for actor in actors}
            if plural:
                return actors if len(actors) > 1 or kinds <= PLURAL_KINDS else ()
            return actors if len(actors) == 1 and kinds <= THINGS else ()
        return ()

    def _finished(self, statement: Statement, actors: tuple[str, ...]) -> Statement:
        addressee = tuple(actor for actor in self.topics.addressee(statement) if actor not in actors)
        source = replace(statement.source, actors=actors) if statement.source is not None else None
        return replace(
            statement, source=source, addressee=addressee, about=self.topics.about(statement, actors, addressee)
        )


def _place(statement: Statement) -> int:
    """Where a statement's source stands."""
    return statement.source.spans[0][0] if statement.source is not None else 0


def _pronoun_parties(events: Sequence[Event]) -> Iterator[tuple[Party, tuple[Span, ...]]]:
    """The parties that are pronouns, each with the spans of the event's other side: nobody does it to himself."""
    for event in events:
        for side, other in ((event.actors, event.recipients), (event.recipients, event.actors)):
            for party in side:
                if pronoun_of(party):
                    yield party, tuple(span for one in other for span in one.spans)


def pronoun_of(words: Source | Party) -> str | None:
    """The pronoun that words consist of, folded; None when they are more than that."""
    if len(words.text) > LONGEST_PRONOUN:
        return None
    tokens = tokens_of(words.text.strip(' ,.:;“”"'))
    return tokens[0].key if len(tokens) == 1 and tokens[0].pronoun else None
