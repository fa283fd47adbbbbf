"""Who a noun phrase means: a source, an addressee, an event's party. 'North Korean leader Kim Jong Un' is one person,
'the US, Ukraine and South Korea' are three states, 'a spokesman for the ministry' speaks for the ministry, 'analysts'
are a group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.model.spans import Span, Spans
from onrecord.resolving.who.bodies import CAMEL, is_acronym
from onrecord.resolving.who.coding import PREPOSITIONS, sector_of
from onrecord.resolving.who.context import Cast, Entity, Mention, PageText
from onrecord.resolving.who.descriptions import Descriptions, is_document
from onrecord.resolving.who.institutions import Institutions
from onrecord.resolving.who.lexicon import CALENDAR, PRONOUNS, REPORTING, SENTENCE_OPENERS, TITLE_FILLERS, wordset
from onrecord.resolving.who.naming import gender_of_given, is_title, word_keys
from onrecord.resolving.who.phrase import Phrase
from onrecord.resolving.who.polities import seen_as_place
from onrecord.resolving.who.tokens import Token, slug

JOINERS = frozenset(["and", "or", "&", "nor", "plus"])
BREAKERS = wordset("who whom which whose ( -- – — ― ; : that -")
OWN_OFFICES = wordset("office department team board press leadership staff spokesman spokeswoman")
"""What belongs to an organisation and speaks for it: 'the prosecutor's office'."""
SHARED = wordset("governments armies militaries parliaments authorities officials forces navies troops")
"""Plurals that the adjectives of several countries share."""
LONGEST_NAME = 120
LONGEST_PHRASE = 60
"""Words of a phrase that are looked at; sources with a long apposition say who they are before it."""


