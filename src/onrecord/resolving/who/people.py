"""People: full names, the surnames and titles that stand for them later, and what the words beside a name say of its
bearer."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.model.spans import Span
from onrecord.resolving import tables
from onrecord.resolving.who.bodies import CAMEL
from onrecord.resolving.who.coding import PREPOSITIONS, sector_of
from onrecord.resolving.who.context import Cast, Entity, PageText
from onrecord.resolving.who.gazetteer import (
    OFFICIALS_END,
    Entry,
    Match,
    name_skeleton,
    officials_by_name,
)
from onrecord.resolving.who.institutions import Institutions
from onrecord.resolving.who.lexicon import (
    AUXILIARIES,
    CALENDAR,
    FEMALE_HONORIFICS,
    FEMALE_NOUNS,
    GROUPS,
    LOCATIVE,
    MALE_HONORIFICS,
    MALE_NOUNS,
    NOBILIARY,
    NOT_ACTORS,
    OFFICES,
    REPORTING,
    SENTENCE_OPENERS,
    SUFFIXES,
    TITLE_FILLERS,
    wordset,
)
from onrecord.resolving.who.names import NameIndex
from onrecord.resolving.who.naming import (
    clean_name,
    gender_of_given,
    gender_of_nouns,
    in_office,
    is_title,
    office,
    plausible_person,
    same_person,
    surnames_of,
    word_keys,
)
from onrecord.resolving.who.tokens import Token, slug

TITLE_REACH = 8
"""How many words before a name can belong to its title."""
APPOSITION_REACH = 10
LONGEST_INITIALS = 4
"""So many capitals alone are a body's initials, not the surname of somebody whom the page does not introduce."""
NAMED_AFTER = wordset(
    "airport international boulevard street avenue drive day library center stadium bridge high terminal"
)
"""What is named after people: 'JFK airport' is not somebody."""
MOST_NAMESAKES = 40
"""People of one name on a page that are looked at, the last introduced, so that a page of names stays cheap."""


@dataclass(frozen=True)
class PersonMention:
    """A person's name in the text: its words without title and possessive, and what stands before it."""

    span: Span
    words: tuple[Token, ...]
    title: tuple[Token, ...]
    known: Entry | None = None

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The name's folded words that identify: no initials, marks, suffixes."""
        return tuple(
            w.key for w in self.words if w.text[0].isalpha() and len(w.key.rstrip(".")) > 1 and w.key not in SUFFIXES
        )

    @cached_property
    def honorific(self) -> str | None:
        """The gender that an honorific or gendered noun right before the name gives."""
        for word in reversed(self.title):
            if word.key in MALE_HONORIFICS or word.key in MALE_NOUNS:
                return "m"
            if word.key in FEMALE_HONORIFICS or word.key in FEMALE_NOUNS:
                return "f"
        return None


