"""`onrecord said`: who said what about whom."""

from __future__ import annotations

import click
from rich.table import Table
from rich.text import Text

from onrecord.cli.options import (
    Output,
    alert_option,
    date_options,
    earlier_option,
    latest_option,
    output_options,
    record_option,
)
from onrecord.cli.output import give, keep_alert
from onrecord.cli.screen import cell, line, short, stacked, sureness, table
from onrecord.store import Store
from onrecord.views.rows import Rows, Said
from onrecord.views.said import said


@click.command("said")
@click.argument("who", required=False)
@click.option("--about", metavar="WHOM", help="Only what is about this person, state or group.")
@click.option("--via", metavar="WHOM", help="Only what came through this agency or outlet.")
@click.option("--text", metavar="WORDS", help='Only what holds these words ("…" for a phrase).')
@date_options
@alert_option
@latest_option
@earlier_option
@output_options
@record_option
def command(
    who: str | None,
    about: str | None,
    via: str | None,
    text: str | None,
    since: str | None,
    until: str | None,
    alert: str | None,
    latest: bool,
    earlier: bool,
    store: Store,
    output: Output,
) -> None:
    """Who said what about whom, in order of time.

    WHO is a name as pages write it ('Kim Jong Un', 'Washington'), or an actor's id ('PRK', 'person:kim-jong-un', see
    'onrecord actors'). A state stands for its government too, not for the people who lead it.

    \b
    onrecord said "Kim Jong Un" --about "United States" --since 2021
    onrecord said --via KCNA --text "hostile policy" --jsonl
    """
    if alert is not None:
        keep_alert(
            store, alert, "said", earlier=earlier, who=who, about=about, via=via, since=since, until=until, text=text
        )
        return
    rows = said(
        store,
        who,
        about=about,
        via=via,
        since=since,
        until=until,
        text=text,
        limit=output.rows,
        latest=latest,
        earlier=earlier,
    )
    give(rows, output, _table, "no statement on record fits")


def _table(rows: Rows[Said]) -> Table:
    grid = table("When", "Who", "Words", narrow=("When",))
    for n, row in enumerate(rows):
        grid.add_row(when(row.said_on, row.published), cell(row.speaker or "—", "bold"), _words(row), end_section=n < 0)
    return grid


def when(date: str | None, published: str | None) -> Text:
    """A date, and below it what it is when it is only the page's own."""
    if date:
        return Text(line(date))
    return stacked(Text(line(published)), Text("published", "dim")) if published else Text("undated", "dim")


def _words(row: Said) -> Text:
    return stacked(cell(row.content or "—"), said_how(row.cue, row.about, row.via, row.page, row.confidence))


def said_how(cue: str | None, about: tuple[str, ...], via: tuple[str, ...], page: str, confidence: float) -> Text:
    """The line under somebody's words: by which cue, about whom, through whom, on which page, how sure."""
    parts = [
        f"“{line(cue)}”" if cue else "",
        f"about {line(', '.join(about))}" if about else "",
        f"via {line(' → '.join(via))}" if via else "",
        f"page {short(page)}",
        sureness(confidence),
    ]
    return Text(" · ".join(part for part in parts if part), "dim")
