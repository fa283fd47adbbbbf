"""Tables: a bad row costs that row, and every row says where it stands."""

from __future__ import annotations

import csv
import datetime
import gzip
import io
import json
import random
import tracemalloc
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onrecord.model.provenance import Hints, RawPage, Skipped
from onrecord.reading import open_sources, total_hint
from onrecord.reading.pages import Options, pages_of

ROW = {
    "id": 7, "url": "https://brenna.example/port", "title": "Port reopens", "date": "2031-03-04",
    "outlet": "Brenna Post",    "authors": ["Ada Moll", "Jon Wyss"], "text": "The port reopened, she said.",
}  # fmt: skip


def read(content: bytes, name: str, **options: object) -> list[RawPage | Skipped]:
    return list(pages_of(io.BytesIO(content), uri=name, name=name, options=Options(**options)))  # type: ignore[arg-type]


def lines(*rows: object) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def csv_bytes(rows: list[list[str]], encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def test_a_row_gives_its_words_and_its_hints() -> None:
    (page,) = read(lines(ROW), "t.jsonl")
    assert page == RawPage(
        uri="t.jsonl#1", kind="article", content="The port reopened, she said.", row_id="7",
        hints=Hints(
            url="https://brenna.example/port", title="Port reopens", date="2031-03-04", outlet="Brenna Post",
            byline="Ada Moll; Jon Wyss",
        ),
    )  # fmt: skip


def test_text_is_an_article_unless_scraped_and_html_is_a_page_that_wins() -> None:
    both = {"text": "words", "HTML ": "<p>words</p>"}
    kinds = [page.kind for page in read(lines({"text": "a"}, both), "t.jsonl") if isinstance(page, RawPage)]
    assert kinds == ["article", "html"]
    (page,) = read(lines({"text": "a", "html": ""}), "t.jsonl", scraped=True)
    assert isinstance(page, RawPage)
    assert (page.kind, page.content) == ("scraped", "a")


def test_bad_lines_are_passed_over_with_their_place() -> None:
    content = (
        b'{"text": "one"}\n{"text": "tw\n\n[1, 2]\n{"title": "no text"}\n'
        + b"[" * 100_000
        + b'\n{"text": NaN}\n{"text": "six"}'
    )
    items = read(content, "t.jsonl")
    assert [(item.uri, getattr(item, "reason", "page")) for item in items] == [
        ("t.jsonl#1", "page"), ("t.jsonl#2", "bad JSON"), ("t.jsonl#4", "row is no object"),
        ("t.jsonl#5", "row without html or text"), ("t.jsonl#6", "bad JSON"), ("t.jsonl#7", "row without html or text"),
        ("t.jsonl#8", "page"),
    ]  # fmt: skip
    assert isinstance(items[1], Skipped)
    assert "line 2" in items[1].detail


def test_odd_encodings_in_json_lines() -> None:
    content = b'\xef\xbb\xbf{"text": "first"}\n{"text": "caf\xe9"}\n{"text": "half \\ud83d of it"}\n'
    pages = [page for page in read(content, "t.jsonl") if isinstance(page, RawPage)]
    assert [page.content for page in pages] == ["first", "café", "half \ufffd of it"]
    assert [problem.what for page in pages for problem in page.problems] == ["encoding", "encoding"]
    (wide,) = read('{"text": "žluť"}\n'.encode("utf-16"), "t.jsonl")
    assert isinstance(wide, RawPage)
    assert wide.content == "žluť"


def test_cells_of_all_kinds() -> None:
    deep: object = "x"
    for _ in range(800):
        deep = [deep]
    row = {"text": "a", "id": 3.0, "title": ["a", deep, 4], "date": 10**400, "url": {"a": 1}, "outlet": 1e999}
    (page,) = read(lines({**row, "byline": "\ud83d"}), "t.jsonl")
    assert isinstance(page, RawPage)
    assert (page.row_id, page.hints.title, page.hints.url, page.hints.byline) == ("3", "a; 4", None, "\ufffd")


def test_a_truncated_gzip_table_gives_its_whole_rows_and_says_where_it_broke() -> None:
    noise = random.Random(3)
    rows = [{"text": "".join(noise.choices("abcdef ", k=400)), "id": number} for number in range(500)]
    packed = gzip.compress(lines(*rows))
    items = read(packed[: len(packed) // 2], "t.jsonl.gz")
    assert len(items) > 200
    assert all(isinstance(item, RawPage) and item.content == rows[n]["text"] for n, item in enumerate(items[:-1]))
    assert isinstance(items[-1], Skipped)
    assert items[-1].reason == "truncated gzip"


def test_a_row_longer_than_the_limit_costs_only_itself() -> None:
    items = read(lines({"text": "a"}, {"text": "b" * 5000}, {"text": "c"}), "t.jsonl", page_bytes=1000)
    assert [getattr(item, "reason", "page") for item in items] == ["page", "row too large", "page"]


def test_json_of_one_page_or_a_list() -> None:
    assert [item.uri for item in read(json.dumps([ROW, 3, ROW]).encode(), "t.json")] == [
        "t.json#1",
        "t.json#2",
        "t.json#3",
    ]
    (single,) = read(json.dumps(ROW, indent=2).encode(), "t.json")
    assert isinstance(single, RawPage)
    assert single.uri == "t.json"
    assert [item.uri for item in read(lines(ROW, ROW), "t.json")] == ["t.json#1", "t.json#2"]
    (marked,) = read(b"\xef\xbb\xbf" + json.dumps(ROW, indent=2).encode(), "t.json")
    assert isinstance(marked, RawPage)
    for bad in (b"[" * 200_000, b'{"text": ', b"[" + b'{"text": "x"},' * 3):
        assert [getattr(item, "reason", None) for item in read(bad, "t.json")] in (["bad JSON"], [None])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_in_many_encodings_and_delimiters(encoding: str, delimiter: str) -> None:
    long = "Die Brücke über die Aare wurde am Montag eröffnet, sagte die Präsidentin.\n«Endlich», fügte sie hinzu. " * 3
    content = csv_bytes([["ID", "Text", "url"], ["a1", long, ""], ["a2", "two", "u"]], encoding, delimiter)
    pages = read(content, "t.csv")
    assert [(page.row_id, page.content) for page in pages if isinstance(page, RawPage)] == [("a1", long), ("a2", "two")]
    assert [page.uri for page in pages] == ["t.csv#1", "t.csv#2"]


def test_csv_with_nul_huge_fields_and_crooked_rows() -> None:
    huge = "x" * 300_000
    content = b"id,text\n1,a\0b\n2," + huge.encode() + b'\n3\n4,d,e,f\n\n5,"never closed\n6,six\n'
    items = read(content, "t.csv")
    pages = [item for item in items if isinstance(item, RawPage)]
    assert [page.row_id for page in pages] == ["1", "2", "4", "5"]
    assert pages[1].content == huge
    assert [problem.what for problem in pages[2].problems] == ["row shape"]
    assert [(item.uri, item.reason) for item in items if isinstance(item, Skipped)] == [
        ("t.csv#3", "row without html or text")
    ]


def test_csv_headers_of_all_kinds() -> None:
    (page,) = read(b'"Id","the\ntext",text\n1,2,three\n', "t.csv")
    assert isinstance(page, RawPage)
    assert (page.row_id, page.content) == ("1", "three")
    for broken in (b"a\rb,text\n1,2\n", b"", b"\n\n", b'"'):
        assert [item.reason for item in read(broken, "t.csv")] == ["table without html or text column"]  # type: ignore[union-attr]


def test_a_field_past_all_bounds_costs_what_it_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    before = csv.field_size_limit()
    try:
        csv.field_size_limit(1000)
        monkeypatch.setattr("onrecord.reading.tables.FIELD_CHARS", 1000)
        items = read(b'id,text\n1,one\n2,"' + b"word\n" * 500 + b"3,three\n", "t.csv")
    finally:
        csv.field_size_limit(before)
    assert isinstance(items[0], RawPage)
    assert any(isinstance(item, Skipped) and item.reason == "bad CSV row" for item in items)
    assert isinstance(items[-1], RawPage)
    assert items[-1].content == "three"


def test_a_line_past_the_limit_is_said_not_lost_in_silence() -> None:
    items = read(b"id,text\n1,one\n2," + b"x" * 2000 + b"\n3,three\n4," + b"x" * 2000, "t.csv", page_bytes=1000)
    assert [getattr(item, "reason", None) or item.row_id for item in items] == [
        "1",
        "row too large",
        "3",
        "row too large",
    ]  # type: ignore[union-attr]


def test_a_table_by_another_name() -> None:
    assert [item.uri for item in read(json.dumps([ROW, ROW], indent=1).encode(), "t.jsonl")] == [
        "t.jsonl#1",
        "t.jsonl#2",
    ]
    assert len(read(lines(ROW, ROW), "t.csv")) == 2
    assert len(read(lines(ROW, ROW), "t.txt")) == 2


def test_a_table_without_pages_is_passed_over_whole() -> None:
    (item,) = read(b"name,iso\nBrenna,BRN\nOther,OTH\n", "t.csv")
    assert isinstance(item, Skipped)
    assert (item.reason, item.detail) == ("table without html or text column", "its columns: name, iso")


def parquet(path: Path, rows: int = 1000) -> Path:
    table = pa.table(
        {
            "id": list(range(rows)),
            "Text": [f"The council met for the {n}. time. " * 20 for n in range(rows)],
            "date": [datetime.date(2031, 3, 4)] * rows,
            "embedding": [[0.5] * 4] * rows,
        }
    )
    pq.write_table(table, path, row_group_size=100)
    return path


def test_parquet_by_row(tmp_path: Path) -> None:
    path = parquet(tmp_path / "t.parquet")
    pages = list(open_sources([str(path)]))
    assert len(pages) == total_hint([str(path)]) == 1000
    last = pages[-1]
    assert isinstance(last, RawPage)
    assert (last.uri, last.row_id, last.hints.date) == (f"{path}#1000", "999", "2031-03-04")
    assert list(open_sources(["-"], stdin=io.BytesIO(path.read_bytes())))[3].uri == "-#4"


def test_packed_parquet_whole_and_broken(tmp_path: Path) -> None:
    packed = gzip.compress(parquet(tmp_path / "t.parquet", rows=20).read_bytes())
    assert len(read(packed, "t.parquet.gz")) == 20
    assert [getattr(item, "reason", "") for item in read(packed[:-100], "t.parquet.gz")] == ["truncated gzip"]


def test_parquet_strings_that_are_no_utf8(tmp_path: Path) -> None:
    bad = pa.Array.from_buffers(pa.string(), 1, pa.array([b"caf\xe9"], pa.binary()).buffers())
    pq.write_table(pa.table({"text": bad, "id": ["7"]}), tmp_path / "t.parquet")
    (page,) = open_sources([tmp_path / "t.parquet"])
    assert isinstance(page, RawPage)
    assert (page.content, page.row_id) == ("caf\ufffd", "7")


def test_broken_parquet_is_said(tmp_path: Path) -> None:
    whole = parquet(tmp_path / "t.parquet").read_bytes()
    for name, content in {
        "cut": whole[:-200],
        "start": whole[:3000],
        "noise": whole[:400] + b"\xff" * 300 + whole[700:],
    }.items():
        path = tmp_path / f"{name}.parquet"
        path.write_bytes(content)
        items = list(open_sources([str(path)]))
        assert any(isinstance(item, Skipped) and item.reason == "broken Parquet" for item in items), name


def test_our_own_parquet_record_is_passed_over(tmp_path: Path) -> None:
    pq.write_table(pa.table({"id": ["a"], "input": ["{}"], "zones": ["[]"], "text": ["x"]}), tmp_path / "out.parquet")
    (item,) = open_sources([str(tmp_path)])
    assert isinstance(item, Skipped)
    assert item.reason == "a record, not pages"


def test_a_long_table_is_never_in_memory_whole(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    with path.open("wb") as file:
        for number in range(400):
            file.write(lines({"id": number, "text": "word " * 20_000}))
    tracemalloc.start()
    count = sum(1 for _ in open_sources([str(path)]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 400
    assert path.stat().st_size > 38 * 10**6
    assert peak < 8 * 2**20


def test_the_number_to_expect_is_close_for_a_long_table(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_bytes(lines(*({"id": number, "text": "word " * 500} for number in range(3000))))
    hint = total_hint([str(path)])
    assert hint is not None
    assert abs(hint - 3000) < 60
    assert total_hint(["-"]) is None
    assert total_hint(["https://brenna.example/"]) is None
