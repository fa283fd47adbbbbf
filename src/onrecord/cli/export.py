"""`onrecord export`: what is on record, in the forms of other programs."""

from __future__ import annotations

import sys
from typing import Any, get_args

import click
import msgspec

from onrecord.cli.options import Output, date_options, output_options, record_option
from onrecord.model.event import EventStatus
from onrecord.store import Store

FORMS = {
    "polecat": "Events in POLECAT's columns, parted by tabs, with their evidence.",
    "cameo": "Events in CAMEO codes, a row a pair of actor and recipient, parted by tabs.",
    "csv": "Every table, as CSV.",
    "jsonl": "Every table, as JSON lines.",
    "parquet": "Every table, as Parquet.",
    "webannotation": "Statements and events as W3C Web Annotations (JSON-LD).",
    "prov": "Who said it and who carried it, in PROV-O (JSON-LD).",
    "graphml": "Who speaks or acts about whom, as a weighted graph.",
}
_TABLES = ("csv", "jsonl", "parquet")
_ONLY_DATES = ("graphml",)


class Exported(msgspec.Struct, frozen=True, kw_only=True):
    """What an export came to: `rows` by table, or of the one file under the name of its form."""

    format: str
    to: str
    rows: dict[str, int]


@click.command("export")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMS)),
    required=True,
    help=" ".join(f"{name}: {told}" for name, told in FORMS.items()),
)
@click.option("--to", metavar="FILE", help="A file or -; for csv, jsonl and parquet a folder. [-]")
@click.option("--actor", metavar="WHO", help="Only what this person, state or group said or did.")
@click.option("--recipient", metavar="WHOM", help="Only what was said about or done to this one.")
@click.option("--type", "kind", metavar="TYPE", help="Only events of this PLOVER type (SANCTION, ASSAULT, AGREE …).")
@click.option(
    "--status",
    type=click.Choice(get_args(EventStatus)),
    multiple=True,
    help="Only events of this status; may be given several times. [all]",
)
@date_options
@output_options
@record_option
def command(
    form: str,
    to: str | None,
    kind: str | None,
    status: tuple[EventStatus, ...],
    store: Store,
    output: Output,
    **asked: Any,
) -> None:
    """Write what is on record in the forms of other programs.

    polecat, cameo, webannotation, prov and graphml are one file each (standard output unless --to names one); csv,
    jsonl and parquet are a folder with a file a table and a datapackage.json that says what is in them. Denied and
    hypothetical events are there too, and say so: --status happened --status ongoing leaves them out. With --json,
    --jsonl or --csv a summary goes to standard output.

    \b
    onrecord export --format polecat --to events.tsv --since 2024
    onrecord export --format parquet --to tables/
    onrecord export --format webannotation --actor "Kim Jong Un" --to kim.jsonld
    """
    from onrecord.export.told import Asked, notes

    question = Asked(type=kind, status=status, limit=output.limit or None, **asked)
    _check(form, to, question, output)
    for note in notes(store, question):
        click.echo(f"onrecord: {note}", err=True)
    target = to or "-"
    rows = _written(form, target, store, question)
    if output.form != "table":
        from onrecord.cli.output import give_one

        give_one(Exported(format=form, to=target, rows=rows), output)
    click.echo(f"{sum(rows.values()):,} rows{'' if target == '-' else f' → {target}'}", err=True)


def _check(form: str, to: str | None, asked: Any, output: Output) -> None:
    """Refuse what does not go together.

    Raises:
        UsageError: it does not.
    """
    if form in _TABLES:
        if to in {None, "-"}:
            raise click.UsageError(f"--format {form} writes a file a table: name a folder with --to")
        if not asked.everything or asked.status:
            raise click.UsageError(f"--format {form} writes whole tables: leave out who, what, when and --limit")
    elif form in _ONLY_DATES and msgspec.structs.replace(asked, since=None, until=None) != type(asked)():
        raise click.UsageError(f"--format {form} can be bounded by --since and --until only")
    if to in {None, "-"} and output.form != "table":
        raise click.UsageError(f"the export itself goes to standard output: --{output.form} has no room there")


def _written(form: str, to: str, store: Store, asked: Any) -> dict[str, int]:
    if form in _TABLES:
        from onrecord.export.tables import write_tables

        return write_tables(store, to, form)  # type: ignore[arg-type]
    from onrecord.export.forms import STREAMED
    from onrecord.export.writing import opened

    with opened(to, sys.stdout.buffer) as stream:
        return {form: STREAMED[form](store, asked, stream)}
