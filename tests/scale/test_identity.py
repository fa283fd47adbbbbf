"""A page has the same id before it is read, when it is looked for, and after."""

from __future__ import annotations

import pytest

from onrecord.model.provenance import Hints, RawPage, identify
from onrecord.text import open_page


@pytest.mark.parametrize(
    "raw",
    [
        RawPage(uri="/a/b/page one.html", kind="html", content=b"<p>A page.</p>"),
        RawPage(uri="C:\\news\\page.txt", kind="scraped", content=b"A page.\xff"),
        RawPage(uri="table.jsonl#3", kind="article", content="A row.", row_id="r3"),
        RawPage(
            uri="https://example.org/a/", kind="html", content="<p>x</p>", hints=Hints(url="https://example.org/a")
        ),
        RawPage(uri="-", kind="article", content="half \ud800 character"),
    ],
    ids=lambda raw: raw.uri,
)
def test_a_page_is_looked_for_by_the_id_it_is_put_down_under(raw: RawPage) -> None:
    document = open_page(raw)
    assert identify(raw) == (document.id, document.input.sha256)
