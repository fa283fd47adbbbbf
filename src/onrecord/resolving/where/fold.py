"""How names of places are folded before they are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

APART = re.compile(r"[^\w]+|_+")
SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "þ": "th", "æ": "ae", "Æ": "ae",
     "œ": "oe", "ı": "i", "ħ": "h"}
)  # fmt: skip
MARKS = dict.fromkeys(map(ord, "'’‘`ʻʼʿʾ."))


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """A name in lower case, without accents, dots and apostrophes, its words parted by single spaces.

    'St.' and 'Saint', 'Mt.' and 'Mount', 'Ft.' and 'Fort' fold alike; a leading 'the' is dropped.
    """
    plain = unicodedata.normalize("NFKD", name.translate(LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower().translate(MARKS)
    words = [SHORT.get(word, word) for word in APART.split(plain) if word]
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)
