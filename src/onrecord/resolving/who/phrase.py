"""One part of a noun phrase, with its head and what stands around it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from onrecord.resolving.who.coding import PREPOSITIONS
from onrecord.resolving.who.tokens import Token

DETERMINERS = frozenset(
    "the a an this that these those his her its their our my some many most several other all both few".split()
)
DEFINITE = frozenset("the this that his her its their".split())


@dataclass(frozen=True)
class Phrase:
    """One part of a noun phrase; `joined` when it is the first or coordinated with it, not an apposition."""

    tokens: tuple[Token, ...]
    joined: bool

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Folded words."""
        return tuple(token.key for token in self.tokens)

    @cached_property
    def head_end(self) -> int:
        """How many tokens stand before the first preposition."""
        for index, key in enumerate(self.keys):
            if index and key in PREPOSITIONS:
                return index
        return len(self.keys)

    @property
    def has_preposition(self) -> bool:
        """Whether something hangs on the head by a preposition."""
        return self.head_end < len(self.keys)

    @cached_property
    def head(self) -> str:
        """The head noun, folded."""
        words = [key for key in self.keys[: self.head_end] if key[0].isalnum()]
        return words[-1] if words else ""

    @property
    def definite(self) -> bool:
        """Whether it begins with 'the', 'this', 'his' …"""
        return bool(self.keys) and self.keys[0] in DEFINITE

    @cached_property
    def modifiers(self) -> tuple[Token, ...]:
        """The words between determiner and head."""
        words = [t for t in self.tokens[: self.head_end] if t.text[0].isalnum() and t.key not in DETERMINERS]
        return tuple(words[:-1])
