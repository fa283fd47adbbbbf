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
from onrecord.views.showing import office
from onrecord.views.suggesting import Alike, suggestions

_OTHER_NAMES = 4


@click.command("actors")
@click.argument("name", required=False)
@click.option("--suggest", is_flag=True, help="Pairs of actors that may be the same, and why; nothing is joined.")
@output_options
@record_option
def command(name: str | None, suggest: bool, store: Store, output: Output) -> None:
    """Who is on record, those on the most pages first: people, states, groups, outlets, and their ids.

    With NAME only those whom it may stand for. What 'onrecord judge same' joined is one here.
    """
    if suggest:
        if name is not None:
            raise click.UsageError("--suggest goes through all actors: leave NAME out")
        give(suggestions(store, limit=output.rows), output, _pairs, "no two actors on record look alike")
        return
    give(actors(store, name, limit=output.rows), output, _table, "nobody on record fits")


def _pairs(rows: Rows[Alike]) -> Table:
    grid = table("Actor", "And", "Why")
    for row in rows:
        a, b = (stacked(cell(name), cell(one, "cyan")) for name, one in ((row.a, row.a_id), (row.b, row.b_id)))
        grid.add_row(a, b, cell(row.reason))
    return grid


def _table(rows: Rows[Known]) -> Table:
    numbers = ("Pages", "Said", "About", "Did", "Done to")
    grid = table("Who", "Kind", *numbers, right=numbers, narrow=numbers)
    for row in rows:
        who = stacked(cell(row.name, "bold"), cell(", ".join(row.also[:_OTHER_NAMES]), "dim"), cell(row.id, "cyan"))
        kind = stacked(cell(row.kind.replace("_", " ")), cell(office(row.role) or row.country, "dim"))
        counts = (row.pages, row.statements, row.about, row.acts, row.acted_upon)
        grid.add_row(who, kind, *(f"{count:,}" if count else "" for count in counts))
    return grid
