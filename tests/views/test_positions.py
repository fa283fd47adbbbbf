"""What somebody says about somebody over time: order, formulas, spells, turning points, gaps."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from said_pages import said_page

import onrecord
from onrecord.cli.app import run
from onrecord.model.document import Record
from onrecord.store import Store
from onrecord.views.positions import Positions
from onrecord.views.turning import Turn, turns


def kept(folder: Path, pages: Iterable[Record]) -> Path:
    path = folder / "record.db"
    with Store(path, write=True) as store:
        for page in pages:
            store.add(page)
    return path


def asked(path: Path, who: str = "Irena Valko", about: str | None = "VEL", **more: str) -> Positions:
    with onrecord.open(path) as db:
        return db.positions(who, about=about, **more)  # type: ignore[arg-type]


def series(
    seed: int, means: list[float], months: int = 24, a_month: float = 2.0, spread: float = 2.5
) -> list[list[float]]:
    """Months of values around one mean after another; the number of values a month varies."""
    chance = random.Random(seed)
    return [
        [chance.gauss(mean, spread) for _ in range(chance.randint(0, int(2 * a_month)))]
        for mean in means
        for _ in range(months)
    ]


def test_a_change_is_found_where_it_is() -> None:
    (turn,) = turns(series(1, [-6.0, 2.0]))
    assert turn.earliest <= 24 <= turn.latest
    assert abs(turn.at - 24) <= 1
    assert turn.probability > 0.99


def test_turning_points_of_known_truth_are_recovered() -> None:
    """Three changes of six points in eight years, twenty times: precision and recall within three months."""
    hits = found = 0
    for seed in range(20):
        given_turns = turns(series(seed, [-2.0, 4.0, -2.0, -8.0], a_month=1.5))
        found += len(given_turns)
        hits += sum(any(abs(turn.at - true) <= 3 for turn in given_turns) for true in (24, 48, 72))
    assert hits / 60 >= 0.9
    assert hits / found >= 0.9


def test_what_does_not_change_has_hardly_a_turning_point() -> None:
    assert sum(len(turns(series(seed, [-3.0] * 4))) for seed in range(30)) <= 3


def test_a_change_in_a_gap_stays_as_vague_as_the_gap() -> None:
    before, after = series(3, [-7.0], 12), series(4, [5.0], 12)
    (turn,) = turns([*before, *([[]] * 18), *after])
    assert turn.latest - turn.earliest >= 14


def test_too_few_values_are_no_ground() -> None:
    assert turns([[-2.0], [2.0], [-1.0]]) == []
    assert turns([[], []]) == []
    assert turns([]) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.floats(-10, 10), max_size=3), max_size=60))
def test_turning_points_are_in_order_and_within(months: list[list[float]]) -> None:
    found = turns(months)
    assert [turn.at for turn in found] == sorted(turn.at for turn in found)
    for turn in found:
        assert isinstance(turn, Turn)
        assert 0 < turn.earliest <= turn.latest < len(months)
        assert 0.5 <= turn.probability <= 1.0


@pytest.fixture
def long_record(tmp_path: Path) -> Path:
    """Six friendly years, a gap, then four hostile ones; one formula all along."""
    pages = []
    for n in range(24):
        year, month = 2010 + n // 4, 1 + 3 * (n % 4)
        words = (
            "no matter who sits in Torsund, the strait is ours" if n % 4 == 0 else f"that harbour {n} would open soon"
        )
        pages.append(said_page(n, words, f"{year}-{month:02}-05", act="SUPPORT"))
    for n in range(24, 40):
        year, month = 2018 + (n - 24) // 4, 1 + 3 * (n % 4)
        words = "“no matter who sits in Torsund” again" if n % 8 == 0 else f"that convoy {n} must turn back"
        pages.append(said_page(n, words, f"{year}-{month:02}-09", event="THREATEN", intensity=-5.0))
    pages.append(said_page(90, "the weather is fine in Torsund", "2017-01-01", speaker="Astrid Holm", about=("OST",)))
    pages.append(
        said_page(91, "that Torsund is far, no matter who sits in Torsund", "2011-01-01", speaker="Jonas Ekberg")
    )
    return kept(tmp_path, pages)


def test_positions_are_in_order_of_time(long_record: Path) -> None:
    found = asked(long_record)
    assert found.total == len(found.moments) == 24 + 2 * 16
    dates = [one.dated or "" for one in found.moments]
    assert dates == sorted(dates)
    assert {one.who for one in found.moments} == {"Irena Valko"}
    assert found.moments[0].intensity == 5.0


def test_the_formula_is_found_across_the_years(long_record: Path) -> None:
    formula, *longer = (one for one in asked(long_record).formulas if "matter" in one.words)
    assert [one.words for one in longer] == [
        "no matter who sits in Torsund, the strait is ours",
        "no matter who sits in Torsund” again",
    ]
    assert formula.words == "no matter who sits in Torsund"
    assert formula.years == ("2010", "2011", "2012", "2013", "2014", "2015", "2018", "2020")
    assert (formula.times, formula.on_record) == (8, 9)
    assert len(formula.statements) == 8


def test_the_turning_point_lies_in_the_gap(long_record: Path) -> None:
    found = asked(long_record)
    (turn,) = found.turns
    assert (turn.before, turn.after) == (5.0, -5.0)
    assert turn.earliest >= "2015-06"
    assert turn.latest <= "2018-02"
    assert [(one.since, one.until) for one in found.spells] == [("2010-01", "2015-10"), ("2018-01", "2021-10")]
    (gap,) = found.gaps
    assert (gap.since, gap.until, gap.pages) == ("2015-10-05", "2018-01-09", 1)


def test_a_state_stands_for_those_who_speak_for_it(long_record: Path) -> None:
    assert asked(long_record, "OST").total > asked(long_record).total


def test_words_carried_again_are_not_said_again(tmp_path: Path) -> None:
    pages = [said_page(n, "that cold harbours stay closed", f"20{20 + n}-01-01") for n in range(2)]
    path = kept(tmp_path, pages)
    assert len(asked(path).formulas) == 1
    with Store(path, write=True) as store:
        store._connection.execute("DELETE FROM utterances")
        store._connection.execute("INSERT INTO utterances (statement, utterance) VALUES (1, 1), (2, 1)")
    assert asked(path).formulas == ()


def test_history_without_a_date_is_in_no_spell(tmp_path: Path) -> None:
    pages = [
        said_page(n, f"word {n}", f"2024-{n % 9 + 1:02}-01", event="AID", intensity=9.0, background=True)
        for n in range(20)
    ]
    found = asked(kept(tmp_path, pages))
    assert found.spells == ()
    assert "0 days with an intensity: fewer than 8" in found.notes[-1]


def test_the_limit_cuts_rows_and_nothing_else(long_record: Path) -> None:
    with onrecord.open(long_record) as db:
        whole, cut = db.positions("Irena Valko", about="VEL"), db.positions("Irena Valko", about="VEL", limit=7)
    assert cut.moments == whole.moments[:7]
    assert (cut.total, cut.formulas, cut.turns) == (whole.total, whole.formulas, whole.turns)


def test_nobody_said_anything(long_record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(long_record, "Nobody Known").moments == ()
    assert run(["positions", "Irena Valko", "--about", "VEL", "--record", str(long_record)]) == 0
    out = capsys.readouterr().out
    assert "turning point" in out
    assert "“no matter who sits in Torsund”  8 times" in out
    assert "1 page of that time on record" in out


def test_a_change_within_a_month_is_one_turning_point() -> None:
    months = [[-4.0] * 12 for _ in range(20)] + [[-4.0] * 6 + [4.0] * 6] + [[4.0] * 12 for _ in range(20)]
    (turn,) = turns(months)
    assert turn.at in {20, 21}
    assert turn.earliest <= 20 <= turn.latest


def test_a_month_out_of_line_is_no_change_within_it() -> None:
    months = [[0.0, 0.5] * 6 for _ in range(20)] + [[9.0, 9.5] * 6] + [[0.0, 0.5] * 6 for _ in range(20)]
    assert len(turns(months)) == 2
