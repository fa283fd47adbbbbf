"""The sentences the event coder learns from, each as a window of word pieces with what is known about its events.

Sources, all outside this repository except the labels:
  plover     PLV sentences: one event marked, others may be there
  statement  CAMEO statements and appeals: an appeal is a REQUEST, the rest is no event
  labels     `labels.jsonl` beside this file: ordinary news sentences with every event marked (offsets only, no text)
  stories    titles and first sentences of generated stories, type known, weak
  case       CASE 2021 sentences, type known, weak
  quiet      ordinary news sentences without any word that triggers an event, taken as empty
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from onrecord.events.codebook import EVENT_TYPES
from onrecord.events.lexicon import hits, tokenise
from onrecord.neural.windows import Span, Window, windows

Row = dict[str, Any]
Mask = npt.NDArray[np.bool_]

HERE = Path(__file__).parent
INDEX = {kind: number for number, kind in enumerate(EVENT_TYPES)}
CORPORA = {
    "pages": "pages/train",
    "polnear": "polnear/train",
    "timex": "timex/train",
    "stories": "stories/dev",
    "place": "place/dev",
}
_SPLIT = re.compile(r"(?<=[.!?])[\"”’')]*\s+(?=[\"“‘'(]*[A-Z])")
_ABBREVIATION = re.compile(
    r"(?:^|\W)(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|St|Jr|Inc|Corp|Co|[A-Z][a-z]{2}|U\.S|U\.N|[A-Z]|No|Ltd)\.$"
)
_COMMON = frozenset(
    [
        "the",
        "of",
        "to",
        "and",
        "a",
        "in",
        "that",
        "is",
        "was",
        "for",
        "on",
        "with",
        "as",
        "by",
        "it",
        "he",
        "said",
        "has",
        "have",
    ]
)
_LONGEST = 120


@dataclass(slots=True)
class Known:
    """One event: its type (two when CONCEDE and RETREAT cannot be told apart), the pieces that may be its trigger, its
    parties as piece ranges; `parties` is False when nothing is known about them. A `doubtful` one counts
    neither way."""

    types: tuple[int, ...]
    places: Mask
    actor: Span | None = None
    recipient: Span | None = None
    parties: bool = False
    doubtful: bool = False


@dataclass(slots=True)
class Example:
    """A sentence. `absent` is the weight with which types that are not marked count as not there."""

    id: str
    window: Window
    events: list[Known] = field(default_factory=list)
    weight: float = 1.0
    absent: float = 1.0


def read_rows(path: Path) -> list[Row]:
    """The JSON lines of a file, gzipped or not."""
    opener: Any = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def read_text(row: Row, corpus: str) -> str:
    """A document's text with hard-wrapped lines joined, length unchanged."""
    return re.sub(r"(?<=[^\n])\n(?=[^\n])", " ", row["text"]) if corpus in ("timex", "place") else row["text"]


def window_of(text: str, tokenizer: Tokenizer) -> Window | None:
    """The first window of a sentence."""
    return next(windows(text, [(0, len(text))], tokenizer, limit=_LONGEST), None)


def pieces(window: Window, span: Iterable[int]) -> Span | None:
    """The piece range that a character span covers."""
    start, end = span
    inside = np.flatnonzero((window.starts < end) & (window.ends > start) & (window.starts >= 0))
    return (int(inside[0]), int(inside[-1])) if len(inside) else None


def word_starts(text: str, window: Window) -> Mask:
    """Pieces that begin a word of letters."""
    made = np.zeros(len(window), dtype=bool)
    for i, at in enumerate(window.starts):
        made[i] = at >= 0 and text[at].isalpha() and (at == 0 or not text[at - 1].isalnum())
    return made


def trigger_places(text: str, window: Window, types: Iterable[str]) -> Mask:
    """Pieces where the codebook's words for one of `types` begin."""
    tokens = tokenise(text, (0, len(text)))
    starts = {tokens[hit.first].start for hit in hits(tokens) if hit.type in types}
    return np.isin(window.starts, list(starts)) if starts else np.zeros(len(window), dtype=bool)


def _types(text: str, kind: str) -> tuple[str, ...]:
    """YIELD is CONCEDE or RETREAT: the one whose words stand in the sentence, else both."""
    if kind != "YIELD":
        return (kind,)
    tokens = tokenise(text, (0, len(text)))
    found = {hit.type for hit in hits(tokens)} & {"CONCEDE", "RETREAT"}
    return tuple(found) if len(found) == 1 else ("CONCEDE", "RETREAT")


