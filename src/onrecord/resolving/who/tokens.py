"""Words of a text with their places, and the folding under which names are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from onrecord.model.spans import Span
from onrecord.resolving.who.lexicon import PRONOUNS

TOKEN = re.compile(r"(?:[A-Za-z]\.){2,}|[^\W_]+(?:['’ʼ](?![sS]\b)[^\W_]+)*|['’][sS]\b|[^\w\s]|_")
"""A dotted acronym, a word (inner apostrophes kept, the possessive apart), or one mark."""


class Token(NamedTuple):
    """A word or mark, its place, and its folded form."""

    text: str
    start: int
    end: int
    key: str

    @property
    def pronoun(self) -> bool:
        """Whether it can be a pronoun: 'us' is one, 'US' is not."""
        return self.key in PRONOUNS and not (len(self.text) > 1 and self.text.isupper())

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


def tokens_of(text: str, span: Span | None = None) -> list[Token]:
    """The tokens of `text`, or of the stretch `span` of it (places stay those of `text`)."""
    start, end = span if span is not None else (0, len(text))
    make = tuple.__new__  # a third faster than the named tuple's own constructor, and this is where the time goes
    return [make(Token, ((word := m.group()), *m.span(), fold(word))) for m in TOKEN.finditer(text, start, end)]


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Lower case without accents; straight apostrophes; 'U.S.' -> 'u.s.'. A word with no Latin letter keeps itself."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.replace("’", "'").replace("ʼ", "'")).encode("ascii", "ignore").decode()
    return plain.lower() or word.casefold()


def slug(name: str) -> str:
    """'Kim Jong-un' -> 'kim-jong-un': ASCII letters and digits joined by hyphens; other scripts stay as they are."""
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    plain = re.sub(r"[^a-z0-9]+", "-", folded.replace("'", "").replace(".", "")).strip("-")
    return plain or re.sub(r"\W+", "-", name.casefold()).strip("-") or "unnamed"


SOUNDS = (
    ("ph", "f"),
    ("kh", "h"),
    ("gh", "g"),
    ("dh", "d"),
    ("ck", "k"),
    ("q", "k"),
    ("w", "v"),
    ("j", "i"),
    ("y", "i"),
)
"""Letters that transliterations of one name exchange."""


@lru_cache(maxsize=16384)
def skeleton(word: str) -> str:
    """What transliterations of one name share: its consonants, folded, undoubled ('Zelenskyy', 'Zelensky' ->
    'zlnsk')."""
    word = fold(word)
    for old, new in SOUNDS:
        word = word.replace(old, new)
    return word[:1] + re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiou']", "", word[1:]))
