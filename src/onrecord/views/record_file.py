"""A record file that can be questioned from Python: every question of `views` as a method."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from onrecord.model.document import Record
from onrecord.store import Store
from onrecord.views import actors as actors_view
from onrecord.views import alerts as alerts_view
from onrecord.views import compare as compare_view
from onrecord.views import coverage as coverage_view
from onrecord.views import events as events_view
from onrecord.views import info as info_view
from onrecord.views import network as network_view
from onrecord.views import pages as pages_view
from onrecord.views import positions as positions_view
from onrecord.views import problems as problems_view
from onrecord.views import said as said_view
from onrecord.views import sameness as sameness_view
from onrecord.views import search as search_view
from onrecord.views import suggesting as suggesting_view
from onrecord.views import timeline as timeline_view
from onrecord.views import utterance as utterance_view
from onrecord.views import versions as versions_view
from onrecord.views.alerts import Answer
from onrecord.views.compare import Compared
from onrecord.views.coverage import Coverage
from onrecord.views.network import Edge
from onrecord.views.positions import Positions
from onrecord.views.rows import Happened, Hit, Known, Moment, Rows, Said, Trouble
from onrecord.views.sameness import Judged
from onrecord.views.suggesting import Alike
from onrecord.views.utterance import Carrier
from onrecord.views.versions import Version


def open(path: str | os.PathLike[str] = "record.db") -> RecordFile:  # noqa: A001 - `onrecord.open` is the public name
    """Open a record file to question it; it is never changed.

    Raises:
        RecordError: it is missing, damaged, locked, of a newer version, or no record file.
    """
    return RecordFile(path)


class RecordFile:
    """What was read, to be questioned. Names of people and states are ids, names or words that pages call them by."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._store = Store(Path(path))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    def said(
        self,
        who: str | None = None,
        *,
        about: str | None = None,
        via: str | None = None,
        since: str | None = None,
        until: str | None = None,
        text: str | None = None,
        limit: int | None = None,
        latest: bool = False,
        earlier: bool = False,
    ) -> Rows[Said]:
        """Who said what about whom: see `onrecord.views.said.said`."""
        return said_view.said(
            self._store,
            who,
            about=about,
            via=via,
            since=since,
            until=until,
            text=text,
            limit=limit,
            latest=latest,
            earlier=earlier,
        )

    def events(
        self,
        *,
        actor: str | None = None,
        recipient: str | None = None,
        type: str | None = None,  # noqa: A002 - the event's `type`, as in the record
        since: str | None = None,
        until: str | None = None,
        limit: int | None = None,
        latest: bool = False,
        earlier: bool = False,
    ) -> Rows[Happened]:
        """Who did what to whom: see `onrecord.views.events.events`."""
        return events_view.events(
            self._store,
            actor=actor,
            recipient=recipient,
            type=type,
            since=since,
            until=until,
            limit=limit,
            latest=latest,
            earlier=earlier,
        )

    def actors(self, name: str | None = None, *, limit: int | None = None) -> Rows[Known]:
        """Who is on record: see `onrecord.views.actors.actors`."""
        return actors_view.actors(self._store, name, limit=limit)

    def suggestions(self, *, limit: int | None = None) -> Rows[Alike]:
        """Pairs of actors that may be the same: see `onrecord.views.suggesting.suggestions`."""
        return suggesting_view.suggestions(self._store, limit=limit)

    def judgements(self, *, limit: int | None = None) -> Rows[Judged]:
        """What people said of actors being the same or not: see `onrecord.views.sameness.judgements`."""
        return sameness_view.judgements(self._store, limit=limit)

    def search(self, words: str, *, earlier: bool = False, limit: int | None = None) -> Rows[Hit]:
        """Pages that hold words: see `onrecord.views.search.search`."""
        return search_view.search(self._store, words, earlier=earlier, limit=limit)

    def timeline(
        self,
        who: str,
        *,
        about: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int | None = None,
        latest: bool = False,
        earlier: bool = False,
    ) -> Rows[Moment]:
        """Statements and events of and about somebody: see `onrecord.views.timeline.timeline`."""
        return timeline_view.timeline(
            self._store, who, about=about, since=since, until=until, limit=limit, latest=latest, earlier=earlier
        )

    def positions(
        self,
        who: str,
        *,
        about: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int | None = None,
        latest: bool = False,
    ) -> Positions:
        """What somebody says and does about somebody over time: see `onrecord.views.positions.positions`."""
        return positions_view.positions(
            self._store, who, about=about, since=since, until=until, limit=limit, latest=latest
        )

    def network(
        self,
        who: str | None = None,
        *,
        about: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int | None = None,
    ) -> Rows[Edge]:
        """Who speaks about whom and who acts upon whom: see `onrecord.views.network.network`."""
        return network_view.network(self._store, who, about=about, since=since, until=until, limit=limit)

    def coverage(self, page: str) -> Coverage:
        """Which outlets carried a story: see `onrecord.views.coverage.coverage`.

        Raises:
            QueryError: no page fits, or several do.
        """
        return coverage_view.coverage(self._store, page)

    def utterance(self, statement: str, *, limit: int | None = None) -> Rows[Carrier]:
        """Every page that carries what a statement says: see `onrecord.views.utterance.utterance`.

        Raises:
            QueryError: no statement has that id, or several do.
        """
        return utterance_view.utterance(self._store, statement, limit=limit)

    def alerts(self, name: str | None = None) -> Rows[Answer]:
        """What is new to the kept questions, which stays new (only the command line marks it as given): see
        `onrecord.views.alerts.new_answers`.

        Raises:
            QueryError: no question is kept under that name.
        """
        return alerts_view.new_answers(self._store, name, keep=True)

    def compare(self, first: str, second: str) -> Compared:
        """Two pages side by side: see `onrecord.views.compare.compare`.

        Raises:
            QueryError: no page fits one of the names, or several do.
        """
        return compare_view.compare(self._store, first, second)

    def problems(self, *, limit: int | None = None) -> Rows[Trouble]:
        """What could not be read: see `onrecord.views.problems.problems`."""
        return problems_view.problems(self._store, limit=limit)

    def page(self, page: str) -> Record:
        """The record of a page by its id, the beginning of its id, its uri, file name or title: see
        `onrecord.views.pages.show`.

        Raises:
            QueryError: no page fits, or several do.
        """
        return pages_view.show(self._store, page)

    def versions(self, page: str, *, limit: int | None = None) -> Rows[Version]:
        """What changed in a page that was read more than once: see `onrecord.views.versions.versions`."""
        return versions_view.versions(self._store, page, limit=limit)

    def pages(self) -> Iterator[Record]:
        """The records of all pages, in the order in which they were read."""
        return pages_view.all_pages(self._store)

    def info(self) -> info_view.Info:
        """What the file holds, and with which versions it was read."""
        return info_view.info(self._store)
