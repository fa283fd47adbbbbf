"""`onrecord network`: who speaks about whom and who acts upon whom, and how often."""

from __future__ import annotations

from pathlib import Path

import click
from rich.table import Table

from onrecord.cli.options import Output, date_options, output_options, plot_option, record_option
from onrecord.cli.output import give, say_drawn
from onrecord.cli.screen import cell, table
from onrecord.pictures.network import network_picture
from onrecord.pictures.saving import save_picture
from onrecord.store import Store
from onrecord.views.network import Edge, network
from onrecord.views.rows import Rows

MOST_DRAWN = 300
"""Pairs that a picture is made of when no limit is given; those between the actors on its ring are drawn."""


@click.command("network")
@click.argument("who", required=False)
@click.option("--about", metavar="WHOM", help="Only who speaks about this one or acts upon them.")
@date_options
@plot_option
@output_options
@record_option
def command(
    who: str | None,
    about: str | None,
    since: str | None,
    until: str | None,
    plot: Path | None,
    store: Store,
    output: Output,
) -> None:
    """Who speaks about whom and who acts upon whom, and how often.

    The intensity is the mean of the verbal acts and events between the two on PLOVER's scale, -10 conflict to 10
    cooperation. Of what is counted as done, the claims are told in somebody's words; what is not done is denied,
    threatened, planned or only thought of.

    \b
    onrecord network                        the pairs with most between them
    onrecord network Kenya --since 2024     whom Kenya speaks about and acts upon
    onrecord network --plot ring.svg        drawn
    """
    rows = network(
        store, who, about=about, since=since, until=until, limit=output.limit or MOST_DRAWN if plot else output.rows
    )
    if plot:
        save_picture(network_picture(rows), plot, title="Who speaks about whom")
        say_drawn(rows, plot)
    else:
        give(rows, output, _table, "nobody on record speaks about anybody else")


def _table(rows: Rows[Edge]) -> Table:
    grid = table(
        "Who", "Whom", "Said", "Done", "Claims", "Not done", "Mean", "Acts",
        right=("Said", "Done", "Claims", "Not done", "Mean"),
    )  # fmt: skip
    for row in rows:
        grid.add_row(
            cell(row.who, "bold"),
            cell(row.whom),
            f"{row.statements:,}",
            f"{row.events:,}",
            f"{row.claims:,}",
            f"{row.not_done:,}",
            f"{row.intensity:+.1f}" if row.intensity is not None else "",
            cell(", ".join(f"{kind} {times:,}" for kind, times in row.acts.items()), "dim"),
        )
    return grid
