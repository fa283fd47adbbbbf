"""`onrecord show`: a page with its evidence marked, its statements and events under it."""

from __future__ import annotations

from collections.abc import Iterator

import click
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from onrecord.cli.marking import left_out, marked_page
from onrecord.cli.options import Output, output_options, record_option
from onrecord.cli.output import give_data, give_one
from onrecord.cli.screen import cell, count, how_known, line, screen, show_on, stacked, sureness, table
from onrecord.model.attribution import Statement
from onrecord.model.document import Record
from onrecord.model.event import Event, Party
from onrecord.model.timex import When
from onrecord.store import Store
from onrecord.store.tables import page_name
from onrecord.views.events import events_of
from onrecord.views.pages import show
from onrecord.views.said import statements_of


@click.command("show")
@click.argument("page")
@click.option("--whole", is_flag=True, help="The page's furniture too: teasers, captions, boilerplate.")
@output_options
@record_option
def command(page: str, whole: bool, store: Store, output: Output) -> None:
    """Print a page with its evidence marked, its statements and events under it.

    PAGE is its id or the beginning of it, its address, its file's name, or words of its title. On a terminal who
    speaks, the cue, the content and what tells of an event are coloured and numbered; elsewhere they stand in brackets:
    [who1 …] [cue1 …] [said1 …] [did1 …]. --json gives the record as it is; --jsonl and --csv a line a statement, then a
    line an event.
    """
    record = show(store, page)
    if output.form == "json":
        give_one(record, output)
    elif output.form == "table":
        _print(screen(), record, whole=whole, limit=output.limit or None)
    else:
        give_data(statements_of(store, record.id)[: output.rows], output)
        give_data(events_of(store, record.id)[: output.rows], output)


def _print(console: Console, record: Record, *, whole: bool, limit: int | None) -> None:
    show_on(
        console,
        *_head(record),
        *_body(record, console, whole=whole),
        *_statements(record, limit),
        *_events(record, limit),
        *_problems(record),
    )


def _head(record: Record) -> Iterator[RenderableType]:
    page = record.page
    yield Text(line(page.title or page_name(record.input.uri)), "bold")
    facts = [
        page.outlet.name if page.outlet else None,
        f"by {', '.join(page.byline)}" if page.byline else None,
        _published(record),
        f"filed {page.dateline.text}" if page.dateline else None,
        f"credits {', '.join(credit.name for credit in page.credit)}" if page.credit else None,
        page.language if page.language not in {None, "en"} else None,
    ]
    yield Text(" · ".join(line(fact) for fact in facts if fact), "dim")
    yield Text(f"{record.id} · {line(record.input.uri)}", "dim")


def _published(record: Record) -> str:
    published = record.page.published
    if published is None:
        return "undated"
    return f"published {published.date} ({line(published.how)}, {sureness(published.confidence)})"


def _body(record: Record, console: Console, *, whole: bool) -> Iterator[RenderableType]:
    colour = console.is_terminal and not console.no_color
    for block in marked_page(record, colour=colour, whole=whole):
        yield Padding(block, (1, 0, 0, 0))
    out = "" if whole else left_out(record)
    if out:
        yield Padding(Text(f"left out: {out} (--whole shows it)", "dim italic"), (1, 0, 0, 0))


def _statements(record: Record, limit: int | None) -> Iterator[RenderableType]:
    yield _section(count(len(record.statements), "statement"))
    if record.statements:
        grid = table("", "When", "Who", "Words", right=("",), narrow=("", "When"))
        for number, one in enumerate(record.statements[:limit], 1):
            grid.add_row(str(number), _when(one.said_on), cell(_speaker(record, one), "bold"), _said(record, one))
        yield grid


def _said(record: Record, one: Statement) -> Text:
    facts = [
        f"“{one.cue.text}”" if one.cue else "",
        f"{one.kind}{f', {one.act}' if one.act else ''}",
        f"about {_names(record, one.about)}" if one.about else "",
        f"to {_names(record, one.addressee)}" if one.addressee else "",
        f"via {' → '.join(_name(record, hop.actor, hop.text) for hop in one.via)}" if one.via else "",
        sureness(one.confidence),
    ]
    return stacked(cell(one.content.text if one.content else "—"), _facts(facts))


def _speaker(record: Record, one: Statement) -> str:
    if one.source is None:
        return "—"
    names = _names(record, one.source.actors)
    return names if not one.source.text or names == one.source.text else f"{names or one.source.text}"


def _events(record: Record, limit: int | None) -> Iterator[RenderableType]:
    yield _section(count(len(record.events), "event"))
    if record.events:
        numbers = {one.id: number for number, one in enumerate(record.statements, 1)}
        grid = table("", "When", "What", "Who → whom", right=("",), narrow=("", "When"))
        for number, one in enumerate(record.events[:limit], 1):
            what = stacked(cell(one.type, "bold"), cell(one.mode, "dim"))
            grid.add_row(str(number), _when(one.date), what, _done(record, one, numbers))
        yield grid


def _done(record: Record, one: Event, numbers: dict[str, int]) -> Text:
    parties = f"{_parties(record, one.actors)} → {_parties(record, one.recipients)}"
    teller = numbers.get(one.attributed_to or "")
    facts = [
        f"“{one.trigger.text}”",
        one.status + (", told as history" if one.background else ""),
        f"in {_place(record, one.place)}" if one.place else "",
        ", ".join(quantity.text for quantity in one.quantities),
        f"in the words of statement {teller}" if teller else "",
        sureness(one.confidence),
    ]
    return stacked(cell(parties), _facts(facts))


def _problems(record: Record) -> Iterator[RenderableType]:
    if record.problems:
        yield _section("Problems")
    for problem in record.problems:
        yield Text(f"  {line(problem.what)}: {line(problem.detail)}", "red")


def _section(title: str) -> RenderableType:
    return Padding(Text(title, "bold"), (1, 0, 0, 0))


def _facts(facts: list[str]) -> Text:
    return Text(" · ".join(line(fact) for fact in facts if fact), "dim")


def _when(when: When | None) -> Text:
    return stacked(cell(when.date), how_known(when.how)) if when else Text("—", "dim")


def _name(record: Record, actor: str | None, words: str = "") -> str:
    known = {one.id: one.name for one in record.actors}
    return known.get(actor or "") or words or actor or "—"


def _names(record: Record, actors: tuple[str, ...]) -> str:
    return ", ".join(_name(record, one) for one in actors)


def _parties(record: Record, parties: tuple[Party, ...]) -> str:
    return ", ".join(_name(record, party.actor, party.text) for party in parties) or "—"


def _place(record: Record, place: str) -> str:
    return next((one.name for one in record.places if one.id == place), place)
