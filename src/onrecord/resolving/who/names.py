"""The proper names that the reader found, for look-up by place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from onrecord.model.actor import Name, NameKind
from onrecord.model.spans import Span
from onrecord.resolving.tables import given_names
from onrecord.resolving.who.context import PageText
from onrecord.resolving.who.gazetteer import famous_surnames
from onrecord.resolving.who.lexicon import ORGANISATION_NOUNS, THING_NOUNS
from onrecord.resolving.who.repair import repaired
from onrecord.resolving.who.tokens import fold

PERSONAL = re.compile(r"^[^\W\d_]+ [a-z]\. [^\W\d_]+|^[^\W\d_]+(?: [^\W\d_.]+\.?)+,? (?:jr\.?|sr\.?|ii|iii)$")
"""Words that only a person's name has: an initial between two names, 'Jr.'."""


def _kind(name: Name, key: str, surnames: set[str], firms: set[str]) -> NameKind:
    """A name's kind, put right where its words tell: a surname of the page or of a leader, or an organisation's
    noun."""
    if name.kind == "organisation" and (key in surnames or key in famous_surnames() or PERSONAL.search(key)):
        return "person"
    if name.kind == "organisation" and like_a_person(key):
        return "person"
    if name.kind == "person" and key.rsplit(" ", 1)[-1] in ORGANISATION_NOUNS:
        return "organisation"
    return "organisation" if name.kind == "person" and key in firms and key not in given_names() else name.kind


def like_a_person(key: str) -> bool:
    """Whether two folded words are a given name of one gender and a word that ends no organisation's name."""
    words = key.split()
    if len(words) != 2 or words[1].rstrip(".") in ORGANISATION_NOUNS | THING_NOUNS or not words[1].isalpha():
        return False
    share = given_names().get(words[0], 0.5)
    return not 0.1 < share < 0.9


class NameIndex:
    """A page's names in text order, without overlap (of two that overlap the first and longest stays).

    A name in a headline, where every word has a capital, counts only when the running text holds the same name: finders
    of names are lost there. A lone word called an organisation whose other mentions are a person's is that person's.
    """

    def __init__(self, names: Iterable[Name], page: PageText) -> None:
        listed = repaired([name for name in names if name.end <= len(page.text)], page.text)
        surnames: set[str] = set()
        running: set[str] = set()
        firms: set[str] = set()
        for name in listed:
            words = page.text[name.start : name.end].split()
            if not page.in_headline(name.start):
                running.add(fold(page.text[name.start : name.end]))
                if name.kind == "person" and len(words) > 1:
                    surnames.update((fold(words[0]), fold(words[-1])))
                if name.kind == "organisation" and len(words) > 1 and fold(words[-1].strip(".")) in ORGANISATION_NOUNS:
                    firms.add(fold(words[0]))
        self._names: list[Name] = []
        for name in sorted(listed, key=lambda n: (n.start, -n.end)):
            words_key = fold(page.text[name.start : name.end])
            if page.in_headline(name.start) and words_key not in running:
                continue
            if self._names and name.start < self._names[-1].end:
                continue
            self._names.append(
                replace(name, kind=_kind(name, words_key.removesuffix("'s"), surnames, firms - surnames))
            )
        self._starts = [name.start for name in self._names]

    def __len__(self) -> int:
        return len(self._names)

    def of_kind(self, *kinds: NameKind) -> Iterator[Name]:
        """The names of these kinds in text order."""
        return (name for name in self._names if name.kind in kinds)

    def covering(self, span: Span) -> Name | None:
        """The name that holds all of `span`."""
        number = bisect_right(self._starts, span[0]) - 1
        if number >= 0 and self._names[number].end >= span[1]:
            return self._names[number]
        return None

    def touching(self, span: Span) -> Name | None:
        """A name that shares characters with `span`."""
        number = bisect_right(self._starts, span[1] - 1) - 1
        if number >= 0 and self._names[number].end > span[0]:
            return self._names[number]
        return None

    def exactly(self, span: Span, kind: NameKind, text: str) -> bool:
        """Whether a name of that kind stands at `span`, an article before it aside."""
        name = self.covering(span)
        if name is None or name.kind != kind or name.end > span[1] + 2:
            return False
        return text[name.start : span[0]].strip().casefold() in ("", "the")
