"""When an attribution counts as found: the definition that accuracy is reported by, over sets of words.

A predicted attribution matches a gold one when their cues or contents share at least half of their joint words, and
their sources do, or neither has a source. Pairs are taken greedily, the most alike first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

ROLES = ("source", "cue", "content")
Words = frozenset[int]
Roles = dict[str, Words]


def words_of(text: str, attributions: Sequence[Mapping[str, Any]]) -> list[Roles]:
    """Each attribution's roles as sets of word numbers."""
    at = [-1] * len(text)
    for number, match in enumerate(re.finditer(r"\w+", text)):
        at[match.start() : match.end()] = [number] * (match.end() - match.start())
    return [{r: frozenset(w for s, e in a[r] for w in at[s:e] if w >= 0) for r in ROLES} for a in attributions]


def share(a: Words, b: Words) -> float:
    """Intersection over union; 0 when either is empty."""
    return len(a & b) / len(a | b) if a and b else 0.0


def matched(gold: Sequence[Roles], found: Sequence[Roles], *, strict: bool = False) -> set[int]:
    """Indices of the found attributions that match a gold one; `strict` asks for the content itself."""
    pairs = []
    for g, a in enumerate(gold):
        for p, b in enumerate(found):
            source, cue, content = (share(a[r], b[r]) for r in ROLES)
            sourceless = not a["source"] and not b["source"]
            enough = content if strict else max(cue, content)
            if enough >= 0.5 and (source >= 0.5 or sourceless):
                pairs.append((-(source + cue + content + sourceless), g, p))
    taken: set[int] = set()
    good: set[int] = set()
    for _, g, p in sorted(pairs):
        if g not in taken and p not in good:
            taken.add(g)
            good.add(p)
    return good
