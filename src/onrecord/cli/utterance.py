"""`onrecord utterance`: every carrier of one utterance, and how each gives it."""

from __future__ import annotations

import click
from rich.table import Table
from rich.text import Text

from onrecord.cli.options import Output, output_options, record_option
from onrecord.cli.output import give
from onrecord.cli.screen import cell, line, short, stacked, table
from onrecord.store import Store
from onrecord.views.rows import Rows
from onrecord.views.utterance import Carrier, Difference, utterance


@click.command("utterance")
@click.argument("statement", metavar="ID")
@output_options
@record_option
def command(statement: str, store: Store, output: Output) -> None:
    """Every page that carries what a statement says, and how each gives it: verbatim, trimmed, paraphrased, by another
    cue, speaker, chain or date.

    ID is a statement's, or the beginning of one ('onrecord said … --jsonl' gives it as "id"). What may change the sense
    is marked with an exclamation mark, for you to judge.
    """
    give(utterance(store, statement, limit=output.rows), output, _table, "no statement carries it")


def _table(rows: Rows[Carrier]) -> Table:
    grid = table("Published", "Outlet", "Words", narrow=("Published",))
    for row in rows:
        facts = [
            line(row.speaker),
            f"“{line(row.cue)}”" if row.cue else "",
            row.wording or "",
            f"via {line(' → '.join(row.via))}" if row.via else "",
            f"page {short(row.page)}",
        ]
        told = stacked(
            cell(row.content or "—"),
            Text(" · ".join(fact for fact in facts if fact), "dim"),
            *(_difference(one) for one in row.differences),
        )
        grid.add_row(cell(row.published or "undated"), cell(row.outlet or "—"), told)
    return grid


def _difference(one: Difference) -> Text:
    told = f"{one.kind}: “{line(one.has) or '—'}”, in the fullest “{line(one.fullest_has) or '—'}”"
    return Text(f"! {told}", "bold red") if one.flagged else Text(told, "dim")
