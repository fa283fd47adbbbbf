"""What a person sees: tables that fit the width, nothing of a page able to steer the terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import IO

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from onrecord.views.showing import clean, count, line, sureness

__all__ = [
    "cell", "clean", "count", "how_known", "line", "screen", "short", "show_on", "stacked", "sureness", "table",
]  # fmt: skip

PIPED_WIDTH = 100
"""Columns of a table that goes to a file or another program."""

ID_SHOWN = 10
"""Characters of a page's id that are shown; 'onrecord show' takes them."""


def screen(stream: IO[str] | None = None) -> Console:
    """A console on `stream` (standard output): no colour when piped or when NO_COLOR is set, no markup, no emoji
    codes."""
    stream = stream or sys.stdout
    piped = not stream.isatty()
    width = int(os.environ.get("COLUMNS") or 0) or (PIPED_WIDTH if piped else None)
    return Console(
        file=stream, width=width, markup=False, emoji=False, highlight=False, soft_wrap=False, legacy_windows=False
    )


def show_on(console: Console, *things: RenderableType) -> None:
    """Print things; for a file or another program without the spaces that fill lines up."""
    if console.is_terminal:
        console.print(*things, sep="\n")
        return
    with console.capture() as held:
        console.print(*things, sep="\n")
    for printed in held.get().split("\n")[:-1]:
        console.file.write(printed.rstrip() + "\n")


def cell(words: str | None, style: str = "") -> Text:
    """A page's words as a table's cell."""
    return Text(line(words), style=style)


def stacked(*lines: Text | None) -> Text:
    """Lines under each other in one cell; empty ones left out."""
    return Text("\n").join(one for one in lines if one)


def table(*columns: str, right: Sequence[str] = (), narrow: Sequence[str] = ()) -> Table:
    """An empty table; `right` columns are set to the right, `narrow` ones never wrapped."""
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False, header_style="bold", leading=0)
    for name in columns:
        grid.add_column(name, justify="right" if name in right else "left", no_wrap=name in narrow, overflow="fold")
    return grid


_HOW = {
    "timex": "stated",
    "lead": "as the lead",
    "dateline": "by the dateline",
    "published": "as published",
}


def how_known(how: str) -> Text:
    """On what a date stands, in words."""
    return Text(_HOW.get(how, line(how)), "dim")


def short(page: str) -> str:
    """As much of a page's id as is shown."""
    return page[:ID_SHOWN]
