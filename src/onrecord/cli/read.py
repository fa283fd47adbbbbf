"""`onrecord read`: pages in, a record out."""

from __future__ import annotations

import sys

import click

from onrecord.cli.options import Output, default_record, output_options


@click.command("read")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@click.option(
    "--to",
    metavar="FILE",
    help="record.db, out.jsonl[.gz], out.parquet, or - for JSON lines. [$ONRECORD, else record.db]",
)
@click.option("--scraped", is_flag=True, help="A table's text column is a page's text, boilerplate and all.")
@click.option(
    "--actors", metavar="FILE", type=click.Path(), help="Your own CSV of who is who: it adds to ours and wins over it."
)
@click.option(
    "--profile",
    "profiles",
    metavar="FILE",
    type=click.Path(),
    multiple=True,
    help="What 'onrecord learn' knows of the furniture of outlets; may be given several times.",
)
@click.option("--again", is_flag=True, help="Read pages anew that are on record already (after an upgrade, say).")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes to read with. [the cores there are]")
@click.option(
    "--time-limit", type=click.FloatRange(min=0.1), default=60.0, show_default=True, help="Seconds a page may take."
)
@click.option("--quiet", is_flag=True, help="No progress and no summary.")
@output_options
def command(
    sources: tuple[str, ...],
    to: str | None,
    scraped: bool,
    actors: str | None,
    profiles: tuple[str, ...],
    again: bool,
    jobs: int | None,
    time_limit: float,
    quiet: bool,
    output: Output,
) -> None:
    """Read pages and put them on record.

    A SOURCE is a page (.html, .txt), a table with a text or html column (.jsonl, .csv, .parquet), a web archive
    (.warc), a feed or sitemap, an address, a folder of such, or - for standard input.

    Reading can be stopped at any time and started again: pages on record already are skipped, none is put down twice or
    half. With --json, --jsonl or --csv the summary goes to standard output in that form; --limit reads at most so many
    pages. The exit code is 1 when nothing of what was given could be read.

    \b
    onrecord read pages/ --to record.db
    onrecord read articles.jsonl.gz --to out.parquet --jobs 4
    onrecord read pages/ --actors mine.csv --again
    onrecord read pages/ --profile outlets.profile
    """
    from onrecord.cli.progress import reading
    from onrecord.reading import open_sources
    from onrecord.scale.pool import reader_with
    from onrecord.scale.run import Tally, read_into
    from onrecord.scale.sinks import StoreSink, open_sink

    to = to or default_record()
    if to == "-" and output.form != "table":
        raise click.UsageError(f"--to - gives records on standard output: --{output.form} has no room there")
    reader = reader_with(actors, profiles)
    pages = open_sources(sources, scraped=scraped, known=lambda url: None if again else sink.known(url))
    tally = Tally()
    try:
        with (
            open_sink(to, stdout=sys.stdout.buffer, sources=sources) as sink,
            reading(sources, shown=not quiet) as seen,
        ):
            read_into(
                sink,
                pages,
                tally=tally,
                jobs=jobs,
                time_limit=time_limit,
                again=again,
                limit=output.limit or None,
                seen=seen,
                reader=reader,
            )
    except KeyboardInterrupt:
        _tell(f"stopped: {tally.told()}\nWhat is recorded is whole; the same command again goes on from here.")
        raise click.exceptions.Exit(130) from None
    if output.form != "table":
        from onrecord.cli.output import give_one

        give_one(tally, output)
    if not quiet and not tally.pages and not tally.skipped:
        _tell(f"onrecord: there is no page in {', '.join(sources)}")
    if not quiet:
        _tell(tally.told() + ("" if to == "-" else f" → {to}"))
        if isinstance(sink, StoreSink) and (tally.problems or tally.skipped):
            _tell(
                f"'onrecord problems{'' if to == default_record() else f' --record {to}'}' lists what could not be read"
            )
    if tally.in_vain:
        _tell(f"onrecord: nothing of {', '.join(sources)} could be read ({', '.join(tally.skipped)})")
        raise click.exceptions.Exit(1)


def _tell(what: str) -> None:
    click.echo(what, err=True)
