"""Countries, provinces and cities that no table knows, and known cities, which a finder of names took for people."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from onrecord.model.actor import Name
from onrecord.resolving import tables
from onrecord.resolving.where.fold import fold as place_key
from onrecord.resolving.where.gazetteer import senses, usage
from onrecord.resolving.who.bodies import is_acronym
from onrecord.resolving.who.context import Cast, Entity, PageText
from onrecord.resolving.who.gazetteer import Match, famous_surnames, gazetteer
from onrecord.resolving.who.lexicon import AUXILIARIES, LOCATIVE, REPORTING, wordset
from onrecord.resolving.who.names import NameIndex
from onrecord.resolving.who.naming import is_title
from onrecord.resolving.who.tokens import slug, tokens_of

POSSESSIVE = frozenset(["'s", "’s"])
OWNED_BY_STATES = wordset(
    """president president-elect premier parliament capital border borders coast coastline embassy constitution currency
    independence sovereignty territory waters airspace population navy legislature monarchy citizens exports imports
    central"""
)
"""What a country owns and no person does ('X's border')."""
OFFICES_OF_STATE = wordset("ministry ministries minister ministers parliament constitution court")
"""What ends an office of state after one or two words: 'X's foreign ministry', 'X's prime minister'."""
OWNED_BY_BOTH = wordset(
    "government cabinet army military ambassador troops forces economy leader leaders police people"
)
"""What a state owns, and a leader too ('Holt's government')."""
OF_STATES = OWNED_BY_STATES | wordset("government republic kingdom people army provinces")
OF_PLACES = wordset("city town village port province region district suburb outskirts streets north south east west")
GOVERNMENTS = wordset("government authorities parliament embassy cabinet leadership")
"""Who sits in a place: 'the government in X'."""
COMPASS = wordset(
    """northern southern eastern western central neighbouring neighboring downtown coastal northeastern northwestern
    southeastern southwestern"""
)
INSIDE = wordset("across throughout inside within near outside around")
DEALINGS = wordset("relations ties war border trade talks treaty agreement sanctions embargo peace ambassador")
TRUSTED = wordset(
    """faith confidence confident trust trusted believe believes believed believing interest interested disappointed
    invest invested hope belief"""
)
"""Words after which 'in' is no place: 'faith in X'."""
DEMONYM_ENDINGS = ("ian", "ean", "an", "n", "ese", "ish", "i")
SHORTEST = 4
"""Letters of a name whose derived words are looked at; shorter ones fit too much."""
ENOUGH = 2
"""What a name must gather: one sure sign, or two that a person's name may show by chance."""
SEEN_AS_PLACE = 3


class Sign(NamedTuple):
    """One thing that a page tells of a name, and its weight for a state and for a place."""

    kind: str
    polity: int = 0
    place: int = 0


OWNS, OWNS_MAYBE = Sign("owns", polity=2), Sign("owns, as a leader may", polity=1)
OF_STATE, OF_PLACE = Sign("of", polity=2), Sign("of a place", place=2)
DEALT_WITH = Sign("dealt with", polity=1)
WITHIN, WITHIN_MAYBE = Sign("within", place=2), Sign("in", place=1)
DATELINE = Sign("in the dateline", place=2)
LISTED = Sign("seen as a place in the news", place=1)
PEOPLE = Sign("a people's name made from it", polity=2)
PAIRED, PAIRED_MAYBE = Sign("paired", polity=2), Sign("paired, maybe", polity=1)


class Polities:
    """The lone names of a page that the page itself shows to be places (`places`) or states (`states`), by their folded
    words, and the words made from them (`demonyms`, to their state).

    A name counts when it is nowhere part of a person's longer name, stands behind no title and is no surname or given
    name that the tables know better as such.
    """

    def __init__(self, names: Iterable[Name], page: PageText, matches: Sequence[Match], *, dateline: str = "") -> None:
        self.page = page
        self._dateline = {token.key for token in tokens_of(dateline)}
        self._names = sorted((n for n in names if n.end <= len(page.text)), key=lambda n: (n.start, -n.end))
        self._listed = {
            page.tokens[i].start for m in matches if m.entry.use != "person" for i in range(m.first, m.last)
        }
        self._known = {page.tokens[m.last - 1].end for m in matches if m.entry.kind == "state"}
        self._words = self._capital_words()
        self._parts: set[str] = set()
        self._firms: Counter[str] = Counter()
        wanted: dict[str, str] = {}
        for name in self._names:
            self._sort_in(name, wanted)
        candidates = [
            key for key in wanted if self._firms[key] <= 0 and key not in self._parts and self._may_be_place(key)
        ]
        self.demonyms: dict[str, str] = {}
        signs = {key: self._signs_of(key) for key in candidates}
        self._pair(signs)
        known = {key for key in signs if senses(place_key(key))}
        self.states = {key: wanted[key] for key in signs if polity(signs[key]) >= ENOUGH and key not in known}
        self.places = {key for key in signs if weight(signs[key]) >= ENOUGH} - self.states.keys()
        self.demonyms = {word: key for word, key in self.demonyms.items() if key in self.states}

    def corrected(self) -> list[Name]:
        """The page's names, those of places and the words made from them no longer called people or organisations."""
        return [self._corrected(name) for name in self._names]

    def add_to(self, cast: Cast, names: NameIndex) -> None:
        """Add the states with their mentions; after 'in' or 'near' they are places, their adjectives name nobody."""
        for key, written in self.states.items():
            for index in self._words[key]:
                token = self.page.tokens[index]
                longer = names.covering((token.start, token.end))
                if longer is None or longer.end <= token.end + 2 or longer.kind not in ("organisation", "other"):
                    entity = cast.add(Entity(f"state:{slug(written)}", written, "state"))
                    cast.mention(entity, (token.start, token.end), agent=self._word(index - 1) not in LOCATIVE)

    def holds(self, key: str) -> bool:
        """Whether a folded word names a place, a state or a state's people here."""
        return key in self.states or key in self.places or key in self.demonyms

    # --- candidates -------------------------------------------------------------------------------

    def _capital_words(self) -> dict[str, list[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for index, token in enumerate(self.page.tokens):
            if token.capital:
                found[token.key].append(index)
        return found

    def _sort_in(self, name: Name, wanted: dict[str, str]) -> None:
        """Note a lone name as a candidate, or the words of a longer person's name as parts of one."""
        words = [t for t in self.page.within((name.start, name.end)) if t.text[0].isalpha() and t.key not in POSSESSIVE]
        while len(words) > 1 and (is_title(words[0]) or words[0].end in self._known):
            words.pop(0)
        if len(words) == 1 and name.kind in ("person", "place", "organisation") and not is_acronym(words[0].text):
            wanted.setdefault(words[0].key, words[0].text)
            self._firms[words[0].key] += 1 if name.kind == "organisation" else -1
        elif name.kind == "person":
            self._parts.update(token.key for token in words)

    def _may_be_place(self, key: str) -> bool:
        """Whether nothing but the name finder speaks for a person."""
        indices = self._words.get(key, ())
        if not indices or len(key) < SHORTEST or any(self.page.tokens[i].start in self._listed for i in indices):
            return False
        if any(self._titled(index) or self._given(index) for index in indices):
            return False
        if seen_as_place(key):
            return True
        return key not in tables.given_names() and key not in famous_surnames() and key not in gazetteer().by_surname

    def _titled(self, index: int) -> bool:
        """Whether a title stands right before a word ('Mr. X', 'President X')."""
        before = index - 2 if self._word(index - 1) == "." else index - 1
        return before >= 0 and is_title(self.page.tokens[before]) and self._word(before - 1) not in POSSESSIVE

    def _given(self, index: int) -> bool:
        """Whether a given name stands right before a word, on one line and without a mark between."""
        before = self._word(index - 1)
        return (
            before in tables.given_names()
            and self.page.tokens[index - 1].capital
            and self.page.tokens[index - 1].end not in self._known
        )

    # --- signs ------------------------------------------------------------------------------------

    def _signs_of(self, key: str) -> set[Sign]:
        """Everything the page tells of a name; a kind of sign counts once, however often it stands."""
        signs = {sign for index in self._words[key] for sign in self._signs_at(index) if sign is not None}
        if seen_as_place(key):
            signs.add(LISTED)
        if key in self._dateline:
            signs.add(DATELINE)
        if self._has_demonym(key):
            signs.add(PEOPLE)
        return signs

    def _signs_at(self, index: int) -> Iterator[Sign | None]:
        before, earlier = self._word(index - 1), self._word(index - 2)
        if self._word(index + 1) in POSSESSIVE:
            yield self._owning(index + 2)
        if before == "of":
            yield OF_STATE if earlier in OF_STATES else OF_PLACE if earlier in OF_PLACES else None
        if before in COMPASS or before in INSIDE or (before == "in" and earlier in GOVERNMENTS):
            yield WITHIN
        if before == "in" and earlier not in TRUSTED:
            yield WITHIN_MAYBE
        if before in ("to", "with", "against", "on") and earlier in DEALINGS:
            yield DEALT_WITH

    def _owning(self, index: int) -> Sign | None:
        """What the words after a possessive tell."""
        words = [self._word(i) for i in range(index, index + 3)]
        if words[0] in OWNED_BY_STATES or words[:2] == ["prime", "minister"] or "ministry" in words[1:]:
            return OWNS
        return OWNS_MAYBE if words[0] in OWNED_BY_BOTH or OFFICES_OF_STATE.intersection(words) else None

    def _has_demonym(self, key: str) -> bool:
        """Whether a word made from the name stands before a noun or a title: 'the X-ian navy'."""
        found = False
        for word in demonyms_of(key):
            if word not in self._parts and any(self._adjective(index) for index in self._words.get(word, ())):
                self.demonyms[word] = key
                found = True
        return found

    def _adjective(self, index: int) -> bool:
        following = self.page.tokens[index + 1] if index + 1 < len(self.page.tokens) else None
        if following is None or not following.text[0].isalpha():
            return False
        said = following.key in REPORTING or following.key in AUXILIARIES
        return not said and (following.text.islower() or is_title(following))

    def _pair(self, signs: dict[str, set[Sign]]) -> None:
        """'between France and X', 'X and Y agreed': a name beside a state's is likelier a state's."""
        sure = {self.page.tokens[i].end for key, s in signs.items() if polity(s) >= ENOUGH for i in self._words[key]}
        for key, found in signs.items():
            for index in self._words[key]:
                beside = set(self._neighbours(index))
                if beside & sure or (beside & self._known and self._between(index)):
                    found.add(PAIRED)
                elif beside & self._known:
                    found.add(PAIRED_MAYBE)

    def _between(self, index: int) -> bool:
        """'between X and France', 'between France and X'."""
        return "between" in (self._word(index - 1), self._word(index - 3))

    def _neighbours(self, index: int) -> Iterator[int]:
        """Where the words end that 'and' joins to a word."""
        tokens = self.page.tokens
        if self._word(index - 1) == "and" and index >= 2:
            yield tokens[index - 2].end
        if self._word(index + 1) == "and" and index + 2 < len(tokens):
            yield tokens[index + 2].end

    # --- helpers ----------------------------------------------------------------------------------

    def _corrected(self, name: Name) -> Name:
        words = [t for t in self.page.within((name.start, name.end)) if t.text[0].isalpha() and t.key not in POSSESSIVE]
        if len(words) != 1 or name.kind == "place":
            return name
        if words[0].key in self.demonyms:
            return replace(name, kind="nationality")
        return replace(name, kind="place") if self.holds(words[0].key) else name

    def _word(self, index: int) -> str:
        return self.page.tokens[index].key if 0 <= index < len(self.page.tokens) else ""


def polity(signs: Iterable[Sign]) -> int:
    """How much speaks for a state."""
    return sum(sign.polity for sign in signs)


def weight(signs: Iterable[Sign]) -> int:
    """How much speaks for a state or a place."""
    return sum(sign.polity + sign.place for sign in signs)


def demonyms_of(key: str) -> set[str]:
    """The words that English makes from a country's folded name: 'arvenia' -> 'arvenian', 'arveniese' …"""
    stems = [key, key[:-1]] if key[-1] in "aeiouy" and len(key) > SHORTEST else [key]
    return {stem + ending for stem in stems for ending in DEMONYM_ENDINGS if len(stem) >= SHORTEST} - {key}


def seen_as_place(key: str) -> bool:
    """Whether news mean a place by this folded word and never a person."""
    seen = usage(place_key(key))
    return seen.place >= SEEN_AS_PLACE and seen.person == 0
