"""`onrecord versions`: a page as its address gave it at different times."""

from __future__ import annotations

from collections.abc import Iterator

import click
from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from onrecord.cli.options import Output, output_options, record_option
from onrecord.cli.output import give
from onrecord.cli.screen import count, line, short, table
from onrecord.store import Store
from onrecord.views.rows import Rows
from onrecord.views.versions import Change, Version, versions

_SIGNS = {"added": ("+", "green"), "removed": ("−", "red"), "changed": ("≠", "yellow")}


@click.command("versions")
@click.argument("page", metavar="PAGE")
@output_options
@record_option
def command(page: str, store: Store, output: Output) -> None:
    """What changed in a page that was read more than once: words and statements added, removed, changed.

    PAGE is named as for 'onrecord show'. Pages are versions of each other when they have one address; one that is
    fetched again and reads the same is no new version. --json gives every version with its changes and their spans.
    """
    give(versions(store, page, limit=output.limit), output, _shown, "no versions on record")


def _shown(rows: Rows[Version]) -> RenderableType:
    from rich.console import Group

    return Group(*(part for row in rows for part in _version(row, only=rows.total == 1)))


def _version(row: Version, *, only: bool) -> Iterator[RenderableType]:
    facts = [
        f"fetched {row.fetched_at}" if row.fetched_at else f"read {row.read_at}",
        f"published {row.published}" if row.published else None,
        f"changed {row.modified} by its own word" if row.modified and row.modified != row.published else None,
        count(row.words, "word"),
        count(row.statements, "statement"),
        f"page {short(row.page)}",
    ]
    yield Text(f"Version {row.version}: {line(row.title or row.uri)}", "bold")
    yield Text(" · ".join(line(fact) for fact in facts if fact), "dim")
    if row.changes:
        yield Padding(_changes(row.changes), (0, 0, 1, 2))
    elif row.version > 1:
        yield Text("  nothing that is read has changed", "dim")
    elif only:
        yield Text("  the only version on record", "dim")


def _changes(changes: tuple[Change, ...]) -> RenderableType:
    grid = table("", "What", "Before", "After", narrow=("", "What"))
    for change in changes:
        sign, style = _SIGNS[change.kind]
        what = f"{change.what} of {line(change.speaker)}" if change.speaker else change.what
        grid.add_row(Text(sign, style), Text(what), Text(line(change.before), "red"), Text(line(change.after), "green"))
    return grid
