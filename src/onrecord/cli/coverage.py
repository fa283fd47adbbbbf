"""`onrecord coverage`: which outlets carried a story, and what of it each quoted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from onrecord.cli.options import Output, output_options, plot_option, record_option
from onrecord.cli.output import give_data, give_one
from onrecord.cli.screen import cell, count, line, screen, short, show_on, stacked, table
from onrecord.pictures.coverage import coverage_picture
from onrecord.pictures.saving import save_picture
from onrecord.store import Store
from onrecord.store.tables import page_name
from onrecord.views.coverage import Coverage, coverage

_PARTS = 12
_NAMED = 4


@click.command("coverage")
@click.argument("page")
@plot_option
@output_options
@record_option
def command(page: str, plot: Path | None, store: Store, output: Output) -> None:
    """Which outlets carried a story and when, what of it each quoted, by which cues and names, and who is missing.

    PAGE is any page of the story, named as for 'onrecord show'. Missing are outlets that have other pages of those days
    on record. --json gives all of it, --jsonl and --csv a line a page.
    """
    found = coverage(store, page)
    for note in found.notes:
        click.echo(f"onrecord: {note}", err=True)
    if plot:
        save_picture(coverage_picture(found), plot, title="Who quoted what")
        click.echo(f"{count(len(found.pages), 'page')} drawn → {plot}", err=True)
    elif output.form == "json":
        give_one(found, output)
    elif output.form == "table":
        show_on(screen(), *_shown(found, output.rows or len(found.pages)))
    else:
        give_data(found.pages[: output.rows], output)


def _shown(found: Coverage, most: int) -> Iterator[RenderableType]:
    texts = f"{count(found.texts, 'text')} that {'is' if found.texts == 1 else 'are'} no copy of another"
    when = f", {found.since} – {found.until}" if found.since else ""
    pages = f"{count(len(found.pages), 'page')} of {count(found.outlets, 'outlet')}"
    yield Text(f"{pages}, from {count(found.origins, 'origin')}, {texts}{when}")
    grid = table("Published", "Outlet", "Page", "Quotes", narrow=("Published",))
    for row in found.pages[:most]:
        facts = [
            f"copy of {short(row.copy_of)}" if row.copy_of else "",
            f"from {line(row.origin)}: {row.ground}" if row.origin else "",
            f"credits {line(row.credit)}" if row.credit else "",
            f"names {_first(row.names)}" if row.names else "",
            f"cues {_first(row.cues)}" if row.cues else "",
            f"page {short(row.page)}",
        ]
        told = stacked(cell(row.title or page_name(row.uri)), Text(" · ".join(one for one in facts if one), "dim"))
        quotes = " ".join(map(str, row.parts[:_PARTS])) + (" …" if len(row.parts) > _PARTS else "") or "none"
        grid.add_row(cell(row.published or "undated"), cell(row.outlet or "—", "bold"), told, cell(quotes))
    yield grid
    yield from _parts(found)
    if found.missing:
        silent = ", ".join(f"{line(one.outlet)} ({one.pages:,})" for one in found.missing)
        yield Padding(Text(f"Not among them, with other pages of those days: {silent}", "dim"), (1, 0, 0, 0))


def _parts(found: Coverage) -> Iterator[RenderableType]:
    if not found.parts:
        return
    grid = table("", "Who", "Words", "Pages", right=("", "Pages"))
    for part in found.parts[:_PARTS]:
        grid.add_row(str(part.number), cell(part.speaker or "—", "bold"), cell(part.content or "—"), f"{part.pages:,}")
    yield Padding(Text("What is quoted", "bold"), (1, 0, 0, 0))
    yield grid
    if len(found.parts) > _PARTS:
        yield Text(f"{len(found.parts) - _PARTS:,} more; --json gives all", "dim")


def _first(words: tuple[str, ...]) -> str:
    return line(", ".join(words[:_NAMED])) + (" …" if len(words) > _NAMED else "")
