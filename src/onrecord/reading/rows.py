"""A table's row -> a page: which columns count and what they are taken for."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Iterator, Mapping

from onrecord.model.provenance import Hints, InputKind, Problem, RawPage, Skipped

Found = Iterator[RawPage | Skipped]

OUR_RECORD = "a record, not pages"

PAGE_COLUMNS = ("html", "text")
"""The columns a page's content is taken from, the better one first."""

DATE_COLUMNS = ("date", "published", "dct")
"""Names for the day of publication; `dct` is TimeML's document creation time."""

BYLINE_COLUMNS = ("byline", "authors", "author")

ROW_COLUMNS = (*PAGE_COLUMNS, "id", "url", "title", "outlet", *DATE_COLUMNS, *BYLINE_COLUMNS)
"""Every column that is read, whatever its case."""


def has_page(columns: Mapping[str, object]) -> bool:
    """Whether a table with these columns (lower case) can hold pages."""
    return any(column in columns for column in PAGE_COLUMNS)


def folded(row: Mapping[str, object]) -> dict[str, object]:
    """The row with its column names trimmed and in lower case."""
    return {str(key).strip().lower(): value for key, value in row.items()}


def is_record(row: Mapping[str, object]) -> bool:
    """Whether a row is a line of a record that this program wrote, not a page."""
    return isinstance(row.get("input"), dict) and isinstance(row.get("zones"), list)


def page_of_row(
    row: Mapping[str, object], *, uri: str, scraped: bool, problems: tuple[Problem, ...] = ()
) -> RawPage | Skipped:
    """The page that a row (column names in lower case) holds.

    `html` is a page's markup and wins over `text`, which is clean article text unless `scraped`.
    """
    kind, content = _content(row, scraped=scraped)
    if content is None:
        return Skipped(
            uri=uri, reason="row without html or text", detail=f"its columns: {', '.join(list(row)[:20]) or 'none'}"
        )
    content, broken = _encodable(content)
    if broken:
        problems = (*problems, Problem(what="encoding", detail="half characters (lone surrogates) were replaced"))
    return RawPage(
        uri=uri, kind=kind, content=content, row_id=_words(row.get("id")), hints=hints_of(row), problems=problems,
        charset="utf-8" if isinstance(content, bytes) and kind != "html" else None,
    )  # fmt: skip


def without_pages(uri: str, columns: Iterable[str]) -> Skipped:
    """A whole table passed over, since it has no column that could hold pages."""
    named = ", ".join(list(columns)[:20]) or "none"
    return Skipped(uri=uri, reason="table without html or text column", detail=f"its columns: {named}")


def one_line(error: Exception) -> str:
    """An error's name and words, on one line of bounded length."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]


def hints_of(row: Mapping[str, object]) -> Hints:
    """What the row's other columns say about the page."""
    return Hints(
        url=_words(row.get("url")),
        title=_words(row.get("title")),
        date=_first(row, DATE_COLUMNS),
        outlet=_words(row.get("outlet")),
        byline=_first(row, BYLINE_COLUMNS),
    )


def _first(row: Mapping[str, object], columns: tuple[str, ...]) -> str | None:
    return next((words for column in columns if (words := _words(row.get(column)))), None)


def _content(row: Mapping[str, object], *, scraped: bool) -> tuple[InputKind, str | bytes | None]:
    kinds: tuple[InputKind, InputKind] = ("html", "scraped" if scraped else "article")
    for column, kind in zip(PAGE_COLUMNS, kinds, strict=True):
        value = row.get(column)
        if isinstance(value, (str, bytes)) and value.strip():
            return kind, value
    empty = next((kind for column, kind in zip(PAGE_COLUMNS, kinds, strict=True) if row.get(column) in ("", b"")), None)
    return (empty, "") if empty else ("article", None)


def _encodable(content: str | bytes) -> tuple[str | bytes, bool]:
    """The content with lone surrogates replaced, which no encoding can carry, and whether there were any."""
    if isinstance(content, bytes) or content.isascii():
        return content, False
    try:
        content.encode("utf-8")
    except UnicodeEncodeError:
        return content.encode("utf-16", "surrogatepass").decode("utf-16", "replace"), True
    return content, False


def _words(value: object) -> str | None:
    """A cell as words: numbers without a needless '.0', dates in ISO 8601, lists joined; nothing for an empty cell."""
    if isinstance(value, float):
        value = None if math.isnan(value) else int(value) if value.is_integer() else value
    if isinstance(value, (datetime.date, datetime.datetime)):
        value = value.isoformat()
    if isinstance(value, (list, tuple)):
        value = "; ".join(str(one).strip() for one in value if isinstance(one, (str, int)))
    if value is None or isinstance(value, (dict, bytes)):
        return None
    words = str(value).strip()
    return words.encode("utf-16", "surrogatepass").decode("utf-16", "replace") or None
