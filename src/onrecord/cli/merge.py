"""`onrecord merge`: record files joined."""

from __future__ import annotations

from pathlib import Path

import click
from rich.table import Table

from onrecord.cli.options import Output, output_options
from onrecord.cli.output import give
from onrecord.cli.screen import cell, table
from onrecord.store import Store
from onrecord.store.merging import Merged, check, merge
from onrecord.stories import bring_up_to_date
from onrecord.views.rows import Rows


@click.command("merge")
@click.argument("files", nargs=-1, required=True, metavar="RECORD…", type=click.Path(path_type=Path))
@click.option(
    "--to", metavar="FILE", type=click.Path(path_type=Path), help="The record file to join them in. [the first]"
)
@output_options
def command(files: tuple[Path, ...], to: Path | None, output: Output) -> None:
    """Join record files: their pages, reviews, runs, alerts and what was passed over.

    A page that several files have is put down once, in its latest reading. Nothing is lost or doubled; joining a file
    again changes nothing. The pages are compared with each other: copies, stories, utterances. Without --to the other
    files are joined into the first.

    \b
    onrecord merge laptop.db office.db
    onrecord merge 2023.db 2024.db 2025.db --to all.db
    """
    target = to or files[0]
    sources = [path for path in files if to or path.resolve() != target.resolve()]
    if not sources:
        raise click.UsageError(f"there is nothing to join into {target}: name another record file")
    check(*sources, *([target] if target.exists() else []))
    with Store(target, write=True) as store:
        rows = [merge(store, path) for path in sources]
        bring_up_to_date(store)
    give(Rows(rows[: output.rows], total=len(rows), kind=Merged), output, _table, "")
    added, renewed = sum(row.added for row in rows), sum(row.renewed for row in rows)
    click.echo(f"{added:,} pages added, {renewed:,} renewed → {target}", err=True)


def _table(rows: Rows[Merged]) -> Table:
    counts = ("Pages", "Added", "Renewed", "There already")
    grid = table("File", *counts, right=counts)
    for row in rows:
        grid.add_row(cell(row.file), *(f"{one:,}" for one in (row.pages, row.added, row.renewed, row.present)))
    return grid
