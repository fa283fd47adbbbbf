"""`onrecord problems`: what could not be read."""

from __future__ import annotations

import click
from rich.table import Table

from onrecord.cli.options import Output, output_options, record_option
from onrecord.cli.output import give
from onrecord.cli.screen import cell, short, table
from onrecord.store import Store
from onrecord.store.tables import page_name
from onrecord.views.problems import problems
from onrecord.views.rows import Rows, Trouble


@click.command("problems")
@output_options
@record_option
def command(store: Store, output: Output) -> None:
    """What could not be read of pages or does not agree in them, and what was passed over, with the reason."""
    give(problems(store, limit=output.rows), output, _table, "no problems on record")


def _table(rows: Rows[Trouble]) -> Table:
    grid = table("What", "Detail", "Page")
    for row in rows:
        grid.add_row(
            cell(row.what, "bold"),
            cell(row.detail),
            cell(f"{short(row.page or '')} {page_name(row.uri)}".strip(), "dim"),
        )
    return grid
