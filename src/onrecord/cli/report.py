"""`onrecord report`: a record as one page to show to others."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from onrecord.cli.options import Output, date_options, output_options, record_option
from onrecord.cli.output import give_one
from onrecord.report import Asked, Limits, write_report
from onrecord.store import Store


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What a report came to."""

    file: str
    bytes: int
    statements: int
    events: int
    pages: int


@click.command("report")
@click.argument("who", required=False)
@click.option("--about", metavar="WHOM", help="Only what is about or done to this one.")
@click.option("--out", metavar="FILE", required=True, help="The HTML file to write.")
@date_options
@output_options
@record_option
def command(
    who: str | None, about: str | None, out: str, since: str | None, until: str | None, store: Store, output: Output
) -> None:
    """Write a record, or what WHO says and does, as one HTML page to show to others.

    The timeline drawn; who said what about whom, each answer with the chain that carries it and its words in their
    place; who did what to whom; the pages with their evidence marked; what could not be read. The file stands alone: it
    loads nothing, runs nothing and can be read offline. --limit bounds the statements of a speaker.

    \b
    onrecord report --out report.html
    onrecord report "Kim Jong Un" --about "United States" --out kim.html
    """
    limits = Limits(statements=output.limit) if output.limit else Limits()
    asked = Asked(who=who, about=about, since=since, until=until)
    answers = write_report(store, Path(out), asked=asked, limits=limits)
    written = Written(
        file=out,
        bytes=Path(out).stat().st_size,
        statements=sum(len(voice.said) for voice in answers.voices),
        events=len(answers.happened),
        pages=len(answers.pages),
    )
    for note in answers.notes:
        click.echo(f"onrecord: {note}", err=True)
    if output.form != "table":
        give_one(written, output)
    else:
        told = f"{written.statements} statements, {written.events} events, {written.pages} pages"
        click.echo(f"{told} → {out} ({written.bytes // 1000:,} kB)", err=True)
