"""The words of a text that carry its matter."""

from __future__ import annotations

import re

from onrecord.text.lines import WIDE

_WORD = re.compile(r"[^\W_]+")


def terms(words: str) -> frozenset[str]:
    """The words that carry the matter, cut to their first five letters; pairs of characters in scripts without
    spaces."""
    found = {word[:5] for word in _WORD.findall(words.casefold()) if len(word) > 3}
    wide = "" if words.isascii() else "".join(WIDE.findall(words))
    return frozenset(found | {wide[place : place + 2] for place in range(len(wide) - 1)})