def hull(text: str, spans: list[list[int]]) -> list[int] | None:
    """Several parties as one span when only commas and 'and' lie between them, else the first."""
    if not spans:
        return None
    joined = list(spans[0])
    for start, end in sorted(spans)[1:]:
        between = text[joined[1] : start].strip(" ,")
        if start >= joined[1] and between in ("", "and", "and the", "the"):
            joined[1] = end
    return joined


def marked(row: Row, tokenizer: Tokenizer, *, absent: float) -> Example | None:
    """A row of the PLOVER sets or of the labels."""
    text = row["text"]
    window = window_of(text, tokenizer)
    if window is None:
        return None
    one = Example(row["id"], window, absent=absent)
    words = word_starts(text, window)
    for event in row["events"]:
        if not event["type"]:
            continue
        types = _types(text, event["type"])
        actor, recipient = (_party(text, window, event[role]) for role in ("actors", "recipients"))
        places = _places(text, window, words, event, types, (actor, recipient))
        if places.any():
            unsure = event.get("doubtful", False)
            one.events.append(
                Known(tuple(INDEX[t] for t in types), places, actor, recipient, parties=not unsure, doubtful=unsure)  # type: ignore[index]
            )
    return one


def _party(text: str, window: Window, parties: list[Any]) -> Span | None:
    spans = [p["spans"][0] if isinstance(p, dict) else p for p in parties]
    found = hull(text, spans)
    return pieces(window, found) if found else None


def _places(
    text: str, window: Window, words: Mask, event: Row, types: tuple[str, ...], parties: tuple[Span | None, ...]
) -> Mask:
    if "trigger" in event:
        gold = pieces(window, event["trigger"])
        made = np.zeros(len(window), dtype=bool)
        if gold:
            made[gold[0]] = True
        return made
    free = words.copy()
    for party in parties:
        if party:
            free[party[0] : party[1] + 1] = False
    likely = trigger_places(text, window, types) & free
    return likely if likely.any() else free


def weak(name: str, text: str, kind: str, tokenizer: Tokenizer, *, weight: float) -> Example | None:
    """A sentence whose type is known from elsewhere, used when the codebook's words for it stand there."""
    window = window_of(text, tokenizer)
    if window is None:
        return None
    if kind == "NONE":
        return Example(name, window, weight=weight, absent=1.0)
    types = _types(text, kind)
    places = trigger_places(text, window, types)
    if not places.any():
        return None
    return Example(name, window, [Known(tuple(INDEX[t] for t in types), places)], weight=weight, absent=0.15)  # type: ignore[index]


def sentences(text: str) -> Iterator[Span]:
    """Sentence spans, roughly: good enough to sample from."""
    for line in re.finditer(r"[^\n]+", text):
        start, end = line.span()
        for match in _SPLIT.finditer(text, *line.span()):
            stop = match.start() + len(match.group().rstrip())
            if _ABBREVIATION.search(text[start : match.start()][-8:]):
                continue
            yield start, stop
            start = match.end()
        yield start, end


def is_english(text: str) -> bool:
    words = re.findall(r"[a-z']+", text.lower())
    return sum(word in _COMMON for word in words) >= 0.12 * max(1, len(words))


def ordinary(data: Path) -> list[Row]:
    """Every fit sentence of the ordinary-news corpora: `id`, `text`, `corpus`, `doc`, `span`."""
    made, seen = [], set()
    for corpus, name in CORPORA.items():
        if corpus == "stories":
            continue
        for row in read_rows(data / f"{name}.jsonl.gz"):
            if row.get("corpus") == "wikiwars":
                continue
            text = read_text(row, corpus)
            for start, end in sentences(text):
                words = text[start:end]
                if (
                    not 40 <= len(words) <= 330
                    or words[-1] not in ".!?\"”’')"
                    or not is_english(words)
                    or words in seen
                ):
                    continue
                seen.add(words)
                made.append(
                    {
                        "id": f"{corpus}/{row['id']}/{start}",
                        "text": words,
                        "corpus": corpus,
                        "doc": row["id"],
                        "span": [start, end],
                    }
                )
    return made


def labelled(data: Path) -> list[Row]:
    """The labels with their sentences, offsets counted from the sentence's start."""
    kept = [label for label in read_rows(HERE / "labels.jsonl") if label["corpus"] in CORPORA]
    texts = {(c, r["id"]): read_text(r, c) for c, name in CORPORA.items() for r in read_rows(data / f"{name}.jsonl.gz")}
    rows = []
    for label in kept:
        start, end = label["span"]
        shift = lambda span: [span[0] - start, span[1] - start]  # noqa: E731, B023
        events = [
            e
            | {"trigger": shift(e["trigger"])}
            | {role: [shift(s) for s in e[role]] for role in ("actors", "recipients")}
            for e in label["events"]
        ]
        words = texts[label["corpus"], label["doc"]][start:end]
        rows.append(label | {"id": f"{label['corpus']}/{label['doc']}/{start}", "text": words, "events": events})
    return rows


