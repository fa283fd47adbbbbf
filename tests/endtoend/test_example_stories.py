"""The example pages: one president and one treaty in the news for four years, which is not one story."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.cli.app import run
from onrecord.store import Store

PAGES = Path(__file__).resolve().parents[2] / "examples" / "pages"
REFUSAL = {"1-harbour-courier.html", "2-meridian-post.html"}
EXPULSION = "3-tarn-daily.txt"  # a week after the refusal and because of it: with it or apart, both are right


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Page -> the pages of its story."""
    record = tmp_path_factory.mktemp("stories") / "record.db"
    assert run(["read", str(PAGES), "--to", str(record), "--quiet", "--jobs", "1"]) == 0
    with Store(record) as store:
        rows = store.query(
            "SELECT coalesce(nullif(row_id, ''), name) page, story FROM stories JOIN documents ON n = document"
        )
        stories = {row["page"]: row["story"] for row in rows}
    return {page: {other for other in stories if stories[other] == stories[page]} for page in stories}


def test_two_reports_of_one_refusal_are_one_story(told: dict[str, set[str]]) -> None:
    assert told["1-harbour-courier.html"] >= REFUSAL


@pytest.mark.parametrize("page", ["4-old-lantern.txt", "5-kelmor-gazette.html"])
def test_the_years_before_are_other_stories(told: dict[str, set[str]], page: str) -> None:
    assert told[page] == {page}


def test_each_later_turn_of_the_quarrel_is_a_story(told: dict[str, set[str]]) -> None:
    assert told["1-harbour-courier.html"] - {EXPULSION} == REFUSAL
