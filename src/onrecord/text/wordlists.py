"""Word lists that ship as plain text; `#` starts a comment."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def lines_of(name: str) -> tuple[str, ...]:
    """The lines of `data/<name>.txt` in order, without comments and empty lines."""
    text = resources.files("onrecord.text").joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line for raw in text.splitlines() if (line := raw.split("#", 1)[0].strip()))


def word_list(name: str) -> frozenset[str]:
    """The words of `data/<name>.txt`."""
    return frozenset(word for line in lines_of(name) for word in line.split())


def phrase_list(name: str) -> tuple[str, ...]:
    """The lines of `data/<name>.txt`, longest first, as the alternatives of a pattern need them."""
    return tuple(sorted(set(lines_of(name)), key=lambda line: (-len(line), line)))
