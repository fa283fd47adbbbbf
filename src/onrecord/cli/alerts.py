"""`onrecord alerts`: what is new to the questions that are kept."""

from __future__ import annotations

from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from onrecord.cli.options import Output, output_options, record_option
from onrecord.cli.output import give
from onrecord.cli.screen import cell, line, short, stacked, table
from onrecord.model.whole import whole_file
from onrecord.report.feed import atom
from onrecord.store import Store
from onrecord.views.alerts import Alert, Answer, drop_question, kept_questions, latest_answers, new_answers
from onrecord.views.rows import Rows


@click.command("alerts")
@click.argument("name", required=False)
@click.option("--list", "listed", is_flag=True, help="The questions that are kept, instead of their answers.")
@click.option("--drop", is_flag=True, help="Keep the question NAME no more.")
@click.option("--keep", is_flag=True, help="Let what is given now be new the next time too.")
@click.option("--atom", "feed", metavar="FILE", help="Write the latest answers, new or not, as an Atom feed as well.")
@output_options
@record_option
def command(
    name: str | None, listed: bool, drop: bool, keep: bool, feed: str | None, store: Store, output: Output
) -> None:
    """What is new, since the last time, to the questions that are kept (or to the one called NAME).

    'onrecord said' and 'onrecord events' keep a question with --alert NAME; it stands in the record file itself. Run
    'onrecord alerts' after each reading, by cron if you like.

    \b
    onrecord said "Kim Jong Un" --about USA --alert kim-usa
    onrecord alerts --jsonl
    onrecord alerts kim-usa --atom kim-usa.xml
    """
    if drop:
        if name is None:
            raise click.UsageError("--drop needs the NAME of a question")
        drop_question(store, name)
        click.echo(f"{line(name)} is kept no more", err=True)
    elif listed:
        give(kept_questions(store, name), output, _questions, "no question is kept: onrecord said … --alert NAME")
    else:
        if feed is not None:
            told = atom(latest_answers(store, name), title=name or "alerts").encode("utf-8", "replace")
            with whole_file(Path(feed)) as stream:
                stream.write(told)
        give(new_answers(store, name, keep=keep, limit=output.rows), output, _answers, "nothing new")


def _questions(rows: Rows[Alert]) -> Table:
    grid = table("Name", "Question", "Last asked")
    for row in rows:
        options = ", ".join(f"{key} {value}" for key, value in row.asked.items())
        grid.add_row(cell(row.name, "bold"), cell(f"{row.view} {options}"), cell(row.asked_at or "never"))
    return grid


def _answers(rows: Rows[Answer]) -> Table:
    grid = table("Question", "When", "Who", "Words", narrow=("When",))
    before = None
    for row in rows:
        facts = [
            row.what,
            f"about {', '.join(row.whom)}" if row.whom else "",
            row.outlet or "",
            f"page {short(row.page)}",
        ]
        told = stacked(cell(row.words or "—"), Text(" · ".join(line(fact) for fact in facts if fact), "dim"))
        name = row.alert if row.alert != before else ""
        grid.add_row(cell(name, "bold"), cell(row.dated or "undated"), cell(row.who or "—"), told)
        before = row.alert
    return grid
