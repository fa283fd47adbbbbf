"""What a site's robots.txt allows (RFC 9309): the longest matching rule wins, `*` and `$` are understood."""

from __future__ import annotations

from urllib.parse import unquote

import msgspec

MOST_BYTES = 500 * 2**10
"""How much of a robots.txt is read (RFC 9309 section 2.5)."""


class Robots(msgspec.Struct, frozen=True):
    """The rules for one agent: `(pattern, allowed)` pairs, and the pause in seconds that the site asks for."""

    rules: tuple[tuple[str, bool], ...] = ()
    delay: float = 0.0

    def allows(self, path: str) -> bool:
        """Whether a path with its query may be fetched."""
        path = unquote(path) or "/"
        matching = [(len(pattern), allowed) for pattern, allowed in self.rules if _matches(pattern, path)]
        return max(matching)[1] if matching else True


ALL = Robots()


def read_robots(text: str, agent: str) -> Robots:
    """The rules a robots.txt has for `agent` (a product name in lower case): its own groups, else those for all."""
    own, everybody = _Group(), _Group()
    heading, groups = False, [_Group()]
    for line in text.splitlines():
        name, colon, value = (part.strip() for part in line.partition("#")[0].partition(":"))
        name = name.lower()
        if not colon:
            continue
        if name == "user-agent":
            group = everybody if value == "*" else own if value.lower().split("/")[0] == agent else _Group()
            groups = [*groups, group] if heading else [group]
            heading = True
        elif name in {"allow", "disallow", "crawl-delay"}:
            heading = False
            for group in groups:
                group.add(name, value)
    return (own if own.named else everybody).robots() if own.named or everybody.named else ALL


class _Group:
    def __init__(self) -> None:
        self.named = False
        self._rules: list[tuple[str, bool]] = []
        self._delay = 0.0

    def add(self, name: str, value: str) -> None:
        self.named = True
        if name == "crawl-delay":
            self._delay = float(value) if value.replace(".", "", 1).isdecimal() else self._delay
        elif value:
            self._rules.append((unquote(value), name == "allow"))

    def robots(self) -> Robots:
        return Robots(tuple(self._rules), self._delay)


def _matches(pattern: str, path: str) -> bool:
    """Whether a rule covers a path: a prefix, with `*` for anything and a last `$` for the path's end.

    Each piece between stars is taken at its first place, so the time is linear in the path for each piece.
    """
    to_end = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    if not others:
        return not to_end or path == first
    at = len(first)
    for piece in others[:-1] if to_end else others:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return not to_end or (path.endswith(others[-1]) and len(path) - len(others[-1]) >= at)
