"""How far a reading has come: on a terminal's stderr, and nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from onrecord.cli.screen import screen
from onrecord.reading import total_hint
from onrecord.scale.run import Tally

Seen = Callable[[Tally], None]


class _Rate(ProgressColumn):
    """Pages a second, or a minute when it is slow."""

    def render(self, task: Task) -> Text:
        rate = task.finished_speed or task.speed
        if not rate:
            return Text("")
        return Text(f"{rate:.1f} pages/s" if rate >= 1 else f"{rate * 60:.1f} pages/min", "dim")


@contextmanager
def reading(sources: Sequence[str], *, shown: bool) -> Iterator[Seen]:
    """Show how far a reading has come while it runs; gives the function to be called after each page."""
    if not shown or not sys.stderr.isatty():
        yield lambda _tally: None
        return
    total = total_hint(sources)
    with Progress(*_columns(), console=screen(sys.stderr), transient=True) as progress:
        task = progress.add_task("reading", total=total, found="")

        def seen(tally: Tally) -> None:
            found = f"{tally.statements:,} statements, {tally.events:,} events"
            progress.update(task, completed=tally.pages + tally.skipped.total(), found=found)

        yield seen


def _columns() -> tuple[ProgressColumn, ...]:
    return (
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=20), MofNCompleteColumn(), _Rate(),
        TimeRemainingColumn(compact=True), TextColumn("{task.fields[found]}", style="dim"),
    )  # fmt: skip
