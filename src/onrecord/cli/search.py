"""`onrecord search`: pages by the words in them."""

from __future__ import annotations

import re

import click
import msgspec
from rich.table import Table
from rich.text import Text

from onrecord.cli.options import Output, earlier_option, output_options, record_option
from onrecord.cli.output import give
from onrecord.cli.screen import cell, line, short, stacked, table
from onrecord.store import Store
from onrecord.views.rows import Hit, Rows
from onrecord.views.search import FOUND_END, FOUND_START, search

_FOUND = re.compile(f"{FOUND_START}([^{FOUND_END}]*){FOUND_END}")


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@earlier_option
@output_options
@record_option
def command(words: tuple[str, ...], earlier: bool, store: Store, output: Output) -> None:
    """Find pages by the words in them, the best match first.

    Every word must be there; words in double quotes are a phrase: onrecord search '"hostile policy" missiles'.
    """
    rows = search(store, " ".join(words), earlier=earlier, limit=output.rows)
    if output.form == "table":
        give(rows, output, _table, "no page on record holds these words")
    else:
        plain = [msgspec.structs.replace(row, snippet=_FOUND.sub(r"\1", row.snippet)) for row in rows]
        give(Rows(plain, total=rows.total, notes=rows.notes), output, _table, "")


def _table(rows: Rows[Hit]) -> Table:
    grid = table("Published", "Page", narrow=("Published",))
    for row in rows:
        facts = " · ".join(line(fact) for fact in (row.outlet, f"page {short(row.page)}") if fact)
        grid.add_row(
            cell(row.published or "undated", "" if row.published else "dim"),
            stacked(cell(row.title, "bold"), _snippet(row.snippet), Text(facts, "dim")),
        )
    return grid


def _snippet(snippet: str) -> Text:
    """The snippet, the words found in it set off."""
    words = " ".join(snippet.split())
    marked = Text()
    for n, piece in enumerate(_FOUND.split(words)):
        marked.append(line_within(piece), "bold yellow" if n % 2 else "")
    return marked


def line_within(piece: str) -> str:
    """A piece of a line, its spaces at both ends kept."""
    return f"{' ' if piece[:1] == ' ' else ''}{line(piece)}{' ' if piece[-1:] == ' ' and piece.strip() else ''}"
