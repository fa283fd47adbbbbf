"""Putting pages together as they come in, in order of arrival.

A page is compared with those before it in the transaction that puts it on record, so that a reading can be ended at any
moment. Pages that came otherwise (in a file of an earlier version, from another record file) are taken up by the next
reading or the first question about groups: `catch_up`, `bring_up_to_date`.
"""

from __future__ import annotations

from onrecord.store import Store
from onrecord.stories.copies import Copies
from onrecord.stories.happenings import Happenings
from onrecord.stories.pages import Pages
from onrecord.stories.pending import PENDING
from onrecord.stories.telling import Stories
from onrecord.stories.utterances import Utterances


class Grouping:
    """Puts the pages of a record file, open for writing, into groups of copies, stories, happenings and utterances."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._pages = Pages(store)
        self._copies = Copies(store, self._pages)
        self._stories = Stories(store, self._pages)
        self._happenings = Happenings(store)
        self._utterances = Utterances(store)
        self._last = 0

    def place(self, page_id: str) -> None:
        """Compare a page on record with those that came before it, whole or not at all.

        Raises:
            RecordError: the file is locked, full or damaged.
        """
        self._place(self._store.query("SELECT n FROM documents WHERE id = ?", (page_id,))[0]["n"])

    def catch_up(self) -> int:
        """Compare every page that has not been yet; how many those were.

        Raises:
            RecordError: the file is locked, full or damaged.
        """
        pending = [row["n"] for row in self._store.query(PENDING)]
        for document in pending:
            self._place(document)
        return len(pending)

    def _place(self, document: int) -> None:
        if document <= self._last:  # a page read anew: its number may stand for other words than before
            self._pages.forget(document)
            self._copies.forget()
            self._utterances.forget()
        self._last = max(self._last, document)
        with self._store.transaction():
            if self._store.query("SELECT 1 FROM stories WHERE document = ?", (document,)):
                return  # another process has been here
            self._copies.place(document)
            story = self._stories.place(document)
            self._happenings.place(document, story)
            self._utterances.place(document, story)
