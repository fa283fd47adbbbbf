"""`onrecord judge`: whether two actors on record are the same."""

from __future__ import annotations

import os
from pathlib import Path

import click
from rich.table import Table

from onrecord.cli.options import Output, default_record, output_options
from onrecord.cli.output import give
from onrecord.cli.screen import cell, stacked, table
from onrecord.store import Store
from onrecord.views.rows import Rows
from onrecord.views.sameness import STORED, Judged, check, judgements
from onrecord.views.who import one_actor


@click.command("judge")
@click.argument("verdict", required=False, metavar="[same|different|unsure")
@click.argument("pair", nargs=-1, metavar="A B]")
@click.option("--note", help="Why.")
@click.option("--by", metavar="NAME", help="Who judges. [$USER]")
@click.option("--record", metavar="FILE", help="The record file. [$ONRECORD, else record.db]")
@output_options
def command(
    verdict: str | None,
    pair: tuple[str, ...],
    note: str | None,
    by: str | None,
    record: str | None,
    output: Output,
) -> None:
    """Say that two actors are the same, different, or that you cannot tell; without arguments, list what was said.

    Questions about people and states, reports and exports take actors judged the same for one. Nothing in the record
    changes: a later judgement on the same two replaces an earlier one, which stays in the list. 'onrecord actors
    --suggest' proposes pairs.

    \b
    onrecord judge same "Irena Valko" person:valko --note "same office, same week"
    onrecord judge
    """
    path = Path(record or default_record())
    if verdict is None:
        with Store(path) as store:
            give(judgements(store, limit=output.rows), output, _table, "nobody has judged any actors")
        return
    judged = next((known for known in STORED if known == verdict), None)
    if judged is None:
        raise click.UsageError(f"there is no verdict {verdict!r}: say {', '.join(STORED)}")
    if len(pair) != 2:
        raise click.UsageError(f"'judge {verdict}' takes two actors: names or ids, names of several words in quotes")
    with Store(path) as store:
        a, b = (one_actor(store, one) for one in pair)
    with Store(path, write=True) as store:
        check(store, judged, a, b)
        first, second = sorted((a, b))
        reviewer = by or os.environ.get("USER")
        store.review("actor", first, STORED[judged], field="same_as", value=second, note=note, reviewer=reviewer)
        give(judgements(store, limit=1), output, _table, "")


def _table(rows: Rows[Judged]) -> Table:
    grid = table("Judged", "Actor", "And", "By", "Note", narrow=("Judged",))
    for row in rows:
        held = row.verdict if row.holds else f"{row.verdict} (replaced)"
        grid.add_row(
            stacked(cell(held, "bold" if row.holds else "dim"), cell(row.made_at[:10], "dim")),
            stacked(cell(row.a), cell(row.a_id, "cyan")),
            stacked(cell(row.b), cell(row.b_id, "cyan")),
            cell(row.reviewer),
            cell(row.note),
        )
    return grid
