"""Actors judged the same are one wherever actors are named: in every view across pages, in reports and exports."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import networkx as nx
import pytest
from lxml import html
from said_pages import said_page

import onrecord
from onrecord.export.forms import STREAMED
from onrecord.export.told import Asked
from onrecord.report import write_report
from onrecord.store import Store

A, B = "person:irena-valko", "person:irena-walko"
WORDS = "the harbour of Tarn would stay closed until every crack in its walls had been mended with stone"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    path = tmp_path / "record.db"
    with Store(path, write=True) as writing:
        for n in range(5):
            speaker, about = "Irena Walko" if n == 3 else "Irena Valko", ("VEL", B) if n == 0 else ("VEL",)
            writing.add(said_page(n, f"word {n}", speaker=speaker, act="ACCUSE", about=about, event="THREATEN"))
        writing.add(said_page(5, WORDS, outlet="Shore Daily"))
        writing.add(said_page(6, f"{WORDS} and iron", speaker="Irena Walko", outlet="Tarn Post"))
        writing.add(said_page(7, "more", speaker="Asha Odongo", about=(B,)))
    return Store(path)


def judge(store: Store, verdict: str = "positive") -> None:
    with Store(store.path, write=True) as writing:
        writing.review("actor", A, verdict, field="same_as", value=B)


def exported(store: Store, form: str) -> str:
    stream = io.BytesIO()
    STREAMED[form](store, Asked(), stream)
    return stream.getvalue().decode()


def test_the_network_has_one_node_for_them_and_parts_them_again(store: Store) -> None:
    with onrecord.open(store.path) as db:
        apart = list(db.network())
        judge(store)
        for rows in (db.network(), db.network(since="1000")):
            (first,) = [one for one in rows if one.who_id == A]
            assert (first.who, first.whom_id, first.statements, first.events) == ("Irena Valko", "VEL", 7, 5)
            assert first.acts == {"ACCUSE": 5, "THREATEN": 5}
            assert {(one.who_id, one.whom_id) for one in rows} == {(A, "VEL"), ("person:asha-odongo", A)}
            assert rows.total == 2
        assert list(db.network(B)) == list(db.network(A)) == [first]
        assert (len(db.network(limit=1)), db.network(limit=1).total) == (1, 2)
        assert db.network(limit=1)[0] == first
        judge(store, "negative")
        assert list(db.network()) == apart


def test_positions_and_carriers_of_one_utterance_are_those_of_both(store: Store) -> None:
    with onrecord.open(store.path) as db:
        said = next(one for one in db.said(A) if one.content == WORDS)
        before = db.utterance(said.id)
        assert [[one.kind for one in row.differences] for row in before if row.wording != "fullest"] == [["speaker"]]
        total = db.positions(A).total
        judge(store)
        assert db.positions(A).total == db.positions(B).total > total
        after = db.utterance(said.id)
        assert {row.speaker for row in after} == {"Irena Valko"}
        assert not any(row.differences for row in after)
        assert {part.speaker for part in db.coverage(said.page).parts} == {"Irena Valko"}


def test_a_report_has_one_heading_for_them(store: Store) -> None:
    judge(store)
    write_report(store, store.path.parent / "report.html")
    tree = html.fromstring((store.path.parent / "report.html").read_text("utf-8"))
    heads = tree.xpath("//h3[small[contains(., 'statement')]]/bdi/text()")
    assert sorted(heads) == ["Asha Odongo", "Irena Valko"]


def test_exports_name_them_by_one_id(store: Store) -> None:
    assert B in exported(store, "prov")
    judge(store)
    forms = {form: exported(store, form) for form in ("polecat", "cameo", "webannotation", "prov", "graphml")}
    assert not any(B in forms[form] for form in ("webannotation", "prov", "graphml"))
    for form, columns in (("polecat", ("Actor Name", "Recipient Name")), ("cameo", ("Source Name", "Target Name"))):
        rows = list(csv.DictReader(io.StringIO(forms[form]), delimiter="\t"))
        assert len(rows) >= 5
        named = {name for row in rows for column in columns for name in row[column].split("; ")}
        assert named == {"Irena Valko", "Vel"}
    agents = [one["@id"] for one in json.loads(forms["prov"])["@graph"] if "prov:Agent" in one["@type"]]
    assert len(agents) == len(set(agents))
    graph = nx.parse_graphml(forms["graphml"])
    assert graph.nodes[A]["pages"] == 5 + 4
    assert graph.get_edge_data(A, "VEL") is not None
    judge(store, "negative")
    assert B in exported(store, "graphml")
