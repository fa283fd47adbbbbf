"""`onrecord stories`: pages that tell of the same happening."""

from __future__ import annotations

import click

from onrecord.cli.grouping import groups_table
from onrecord.cli.options import Output, output_options, record_option
from onrecord.cli.output import give
from onrecord.store import Store
from onrecord.views.groups import stories


@click.command("stories")
@output_options
@record_option
def command(store: Store, output: Output) -> None:
    """Pages that tell of the same happening."""
    give(stories(store, limit=output.rows), output, groups_table, "no two pages tell of the same happening")
