"""Body of scraped text: ours and what others would do with it, in one run, by one scorer, as a Markdown table.

usage: python eval/plaintext_peers.py [--only NAME …] [--limit N]

No other tool reads scraped text, so those made for markup are given a paragraph a line. Each reader gets a page's text
(jusText its language too, for the stop list) and says which lines are body. trafilatura is a part of onrecord; jusText
(`pip install justext`) is left out with a reason where it is not installed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from html import escape
from itertools import accumulate

from onrecord.model.provenance import RawPage
from onrecord.text import open_page
from peers import Reader, Row, compare
from tasks import SHARED

Spans = list[tuple[int, int]]
LineReader = Callable[[Row], Spans]

_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")
_WORD = re.compile(r"\w+")
_PROSE_CHARS = 60
_FURNITURE_COST = 160
"""Chosen on the training pages."""
_STOPLISTS = {
    "cs": "Czech", "da": "Danish", "de": "German", "en": "English", "es": "Spanish", "fr": "French", "id": "Indonesian",
    "it": "Italian", "ko": "Korean", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "ru": "Russian",
    "sv": "Swedish", "tr": "Turkish",
}  # fmt: skip


def onrecord(row: Row) -> Spans:
    document = open_page(RawPage(uri=row["id"], kind="scraped", content=row["text"]))
    return [zone.span for zone in document.zones if zone.kind in ("lead", "body")]


def everything(row: Row) -> Spans:
    return _lines(row["text"])


def best_block(row: Row) -> Spans:
    """The run of lines with the most prose: a long line counts its length, any other costs."""
    spans = _lines(row["text"])
    gains = [end - start if end - start >= _PROSE_CHARS else -_FURNITURE_COST for start, end in spans]
    sums = [0, *accumulate(gains)]
    best, lowest, run = 0, 0, (0, 0)
    for end, total in enumerate(sums):
        if total - sums[lowest] > best:
            best, run = total - sums[lowest], (lowest, end)
        if total < sums[lowest]:
            lowest = end
    return spans[run[0] : run[1]]


def trafilatura(row: Row) -> Spans:
    from trafilatura import extract

    found = extract(_wrapped(row["text"]), include_comments=False)
    return _standing_in(row["text"], (found or "").split("\n"))


def justext(row: Row) -> Spans:
    import justext as library

    stoplist = library.get_stoplist(_STOPLISTS.get(str(row["lang"]), "English"))
    paragraphs = library.justext(_wrapped(row["text"]).encode(), stoplist, encoding="utf-8")
    return _standing_in(row["text"], (one.text for one in paragraphs if not one.is_boilerplate))


READERS: dict[str, tuple[LineReader, str]] = {
    "onrecord": (onrecord, "onrecord"),
    "keep all": (everything, "onrecord"),
    "best block": (best_block, "onrecord"),
    "trafilatura": (trafilatura, "trafilatura"),
    "jusText": (justext, "justext"),
}
"""Each with the module it needs."""


def _lines(text: str) -> Spans:
    return [line.span() for line in _LINE.finditer(text)]


def _wrapped(text: str) -> str:
    paragraphs = "".join(f"<p>{escape(text[start:end])}</p>" for start, end in _lines(text))
    return f"<html><head><meta charset='utf-8'></head><body><article>{paragraphs}</article></body></html>"


def _standing_in(text: str, kept: Iterable[str]) -> Spans:
    """The lines of a text that a reader kept, each as often as it kept it."""
    left = Counter(_key(line) for line in kept)
    spans = []
    for start, end in _lines(text):
        key = _key(text[start:end])
        if key and left[key]:
            left[key] -= 1
            spans.append((start, end))
    return spans


def _key(line: str) -> str:
    return " ".join(_WORD.findall(line))


def as_predicted(row: Row, spans: Spans) -> Row:
    """What the scorer takes."""
    return {"text": row["text"], "zones": [{"kind": "body", "start": start, "end": end} for start, end in spans]}


def predicting(reader: LineReader) -> Reader:
    """The reader as the table takes it."""
    return lambda row: as_predicted(row, reader(row))


if __name__ == "__main__":
    compare(
        {name: (predicting(reader), module) for name, (reader, module) in READERS.items()},
        about=__doc__,
        gold=SHARED / "data" / "plaintext" / "dev.jsonl.gz",
        scorer=SHARED / "eval" / "score_lines.py",
        figures=("char_f1", "precision", "recall", "clean"),
        value=float,
        empty=lambda row: as_predicted(row, []),
    )
