"""`onrecord positions`: what somebody says and does about somebody over time, and what comes back and what changes."""

from __future__ import annotations

from collections.abc import Iterator

import click
from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from onrecord.cli.options import Output, date_options, latest_option, output_options, record_option
from onrecord.cli.output import give_data, give_one
from onrecord.cli.screen import cell, count, line, screen, show_on, table
from onrecord.cli.timeline import moments_table
from onrecord.store import Store
from onrecord.views.formulas import COUNTED, Formula
from onrecord.views.positions import Gap, Positions, positions
from onrecord.views.spells import Spell, TurningPoint


@click.command("positions")
@click.argument("who")
@click.option("--about", metavar="WHOM", help="Only what is about or done to this one (a state: everybody of it).")
@date_options
@latest_option
@output_options
@record_option
def command(
    who: str,
    about: str | None,
    since: str | None,
    until: str | None,
    latest: bool,
    store: Store,
    output: Output,
) -> None:
    """What somebody says and does about somebody over time.

    The statements and acts in order; then the formulas that come back in another year, the spells of alike intensity
    (PLOVER's scale, -10 conflict to 10 cooperation) with the turning points between them and how sure they are, and the
    times in which the record has nothing. --json gives all of it, --jsonl and --csv a line a statement or act.

    \b
    onrecord positions "Kim Jong Un" --about "United States"
    """
    found = positions(store, who, about=about, since=since, until=until, limit=output.rows, latest=latest)
    if output.form == "json":
        give_one(found, output)
        return
    for note in found.notes:
        click.echo(f"onrecord: {note}", err=True)
    if output.form != "table":
        give_data(found.moments, output)
    elif not found.moments:
        click.echo("nothing on record fits", err=True)
    else:
        show_on(screen(), *_shown(found))


def _shown(found: Positions) -> Iterator[RenderableType]:
    yield moments_table(found.moments)
    if found.total > len(found.moments):
        yield Text(f"{len(found.moments):,} of {found.total:,} shown; --limit 0 for all", "dim")
    yield from _section("Formulas that come back in another year", map(_formula, found.formulas))
    yield from _section("Spells of alike intensity", [*map(_spell, found.spells), *map(_turn, found.turns)])
    yield from _section("Nothing on record", map(_gap, found.gaps))


def _section(title: str, lines: Iterator[Text] | list[Text]) -> Iterator[RenderableType]:
    grid = table("")
    grid.show_header = False
    for one in lines:
        grid.add_row(one)
    if grid.row_count:
        yield Padding(Text(title, "bold"), (1, 0, 0, 0))
        yield grid


def _formula(one: Formula) -> Text:
    own, others = len(one.statements), max(0, one.on_record - len(one.statements))
    more = f"{COUNTED:,} or more statements" if one.on_record >= COUNTED else count(others, "other statement")
    facts = f"{count(one.times, 'time')} in {', '.join(one.years)} ({count(own, 'statement')}); in {more} on record"
    return Text.assemble(cell(f"“{one.words}”", "bold"), f"  {facts}")


def _spell(one: Spell) -> Text:
    until = "" if one.until == one.since else f" – {one.until}"
    return Text(f"{one.since}{until}: mean {one.intensity:+.1f} over {count(one.occasions, 'day')}")


def _turn(one: TurningPoint) -> Text:
    between = f"between {one.earliest} and {one.latest}" if one.earliest != one.latest else f"in {one.month}"
    return Text(
        f"turning point {one.month}: {one.before:+.1f} → {one.after:+.1f}, {between} (nine chances in ten), "
        f"probability {one.probability:.2f}"
    )


def _gap(one: Gap) -> Text:
    why = "no page of that time is on record" if not one.pages else f"{count(one.pages, 'page')} of that time on record"
    return Text(f"{line(one.since)} – {line(one.until)} ({one.days:,} days): {why}")
