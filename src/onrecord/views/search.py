"""Pages by the words in them."""

from __future__ import annotations

from onrecord.store import Store
from onrecord.views.filters import as_json, full_text, limited
from onrecord.views.newest import earlier_pages, left_out
from onrecord.views.rows import Hit, Rows

FOUND_START, FOUND_END = "\x02", "\x03"
"""What stands around the words found in a snippet: characters that no page has once it is shown."""

_TITLE_WEIGHT, _TEXT_WEIGHT = 4.0, 1.0
_HITS = f"""
SELECT d.id, d.uri, d.title, d.name, d.published, d.outlet,
    -bm25(documents_fts, {_TITLE_WEIGHT}, {_TEXT_WEIGHT}) AS score,
    snippet(documents_fts, 1, '{FOUND_START}', '{FOUND_END}', ' … ', 32) AS snippet
FROM documents_fts JOIN documents AS d ON d.n = documents_fts.rowid
WHERE documents_fts MATCH ? AND d.n NOT IN (SELECT value FROM json_each(?))
ORDER BY bm25(documents_fts, {_TITLE_WEIGHT}, {_TEXT_WEIGHT}), d.n LIMIT ?"""  # noqa: S608
_COUNT = """
SELECT count(*) FROM documents_fts WHERE documents_fts MATCH ? AND rowid NOT IN (SELECT value FROM json_each(?))"""


def search(store: Store, words: str, *, earlier: bool = False, limit: int | None = None) -> Rows[Hit]:
    """Pages whose title or text holds every word (those in double quotes as a phrase), the best match first (BM25, a
    word in the title counts four times). With `earlier`, earlier versions of pages are found too."""
    question = full_text(words)
    if question is None:
        return Rows((), notes=(f"there is no word to look for in {words!r}",), kind=Hit)
    left = () if earlier else earlier_pages(store)
    without = as_json(left)
    hits = [
        Hit(
            title=row["title"] or row["name"],
            published=row["published"],
            outlet=row["outlet"],
            snippet=" ".join(row["snippet"].split(" ")),
            page=row["id"],
            uri=row["uri"],
            score=row["score"],
        )
        for row in store.query(_HITS, (question, without, limited(limit)))
    ]
    return Rows(hits, total=int(store.query(_COUNT, (question, without))[0][0]), notes=left_out(left), kind=Hit)