class People:
    """Finds the people of a page and adds them to a cast."""

    def __init__(
        self,
        page: PageText,
        names: NameIndex,
        matches: Sequence[Match],
        states: Institutions,
        *,
        day: str | None = None,
    ) -> None:
        self.page, self.names, self.states, self.day = page, names, states, day
        self.book = states.gazetteer
        self.taken = {place.start for place in states.places}
        self.mentions = self._find(matches)
        self.by_word: defaultdict[str, list[Entity]] = defaultdict(list)
        self._by_skeleton: dict[tuple[str, ...], Entity] = {}
        self._lone = Counter(m.keys[0] for m in self.mentions if len(m.keys) == 1)

    def add_to(self, cast: Cast) -> None:
        """Add every person: full names first, then what stands for them, then the short names of nobody introduced."""
        full = [m for m in self.mentions if len(m.keys) > 1]
        for mention in self._best_introduced_first(full):
            self._note(cast, self._by_full_name(cast, mention), mention)
        short = [m for m in self.mentions if len(m.keys) == 1]
        known = {m.span[0] for m in self.mentions}
        short += [m for m in self._repeats() if m.span[0] not in known]
        for mention in sorted(short, key=lambda m: m.span):
            entity = self._by_short_name(cast, mention)
            if entity is not None:
                self._note(cast, entity, mention)

    def _best_introduced_first(self, full: Sequence[PersonMention]) -> list[PersonMention]:
        """Known people, then names in text order; a name with a word more in front ('Crooked Ann Moss') comes after the
        name it holds, one with a word less ('Suu Kyi') after the longer, so that both find their bearer."""
        tails = {m.keys[1:] for m in full if len(m.keys) > 2} & {m.keys for m in full}
        return sorted(full, key=lambda m: (m.known is None, m.keys[1:] in tails or m.keys in tails, m.span))

    # --- finding names ----------------------------------------------------------------------------

    def _find(self, matches: Sequence[Match]) -> list[PersonMention]:
        known: dict[int, Match] = {m.first: m for m in matches if m.entry.use == "person"}
        found: dict[int, PersonMention] = {}
        bearers = self._words_of_full_names(known.values())
        for name in self.names.of_kind("person"):
            for words in self._pieces(self.page.within((name.start, name.end)), bearers):
                mention = self._mention(words, known)
                if mention is not None:
                    found[mention.span[0]] = mention
        covered = sorted(m.span for m in found.values())
        for match in known.values():
            words = self.page.tokens[match.first : match.last]
            span = (words[0].start, words[-1].end)
            if not any(start < span[1] and span[0] < end for start, end in _near(covered, span)):
                mention = self._mention(words, known)
                if mention is not None:
                    found[mention.span[0]] = mention
        if not len(self.names):
            for words in self._guesses():
                mention = self._mention(words, known)
                if mention is not None:
                    found.setdefault(mention.span[0], mention)
        return [found[start] for start in sorted(found)]

    def _words_of_full_names(self, known: Iterable[Match]) -> set[str]:
        """The words of all names of two words or more without a hyphen between them."""
        words: set[str] = set()
        for name in self.names.of_kind("person"):
            if " " in self.page.text[name.start : name.end]:
                words.update(token.key for token in self.page.within((name.start, name.end)))
        for match in known:
            words.update(token.key for token in self.page.tokens[match.first : match.last])
        return words

    def _pieces(self, tokens: Sequence[Token], bearers: set[str]) -> Iterator[list[Token]]:
        """A name's words, cut at line ends and marks that no name holds; 'Varga-Solvang' is two where both are names of
        others on the page."""
        if len(tokens) == 3 and tokens[1].text in "-–" and {tokens[0].key, tokens[2].key} <= bearers:
            yield [tokens[0]]
            yield [tokens[2]]
            return
        piece: list[Token] = []
        for token in tokens:
            broken = piece and "\n" in self.page.text[piece[-1].end : token.start]
            if broken or (not token.text[0].isalnum() and token.text not in "-.'’"):
                yield piece
                piece = []
            if token.text[0].isalnum() or (piece and token.text in "-.'’"):
                piece.append(token)
        yield piece

    def _mention(self, words: Sequence[Token], known: dict[int, Match]) -> PersonMention | None:
        """A mention of these words, or None when they are no name of a person after all."""
        name = list(words)
        while len(name) > 1 and (is_title(name[0]) or name[0].end in self.states.by_end):
            name.pop(0)
        while name and (name[-1].key in ("'s", "’s") or not name[-1].text[0].isalnum()):
            name.pop()
        if not name or len(name) > 8 or not plausible_person(name):
            return None
        if (name[0].start, name[-1].end) in self.states.taken_spans:
            return None
        first = self.page.token_at(name[0].start)
        match = known.get(first)
        actor = match.entry if match is not None and self.page.tokens[match.last - 1].end == name[-1].end else None
        if actor is not None and actor.surface.isupper() and self._are_other_initials(first):
            return None
        return PersonMention((name[0].start, name[-1].end), tuple(name), tuple(self._title_before(first)), actor)

    def _are_other_initials(self, first: int) -> bool:
        """Whether a known person's bare initials stand for a place named after them or, in brackets, for a body."""
        tokens = self.page.tokens
        before = tokens[first - 1].key if first else ""
        after = tokens[first + 1].key if first + 1 < len(tokens) else ""
        bracketed = f"({tokens[first].text})" in self.page.text
        return bracketed or before in LOCATIVE or after in NAMED_AFTER

    def _title_before(self, first: int) -> list[Token]:
        """The words before a name that say what its bearer is: 'former US Secretary of State |'."""
        tokens = self.page.tokens
        start = first
        while start > 0 and first - start < TITLE_REACH:
            token = tokens[start - 1]
            if "\n" in self.page.text[token.end : tokens[start].start]:
                break
            country = token.end in self.states.by_end
            if not (
                is_title(token)
                or token.key in TITLE_FILLERS
                or country
                or token.text in ".-"
                or token.key in ("'s", "’s")
            ):
                break
            start -= 1
        while start < first and tokens[start].text[0] in ".-'’":
            start += 1
        title = tokens[start:first]
        return list(title) if any(is_title(token) for token in title) else []

    def _guesses(self) -> Iterator[list[Token]]:
        """Names without a name finder: a title and capitals after it, or a known given name and a capital after it."""
        given, tokens, index = tables.given_names(), self.page.tokens, 0
        while index < len(tokens):
            end = index
            while end < len(tokens) and end - index < 4 and self._capital_word(end, index):
                end += 1
            title = self._capital_title_before(index)
            if (end - index >= 2 and tokens[index].key in given) or (title and end > index):
                yield tokens[index:end]
            index = max(end, index + 1)

    def _capital_title_before(self, index: int) -> bool:
        """Whether an honorific or a capital title stands right before a token, its full stop aside."""
        tokens = self.page.tokens
        if index > 1 and tokens[index - 1].text == "." and tokens[index - 2].end == tokens[index - 1].start:
            index -= 1
        return index > 0 and is_title(tokens[index - 1]) and tokens[index - 1].capital

    def _capital_word(self, index: int, first: int) -> bool:
        token = self.page.tokens[index]
        if not token.capital or token.start in self.taken or is_title(token) or token.key in CALENDAR:
            return False
        if index == first:
            return token.key not in SENTENCE_OPENERS
        return "\n" not in self.page.text[self.page.tokens[index - 1].end : token.start]

    def _repeats(self) -> Iterator[PersonMention]:
        """Surnames of the page's people that the name finder missed."""
        surnames = {w for w in self.by_word if len(w) > 2 and any(w in surnames_of(e) for e in self.by_word[w])}
        lower = {token.key for token in self.page.tokens if token.text.islower()} if surnames else set()
        for index, token in enumerate(self.page.tokens):
            if token.key not in surnames or token.key in lower or not token.capital or token.start in self.taken:
                continue
            if self._in_other_name(token, surnames) or self._part_of_longer(index):
                continue
            yield PersonMention((token.start, token.end), (token,), tuple(self._title_before(index)))

    def _in_other_name(self, token: Token, surnames: set[str]) -> bool:
        """Whether a name that is more than surnames of the page's people in a row ('Varga-Solvang') holds a word."""
        name = self.names.touching((token.start, token.end))
        words = self.page.within((name.start, name.end)) if name is not None else []
        return any(
            word.key not in surnames for word in words if word.text[0].isalpha() and word.key not in ("'s", "’s")
        )

    def _part_of_longer(self, index: int) -> bool:
        """Whether a capital word beside makes this one part of another name ('Kim Basinger', 'Trump Tower')."""
        tokens = self.page.tokens
        before = tokens[index - 1] if index else None
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if before is not None and before.capital and not is_title(before) and before.end not in self.states.by_end:
            first_word = before.start == self.page.sentence_start(before.start) or before.key in SENTENCE_OPENERS
            if not first_word and before.key not in CALENDAR:
                return True
        if self.page.in_headline(tokens[index].start):
            return False
        return after is not None and after.capital and after.start == tokens[index].end + 1

    # --- who it is --------------------------------------------------------------------------------

    def _by_full_name(self, cast: Cast, mention: PersonMention) -> Entity:
        if mention.known is not None:
            return self._listed(cast, mention.known)
        keys = mention.keys
        for entity in self.by_word.get(keys[-1], ())[-MOST_NAMESAKES:]:
            if same_person(keys, word_keys(entity.name), mention.honorific, entity.gender):
                return entity
        person = self._by_transliteration(mention)
        if person is not None:
            return self._known(cast, person)
        spelt = self._by_skeleton.get(name_skeleton(" ".join(w.text for w in mention.words)))
        if spelt is not None:
            return spelt
        name = clean_name(" ".join(w.text for w in mention.words), mention.words)
        country, sector = self._office_of(" ".join(keys))
        gender = gender_of_given(keys[0])
        return cast.add(Entity(f"person:{slug(name)}", name, "person", country, sector, gender=gender))

    def _office_of(self, name: str) -> tuple[str | None, str | None]:
        """Country and sector of a dated official of that name, on a page of that time that names the country."""
        for official in officials_by_name().get(name, ()) if self.day is not None and self.day < OFFICIALS_END else ():
            in_term = official.start <= (self.day or "") and (official.end is None or (self.day or "") <= official.end)
            if in_term and official.country in self.states.counts:
                return official.country, official.sector
        return None, None

    def _listed(self, cast: Cast, entry: Entry) -> Entity:
        """The person of a gazetteer entry."""
        person = self.book.by_id.get(entry.actor)
        if person is not None and person.name == entry.name:
            return self._known(cast, person)
        gender = gender_of_given(word_keys(entry.name)[0])
        return cast.add(Entity(entry.actor, entry.name, "person", entry.country, entry.sector, gender=gender))

    def _by_transliteration(self, mention: PersonMention) -> tables.Person | None:
        """A known person whose name differs in spelling only, where the page or the title names the country."""
        people = self.book.by_skeleton.get(name_skeleton(" ".join(w.text for w in mention.words)), ())
        near = [p for p in people if p.country in self.states.counts]
        return near[0] if len(near) == 1 else None

    def _known(self, cast: Cast, person: tables.Person) -> Entity:
        gender = person.gender or gender_of_given(word_keys(person.name)[0])
        return cast.add(Entity(person.id, person.name, "person", person.country or None, person.sector, gender=gender))

    def _by_short_name(self, cast: Cast, mention: PersonMention) -> Entity | None:
        """The person a lone surname (or first name) stands for; someone new when nobody of that name was introduced."""
        word = mention.keys[0]
        near = self.by_word.get(word, [])[-MOST_NAMESAKES:]
        fitting = [e for e in near if mention.honorific is None or e.gender in (None, mention.honorific)]
        if fitting:
            return max(fitting, key=lambda e: (self._weight(e, word, mention.span[0]), e.id))
        if mention.known is not None:
            return self._listed(cast, mention.known)
        person = self._leader_by_surname(mention)
        if person is not None:
            return self._known(cast, person)
        if near or word in SENTENCE_OPENERS or not self._surely_a_name(mention):
            return None
        name = next(w.text for w in mention.words if w.key == word)
        if name.isupper() and len(name) <= LONGEST_INITIALS and not mention.title:
            return None
        if not mention.title and (
            word in self.states.lower
            or word in GROUPS
            or word in NOT_ACTORS
            or CAMEL.search(name)
            or not self._speaks_or_recurs(mention)
        ):
            return None
        gender = mention.honorific or gender_of_given(word)
        return cast.add(Entity(f"person:{slug(name)}", name, "person", gender=gender))

    def _speaks_or_recurs(self, mention: PersonMention) -> bool:
        """Whether a lone name of nobody introduced is a given name, speaks, or comes again and again."""
        word, index = mention.keys[0], self.page.token_at(mention.span[1])
        after = self.page.tokens[index].key if index < len(self.page.tokens) else ""
        first = self.page.token_at(mention.span[0])
        before = self.page.tokens[first - 1].key if first else ""
        if len(word) < 3:
            return False
        often = 2 if word in tables.given_names() else 3
        speaks = after in REPORTING or (before in REPORTING and after not in AUXILIARIES)
        return speaks or self._lone[word] >= often

    def _surely_a_name(self, mention: PersonMention) -> bool:
        return self.names.touching(mention.span) is not None or bool(mention.title)

    def _weight(self, entity: Entity, word: str, place: int) -> float:
        """How likely a short name at `place` is this bearer: surname before first name, often and lately named."""
        surname = 2.0 if word in surnames_of(entity) else 0.0
        earlier = bisect_left(entity.mentions, (place + 1,))
        if not earlier:
            return surname - 1.0
        distance = self.page.sentence_of(place) - self.page.sentence_of(entity.mentions[earlier - 1].start)
        return surname + 1.5 * 0.8 ** min(distance, 30) + 0.25 * min(len(entity.mentions), 12)

    def _leader_by_surname(self, mention: PersonMention) -> tables.Person | None:
        """A leader called by surname alone ('President Putin'): with a title, or with the country on the page, or in
        office at the page's date where the page names no country."""
        people = [p for p in self.book.by_surname.get(mention.keys[0], ()) if p.terms]
        titled = any(word.key in OFFICES for word in mention.title)
        near = [p for p in people if p.country in self.states.counts]
        lately = [p for p in near or people if in_office(p, self.day)]
        if len(near) == 1 and (titled or lately or self.states.main == near[0].country):
            return near[0]
        sure = titled or near or (not self.states.counts and mention.keys[0] not in tables.given_names())
        return lately[0] if len(lately) == 1 and sure else None

    def _note(self, cast: Cast, entity: Entity, mention: PersonMention) -> None:
        """Note a mention, and what it tells of the person."""
        cast.mention(entity, mention.span)
        self._by_skeleton.setdefault(name_skeleton(entity.name), entity)
        entity.gender = mention.honorific or entity.gender
        descriptors = [*mention.title, *self._apposition(mention)]
        entity.titles.update(office(word) for word in mention.title)
        entity.titles.update(f"@{place}" for word in mention.title if (place := self.states.country_of_word(word)))
        entity.country = entity.country or self._country_of_title(mention)
        entity.sector = entity.sector or self._sector_of_title(entity, mention)
        entity.descriptors.update(office(word) for word in descriptors)
        entity.descriptors.update(
            f"@{country}" for word in descriptors if (country := self.states.by_end.get(word.end))
        )
        if entity.gender is None:
            entity.gender = gender_of_nouns(descriptors)
        for key in {*mention.keys, *word_keys(entity.name)} - NOBILIARY:
            if entity not in self.by_word[key][-MOST_NAMESAKES:]:
                self.by_word[key].append(entity)

    def _country_of_title(self, mention: PersonMention) -> str | None:
        """The one country whose adjective or possessive stands in a title ('Norwegian foreign minister'); a bare name
        there may be what the office is about ('Russia adviser')."""
        named = {self.states.country_of_word(w) for w in mention.title if w.end in self.states.owner_ends} - {None}
        return named.pop() if len(named) == 1 else None

    def _sector_of_title(self, entity: Entity, mention: PersonMention) -> str | None:
        """The sector of a title's noun; a president or director of nobody knows what is not taken for a state's."""
        sector = sector_of([word.key for word in mention.title]) if mention.title else None
        return sector if sector != "GOV" or entity.country is not None else None

    def _apposition(self, mention: PersonMention) -> list[Token]:
        """What stands between commas after a name: ', deputy director of the institute,'."""
        tokens = self.page.tokens
        index = self.page.token_at(mention.span[1])
        if index >= len(tokens) or tokens[index].text not in (",", "-", "–", "—", "("):
            return []
        words: list[Token] = []
        for token in tokens[index + 1 : index + 1 + APPOSITION_REACH]:
            if token.text in ",.;:()–—" or token.key in REPORTING or token.key in ("who", "which", "and"):
                break
            words.append(token)
        if not words or words[0].key in PREPOSITIONS:
            return []
        return words if any(is_title(word) for word in words) else []


def _near(spans: Sequence[Span], span: Span) -> Sequence[Span]:
    index = bisect_left(spans, span)
    return spans[max(0, index - 1) : index + 1]
