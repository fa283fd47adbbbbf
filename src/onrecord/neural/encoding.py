"""The step `encode`: one pass of the encoder over a page gives its proper names and, for each likely cue, a reading.

A reading is what the linker makes of the cue's own paragraph: how likely it is a cue at all, where its source begins
and ends, which pieces are its content. Spans are made of it in `onrecord.statements`. Hidden states are dropped as
soon as they are read, so that memory does not grow with the page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

import msgspec
import numpy as np
import numpy.typing as npt

from onrecord.model.actor import Name
from onrecord.model.document import Document
from onrecord.model.spans import Span
from onrecord.model.step import step
from onrecord.neural import runtime
from onrecord.neural.names import consistent, names_in
from onrecord.neural.runtime import Floats, Network
from onrecord.neural.windows import Ints, Window, windows

MAX_CHARS = 200_000
"""Characters of one page that are read, far more than any report has. That there are more is said in `problems`."""
CUE_FLOOR = 0.15
"""How likely a piece must be part of a cue to begin a reading; the linker decides."""
MAX_CUES = 16
"""Readings of one paragraph or window, the likeliest: more are found in no honest text, and each costs time."""
BUCKETS = 20
_WINDOWS_AT_ONCE = 32
_LINE = re.compile(r"[^\r\n]+")

ATTRIBUTION = Network("attribution.onnx")
LINKS = Network("links.onnx")


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A paragraph read for one cue. `starts` and `ends` [n] are characters of the text, `quotes` [n] the
    pieces' quotation states (`windows.QUOTE_STATES`), `cue` a range of pieces, `tagged` [n] how likely each piece is
    part of any cue; `content` [n, 3] (outside, begin, inside), `source` [n, 3] (first, last, part of it) and `whole`
    [4] (is a cue, no first, no last, unused) are logits."""

    starts: Ints
    ends: Ints
    quotes: Ints
    cue: Span
    tagged: Floats
    content: Floats
    source: Floats
    whole: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Encoding:
    """What the encoder gave for a page: the readings, by paragraph and cue in text order."""

    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Candidate:
    window: Window
    segment: Span
    cue: Span
    hidden: Floats
    cues: Floats


@step("encode", requires=("text", "zones", "sentences", "page.language"), assigns=("encoding", "names"))
def encode(document: Document) -> Document:
    """Assign `encoding` and `names`. Pages in another language than English are left without.

    Raises:
        InstallError: the weights are missing.
    """
    if document.page.language not in (None, "en"):
        return msgspec.structs.replace(document, encoding=Encoding(()), names=())
    paragraphs = read_paragraphs(document)
    kept = tuple((start, min(end, MAX_CHARS)) for start, end in paragraphs if start < MAX_CHARS)
    names, readings = _read_all(document.text, kept)
    done = msgspec.structs.replace(document, encoding=Encoding(tuple(readings)), names=consistent(document.text, names))
    if kept == paragraphs:
        return done
    return done.with_problem(
        "page too long", f"only the first {MAX_CHARS:,} characters were read for names, statements and events"
    )


def read_paragraphs(document: Document) -> tuple[Span, ...]:
    """The lines of the lead and body zones; lines that a sentence runs across (hard-wrapped text) are one paragraph."""
    starts = [start for start, _ in document.sentences]
    found: list[Span] = []
    for zone in document.read_spans():
        lines = [line.span() for line in _LINE.finditer(document.text, *zone) if line.group().strip()]
        begin = lines[0][0] if lines else 0
        for line, following in pairwise([*lines, (zone[1] + 1, zone[1] + 1)]):
            if not _runs_across(document.sentences, starts, line[1]):
                found.append((begin, line[1]))
                begin = following[0]
    return tuple(found)


def _runs_across(sentences: Sequence[Span], starts: Sequence[int], at: int) -> bool:
    index = bisect_right(starts, at - 1) - 1
    return index >= 0 and sentences[index][1] > at


def read_spans(text: str, spans: Sequence[Span]) -> tuple[Reading, ...]:
    """The readings of stretches of the text, each taken as a paragraph of its own.

    Raises:
        InstallError: the weights are missing.
    """
    return tuple(_read_all(text, spans)[1])


def _read_all(text: str, paragraphs: Sequence[Span]) -> tuple[list[Name], list[Reading]]:
    names: list[Name] = []
    readings: list[Reading] = []
    cut = windows(text, paragraphs, runtime.tokenizer())
    while group := tuple(islice(cut, _WINDOWS_AT_ONCE)):
        found, read = _read(text, group)
        names += found
        readings += read
    return names, readings


def _read(text: str, group: Sequence[Window]) -> tuple[list[Name], list[Reading]]:
    """Names and readings of a few windows, in text order."""
    names: dict[int, list[Name]] = {}
    candidates: list[tuple[int, _Candidate]] = []
    for index, outputs in ATTRIBUTION.over(group):
        window = group[index]
        names[index] = names_in(text, window, outputs["names"])
        candidates += [(index, c) for c in _candidates(text, window, outputs)]
    candidates.sort(key=lambda pair: (pair[0], pair[1].cue))
    return [name for index in sorted(names) for name in names[index]], _linked([c for _, c in candidates])


