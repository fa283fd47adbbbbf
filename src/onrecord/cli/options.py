"""Options that commands share."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import click
import msgspec

from onrecord.store import Store

Format = Literal["table", "json", "jsonl", "csv"]
Command = Callable[..., Any]

TABLE_LIMIT = 50
"""Rows shown on a screen when no limit is given; data is never cut unasked."""


class Output(msgspec.Struct, frozen=True, kw_only=True):
    """In what form a command gives its answer, and how much of it."""

    form: Format
    limit: int | None

    @property
    def rows(self) -> int | None:
        """How many rows to ask for."""
        return TABLE_LIMIT if self.limit is None and self.form == "table" else self.limit or None


def output_options(command: Command) -> Command:
    """`--json --jsonl --csv --limit`, handed to the command as `output`."""

    @click.option("--json", "as_json", is_flag=True, help="One JSON document.")
    @click.option("--jsonl", "as_jsonl", is_flag=True, help="JSON lines, one a row.")
    @click.option("--csv", "as_csv", is_flag=True, help="CSV, the data exact (mind cells that begin with = in Excel).")
    @click.option("--limit", type=click.IntRange(min=0), help=f"At most so many; 0 for all. [screen: {TABLE_LIMIT}]")
    @functools.wraps(command)
    def with_output(*args: Any, as_json: bool, as_jsonl: bool, as_csv: bool, limit: int | None, **options: Any) -> Any:
        chosen = [form for form, on in (("json", as_json), ("jsonl", as_jsonl), ("csv", as_csv)) if on]
        if len(chosen) > 1:
            raise click.UsageError(f"--{' and --'.join(chosen)} are one too many: choose one form")
        form: Any = chosen[0] if chosen else "table"
        return command(*args, output=Output(form=form, limit=limit), **options)

    return with_output


def record_option(command: Command) -> Command:
    """`--record FILE`, opened and handed to the command as `store`."""

    @click.option("--record", metavar="FILE", help="The record file to ask. [$ONRECORD, else record.db]")
    @functools.wraps(command)
    def with_store(*args: Any, record: str | None, **options: Any) -> Any:
        with Store(Path(record or default_record())) as store:
            return command(*args, store=store, **options)

    return with_store


def default_record() -> str:
    """The record file where none is named."""
    import os

    return os.environ.get("ONRECORD") or "record.db"


def alert_option(command: Command) -> Command:
    """`--alert NAME`: the question is kept in the record under that name instead of being answered."""
    return click.option("--alert", metavar="NAME", help="Keep this question; 'onrecord alerts' tells what is new.")(
        command
    )


def latest_option(command: Command) -> Command:
    """`--latest`: what a limit leaves is the end, not the beginning."""
    return click.option(
        "--latest", is_flag=True, help="The latest ones where there are more than shown, not the first."
    )(command)


def plot_option(command: Command) -> Command:
    """`--plot FILE`, checked before anything is asked and handed to the command as `plot`."""

    @click.option("--plot", metavar="FILE", help="Draw it instead, as .svg, .html or .png by the file's name.")
    @functools.wraps(command)
    def with_plot(*args: Any, plot: str | None, **options: Any) -> Any:
        if plot is not None:
            from onrecord.pictures.saving import check_plot

            check_plot(Path(plot))
        return command(*args, plot=Path(plot) if plot else None, **options)

    return with_plot


def earlier_option(command: Command) -> Command:
    """`--earlier`."""
    words = "Ask earlier versions of pages too: what a page said before it was changed."
    return click.option("--earlier", is_flag=True, help=words)(command)


def date_options(command: Command) -> Command:
    """`--since` and `--until`."""
    since = click.option("--since", metavar="DATE", help="From this day, month or year on (2024, 2024-12, 2024-12-29).")
    until = click.option("--until", metavar="DATE", help="Up to and with this day, month or year.")
    return since(until(command))
