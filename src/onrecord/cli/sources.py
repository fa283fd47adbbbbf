"""`onrecord sources`: the tables and weights that ship, where they are from, and how old they are."""

from __future__ import annotations

import click
from rich.table import Table

from onrecord.cli.options import Output, output_options
from onrecord.cli.output import give
from onrecord.cli.screen import cell, stacked, table
from onrecord.sources import Shipped, shipped
from onrecord.views.rows import Rows


@click.command("sources")
@output_options
def command(output: Output) -> None:
    """The tables and weights that ship: what each is, where it is from, its licence, as of when, rows, SHA-256.

    `onrecord read --actors` adds your own table of who is who to these and wins over them.
    """
    every = shipped()
    give(Rows(every[: output.limit or None], total=len(every), kind=Shipped), output, _table, "nothing ships")


def _table(rows: Rows[Shipped]) -> Table:
    grid = table("What", "From", "As of", "Rows", "SHA-256", right=("Rows",), narrow=("As of", "Rows", "SHA-256"))
    for row in rows:
        what = stacked(cell(row.what, "bold"), cell(row.path, "cyan"))
        origin = stacked(cell(row.origin), cell(row.licence, "dim"))
        rows_of = f"{row.rows:,}" if row.rows is not None else ""
        grid.add_row(what, origin, row.as_of, rows_of, row.sha256[:12])
    return grid
