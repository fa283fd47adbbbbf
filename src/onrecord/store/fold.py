"""Names as people type them: without regard to case, hyphens, accents and stops."""

from __future__ import annotations

import re
import unicodedata

_DROPPED = re.compile(r"['’‘`´.]")
_BETWEEN = re.compile(r"[\W_]+")


def fold(name: str) -> str:
    """`name` in the form in which names are compared: 'The U.S.' and 'us' are one, 'Ann-Li' and 'ann li' too."""
    decomposed = unicodedata.normalize("NFKD", name)
    bare = "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()
    words = _BETWEEN.sub(" ", _DROPPED.sub("", bare)).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)
