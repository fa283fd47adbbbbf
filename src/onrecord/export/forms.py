"""The forms in which a record can be written, by the name that `--format` takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any

import msgspec

from onrecord.export import annotating, cameo, polecat, provenance
from onrecord.export.graph import write_graph
from onrecord.export.told import Asked, Told, told
from onrecord.export.writing import Cell, delimited_line, encoded
from onrecord.store import Store

Writer = Callable[[Store, Asked, IO[bytes]], int]
"""Writes what is asked for to a stream; how many rows, annotations, nodes or edges that were."""


def _table(header: Iterable[str], rows: Callable[[Iterable[Told]], Iterator[list[Cell]]]) -> Writer:
    def write(store: Store, asked: Asked, stream: IO[bytes]) -> int:
        count = 0
        with store.frozen():
            pages = told(store, asked, statements=False)
            stream.write(delimited_line(header, "\t"))
            for count, row in enumerate(rows(pages), 1):  # noqa: B007 - how many
                stream.write(delimited_line(row, "\t"))
        return count

    return write


def _graph(head: dict[str, Any], items: str, given: Callable[[Iterable[Told]], Iterator[dict[str, Any]]]) -> Writer:
    """One JSON document, an item of its list `items` on a line."""

    def write(store: Store, asked: Asked, stream: IO[bytes]) -> int:
        count = 0
        with store.frozen():
            pages = told(store, asked)
            stream.write(msgspec.json.encode(head | {items: []}).removesuffix(b"]}"))
            for count, item in enumerate(given(pages), 1):
                stream.write((b",\n" if count > 1 else b"\n") + encoded(msgspec.json.encode(item).decode()))
        stream.write(b"\n]}\n")
        return count

    return write


def _write_graphml(store: Store, asked: Asked, stream: IO[bytes]) -> int:
    return write_graph(store, stream, since=asked.since, until=asked.until)


STREAMED: dict[str, Writer] = {
    "polecat": _table(polecat.HEADER, polecat.rows),
    "cameo": _table(cameo.HEADER, cameo.rows),
    "webannotation": _graph(
        annotating.HEAD,
        "items",
        annotating.annotated,
    ),
    "prov": _graph({"@context": provenance.CONTEXT}, "@graph", provenance.nodes),
    "graphml": _write_graphml,
}
"""Forms of one file each."""
