"""The shipped gazetteer: opens fast, answers by folded name."""

from __future__ import annotations

import subprocess
import sys
from importlib import resources

import pytest

from onrecord.resolving.where.fold import fold
from onrecord.resolving.where.gazetteer import FILE, above, senses, usage


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St. Louis", "Saint Louis"),
        ("Ft. Worth", "Fort Worth"),
        ("N'Djaména", "NDjamena"),
        ("Łódź", "Lodz"),
        ("the Hague", "Hague"),
    ],
)
def test_spellings_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_fold_keeps_distinct_names_apart() -> None:
    assert len({fold(name) for name in ("Paris", "Paris Creek", "Port Paris", "Pari")}) == 4


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Norway", "country", "NOR"),
        ("Bavaria", "region", "DEU"),
        ("Harris County", "admin2", "USA"),
        ("Nairobi", "city", "KEN"),
        ("North Sea", "water", None),
    ],
)
def test_kinds_of_places(name: str, kind: str, country: str | None) -> None:
    assert any(entry.kind == kind and entry.country == country for entry in senses(fold(name)))


def test_unknown_name_has_no_sense() -> None:
    assert senses("xqzzy vale") == ()


def test_cities_know_what_contains_them() -> None:
    houston = next(entry for entry in senses("houston") if entry.kind == "city" and entry.country == "USA")
    assert [up.kind for up in above(houston)] == ["admin2", "admin1"]
    assert above(houston)[-1].name == "Texas"


def test_coordinates_are_degrees() -> None:
    for name in ("oslo", "quito", "sydney"):
        for entry in senses(name):
            assert -90 <= entry.lat <= 90
            assert -180 <= entry.lon <= 180


def test_usage_tells_words_from_places() -> None:
    assert usage("of").word > usage("of").place
    assert usage("iraq").place > usage("iraq").person


def test_file_is_small() -> None:
    assert (resources.files("onrecord.resolving.data") / FILE).read_bytes()[:15] == b"SQLite format 3"
    assert len((resources.files("onrecord.resolving.data") / FILE).read_bytes()) < 12_500_000


def test_opens_in_well_under_a_second() -> None:
    ask = (
        "import time; from onrecord.resolving.where.gazetteer import senses; t = time.perf_counter(); senses('oslo');"
        " print(time.perf_counter() - t)"
    )
    seconds = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True).stdout
    assert float(seconds) < 0.8
