"""A statement as the grouping sees it: its words, who says it, when, and through whom."""

from __future__ import annotations

import re
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Sequence
from itertools import product

import msgspec

from onrecord.store import Store

KEPT = 20_000
"""Statements kept in memory, those used last."""
LONGEST = 150
"""Words of a content that are compared; few quotations are longer."""

_STATEMENTS = """
SELECT statements.n, document, source, cue, content, said_on, dated, outlet_id
FROM statements JOIN documents ON documents.n = document WHERE statements.{} IN ({}) ORDER BY statements.n"""
_SPEAKERS = """
SELECT statement, actors.id, actors.kind, actors.name
FROM statement_actors JOIN actors ON actors.id = actor_id WHERE role = 'source' AND statement IN ({}) ORDER BY part"""
_VIA = "SELECT statement, actor_id, text FROM statement_via WHERE statement IN ({}) ORDER BY statement, part"
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_TITLES = frozenset("mr mrs ms miss dr sir lord lady president minister senator the of and".split())
PRONOUNS = frozenset("i we you he she it they who him her them".split())
_SENTENCE_END = re.compile(r"[.!?]+[\"'”’)]*\s|[\"'”’]+\s+[\"'“‘]")


class Speaker(msgspec.Struct, frozen=True):
    """Who says it."""

    actor: str
    kind: str
    name: str


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A statement. `words` are the content's, folded, and `sentence` tells for each in which sentence it stands; `via`
    is the chain without the page's own outlet."""

    number: int
    document: int
    source: str | None
    cue: str | None
    content: str
    said_on: str | None
    dated: str | None
    speakers: tuple[Speaker, ...]
    via: tuple[tuple[str, str], ...]
    words: tuple[str, ...]
    sentence: tuple[int, ...]

    @property
    def actors(self) -> frozenset[str]:
        """The ids of who says it."""
        return frozenset(speaker.actor for speaker in self.speakers)

    def same_speaker(self, other: Said) -> bool:
        """Whether one speaks in both: one actor, or one name that is a part of the other ('Brandt', 'Ada Brandt')."""
        if self.actors & other.actors:
            return True
        return any(one <= two or two <= one for one, two in product(self._names(), other._names()))

    def speaks_within(self, other: Said) -> bool:
        """Whether the other's words name who says this: 'the ferry is late, Ada Brandt said', says a paper."""
        return any(name <= set(other.words) for name in self._names())

    def _names(self) -> list[frozenset[str]]:
        """The words of the names of those who say it; of who is no person, of what they are called here too."""
        names = [speaker.name for speaker in self.speakers]
        if any(speaker.kind != "person" for speaker in self.speakers):
            names.append((self.source or "").partition(",")[0])
        return [name for name in map(_name, names) if name and not name & PRONOUNS]


class Sayings:
    """Statements of a record file by number, those used last kept in memory."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: OrderedDict[int, Said] = OrderedDict()

    def of_page(self, document: int) -> list[Said]:
        """The statements of a page that have words."""
        return self._read("document", [document])

    def get(self, numbers: Iterable[int]) -> list[Said]:
        """The statements of these numbers, in order of number; those without words are left out."""
        wanted = sorted(set(numbers))
        missing = [number for number in wanted if number not in self._kept]
        fresh = {said.number: said for said in self._read("n", missing)} if missing else {}
        found = [self._kept.get(number) or fresh.get(number) for number in wanted]
        return [said for said in found if said is not None]

    def forget(self) -> None:
        """Let go of what is kept, since statements have been read anew."""
        self._kept.clear()

    def _read(self, column: str, values: Sequence[int]) -> list[Said]:
        rows = self._store.query(_STATEMENTS.format(column, _marks(values)), values)
        numbers = [row["n"] for row in rows]
        speakers: defaultdict[int, list[Speaker]] = defaultdict(list)
        for statement, *speaker in self._store.query(_SPEAKERS.format(_marks(numbers)), numbers):
            speakers[statement].append(Speaker(*speaker))
        via: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
        for statement, actor, text in self._store.query(_VIA.format(_marks(numbers)), numbers):
            via[statement].append((actor or text.casefold(), text))
        out = []
        for row in rows:
            words, sentence = words_of(row["content"] or "")
            if not words:
                continue
            said = Said(
                number=row["n"], document=row["document"], source=row["source"], cue=row["cue"],
                content=row["content"], said_on=row["said_on"], dated=row["dated"],
                speakers=tuple(speakers[row["n"]]),
                via=tuple(hop for hop in via[row["n"]] if hop[0] != row["outlet_id"]),
                words=words, sentence=sentence,
            )  # fmt: skip
            out.append(said)
            self._keep(said)
        return out

    def _keep(self, said: Said) -> None:
        self._kept[said.number] = said
        self._kept.move_to_end(said.number)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)


def _name(name: str) -> frozenset[str]:
    """The words of a name, folded, without initials and titles."""
    return frozenset(word for word in map(str.casefold, _WORD.findall(name)) if len(word) > 1) - _TITLES


def words_of(content: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The folded words of a content, at most `LONGEST`, and in which of its sentences each stands."""
    ends = [found.start() for found in _SENTENCE_END.finditer(content)]
    words: list[str] = []
    sentence: list[int] = []
    for found in _WORD.finditer(content):
        if len(words) == LONGEST:
            break
        word = found[0].replace("’", "'")
        if word.casefold() == "no" and content[found.end() : found.end() + 1] == ",":
            word = "no,"  # it answers and denies nothing of what follows
        words.append(word if word == "May" and words else word.casefold())  # the month is no hedge
        sentence.append(sum(end < found.start() for end in ends))
    return tuple(words), tuple(sentence)


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
