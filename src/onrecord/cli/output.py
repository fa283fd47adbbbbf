"""Rows out: as a table for people, as JSON, JSON lines or CSV for programs."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import click
import msgspec
from rich.console import RenderableType

from onrecord.cli.options import Output
from onrecord.cli.screen import line, screen, show_on
from onrecord.store import Store
from onrecord.views.rows import Rows


def give(rows: Rows[Any], output: Output, show: Callable[[Rows[Any]], RenderableType], nothing: str) -> None:
    """Write rows in the form asked for. `show` makes the table; `nothing` is said (on stderr) when there are none."""
    for note in rows.notes:
        click.echo(f"onrecord: {note}", err=True)
    if output.form == "table":
        if rows:
            show_on(screen(), show(rows))
        else:
            click.echo(nothing, err=True)
        if rows.total > len(rows):
            click.echo(f"{len(rows):,} of {rows.total:,} shown; --limit 0 for all", err=True)
    else:
        give_data(rows, output)


def keep_alert(store: Store, name: str, view: str, *, earlier: bool, **asked: str | None) -> None:
    """Keep a question, and say so (on stderr); one about `earlier` versions is none that can be kept."""
    from onrecord.views.alerts import keep_question

    if earlier:
        raise click.UsageError("a kept question is asked of the newest version of each page: leave --earlier out")
    answers = keep_question(store, name, view, asked)
    click.echo(f"kept as {line(name)}; {answers:,} answers so far, 'onrecord alerts' tells of new ones", err=True)


def say_drawn(rows: Rows[Any], plot: Path) -> None:
    """Say (on stderr) what went into a picture."""
    for note in rows.notes:
        click.echo(f"onrecord: {note}", err=True)
    drawn = f"{len(rows):,} of {rows.total:,}" if rows.total > len(rows) else f"{len(rows):,}"
    click.echo(f"{drawn} drawn → {plot}", err=True)


def give_data(rows: Iterable[msgspec.Struct], output: Output) -> None:
    """Write rows for programs, in UTF-8 whatever the terminal speaks."""
    if output.form == "csv":
        write_csv(rows)
    elif output.form == "jsonl":
        for row in rows:
            _write(msgspec.json.encode(row) + b"\n")
    else:
        _write(msgspec.json.format(msgspec.json.encode(list(rows)), indent=2) + b"\n")
    sys.stdout.flush()


def give_one(thing: msgspec.Struct, output: Output) -> None:
    """Write one thing for programs, as an object (JSON) or one row (CSV)."""
    if output.form == "json":
        _write(msgspec.json.format(msgspec.json.encode(thing), indent=2) + b"\n")
    else:
        give_data([thing], output)


def write_csv(rows: Iterable[msgspec.Struct]) -> None:
    """CSV (RFC 4180): names joined by '; ', spans as '12-40 55-60', everything else as it is. Rows of another type
    begin with a heading of their own."""
    heading = rows.columns if isinstance(rows, Rows) else ()
    if heading:
        _write(_csv_line(heading))
    for row in rows:
        if row.__struct_fields__ != heading:
            heading = row.__struct_fields__
            _write(_csv_line(heading))
        _write(_csv_line([_cell(getattr(row, name)) for name in heading]))


def _csv_line(cells: Iterable[Any]) -> bytes:
    held = io.StringIO()
    csv.writer(held).writerow(cells)
    return held.getvalue().encode("utf-8", "replace")


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "; ".join(f"{key}: {count}" for key, count in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        if all(isinstance(one, tuple) for one in value):
            return " ".join(f"{start}-{end}" for start, end in value)
        return "; ".join(one if isinstance(one, str) else msgspec.json.encode(one).decode() for one in value)
    return value


def _write(data: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
