"""`onrecord actors`: who is on record."""

from __future__ import annotations

import click
from rich.table import Table

from onrecord.cli.options import Output, output_options, record_option
from onrecord.cli.output import give
from onrecord.cli.screen import cell, stacked, table
from onrecord.store import Store
from onrecord.views.actors import actors
from onrecord.views.rows import Known, Rows

_OTHER_NAMES = 4


@click.command("actors")
@click.argument("name", required=False)
@output_options
@record_option
def command(name: str | None, store: Store, output: Output) -> None:
    """Who is on record, those on the most pages first: people, states, groups, outlets, and their ids.

    With NAME only those whom it may stand for.
    """
    give(actors(store, name, limit=output.rows), output, _table, "nobody on record fits")


def _table(rows: Rows[Known]) -> Table:
    numbers = ("Pages", "Said", "About", "Did", "Done to")
    grid = table("Who", "Kind", *numbers, right=numbers, narrow=numbers)
    for row in rows:
        who = stacked(cell(row.name, "bold"), cell(", ".join(row.also[:_OTHER_NAMES]), "dim"), cell(row.id, "cyan"))
        kind = stacked(cell(row.kind.replace("_", " ")), cell(row.role or row.country, "dim"))
        counts = (row.pages, row.statements, row.about, row.acts, row.acted_upon)
        grid.add_row(who, kind, *(f"{count:,}" if count else "" for count in counts))
    return grid