def plover(data: Path) -> list[Row]:
    """PLOVER's training sentences; where we marked the trigger of their event and every other event, those too."""
    ours = {label["doc"]: label for label in read_rows(HERE / "labels.jsonl") if label["corpus"] == "plover"}
    rows = []
    for row in read_rows(data / "plover" / "train.jsonl.gz"):
        label = ours.get(row["id"])
        if label:
            row = row | {"events": [row["events"][0] | {"trigger": label["marked"]}, *label["events"]], "whole": True}
        rows.append(row)
    return rows


def in_fold(row: Row, fold: str) -> bool:
    """Whether a row belongs to fold 'K/N': the same folds as those of `eval/relations.py`."""
    number, folds = map(int, fold.split("/"))
    return sum(str(row["id"]).encode()) % folds == number


def held_out(row: Row) -> bool:
    """Whether a labelled sentence belongs to our own development part: the news of `stories/dev`."""
    return bool(row["corpus"] == "stories")


def training_examples(
    data: Path,
    tokenizer: Tokenizer,
    *,
    seed: int,
    quiet: int,
    stories: int,
    everything: bool = False,
    leave: str | None = None,
) -> list[Example]:
    """All that the coder is trained on; `leave` is a fold 'K/N' of the PLOVER sentences that is left out."""
    rng = random.Random(seed)
    made = [_of_plover(row, tokenizer) for row in plover(data) if leave is None or not in_fold(row, leave)]
    labels = labelled(data)
    for row in labels:
        if everything or not held_out(row):
            made.append(marked(row, tokenizer, absent=1.0))
            if row["events"]:
                made.append(marked(row, tokenizer, absent=1.0))
    made += _generated(data, tokenizer, rng, stories)
    rows = [r for r in read_rows(data / "plover" / "case2021_roots.jsonl.gz") if len(r["sentence"]) < 400]
    made += [
        weak(r["id"], r["sentence"], r["root"], tokenizer, weight=0.3)
        for r in rng.sample(rows, min(len(rows), stories * 4))
    ]
    made += _calm(data, tokenizer, rng, quiet, {row["id"] for row in labels})
    return [one for one in made if one is not None and len(one.window) > 3]


def _of_plover(row: Row, tokenizer: Tokenizer) -> Example | None:
    """A PLOVER sentence or a statement."""
    if not row["events"]:
        return _statement(row, tokenizer)
    return marked(row, tokenizer, absent=0.8 if "whole" in row else 0.35)


def _calm(data: Path, tokenizer: Tokenizer, rng: random.Random, most: int, known: set[str]) -> list[Example | None]:
    """Unlabelled ordinary sentences without a trigger word, as empty ones."""
    rows = ordinary(data)
    rng.shuffle(rows)
    made: list[Example | None] = []
    for row in rows:
        if len(made) == most:
            break
        if row["id"] not in known and not hits(tokenise(row["text"], (0, len(row["text"])))):
            window = window_of(row["text"], tokenizer)
            made.append(Example(row["id"], window, weight=0.7) if window else None)
    return made


def _statement(row: Row, tokenizer: Tokenizer) -> Example | None:
    appeal = weak(row["id"], row["text"], "REQUEST", tokenizer, weight=0.5)
    if appeal is not None:
        return appeal
    window = window_of(row["text"], tokenizer)
    return Example(row["id"], window, weight=0.7) if window else None


def _generated(data: Path, tokenizer: Tokenizer, rng: random.Random, most: int) -> list[Example | None]:
    rows = read_rows(data / "plover" / "ngec_synthetic.jsonl.gz")
    rng.shuffle(rows)
    made: list[Example | None] = []
    count: dict[str, int] = {}
    for number, row in enumerate(rows):
        if row["type"] not in INDEX:
            continue
        first = next((row["text"][a:b] for a, b in sentences(row["text"])), "")
        for text in (row["title"] or "", first):
            if not 30 <= len(text) <= 330 or count.get(row["type"], 0) >= most:
                continue
            one = weak(f"story-{number}", text, row["type"], tokenizer, weight=0.3)
            if one is not None:
                count[row["type"]] = count.get(row["type"], 0) + 1
                made.append(one)
    return made