class Phrases:
    """Resolves the phrases of one page against its cast; groups that are only described are added to the cast."""

    def __init__(self, page: PageText, cast: Cast, states: Institutions, *, day: str | None) -> None:
        self.page, self.cast, self.states = page, cast, states
        self.descriptions = Descriptions(page, cast, states, day=day)

    def actors_of(self, spans: Spans) -> tuple[str, ...]:
        """The actors that the words under `spans` mean, in their order; none where the words do not tell."""
        tokens = [token for span in spans for token in self.page.within(span)][:LONGEST_PHRASE]
        found = tuple(self._governments(tokens)) or self._actors_of(self._makers(tokens))
        colon = next((i for i, token in enumerate(tokens) if token.text == ":"), None)
        if not found and colon is not None:
            found = self._actors_of(tokens[colon + 1 :])
        return found

    def names(self, spans: Spans) -> bool:
        """Whether the words hold a name rather than only describe somebody."""
        return any(
            mention.agent and mention.start >= start
            for start, end in spans
            for mention in self.cast.inside((start, end))
        )

    def name_around(self, span: Span) -> Span | None:
        """The actor's name that holds `span`, an article before it aside."""
        around = self.cast.before(span[1] + LONGEST_NAME, 3 * LONGEST_NAME)
        held = (m for m in around if m.start <= span[0] + len("the ") and m.end >= span[1])
        return next(((m.start, m.end) for m in held), None)

    def _makers(self, tokens: list[Token]) -> list[Token]:
        """'assessments from the two ministries' speak for whoever made them: the words after 'from' or 'by'."""
        head = Phrase(tuple(tokens), joined=True)
        if not tokens or not is_document(head.head):
            return tokens
        for index in range(head.head_end, len(tokens)):
            if tokens[index].key in ("from", "by"):
                return tokens[index + 1 :]
        return tokens

    def _actors_of(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        segments = [segment for segment in self._segments(tokens) if segment.tokens]
        found: list[str] = []
        if len(segments) > 1 and not segments[1].joined and (named := self._named_apposition(segments)):
            return (named,)
        for number, segment in enumerate(segments):
            if segment.joined or (number and not found and not segments[0].has_preposition):
                found.extend(self._of_segment(segment))
            if number == 0 and segment.joined and not found and segment.has_preposition:
                break
        if not found and len(segments) == 1:
            found.extend(self._unknown(segments[0].tokens))
        if not found and len(segments) > 1:
            found.extend(self._named_last(segments))
        return tuple(dict.fromkeys(found))

    def _named_last(self, segments: Sequence[Phrase]) -> list[str]:
        """'His neighbour in both Lund and Arven, Ann Moss': the person whose bare name ends a description."""
        words = segments[-1].tokens
        mentions = self._mentions(words)
        bare = len(mentions) == 1 and (mentions[0].start, mentions[0].end) == (words[0].start, words[-1].end)
        person = bare and self.cast.entities[mentions[0].actor].kind == "person"
        after_comma = self.page.text[: words[0].start].endswith(", ") if person else False
        return [mentions[0].actor] if after_comma and segments[0].has_preposition else []

    def _governments(self, tokens: Sequence[Token]) -> list[str]:
        """'the Norwegian and Chadian governments': one each, of a plural that adjectives share."""
        words = [token for token in tokens if token.text[0].isalnum() and token.key not in ("the", "both")]
        if len(words) < 3 or words[-1].key not in SHARED or not any(token.key == "and" for token in words):
            return []
        span = (words[0].start, words[-1].start)
        places = [place for place in self.states.places if span[0] <= place.start < span[1]]
        inside = [w for w in words[:-1] if w.key != "and"]
        if not all(any(p.start <= w.start and w.end <= p.end for p in places) for w in inside):
            return []
        sector = sector_of([words[-1].key]) or "GOV"
        return [self.states.governing(self.cast, place.country, sector).id for place in places]

    def _named_apposition(self, segments: Sequence[Phrase]) -> str | None:
        """'The economy minister, Mr. Moss': the person named after a description that names nobody itself."""
        first, second = segments[0], segments[1]
        if self._named_head(first, self._mentions(first.tokens)) is not None:
            return None
        named = self._named_head(second, self._mentions(second.tokens))
        return named if named is not None and self.cast.entities[named].kind == "person" else None

    # --- taking a phrase apart --------------------------------------------------------------------

    def _segments(self, tokens: Sequence[Token]) -> Iterator[Phrase]:
        """The coordinated parts of a phrase and its appositions (not `joined`), up to a relative clause or bracket."""
        mentions = self._mentions(tokens)
        starts = {mention.start: mention.end for mention in mentions}
        listing = any(
            token.key in JOINERS and not any(m.start < token.start < m.end for m in mentions) for token in tokens
        )
        current: list[Token] = []
        joined, inside = True, 0
        previous_bare = True
        for index, token in enumerate(tokens):
            inside = max(inside, starts.get(token.start, 0))
            if token.start < inside:
                current.append(token)
                continue
            if token.key in BREAKERS and (token.text != "-" or not _hyphen(tokens, index)):
                break
            if token.key in JOINERS or token.text == ",":
                segment = Phrase(tuple(_stripped(current)), joined)
                if segment.tokens:
                    yield segment
                    previous_bare = not segment.has_preposition
                current = []
                in_list = listing or self._is_state(segment)
                joined = previous_bare and (
                    token.key in JOINERS or (in_list and self._begins_actor(tokens, index + 1, starts))
                )
                continue
            current.append(token)
        yield Phrase(tuple(_stripped(current)), joined)

    def _is_state(self, segment: Phrase) -> bool:
        """Whether a part is nothing but a state's name: what follows its comma is another of a list."""
        mentions = self._mentions(segment.tokens)
        words = [t for t in segment.tokens if t.key != "the"]
        if len(mentions) != 1 or not words or self.cast.entities[mentions[0].actor].kind != "state":
            return False
        return mentions[0].start == words[0].start and mentions[0].end == words[-1].end

    def _begins_actor(self, tokens: Sequence[Token], index: int, starts: dict[int, int]) -> bool:
        """Whether what follows a comma is a name (an article or titles before it), as in a list of names."""
        for token in tokens[index : index + 5]:
            if token.start in starts:
                return True
            if token.key in JOINERS:
                continue
            if token.key != "the" and not is_title(token) and token.end not in self.states.by_end:
                return False
        return False

    def _mentions(self, tokens: Sequence[Token]) -> list[Mention]:
        if not tokens:
            return []
        return [mention for mention in self.cast.inside((tokens[0].start, tokens[-1].end)) if mention.agent]

    # --- one part ---------------------------------------------------------------------------------

    def _of_segment(self, segment: Phrase) -> list[str]:
        tokens = segment.tokens
        if all(token.pronoun for token in tokens):
            return []
        mentions = self._mentions(tokens)
        named = self._named_head(segment, mentions)
        if named is not None:
            return [named]
        described = self.descriptions.actors_of(segment, mentions)
        return [entity.id for entity in described]

    def _named_head(self, segment: Phrase, mentions: Sequence[Mention]) -> str | None:
        """The name that heads a part: a person with titles before, or a name that ends the words before a
        preposition."""
        end = self._head_end(segment.tokens, mentions)
        head_stop = segment.tokens[end - 1].end
        for mention in reversed(mentions):
            owner = (
                self.page.text[mention.end : mention.end + 2] in ("'s", "’s", "s'", "s’")
                and mention.end < segment.tokens[-1].start
            )
            after = self._word_after(segment, mention) if owner else None
            if after is not None:
                if after.key in OWN_OFFICES and self.cast.entities[mention.actor].kind not in ("person", "state"):
                    return mention.actor
                continue
            person = self.cast.entities[mention.actor].kind == "person"
            if person and mention.end <= head_stop and self._ends_head(segment, mention, end):
                return mention.actor
            if person and self._titled(segment, mention):
                return mention.actor
            if not person and self._ends_head(segment, mention, end):
                return mention.actor
        return None

    def _word_after(self, segment: Phrase, mention: Mention) -> Token | None:
        """The first word after a mention's possessive."""
        after = [t for t in segment.tokens if t.start >= mention.end and t.text[0].isalnum()]
        return after[0] if after else None

    def _ends_head(self, segment: Phrase, mention: Mention, end: int) -> bool:
        rest = [t for t in segment.tokens[:end] if t.start >= mention.end and t.text[0].isalnum()]
        return mention.start < segment.tokens[end - 1].end and (
            not rest or all(t.key in ("jr", "sr", "himself", "herself") for t in rest)
        )

    def _titled(self, segment: Phrase, mention: Mention) -> bool:
        """'Secretary of State Ann Moss': everything from the part's first word to the name is title."""
        before = [t for t in segment.tokens if t.end <= mention.start]
        after = [t for t in segment.tokens if t.start >= mention.end]
        words = [t for t in before if t.key not in ("the", "a", "an", "of", "for", "and", "to") and t.text[0].isalnum()]
        title = (bool(before) and is_title(before[-1])) or any(is_title(t) for t in words[:3])
        return (
            title
            and all(t.capital or t.end in self.states.by_end for t in words)
            and not [t for t in after if t.capital]
        )

    def _head_end(self, tokens: Sequence[Token], mentions: Sequence[Mention]) -> int:
        """How many words stand before the first preposition that is not part of a name."""
        for index, token in enumerate(tokens):
            named = any(mention.start <= token.start < mention.end for mention in mentions)
            if index and not named and token.key in PREPOSITIONS:
                return index
        return len(tokens)

    def _unknown(self, tokens: Sequence[Token]) -> list[str]:
        """A source of one to three capital words that nobody found a name in is taken at its word."""
        words = [t for t in tokens if t.text[0].isalnum() and t.key not in ("'s", "’s")]
        if len(words) == 1 and words[0].capital and (bearers := self._bearers(words[0].key)):
            return bearers
        titled = words
        while len(words) > 1 and (
            is_title(words[0]) or words[0].key in TITLE_FILLERS or words[0].end in self.states.by_end
        ):
            words = words[1:]
        if not 1 <= len(words) <= 3 or not all(t.capital and t.text.isalpha() and len(t.text) > 2 for t in words):
            return []
        if any(t.key in SENTENCE_OPENERS | CALENDAR | PRONOUNS | REPORTING or is_title(t) for t in words):
            return []
        if any(
            t.key in self.states.lower or t.end in self.states.by_end or self.descriptions.is_common(t) for t in words
        ):
            return []
        if self._is_place(words):
            return []
        name = " ".join(t.text for t in words)
        gender = gender_of_given(words[0].key) if len(words) > 1 else None
        if len(titled) == 1 and (is_acronym(name) or CAMEL.search(name)):
            entity = Entity(f"org:{slug(name)}", name, "organisation")
        elif len(words) == 1 or gender is not None or len(words) < len(titled):
            entity = Entity(f"person:{slug(name)}", name, "person", gender=gender)
        else:
            return []
        return [self.cast.found(entity, (words[0].start, words[-1].end)).id]

    def _is_place(self, words: Sequence[Token]) -> bool:
        """Whether words are a place's name: the page's names say so, or a lone word is one in all news."""
        name = self.states.names.touching((words[0].start, words[-1].end))
        return (name is not None and name.kind in ("place", "nationality")) or (
            len(words) == 1 and seen_as_place(words[0].key)
        )

    def _bearers(self, word: str) -> list[str]:
        """The person of the page whose name holds a word, of several the one named most often."""
        people = [e for e in self.cast.entities.values() if e.kind == "person" and word in word_keys(e.name)]
        return [max(people, key=lambda e: (len(e.mentions), e.id)).id] if people else []


def _hyphen(tokens: Sequence[Token], index: int) -> bool:
    """Whether a '-' joins two words without a space."""
    return (
        0 < index < len(tokens) - 1
        and tokens[index - 1].end == tokens[index].start
        and tokens[index].end == tokens[index + 1].start
    )


def _stripped(tokens: Sequence[Token]) -> list[Token]:
    kept = list(tokens)
    while kept and not kept[0].text[0].isalnum():
        kept.pop(0)
    while kept and not kept[-1].text[0].isalnum() and kept[-1].key not in ("'s", "’s"):
        kept.pop()
    return kept
