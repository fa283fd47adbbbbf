"""Only the newest version of a page answers a question: what its address has since given in other words is earlier.

An outlet that edits a page takes back what the page said before. The earlier words stay on record and `versions` shows
them, but they are not counted beside the new ones.
"""

from __future__ import annotations

from onrecord.store import Store

_EARLIER = """
SELECT n FROM (
    SELECT n, row_number() OVER (PARTITION BY address ORDER BY coalesce(fetched_at, read_at) DESC, n DESC) AS place
    FROM documents WHERE address IN
        (SELECT address FROM documents WHERE address IS NOT NULL GROUP BY address HAVING count(*) > 1))
WHERE place > 1"""


def earlier_pages(store: Store) -> tuple[int, ...]:
    """The numbers (`documents.n`) of the pages that are earlier versions of others."""
    return tuple(int(row[0]) for row in store.stream(_EARLIER))


def left_out(earlier: tuple[int, ...]) -> tuple[str, ...]:
    """What the one who asks should know of the pages that do not answer."""
    if not earlier:
        return ()
    one = "1 page is an earlier version of another and does"
    told = one if len(earlier) == 1 else f"{len(earlier):,} pages are earlier versions of others and do"
    return (f"{told} not answer: --earlier asks them too, 'onrecord versions PAGE' shows what changed",)
