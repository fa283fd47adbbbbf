"""PolNeAR articles and silver names -> windows with labels, and batches of windows."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from onrecord.model.spans import Span
from onrecord.neural.windows import Window, windows

Row = dict[str, Any]
Ints = npt.NDArray[np.int64]

OUT, BEGIN, INSIDE, IGNORE = 0, 1, 2, -100
NAME_KINDS = ("person", "organisation", "place", "nationality", "other")


@dataclass(slots=True)
class Attribution:
    """One gold attribution as piece ranges of a window; `source` is None when it has none, `known` is False when its
    source stands in another segment and nothing can be said."""

    segment: Span
    cue: Span
    source: Span | None
    known: bool
    contents: list[Span]


@dataclass(slots=True)
class Example:
    """A window with its labels: tags are OUT/BEGIN/INSIDE (names: 2 * kind + BEGIN/INSIDE), IGNORE where unlabelled."""

    window: Window
    cue: Ints
    source: Ints
    content: Ints
    names: Ints
    attributions: list[Attribution] = field(default_factory=list)


def read_rows(path: Path) -> list[Row]:
    """The JSON lines of a file, gzipped or not."""
    opener: Any = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def paragraphs_of(text: str) -> list[Span]:
    """The non-empty lines of a text."""
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans


def pieces_of(window: Window, spans: Sequence[Sequence[int]], within: Span) -> list[Span]:
    """The piece ranges that character `spans` cover inside the piece range `within`; neighbours are joined."""
    starts, ends = window.starts[within[0] : within[1]], window.ends[within[0] : within[1]]
    covered = np.zeros(len(starts), dtype=bool)
    for start, end in spans:
        covered |= (starts < end) & (ends > start)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], covered.astype(np.int8), [0]))))
    return [(int(a) + within[0], int(b) + within[0]) for a, b in edges.reshape(-1, 2)]


def example(window: Window, attributions: Sequence[Row] | None, names: Sequence[Row] | None) -> Example:
    """Labels of one window; None for either layer means that nothing is known about it."""
    n = len(window)
    made = Example(window, *(np.full(n, IGNORE, dtype=np.int64) for _ in range(4)))
    for tags, known in (
        (made.cue, attributions),
        (made.source, attributions),
        (made.content, attributions),
        (made.names, names),
    ):
        if known is not None:
            for first, last in window.segments:
                tags[first:last] = OUT
    for row in attributions or ():
        _add_attribution(made, row)
    for name in names or ():
        _add_name(made, name)
    return made


def _add_attribution(made: Example, row: Row) -> None:
    for segment in made.window.segments:
        contents = pieces_of(made.window, row["content"], segment)
        sources = pieces_of(made.window, row["source"], segment)
        for first, last in contents:
            made.content[first:last] = INSIDE
            made.content[first] = BEGIN
        for first, last in sources:
            made.source[first:last] = INSIDE
            made.source[first] = BEGIN
        for first, last in pieces_of(made.window, row["cue"][:1], segment)[:1]:
            made.cue[first:last] = INSIDE
            made.cue[first] = BEGIN
            known = bool(sources) or not row["source"]
            made.attributions.append(
                Attribution(segment, (first, last), sources[0] if sources else None, known, contents)
            )


def _add_name(made: Example, name: Row) -> None:
    starts, ends = made.window.starts, made.window.ends
    covered = np.flatnonzero((starts < name["end"]) & (ends > name["start"]) & (starts >= 0))
    if len(covered):
        kind = NAME_KINDS.index(name["kind"])
        made.names[covered] = 2 * kind + INSIDE
        made.names[covered[0]] = 2 * kind + BEGIN


def examples(rows: Sequence[Row], names: dict[str, list[Row]], tokenizer: Tokenizer) -> Iterator[Example]:
    """Examples of rows with a `text`, and `attributions` where they are annotated; names by row id where there are
    any."""
    for row in rows:
        spans = row.get("attributions")
        for window in windows(row["text"], paragraphs_of(row["text"]), tokenizer):
            low, high = int(window.starts[1]), int(window.ends.max())
            inside = [n for n in names.get(row["id"], ()) if n["start"] < high and n["end"] > low]
            near = None if spans is None else [a for a in spans if _touches(a, low, high)]
            yield example(window, near, inside if row["id"] in names else None)


def _touches(row: Row, low: int, high: int) -> bool:
    return any(s < high and e > low for role in ("source", "cue", "content") for s, e in row[role])


def batches(data: Sequence[Example], size: int, rng: random.Random) -> list[list[int]]:
    """Indices of examples in batches of about `size` pieces, windows of like length together, in random order."""
    order = sorted(range(len(data)), key=lambda i: len(data[i].window) + rng.random() * 24)
    made: list[list[int]] = []
    batch: list[int] = []
    for i in order:
        if batch and (len(batch) + 1) * len(data[i].window) > size:
            made.append(batch)
            batch = []
        batch.append(i)
    made.append(batch)
    rng.shuffle(made)
    return made
