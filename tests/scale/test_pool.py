"""Pages over processes: in order, bounded, and no page able to end the run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from readers_for_tests import die_at_start, give_moody, give_nothing, give_plain, page, threads

from onrecord.model.errors import InstallError
from onrecord.model.provenance import Problem, RawPage, identify
from onrecord.scale.pool import read_pages, usable_cores


def test_records_come_in_the_order_of_the_pages() -> None:
    pages = [page(0, "slow"), *(page(n) for n in range(1, 30))]
    records = list(read_pages(pages, jobs=2, reader=give_moody))
    assert [record.input.uri for record in records] == [one.uri for one in pages]
    assert records[5].text == "Ferry 5 delayed\n\nSpeaker F said ferry number 5 would be late."


def test_one_job_and_many_give_the_same() -> None:
    pages = [page(n) for n in range(7)]
    assert list(read_pages(pages, jobs=1, reader=give_plain)) == list(read_pages(pages, jobs=2, reader=give_plain))


def test_what_goes_wrong_with_a_page_stays_with_it() -> None:
    pages = [page(0), page(1, "die"), page(2), page(3, "hang"), page(4, "fail"), page(5, "die"), page(6)]
    records = list(read_pages(pages, jobs=2, time_limit=0.5, reader=give_moody))
    assert [record.id for record in records] == [identify(one)[0] for one in pages]
    told = [record.problems[0].detail if record.problems else "" for record in records]
    assert [bool(one) for one in told] == [False, True, False, True, True, True, False]
    assert "process reading it ended" in told[1]
    assert told[3] == "reading it took longer than 0.5 s"
    assert told[4] == "ValueError: no such luck"
    assert records[1].text == ""


def test_one_job_holds_pages_to_their_time_too() -> None:
    records = list(read_pages([page(0), page(1, "hang"), page(2)], jobs=1, time_limit=0.3, reader=give_moody))
    assert [record.problems[0].detail if record.problems else "" for record in records] == [
        "", "reading it took longer than 0.3 s", "",
    ]  # fmt: skip


def test_a_page_that_takes_too_much_memory_is_given_up() -> None:
    records = list(read_pages([page(0), page(1, "swell"), page(2)], jobs=2, reader=give_moody))
    assert [bool(record.problems) for record in records] == [False, True, False]
    assert "MemoryError" in records[1].problems[0].detail


def test_what_was_known_of_a_lost_page_is_kept() -> None:
    known = Problem(what="cut", detail="too long")
    lost = RawPage(uri="/pages/1.txt", kind="article", content="fail", row_id="r1", problems=(known,))
    record = next(read_pages([lost], reader=give_moody))
    assert (record.input.row_id, record.problems[0]) == ("r1", known)


@pytest.mark.parametrize("jobs", [1, 2])
def test_half_characters_are_replaced_one_for_one(jobs: int) -> None:
    (record,) = read_pages([page(3, "half")], jobs=jobs, reader=give_moody)
    assert record.text.endswith("late.�")
    assert record.problems[0].what == "half characters"
    statement = record.statements[0]
    assert statement.content is not None
    assert record.text[slice(*statement.content.spans[0])] == statement.content.text


def test_no_more_pages_are_taken_than_can_be_read_soon() -> None:
    taken = 0

    def pages() -> Iterator[RawPage]:
        nonlocal taken
        for n in range(100):
            taken += 1
            yield page(n)

    reading = read_pages(pages(), jobs=2, reader=give_plain)
    next(reading)
    assert taken <= 10
    reading.close()


@pytest.mark.parametrize(
    ("reader", "told"), [(give_nothing, "the weights are missing"), (die_at_start, "before it could read")]
)
def test_processes_that_cannot_start_end_the_run_with_a_word(reader: object, told: str) -> None:
    with pytest.raises(InstallError, match=told):
        list(read_pages([page(0), page(1)], jobs=2, reader=reader))  # type: ignore[arg-type]


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_installation_that_lacks_something_ends_the_run(jobs: int) -> None:
    with pytest.raises(InstallError, match=r"^the weights do not fit$"):
        list(read_pages([page(0), page(1, "unfit"), page(2)], jobs=jobs, reader=give_moody))


def test_each_process_keeps_to_one_thread() -> None:
    records = list(read_pages([page(0), page(1)], jobs=2, reader=threads))
    assert {record.page.title for record in records} == {"1"}


def test_nothing_to_read() -> None:
    assert list(read_pages([], reader=give_plain)) == []
    assert usable_cores() >= 1
