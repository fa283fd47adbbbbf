"""`onrecord learn`: pages in, a profile of their outlets out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import msgspec
from rich.table import Table

from onrecord.cli.options import Output, output_options
from onrecord.cli.output import give
from onrecord.cli.screen import cell, table
from onrecord.model.errors import InputError
from onrecord.model.provenance import RawPage
from onrecord.model.whole import whole_file
from onrecord.reading import open_sources
from onrecord.text.learning import Glance, glance, learnt
from onrecord.text.profile import profile_file
from onrecord.views.rows import Rows


class Learnt(msgspec.Struct, frozen=True, kw_only=True):
    """How many different reports of an outlet (null: pages that do not say whose they are) were seen, and how many
    lines recur on them."""

    outlet: str | None
    reports: int
    lines: int


@click.command("learn")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@click.option(
    "--to", required=True, metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="The profile to write."
)
@click.option("--scraped", is_flag=True, help="A table's text column is a page's text, boilerplate and all.")
@output_options
def command(sources: tuple[str, ...], to: Path, scraped: bool, output: Output) -> None:
    """Learn which lines recur on the pages of an outlet, so that reading can leave them out.

    A line is furniture of an outlet when it stands on three of its pages whose reports are different; short lines,
    stock sentences and quotations are never. An outlet is told by the page's address, else by the name that a table or
    the page gives; pages without either are one group, so learn such a folder by itself. The profile holds hashes, no
    text, and the same pages always give the same file. Reading with it still reads a line that shares its words with
    the report.

    \b
    onrecord learn pages/ --to outlets.profile
    onrecord read pages/ --profile outlets.profile
    """
    left_out = 0

    def glances() -> Iterator[Glance]:
        nonlocal left_out
        for page in open_sources(sources, scraped=scraped):
            found = glance(page) if isinstance(page, RawPage) else None
            left_out += found is None
            if found is not None:
                yield found

    groups = learnt(glances())
    if not groups:
        detail = "" if scraped else " (a table's text column counts as clean article text unless --scraped is given)"
        raise InputError(f"there is no page's report to learn from in {', '.join(sources)}{detail}")
    with whole_file(to) as file:
        file.write(profile_file(groups))
    rows = [
        Learnt(outlet=name or None, reports=groups[name].reports, lines=len(groups[name].lines))
        for name in sorted(groups, key=lambda name: (-len(groups[name].lines), name))
    ]
    give(Rows(rows[: output.rows], total=len(rows), kind=Learnt), output, _table, "")
    click.echo(f"{sum(row.lines for row in rows):,} lines recur, {left_out:,} pages left out → {to}", err=True)


def _table(rows: Rows[Learnt]) -> Table:
    counts = ("Different reports", "Lines that recur")
    grid = table("Outlet", *counts, right=counts)
    for row in rows:
        grid.add_row(cell(row.outlet or "not said"), f"{row.reports:,}", f"{row.lines:,}")
    return grid