def _candidates(text: str, window: Window, outputs: dict[str, Floats]) -> Iterator[_Candidate]:
    likely = 1.0 - outputs["cues"][:, 0]
    for segment in window.segments:
        for cue in cue_ranges(text, window, segment, likely, outputs["cues"][:, 1]):
            part = slice(*segment)
            yield _Candidate(window, segment, cue, outputs["hidden"][part], outputs["cues"][part])


def cue_ranges(text: str, window: Window, segment: Span, likely: Floats, begins: Floats) -> list[Span]:
    """Piece ranges of a segment that may be cues: runs of likely pieces, cut where a new cue begins, made whole
    words."""
    first, last = segment
    runs = _runs(likely[first:last] >= CUE_FLOOR, first)
    found: list[Span] = []
    for run in runs:
        cuts = [at for at in range(run[0] + 1, run[1]) if begins[at] > 0.5 * likely[at] and begins[at] > CUE_FLOOR]
        for a, b in pairwise([run[0], *cuts, run[1]]):
            sure = [at for at in range(a, b) if likely[at] >= 0.5]
            a, b = (sure[0], sure[-1] + 1) if sure else (a, b)
            found.append(whole_words(text, window, segment, (a, b)))
    apart = [span for i, span in enumerate(found) if i == 0 or span[0] >= found[i - 1][1]]
    return sorted(sorted(apart, key=lambda span: -float(likely[slice(*span)].mean()))[:MAX_CUES])


def whole_words(text: str, window: Window, segment: Span, span: Span) -> Span:
    """A piece range widened to the words it cuts through."""
    first, last = span
    while first > segment[0] and _same_word(text, window, first):
        first -= 1
    while last < segment[1] and _same_word(text, window, last):
        last += 1
    return first, last


def _same_word(text: str, window: Window, at: int) -> bool:
    """Whether the piece `at` continues the word of the piece before it."""
    start, end = int(window.starts[at]), int(window.ends[at - 1])
    return start == end and text[start : start + 1].isalnum() and text[end - 1 : end].isalnum()


def _runs(flags: npt.NDArray[np.bool_], offset: int) -> list[Span]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    return [(int(a) + offset, int(b) + offset) for a, b in edges.reshape(-1, 2)]


def _linked(candidates: Sequence[_Candidate]) -> list[Reading]:
    """The linker's reading of each candidate, in the order given."""
    made: dict[int, Reading] = {}
    for batch in runtime.by_length([c.segment[1] - c.segment[0] for c in candidates]):
        group = [candidates[i] for i in batch]
        outputs = LINKS.run(_link_inputs(group))
        for row, (index, one) in enumerate(zip(batch, group, strict=True)):
            n = one.segment[1] - one.segment[0]
            made[index] = _reading(
                one, {name: value[row][:n] for name, value in outputs.items() if name != "whole"}, outputs["whole"][row]
            )
    return [made[index] for index in range(len(candidates))]


def _link_inputs(group: Sequence[_Candidate]) -> dict[str, npt.NDArray[np.generic]]:
    within, distance, mask = [], [], []
    for one in group:
        n = one.segment[1] - one.segment[0]
        where = np.arange(n)
        first, last = one.cue[0] - one.segment[0], one.cue[1] - one.segment[0]
        within.append(((where >= first) & (where < last)).astype(np.int64))
        distance.append(buckets(np.where(where < first, where - first, np.maximum(where - last + 1, 0))))
        mask.append(np.ones(n, dtype=np.int64))
    return {
        "hidden": runtime.padded([one.hidden for one in group]),
        "cues": runtime.padded([one.cues for one in group]),
        "within": runtime.padded(within),
        "distance": runtime.padded(distance),
        "mask": runtime.padded(mask),
    }


def buckets(distance: Ints) -> Ints:
    """Signed distances in pieces -> 0…39: exact up to 8, then logarithmic to 192; what lies before the cue from 20
    on."""
    size = np.abs(distance)
    log = 8 + (np.log(np.maximum(size, 1) / 8) / np.log(24.0) * 11).astype(np.int64)
    near = np.where(size <= 8, size, np.clip(log, 8, BUCKETS - 1))
    return np.where(distance < 0, near + BUCKETS, near)


def _reading(one: _Candidate, outputs: dict[str, Floats], whole: Floats) -> Reading:
    part = slice(*one.segment)
    return Reading(
        starts=one.window.starts[part],
        ends=one.window.ends[part],
        quotes=one.window.quotes[part],
        cue=(one.cue[0] - one.segment[0], one.cue[1] - one.segment[0]),
        tagged=1.0 - one.cues[:, 0],
        content=outputs["content"],
        source=outputs["source"],
        whole=whole,
    )
