"""When a page says that it appeared and was last changed."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from htmldate import find_date
from lxml.html import HtmlElement

from onrecord.model.page import Published
from onrecord.text.declared import Declared
from onrecord.text.extractor import FOREIGN_ERRORS, fits

_ISO_DAY = re.compile(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?!\d)")
_PUBLISHED_METAS = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
    "dcterms.created", "dcterms.date", "parsely-pub-date", "sailthru.date", "publishdate", "publish-date", "pubdate",
    "article.published", "cxenseparse:recs:publishtime", "og:published_time", "date.created",
)  # fmt: skip
_MODIFIED_METAS = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "dcterms.modified",
    "dc.date.modified", "lastmod", "last-modified", "revised", "article.updated", "article:modified",
)  # fmt: skip
_SURE_METAS = 2
_MOST_TIMES = 20
log = logging.getLogger(__name__)

Ground = tuple[str, Any, float]


def published_of(declared: Declared, root: HtmlElement, url: str | None) -> Published | None:
    """The day of publication: as JSON-LD or `<meta>` declare it, else by `<time>` elements and htmldate."""
    grounds: list[Ground] = [
        ("json-ld", declared.article().get("datePublished"), 0.97),
        *(("meta", declared.meta(name), 0.95) for name in _PUBLISHED_METAS[:_SURE_METAS]),
        *(
            ("json-ld", item.get("datePublished"), 0.9)
            for item in declared.items
            if isinstance(item.get("datePublished"), str)
        ),
        *(("meta", declared.meta(name), 0.9) for name in _PUBLISHED_METAS[_SURE_METAS:]),
    ]
    return _first(grounds) or _by_markup(declared, root, url)


def modified_of(declared: Declared, published: Published | None) -> Published | None:
    """The day of the last change, as JSON-LD or `<meta>` declare it; a day before publication is none."""
    grounds: list[Ground] = [("json-ld", declared.article().get("dateModified"), 0.95)]
    grounds += [("meta", declared.meta(name), 0.9) for name in _MODIFIED_METAS]
    found = _first(grounds)
    if found is None or (published is not None and found.date < published.date):
        return None
    return found


def _first(grounds: Iterable[Ground]) -> Published | None:
    for how, value, confidence in grounds:
        day = iso_day(value)
        if day:
            return Published(date=day, precision="day", how=how, confidence=confidence, at=_moment(value))
    return None


def _by_markup(declared: Declared, root: HtmlElement, url: str | None) -> Published | None:
    days = {day: value for value in reversed(declared.times[:_MOST_TIMES]) if (day := iso_day(value))}
    if len(days) == 1:
        ((day, value),) = days.items()
        return Published(date=day, precision="day", how="time element", confidence=0.8, at=_moment(value))
    found = _by_htmldate(root, url)
    if found:
        return Published(date=found, precision="day", how="htmldate", confidence=0.7)
    first = iso_day(declared.times[0]) if declared.times else None
    return Published(date=first, precision="day", how="time element", confidence=0.5) if first else None


def _by_htmldate(root: HtmlElement, url: str | None) -> str | None:
    if not fits(root):
        return None
    try:
        return iso_day(find_date(root, url=url, original_date=True, extensive_search=False))
    except FOREIGN_ERRORS:
        log.warning("htmldate failed on %s", url, exc_info=True)
        return None


def iso_day(value: Any) -> str | None:
    """The calendar day of an ISO 8601 date or time as written, in its own time zone; None when there is none."""
    found = _ISO_DAY.match(value) if isinstance(value, str) else None
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups())
    try:
        return date(year, month, day).isoformat() if 1990 <= year <= 2100 else None
    except ValueError:
        return None


def _moment(value: Any) -> str | None:
    """The moment that an ISO 8601 time with a zone names, as `2024-12-29T08:15:00+09:00`."""
    try:
        moment = datetime.fromisoformat(str(value).strip())
    except ValueError:
        return None
    return moment.isoformat(timespec="seconds") if moment.tzinfo is not None else None
