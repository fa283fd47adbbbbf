"""`onrecord info`: what a record file holds."""

from __future__ import annotations

import click
from rich.table import Table

from onrecord.cli.options import Output, output_options, record_option
from onrecord.cli.output import give_one
from onrecord.cli.screen import cell, count, line, screen, show_on
from onrecord.store import Store
from onrecord.views.info import Info, Reader, info

_MOST = 8


@click.command("info")
@output_options
@record_option
def command(store: Store, output: Output) -> None:
    """What a record file holds, and with which versions of onrecord and its models it was read."""
    found = info(store)
    if output.form == "table":
        show_on(screen(), _table(found, output.limit or _MOST))
    else:
        give_one(found, output)


def _table(found: Info, most: int) -> Table:
    grid = Table.grid(padding=(0, 2))
    for name, told in (
        ("file", f"{found.file} ({_size(found.bytes)}, schema {found.schema})"),
        ("pages", f"{found.pages:,}, {_dates(found)}"),
        ("on record", _counts(found)),
        ("left out", f"{count(found.problems, 'problem')}, {count(found.skipped, 'source')} skipped"),
        ("outlets", _most(found.outlets, most)),
        ("languages", _most(found.languages, most)),
        ("event types", _most(found.event_types, most)),
        ("read by", "\n".join(map(_reader, found.read_by))),
        ("runs", f"{found.runs:,}"),
    ):  # fmt: skip
        if told:
            grid.add_row(cell(name, "bold"), told)
    return grid


def _counts(found: Info) -> str:
    counted = ("statements", "events", "actors", "places", "times")
    return ", ".join(count(getattr(found, name), name.removesuffix("s")) for name in counted)


def _reader(one: Reader) -> str:
    return f"{line(one.version)}: {count(one.pages, 'page')}, {one.first} … {one.last}"


def _dates(found: Info) -> str:
    undated = f"{found.undated:,} undated"
    if found.first_published is None:
        return undated
    return f"published {found.first_published} … {found.last_published}" + (f", {undated}" if found.undated else "")


def _most(counts: dict[str, int], most: int) -> str:
    listed = [f"{line(name)} {count:,}" for name, count in list(counts.items())[:most]]
    return ", ".join(listed) + (f", {len(counts) - most:,} more" if len(counts) > most else "")


def _size(size: float) -> str:
    for unit in ("bytes", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"
