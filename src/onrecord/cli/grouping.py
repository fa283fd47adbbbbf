"""What `onrecord copies` and `onrecord stories` share: groups of pages as a table."""

from __future__ import annotations

from rich.table import Table

from onrecord.cli.screen import cell, short, table
from onrecord.store.tables import page_name
from onrecord.views.groups import Grouped
from onrecord.views.rows import Rows


def groups_table(rows: Rows[Grouped]) -> Table:
    """A line a page; the group is named on its first line."""
    grid = table("Group", "Published", "Outlet", "Title", "Page")
    before = None
    for row in rows:
        grid.add_row(
            cell(short(row.group) if row.group != before else "", "bold"),
            cell(row.published or ""),
            cell(row.outlet or ""),
            cell(row.title or page_name(row.uri)),
            cell(short(row.page), "dim"),
        )
        before = row.group
    return grid
