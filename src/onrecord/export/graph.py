"""Who speaks or acts about whom, as GraphML (http://graphml.graphdrawing.org): actors, and weighted edges between them.

Actors judged the same are one node. Nodes and edges are sorted, so that the same record gives the same file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import IO, Any
from xml.sax.saxutils import escape, quoteattr

import msgspec

from onrecord.store import Store
from onrecord.views.filters import Filter, between
from onrecord.views.sameness import sameness

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
NODE_KEYS = {"name": "string", "kind": "string", "country": "string", "sector": "string", "pages": "long"}
EDGE_KEYS = {
    "relation": "string", "weight": "long", "first": "string", "last": "string", "types": "string",
    "intensity": "double", "claims": "long", "not_done": "long",
}  # fmt: skip
"""`relation` is says_about or does_to; `weight` how many statements or events; `first` and `last` their dates; `types`
the verbal acts or event types with how often; `intensity` the mean of the events' (-10 conflict to 10 cooperation);
`claims` how many of the events are told in somebody's words, `not_done` how many are denied, threatened, planned or
only thought of."""

_SAME = "WITH same(id, kept) AS MATERIALIZED (SELECT key, value FROM json_each(?))"
_SAID = """
SELECT coalesce((SELECT kept FROM same WHERE id = a.actor_id), a.actor_id) AS source,
    coalesce((SELECT kept FROM same WHERE id = b.actor_id), b.actor_id) AS target,
    'says_about' AS relation, s.n, s.dated, s.act AS type, NULL AS intensity,
    NULL AS claim, NULL AS not_done
FROM statements AS s JOIN statement_actors AS a ON a.statement = s.n AND a.role = 'source'
    JOIN statement_actors AS b ON b.statement = s.n AND b.role = 'about' WHERE {}"""
_DONE = """
SELECT coalesce((SELECT kept FROM same WHERE id = a.actor_id), a.actor_id),
    coalesce((SELECT kept FROM same WHERE id = b.actor_id), b.actor_id), 'does_to', s.n, s.dated, s.type, s.intensity,
    s.attributed_to IS NOT NULL, s.status NOT IN ('happened', 'ongoing')
FROM events AS s JOIN event_parties AS a ON a.event = s.n AND a.role = 'actor'
    JOIN event_parties AS b ON b.event = s.n AND b.role = 'recipient'
WHERE a.actor_id IS NOT NULL AND b.actor_id IS NOT NULL AND {}"""
_TIES = f"({_SAID} UNION {_DONE})"
_NODES = """
{}, ties AS {}
SELECT id, name, kind, country, sector, pages + (SELECT coalesce(sum(other.pages), 0)
    FROM same JOIN actors AS other ON other.id = same.id WHERE same.kept = actors.id AND other.id <> actors.id)
FROM actors WHERE id IN (SELECT source FROM ties UNION SELECT target FROM ties) ORDER BY id"""
_EDGES = """
{}
SELECT source, target, relation, type, count(*), min(dated), max(dated), sum(intensity), sum(claim), sum(not_done)
FROM {} GROUP BY source, target, relation, type ORDER BY source, target, relation, count(*) DESC, type"""

Tie = tuple[str, str, str]
"""Source, target, relation."""

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graph(store: Store, stream: IO[bytes], *, since: str | None = None, until: str | None = None) -> int:
    """Write the graph of what was said and done between two dates, ends included; how many edges it has.

    Raises:
        QueryError: a date that is none.
    """
    asked = Filter()
    between(asked, "s.dated", since, until)
    ties = _TIES.format(asked.where(), asked.where())
    count = 0
    with store.frozen():
        joined = msgspec.json.encode(sameness(store).joined()).decode()
        values = [joined, *asked.values, *asked.values]
        stream.write(_head().encode())
        for node in store.stream(_NODES.format(_SAME, ties), values):
            stream.write(f"<node id={_attribute(node[0])}>{_data('n', NODE_KEYS, node[1:])}</node>\n".encode())
        rows = store.stream(_EDGES.format(_SAME, ties), values)
        for count, (tie, typed) in enumerate(groupby(rows, key=lambda row: row[:3]), 1):  # noqa: B007
            stream.write(_edge(tie, list(typed)).encode())
    stream.write(b"</graph>\n</graphml>\n")
    return count


def _edge(tie: Tie, typed: list[tuple[Any, ...]]) -> str:
    """An edge of the rows `(source, target, relation, type, times, first, last, intensities, claims, not done)` of one
    tie."""
    source, target, relation = tie
    weight = sum(row[4] for row in typed)
    dates = [date for row in typed for date in row[5:7] if date]
    types = "; ".join(f"{row[3]} {row[4]}" for row in typed if row[3])
    intensities = [row[7] for row in typed if row[7] is not None]
    mean = round(sum(intensities) / weight, 3) if intensities else None
    told = [sum(row[at] for row in typed) if relation == "does_to" else None for at in (8, 9)]
    values = (relation, weight, min(dates, default=None), max(dates, default=None), types or None, mean, *told)
    ends = f"source={_attribute(source)} target={_attribute(target)}"
    return f"<edge {ends}>{_data('e', EDGE_KEYS, values)}</edge>\n"


def _head() -> str:
    keys = [("node", "n", NODE_KEYS), ("edge", "e", EDGE_KEYS)]
    declared = "".join(
        f'<key id="{mark}_{name}" for="{owner}" attr.name="{name}" attr.type="{kind}"/>\n'
        for owner, mark, names in keys
        for name, kind in names.items()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="{NAMESPACE}">\n{declared}'
        '<graph id="onrecord" edgedefault="directed">\n'
    )


def _data(mark: str, names: Iterable[str], values: Iterable[Any]) -> str:
    return "".join(
        f'<data key="{mark}_{name}">{escape(_xml(value))}</data>'
        for name, value in zip(names, values, strict=True)
        if value is not None
    )


def _attribute(value: str) -> str:
    return quoteattr(_xml(value))


def _xml(value: Any) -> str:
    """A value's text; what XML has no room for (control characters) becomes U+FFFD."""
    return _NO_XML.sub("\ufffd", str(value))
