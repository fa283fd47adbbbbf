"""`onrecord events`: who did what to whom."""

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
from onrecord.cli.said import when
from onrecord.cli.screen import cell, line, short, stacked, sureness, table
from onrecord.store import Store
from onrecord.views.events import events
from onrecord.views.rows import Happened, Rows


@click.command("events")
@click.option("--actor", metavar="WHO", help="Only what this person, state or group did.")
@click.option("--recipient", metavar="WHOM", help="Only what was done to this one.")
@click.option("--type", "kind", metavar="TYPE", help="Only this PLOVER type (SANCTION, ASSAULT, AGREE …).")
@date_options
@alert_option
@latest_option
@earlier_option
@output_options
@record_option
def command(
    actor: str | None,
    recipient: str | None,
    kind: str | None,
    since: str | None,
    until: str | None,
    alert: str | None,
    latest: bool,
    earlier: bool,
    store: Store,
    output: Output,
) -> None:
    """Who did what to whom, in order of time.

    Names are as pages write them, or ids (see 'onrecord actors'). An event told in somebody's words is that speaker's
    claim, and the table says whose.

    \b
    onrecord events --actor "United States" --recipient PRK --type sanction
    """
    if alert is not None:
        asked = {"actor": actor, "recipient": recipient, "type": kind, "since": since, "until": until}
        keep_alert(store, alert, "events", earlier=earlier, **asked)
        return
    rows = events(
        store,
        actor=actor,
        recipient=recipient,
        type=kind,
        since=since,
        until=until,
        limit=output.rows,
        latest=latest,
        earlier=earlier,
    )
    give(rows, output, _table, "no event on record fits")


def _table(rows: Rows[Happened]) -> Table:
    grid = table("When", "What", "Who → whom", narrow=("When",))
    for row in rows:
        what = stacked(cell(row.type, "bold"), cell(row.mode, "dim"), _status(row))
        grid.add_row(when(row.date, row.published), what, _parties(row))
    return grid


def _status(row: Happened) -> Text | None:
    if row.status == "happened" and not row.background:
        return None
    return cell("history" if row.background and row.status == "happened" else row.status, "yellow")


def _parties(row: Happened) -> Text:
    facts = [
        f"according to {line(row.according_to)}" if row.according_to else "",
        f"in {line(row.place)}" if row.place else "",
        f"page {short(row.page)}",
        sureness(row.confidence),
    ]
    return stacked(
        cell(f"{', '.join(row.actors) or '—'} → {', '.join(row.recipients) or '—'}", "bold"),
        cell(row.words),
        Text(" · ".join(fact for fact in facts if fact), "dim"),
    )
