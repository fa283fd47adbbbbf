"""A reading from beginning to end, into each kind of sink; interrupted ones go on where they stopped."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import msgspec
import pyarrow.parquet as pq
import pytest
from invented import lake_record
from readers_for_tests import give_moody, give_plain, page

from onrecord.model.document import Record
from onrecord.model.errors import InputError, RecordError
from onrecord.model.provenance import Problem, RawPage, Skipped, identify
from onrecord.scale.pool import ReadPage
from onrecord.scale.run import Tally, read_into
from onrecord.scale.sinks import open_sink
from onrecord.store import Store

PAGES = [page(n) for n in range(8)]
ENDINGS = ["record.db", "out.jsonl", "out.jsonl.gz", "out.parquet"]


def read(to: Path, pages: list[RawPage | Skipped] | Iterator[RawPage], **options: object) -> Tally:
    tally = Tally()
    with open_sink(str(to), stdout=io.BytesIO()) as sink:
        read_into(sink, pages, tally=tally, jobs=1, **({"reader": give_plain} | options))  # type: ignore[arg-type]
    return tally


def ids(path: Path) -> list[str]:
    if path.suffix == ".db":
        with Store(path) as store:
            return [row["id"] for row in store.query("SELECT id FROM documents ORDER BY n")]
    if path.suffix == ".parquet":
        return pq.read_table(path).column("id").to_pylist()
    text = gzip.decompress(path.read_bytes()).decode() if path.suffix == ".gz" else path.read_text("utf-8")
    return [json.loads(line)["id"] for line in text.splitlines()]


def expected(pages: list[RawPage]) -> list[str]:
    return [identify(one)[0] for one in pages]


@pytest.mark.parametrize("name", ENDINGS)
def test_read_and_read_again(tmp_path: Path, name: str) -> None:
    to = tmp_path / name
    assert read(to, PAGES[:5]).recorded == 5
    tally = read(to, [*PAGES, PAGES[7], Skipped(uri="x.png", reason="not a page")])
    assert (tally.pages, tally.recorded, tally.present) == (9, 3, 6)
    assert ids(to) == expected(PAGES)
    assert [one.name for one in tmp_path.iterdir()] == [name]


def stops_after(count: int) -> Iterator[RawPage]:
    yield from PAGES[:count]
    raise KeyboardInterrupt


@pytest.mark.parametrize("name", ENDINGS)
def test_interrupted_and_gone_on_with(tmp_path: Path, name: str) -> None:
    to = tmp_path / name
    with pytest.raises(KeyboardInterrupt):
        read(to, stops_after(3))
    assert read(to, PAGES).present == 3
    assert ids(to) == expected(PAGES)


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.gz"])
@pytest.mark.parametrize("cut", [1, 9, 300, 2000])
def test_a_half_last_line_is_dropped(tmp_path: Path, name: str, cut: int) -> None:
    to = tmp_path / name
    read(to, PAGES[:5])
    to.write_bytes(to.read_bytes()[:-cut])
    read(to, PAGES)
    assert sorted(ids(to)) == sorted(expected(PAGES))


def test_reading_anew_replaces_in_a_record_file_only(tmp_path: Path) -> None:
    read(tmp_path / "record.db", PAGES)
    assert read(tmp_path / "record.db", PAGES, again=True).recorded == 8
    read(tmp_path / "out.jsonl", PAGES)
    with pytest.raises(RecordError, match="cannot be read again"):
        read(tmp_path / "out.jsonl", PAGES, again=True)


def test_a_limit_counts_pages(tmp_path: Path) -> None:
    assert read(tmp_path / "record.db", PAGES, limit=3).pages == 3


@pytest.mark.parametrize("name", ["out.jsonl", "out.parquet"])
def test_other_files_are_not_written_into(tmp_path: Path, name: str) -> None:
    to = tmp_path / name
    if to.suffix == ".parquet":
        import pyarrow as pa

        pq.write_table(pa.table({"a": [1]}), to)
    else:
        to.write_text('{"text": "an article"}\n')
    before = to.read_bytes()
    with pytest.raises(RecordError, match="name another file"):
        read(to, PAGES)
    assert to.read_bytes() == before


def test_an_unknown_ending_is_refused() -> None:
    with pytest.raises(InputError, match=r"record\.db, out\.jsonl"):
        open_sink("out.docx", stdout=io.BytesIO())


def test_parquet_holds_the_whole_record(tmp_path: Path) -> None:
    import msgspec

    record = lake_record()
    with open_sink(str(tmp_path / "out.parquet"), stdout=io.BytesIO()) as sink:
        assert sink.put(record)
    (row,) = pq.read_table(tmp_path / "out.parquet").to_pylist()
    assert msgspec.convert(row, Record) == record


def test_a_stream_gets_each_page_once() -> None:
    out = io.BytesIO()
    with open_sink("-", stdout=out) as sink:
        read_into(sink, chain(PAGES, PAGES), tally=Tally(), jobs=1, reader=give_plain)
    assert [json.loads(line)["id"] for line in out.getvalue().splitlines()] == expected(PAGES)


def test_skips_are_noted_in_the_record_file_and_told(tmp_path: Path) -> None:
    skips = [Skipped(uri=f"{n}.png", reason="not a page") for n in range(2)]
    tally = read(tmp_path / "record.db", [*PAGES[:1], *skips, page(9, "fail")], reader=give_moody)
    assert tally.told() == ("4 pages: 2 recorded, 2 skipped (not a page 2); 1 statement, 0 events; 1 problem")
    with Store(tmp_path / "record.db") as store:
        assert len(store.query("SELECT * FROM skipped")) == 2
        (run,) = store.query("SELECT * FROM runs")
        assert (run["pages"], run["recorded"], run["skipped"]) == (2, 2, 2)
        assert run["ended_at"]


def test_an_interrupted_run_has_no_end(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        read(tmp_path / "record.db", stops_after(2))
    with Store(tmp_path / "record.db") as store:
        assert store.query("SELECT ended_at FROM runs")[0][0] is None


def test_a_file_name_that_is_no_utf_8_is_recorded(tmp_path: Path) -> None:
    odd = RawPage(uri="/pages/1.txt", kind="article", content="fail", row_id="\udcff")
    read(tmp_path / "record.db", [odd, Skipped(uri="/pages/\udcff.png", reason="not a page")], reader=give_moody)
    read(tmp_path / "out.jsonl", [odd], reader=give_moody)
    assert ids(tmp_path / "record.db") == ids(tmp_path / "out.jsonl") == expected([odd])


@pytest.mark.parametrize("name", ENDINGS)
def test_a_gathered_page_that_is_no_article_is_passed_over_and_counted(tmp_path: Path, name: str) -> None:
    tally = read(tmp_path / name, PAGES[:3], reader=give_lists)
    assert (tally.pages, tally.recorded, tally.skipped) == (2, 2, {"no article": 1})
    assert ids(tmp_path / name) == expected(PAGES[1:3])
    if name == "record.db":
        with Store(tmp_path / name) as store:
            assert [tuple(row) for row in store.query("SELECT reason, detail FROM skipped")] == [
                ("no article", "it lists 30 headlines")
            ]


def give_lists() -> ReadPage:
    """Takes the first page for a list."""
    read = give_plain()

    def read_page(raw: RawPage) -> Record:
        record = read(raw)
        if raw.uri != PAGES[0].uri:
            return record
        return msgspec.structs.replace(record, problems=(Problem(what="no article", detail="it lists 30 headlines"),))

    return read_page
