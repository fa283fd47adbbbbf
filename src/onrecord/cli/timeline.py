"""`onrecord timeline`: what somebody said and did, and what others said of them and did to them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from onrecord.cli.options import (
    Output,
    date_options,
    earlier_option,
    latest_option,
    output_options,
    plot_option,
    record_option,
)
from onrecord.cli.output import give, say_drawn
from onrecord.cli.said import when
from onrecord.cli.screen import cell, line, short, stacked, sureness, table
from onrecord.pictures.saving import save_picture
from onrecord.pictures.timeline import timeline_picture
from onrecord.store import Store
from onrecord.views.rows import Moment
from onrecord.views.timeline import timeline

MOST_DRAWN = 2000
"""Statements and events of a picture when no limit is given."""


@click.command("timeline")
@click.argument("who")
@click.option("--about", metavar="WHOM", help="Only what is between WHO and this one (a state: everybody of it).")
@date_options
@plot_option
@latest_option
@earlier_option
@output_options
@record_option
def command(
    who: str,
    about: str | None,
    since: str | None,
    until: str | None,
    plot: Path | None,
    latest: bool,
    earlier: bool,
    store: Store,
    output: Output,
) -> None:
    """What somebody said and did, and what others said of them and did to them, in order of time.

    Dates are those on which it was said or done where that is known, else the page's own, and the table says which.

    \b
    onrecord timeline "Kim Jong Un" --about "United States"
    onrecord timeline Kenya --since 2024 --plot kenya.svg
    """
    limit = output.limit or MOST_DRAWN if plot else output.rows
    rows = timeline(store, who, about=about, since=since, until=until, limit=limit, latest=latest, earlier=earlier)
    if plot:
        name = f"What {line(who)} said and did" + (f", with {line(about)}" if about else "")
        save_picture(timeline_picture(rows, name=name, left_out=rows.total - len(rows)), plot, title=name)
        say_drawn(rows, plot)
    else:
        give(rows, output, moments_table, "nothing on record fits")


def moments_table(rows: Iterable[Moment]) -> Table:
    """A line a statement or event."""
    grid = table("When", "Who", "What", narrow=("When",))
    for row in rows:
        date = row.dated if row.date_known == "stated" else None
        grid.add_row(when(date, row.published), cell(row.who or "—", "bold"), _what(row))
    return grid


def _what(row: Moment) -> Text:
    facts = [
        f"“{line(row.cue)}”" if row.what == "said" and row.cue else "",
        row.act if row.what == "said" and row.act else "",
        "" if row.what == "said" else f"{row.what}{f', {row.act}' if row.act else ''}",
        f"{'about' if row.what == 'said' else '→'} {line(', '.join(row.whom))}" if row.whom else "",
        f"{row.intensity:+.1f}" if row.intensity is not None else "",
        row.status if row.status not in {None, "happened"} else "",
        f"via {line(' → '.join(row.via))}" if row.via and row.what == "said" else "",
        f"according to {line(row.via[0])}" if row.via and row.what != "said" else "",
        f"page {short(row.page)}",
        sureness(row.confidence),
    ]
    return stacked(cell(row.words or "—"), Text(" · ".join(fact for fact in facts if fact), "dim"))
