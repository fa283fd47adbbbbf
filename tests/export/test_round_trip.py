"""Any text survives the way into a file and out of it again."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import lake_record, small_record

from onrecord.export import cameo, polecat
from onrecord.export.forms import STREAMED
from onrecord.export.tables import tables_of, write_tables
from onrecord.export.told import Asked, Told
from onrecord.export.writing import delimited_line, opened
from onrecord.model.document import Record
from onrecord.model.errors import ExportError
from onrecord.model.event import Event, Party
from onrecord.model.page import Outlet, Page
from onrecord.model.provenance import Input
from onrecord.model.spans import Evidence
from onrecord.store import Store

any_text = st.text(alphabet=st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40)
nasty = st.sampled_from(
    ["\t", "\n", "\r", "\r\n", '"', "'", ",", "; ", "\0", "\x1a", "\u2028", "\ufeff", "😀", "“", " ", "\\", "NA"]
)
texts = st.lists(any_text | nasty, min_size=1, max_size=6).map("".join)


def page_of(actor: str, recipient: str, outlet: str) -> Told:
    text = f"{actor} met {recipient}"
    at = len(actor) + 1
    event = Event(
        id="e", type="CONSULT", trigger=Evidence(text="met", spans=((at, at + 3),)), intensity=2.5, confidence=0.5,
        actors=(Party(text=actor, spans=((0, len(actor)),)),),
        recipients=(Party(text=recipient, spans=((at + 4, len(text)),)),),
    )  # fmt: skip
    page = Record(
        id="p",
        input=Input(uri=f"/pages/{outlet}", row_id=None, sha256="", read_at="", reader="onrecord"),
        page=Page(outlet=Outlet(id="outlet:x", name=outlet)),
        text=text,
        events=(event,),
    )
    return Told(page=page, statements=(), events=page.events)


@settings(deadline=None)
@given(texts, texts, texts)
def test_any_text_survives_polecat_and_cameo(actor: str, recipient: str, outlet: str) -> None:
    told = page_of(actor, recipient, outlet)
    for form, who, whom, by in (
        (polecat, "Actor Name Raw", "Recipient Name Raw", "Source"),
        (cameo, "Source Name", "Target Name", "Publisher"),
    ):
        lines = b"".join(delimited_line(row, "\t") for row in ([*form.HEADER], *form.rows([told])))
        read = list(csv.DictReader(io.StringIO(lines.decode(), newline=""), delimiter="\t", strict=True))
        assert len(read) == 1
        row = read[0]
        assert (row[who], row[whom], row[by]) == (actor, recipient, outlet)
        assert row["Page URI"] == f"/pages/{outlet}"
        assert row["Evidence Text"] == told.page.text[int(row["Evidence Start"]) : int(row["Evidence End"])]
        assert row["Evidence Text"] == told.page.text


@settings(deadline=None)
@given(
    st.lists(texts | st.none() | st.just("") | st.integers(-(2**63), 2**63 - 1) | st.booleans(), min_size=1, max_size=5)
)
def test_pandas_reads_every_cell(cells: list[str | int | bool | None]) -> None:
    lines = delimited_line(["id", *map(str, range(len(cells)))], "\t") + delimited_line(["a", *cells], "\t") * 2
    read = pd.read_csv(io.BytesIO(lines), sep="\t", dtype=str, keep_default_na=False, index_col="id")
    expected = ["" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell) for cell in cells]
    assert read.to_numpy().tolist() == [expected] * 2


@pytest.mark.parametrize("half", ["\ud800", "a\udfffb"])
def test_half_a_character_is_refused(half: str) -> None:
    with pytest.raises(ExportError, match="half a character"):
        delimited_line([half])


def test_a_file_is_there_only_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.tsv"
    path.write_text("before")
    with pytest.raises(ExportError), opened(str(path), io.BytesIO()) as stream:
        stream.write(delimited_line(["a", "\ud800"]))
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(ExportError, match="cannot be written"), opened(str(tmp_path / "no" / "out"), io.BytesIO()):
        pass


@pytest.fixture
def store(tmp_path: Path) -> Store:
    odd = small_record(3, title='Ferry "3"\tdelayed,\r\nagain\0😀', tags=("",))
    with Store(tmp_path / "record.db", write=True) as writing:
        for record in (lake_record(), odd, small_record(4, title="")):
            writing.add(record)
    return Store(tmp_path / "record.db")


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_every_table_comes_out_as_it_is(store: Store, tmp_path: Path, form: str) -> None:
    counts = write_tables(store, str(tmp_path / form), form)  # type: ignore[arg-type]
    package = json.loads((tmp_path / form / "datapackage.json").read_text())
    assert [one["name"] for one in package["resources"]] == [one.name for one in tables_of(store)] == list(counts)
    assert {"documents", "statements", "reviews", "runs", "stories"} <= set(counts)
    assert not any("fts" in name for name in counts)
    for resource in package["resources"]:
        columns = [one["name"] for one in resource["schema"]["fields"]]
        expected = [dict(zip(columns, row, strict=True)) for row in store.stream(f"SELECT * FROM {resource['name']}")]
        assert _read(tmp_path / form / resource["path"]) == (_as_text(expected) if form == "csv" else expected)
        assert counts[resource["name"]] == len(expected)


def _read(path: Path) -> list[dict[str, object]]:
    if path.suffix == ".parquet":
        return pq.read_table(path).to_pylist()  # type: ignore[no-any-return]
    text = path.read_bytes().decode()
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in text.split("\n")[:-1]]
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))  # type: ignore[arg-type]


def _as_text(rows: list[dict[str, object]]) -> list[dict[str, str]]:
    return [{name: "" if cell is None else str(cell) for name, cell in row.items()} for row in rows]


def test_references_of_the_package_are_those_of_the_schema(store: Store, tmp_path: Path) -> None:
    write_tables(store, str(tmp_path / "csv"), "csv")
    package = json.loads((tmp_path / "csv" / "datapackage.json").read_text())
    schema = next(one["schema"] for one in package["resources"] if one["name"] == "statement_actors")
    assert schema["primaryKey"] == ["statement", "role", "part"]
    assert {"fields": "statement", "reference": {"resource": "statements", "fields": "n"}} in schema["foreignKeys"]


def test_pandas_reads_polecat(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "events.tsv"
    with opened(str(path), io.BytesIO()) as stream:
        assert STREAMED["polecat"](store, Asked(), stream) == 2
    frame = pd.read_csv(path, sep="\t")
    assert tuple(frame.columns) == polecat.HEADER
    rejected, sent = (row for _, row in frame.iterrows())
    assert (rejected["Event Type"], rejected["Event Date"], rejected["Quad Code"]) == (
        "REJECT",
        "2024-03-04",
        "VERBAL CONFLICT",
    )
    assert (rejected["Actor Country"], rejected["Actor COW"], rejected["Recipient COW"]) == ("KEN", 501, 510)
    assert (sent["Placename"], sent["City"], sent["Feature Type"]) == ("Nairobi", "Nairobi", "PPL")
    assert (sent["Speaker"], sent["Statement ID"]) == ("Officials", lake_record().statements[2].id)
    assert pd.isna(sent["Event Date"])
    assert pd.isna(sent["Dated"]), "told as history, it is not dated by the page"
