"""`onrecord copies`: pages whose text stands on other pages too, copied, edited, cut or wrapped."""

from __future__ import annotations

import click

from onrecord.cli.grouping import groups_table
from onrecord.cli.options import Output, output_options, record_option
from onrecord.cli.output import give
from onrecord.store import Store
from onrecord.views.groups import copies


@click.command("copies")
@output_options
@record_option
def command(store: Store, output: Output) -> None:
    """Pages whose text stands on other pages too: copies, edited, cut or wrapped."""
    give(copies(store, limit=output.rows), output, groups_table, "no page is a copy of another")
