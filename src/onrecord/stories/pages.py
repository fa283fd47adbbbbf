"""A page as the grouping sees it: its own report in words, its title, its date, its outlet."""

from __future__ import annotations

from collections import OrderedDict

import msgspec

from onrecord.model.zone import READ_KINDS
from onrecord.store import Store
from onrecord.stories.reading import Words, read_words

KEPT = 2_000
"""Pages kept in memory, those used last: what comes in today is mostly compared with what came in today."""

_PAGE = "SELECT title, text, published, published_precision, outlet_id FROM documents WHERE n = ?"
_ZONES = """SELECT start, "end" FROM zones WHERE document = ? AND kind IN ({}) ORDER BY start""".format(  # noqa: S608
    ", ".join(f"'{kind}'" for kind in sorted(READ_KINDS))
)


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A page on record. `day` is its publication date when that is known to the day."""

    document: int
    title: str
    report: str
    day: str | None
    outlet: str | None
    words: Words


class Pages:
    """Pages of a record file by their number, those used last kept in memory."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: OrderedDict[int, Page] = OrderedDict()

    def __getitem__(self, document: int) -> Page:
        page = self._kept.pop(document, None) or self._read(document)
        self._kept[document] = page
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return page

    def forget(self, document: int) -> None:
        """Let go of a page that has been read anew."""
        self._kept.pop(document, None)

    def _read(self, document: int) -> Page:
        title, text, published, precision, outlet = self._store.query(_PAGE, (document,))[0]
        spans = [(start, end) for start, end in self._store.query(_ZONES, (document,))]
        return Page(
            document=document,
            title=title or "",
            report="\n".join(text[start:end] for start, end in spans),
            day=published if precision == "day" else None,
            outlet=outlet,
            words=read_words(text, spans),
        )
