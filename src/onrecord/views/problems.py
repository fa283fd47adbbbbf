"""What could not be read."""

from __future__ import annotations

from onrecord.store import Store
from onrecord.views.filters import limited
from onrecord.views.rows import Rows, Trouble

_PROBLEMS = """
SELECT what, detail, uri, id AS page FROM problems JOIN documents ON documents.n = document
UNION ALL
SELECT 'skipped', reason || CASE detail WHEN '' THEN '' ELSE ': ' || detail END, uri, NULL FROM skipped
ORDER BY what, detail, uri LIMIT ?"""
_COUNT = "SELECT (SELECT count(*) FROM problems) + (SELECT count(*) FROM skipped)"


def problems(store: Store, *, limit: int | None = None) -> Rows[Trouble]:
    """What could not be read of pages, and what was passed over, alike ones together."""
    rows = [
        Trouble(what=row["what"], detail=row["detail"], uri=row["uri"], page=row["page"])
        for row in store.query(_PROBLEMS, (limited(limit),))
    ]
    return Rows(rows, total=int(store.query(_COUNT)[0][0]), kind=Trouble)
