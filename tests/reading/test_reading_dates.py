"""A table's day of publication under each of its names."""

from __future__ import annotations

import pytest

from onrecord.reading.rows import DATE_COLUMNS, hints_of


@pytest.mark.parametrize("column", DATE_COLUMNS)
def test_each_name_of_the_date_column_counts(column: str) -> None:
    assert hints_of({"text": "Rain fell.", column: "2021-03-04"}).date == "2021-03-04"


def test_the_plain_name_wins() -> None:
    assert hints_of({"dct": "2020-01-01", "date": "2021-03-04"}).date == "2021-03-04"
