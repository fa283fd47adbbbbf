"""A big record file in minutes: pages of `bench/corpus.py` with their true groups, for questions to be put to.

Nothing is read by a network and nothing is compared (`bench/read.py` and `bench/across.py` time that).
"""

from __future__ import annotations

from collections.abc import Hashable
from itertools import islice

from as_read import record_of
from corpus import Made, make
from onrecord.store import Store

TOGETHER = 500
"""Pages that go in in one transaction."""


class _Groups:
    """Numbers of groups by what they truly are: that of the first member."""

    def __init__(self) -> None:
        self._first: dict[Hashable, int] = {}

    def of(self, truth: Hashable, number: int) -> int:
        return self._first.setdefault(truth, number)


def fill(store: Store, pages: int) -> None:
    """Put so many pages in."""
    made, groups = make(pages), _Groups()
    while batch := list(islice(made, TOGETHER)):
        with store.transaction():
            for one in batch:
                store.add(record_of(one))
                _group(store, one, groups)


def _group(store: Store, made: Made, groups: _Groups) -> None:
    """Write down the true groups of a page that has just gone in, of its statements and of its events."""
    page = store.query("SELECT max(n) FROM documents")[0][0]
    utterances = [made.quote.utterance, *(one.utterance for one in made.remarks)]
    said = zip(_numbers(store, "statements", page), utterances, strict=True)
    done = zip(_numbers(store, "events", page), made.deeds, strict=True)
    store.write("INSERT INTO copies VALUES (?, ?, NULL, NULL)", [(page, groups.of(("copy", made.copy), page))])
    store.write("INSERT INTO stories VALUES (?, ?, NULL)", [(page, groups.of(("story", made.story), page))])
    of_statement = [(n, groups.of(utterance, n)) for n, utterance in said]
    store.write("INSERT INTO utterances VALUES (?, ?, ?, 1.0)", [
        (n, first, "fullest" if n == first else "verbatim") for n, first in of_statement
    ])  # fmt: skip
    store.write("INSERT INTO happenings VALUES (?, ?)", [(n, groups.of(one.happening, n)) for n, one in done])


def _numbers(store: Store, table: str, page: int) -> list[int]:
    return [row[0] for row in store.query(f"SELECT n FROM {table} WHERE document = ? ORDER BY n", (page,))]
