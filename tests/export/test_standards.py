"""What is written reads with the tools of each standard, and says what the record says."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import get_args

import msgspec
import networkx as nx
import pytest
import rdflib
from invented import TEXT, lake_record, small_record
from rdflib.namespace import PROV

from onrecord.events import codebook
from onrecord.export import cameo
from onrecord.export.forms import STREAMED
from onrecord.export.graph import write_graph
from onrecord.export.told import Asked
from onrecord.model.errors import QueryError
from onrecord.model.event import EventType
from onrecord.store import Store

OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
NAMES_OF_THE_CONTEXT = {
    "@vocab": "http://www.w3.org/ns/oa#",
    "id": "@id",
    "type": "@type",
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "items": {"@id": "http://www.w3.org/ns/activitystreams#items", "@type": "@id", "@container": "@list"},
    "oa": "http://www.w3.org/ns/oa#",
}
"""What is needed here of http://www.w3.org/ns/anno.jsonld, which is not fetched."""
TERMS = set(
    "id type partOf label startIndex items motivation created generator name body purpose value format language target"
    " source renderedVia selector start end exact prefix suffix conformsTo @context".split()
)
"""Every name of that context that an export may use."""


def on_web() -> object:
    record = lake_record()
    return msgspec.structs.replace(
        record, input=msgspec.structs.replace(record.input, uri="https://shore.example/lake?a=1")
    )


@pytest.fixture
def store(tmp_path: Path) -> Store:
    with Store(tmp_path / "record.db", write=True) as writing:
        writing.add(on_web())  # type: ignore[arg-type]
        for n in range(8):
            writing.add(small_record(n))
    return Store(tmp_path / "record.db")


def written(store: Store, form: str, **asked: object) -> str:
    stream = io.BytesIO()
    count = STREAMED[form](store, Asked(**asked), stream)  # type: ignore[arg-type]
    assert count >= 0
    return stream.getvalue().decode()


def test_annotations_are_those_of_the_model(store: Store) -> None:
    page = json.loads(written(store, "webannotation"))
    assert _names(page) <= TERMS
    assert (page["@context"], page["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    assert len(page["items"]) == 3 + 2 + 8
    for one in page["items"]:
        assert one["type"] == "Annotation"
        assert one["motivation"] == "describing"
        targets = one["target"] if isinstance(one["target"], list) else [one["target"]]
        for target in targets:
            position, quote = target["selector"][:2]
            text = TEXT if target["source"].startswith("https:") else None
            if text:
                start, end = position["start"], position["end"]
                assert text[start:end] == quote["exact"]
                assert text[:start].endswith(quote["prefix"])
                assert text[end:].startswith(quote["suffix"])
                assert target["selector"][2]["value"].startswith(":~:text=")
            else:
                assert target["source"].startswith("urn:onrecord:page:")
                assert len(target["selector"]) == 2


def _names(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {name for one in value.values() for name in _names(one)}
    return {name for one in value for name in _names(one)} if isinstance(value, list) else set()


def test_annotations_are_linked_data(store: Store) -> None:
    page = json.loads(written(store, "webannotation")) | {"@context": NAMES_OF_THE_CONTEXT}
    graph = rdflib.Graph().parse(data=json.dumps(page), format="json-ld")
    assert len(set(graph.subjects(rdflib.RDF.type, OA.Annotation))) == 13
    lake = rdflib.URIRef("https://shore.example/lake?a=1")
    assert len(set(graph.subjects(OA.hasSource, lake))) == 5


def test_the_chain_in_prov(store: Store) -> None:
    graph = rdflib.Graph().parse(data=written(store, "prov"), format="json-ld")
    said = lake_record().statements[0]
    statement = rdflib.URIRef(f"urn:onrecord:statement:{said.id}")
    page = rdflib.URIRef("https://shore.example/lake?a=1")
    carried = [one for one in graph.objects(statement, PROV.wasQuotedFrom) if one != page]
    voices = []
    while carried:
        voices += [str(graph.value(by, rdflib.RDFS.label)) for by in graph.objects(carried[0], PROV.wasAttributedTo)]
        carried = list(graph.objects(carried[0], PROV.wasQuotedFrom))
    assert voices == ["Shore Daily", "Lakeshore News Agency", "Asha Odongo"]
    assert str(graph.value(statement, PROV.value)) == "“We will not sign it,”"
    reading = graph.value(statement, PROV.wasGeneratedBy)
    assert graph.value(reading, PROV.used) == page
    software = graph.value(reading, PROV.wasAssociatedWith)
    assert (software, rdflib.RDF.type, PROV.SoftwareAgent) in graph
    told = rdflib.URIRef(f"urn:onrecord:event:{lake_record().events[1].id}")
    assert graph.value(told, PROV.wasDerivedFrom) == rdflib.URIRef(
        f"urn:onrecord:statement:{lake_record().statements[2].id}"
    )


def test_everything_prov_points_to_is_described(store: Store) -> None:
    graph = rdflib.Graph().parse(data=written(store, "prov"), format="json-ld")
    described = set(graph.subjects(rdflib.RDF.type))
    assert {
        one for one in graph.objects() if isinstance(one, rdflib.URIRef) and str(one).startswith("urn:")
    } <= described
    assert all(one in PROV for one in graph.predicates() if str(one).startswith(str(PROV)))


def test_networkx_reads_the_graph(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "graph.graphml"
    with path.open("wb") as stream:
        assert write_graph(store, stream) == 11
    graph = nx.read_graphml(path)
    ties = [data for _, _, data in graph.out_edges("person:asha-odongo", data=True)]
    assert sorted((one["relation"], one["weight"], one.get("types", "")) for one in ties) == [
        ("does_to", 1, "REJECT 1"),
        ("says_about", 1, ""),
        ("says_about", 1, "REJECT 1"),
    ]
    assert [(one["claims"], one["not_done"]) for one in ties if one["relation"] == "does_to"] == [(0, 0)]
    assert graph.nodes["TZA"]["name"] == "Tanzania"
    assert sum(data["weight"] for _, _, data in graph.edges(data=True)) == 11


def test_claims_and_what_was_not_done_are_counted_apart(tmp_path: Path) -> None:
    page = lake_record()
    event = msgspec.structs.replace(page.events[0], status="threatened", attributed_to=page.statements[1].id)
    with Store(tmp_path / "record.db", write=True) as store:
        store.add(msgspec.structs.replace(page, events=(event,)))
        stream = io.BytesIO()
        write_graph(store, stream)
    graph = nx.parse_graphml(stream.getvalue().decode())
    (done,) = [data for _, _, data in graph.edges(data=True) if data["relation"] == "does_to"]
    assert (done["weight"], done["claims"], done["not_done"]) == (1, 1, 1)


def test_a_name_that_xml_has_no_room_for(tmp_path: Path) -> None:
    record = small_record(1)
    odd = msgspec.structs.replace(record.actors[0], name='A\0 <b> "&amp;" \ud7ff\x1b')
    with Store(tmp_path / "record.db", write=True) as store:
        store.add(msgspec.structs.replace(record, actors=(odd, *record.actors[1:])))
        stream = io.BytesIO()
        write_graph(store, stream)
    graph = nx.parse_graphml(stream.getvalue().decode())
    assert graph.nodes[odd.id]["name"] == 'A\ufffd <b> "&amp;" \ud7ff\ufffd'


def test_every_type_and_mode_has_a_cameo_code() -> None:
    assert set(cameo.ROOTS) == set(get_args(EventType))
    modes = {(kind, mode) for kind, entry in codebook.types().items() for mode in entry.modes}
    assert set(cameo.CODES) <= modes
    for kind, mode in modes | {(kind, None) for kind in cameo.ROOTS}:
        assert cameo.cameo_code(kind, mode).isdigit()
        assert 3 <= int(cameo.cameo_code(kind, mode)[:2]) <= 20
    assert cameo.cameo_code("ACCUSE", "investigate")[:2] == "09"


def test_cameo_has_a_row_a_pair(store: Store) -> None:
    rows = [line.split("\t") for line in written(store, "cameo").splitlines()]
    code = rows[0].index("CAMEO Code")
    assert [(row[rows[0].index("Source Name")], row[code]) for row in rows[1:]] == [
        ("Asha Odongo", "120"),
        ("Government of Tanzania", "153"),
    ]


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({}, 13),
        ({"actor": "Asha Odongo"}, 3),
        ({"actor": "Asha Odongo", "recipient": "TZA"}, 2),
        ({"type": "mobilize"}, 1),
        ({"status": ("happened",), "actor": "Tanzania"}, 1),
        ({"status": ("denied",), "type": "mobilize"}, 0),
        ({"since": "2024-03-04", "until": "2024-03-04"}, 2),
        ({"limit": 1}, 2),
    ],
)
def test_only_what_is_asked_for(store: Store, asked: dict[str, object], count: int) -> None:
    assert len(json.loads(written(store, "webannotation", **asked))["items"]) == count


def test_a_question_that_cannot_be_put(store: Store) -> None:
    with pytest.raises(QueryError):
        written(store, "polecat", type="WHISPER")
    with pytest.raises(QueryError):
        written(store, "graphml", since="yesterday")


def test_a_page_from_a_file_is_named_by_the_address_it_calls_its_own(tmp_path: Path) -> None:
    record, own = lake_record(), "https://shore.example/own"
    with Store(tmp_path / "own.db", write=True) as store:
        store.add(msgspec.structs.replace(record, page=msgspec.structs.replace(record.page, canonical=own)))
        targets = [one["target"] for one in json.loads(written(store, "webannotation"))["items"]]
        assert {one["source"] for one in targets} == {own}
        assert all(one["selector"][2]["value"].startswith(":~:text=") for one in targets)
        assert f'"used":"{own}"' in written(store, "prov")
        assert f"\t{own}#:~:text=" in written(store, "polecat")
