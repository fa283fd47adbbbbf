"""What is measured: for each task its gold, what of it the reader may see, its scorer, and the figures that count."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Figures = dict[str, float]

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("ONRECORD_SHARED", ROOT.parent / "shared"))


@dataclass(frozen=True, kw_only=True)
class Task:
    """One benchmark.

    `columns` maps the reader's column to the gold's: nothing else of a gold row is shown to the reader. `figures` turns
    the scorer's JSON into named percentages.
    """

    name: str
    gold: str
    scorer: str
    columns: Mapping[str, str]
    figures: Callable[[Any], Figures]
    record: str | None = None
    read_options: tuple[str, ...] = ()
    score_options: tuple[str, ...] = ()
    group_by: str | None = None
    notes: str = ""
    text_scorer: bool = field(default=False)

    @property
    def gold_path(self) -> Path:
        return SHARED / "data" / self.gold

    @property
    def scorer_path(self) -> Path:
        return SHARED / "eval" / self.scorer


def _attribution(result: Any) -> Figures:
    names = {"headline": "attribution", "strict": "attribution_strict"}
    kept = ("direct", "mixed", "indirect", "linked", "cue_exact", "content_exact", "source_exact", "source_soft")
    return {name: 100 * result[key]["f1"] for name, key in (names | {k: k for k in kept}).items()}


def _events(result: Any) -> Figures:
    out = {name: 100 * result[name]["f1"] for name in ("type", "quad", "actor", "recipient", "full", "touch")}
    return out | {f"false_alarms_{subset}": 100 * v["rate"] for subset, v in result["false_alarms"].items()}


def _pages(result: Any) -> Figures:
    out = {f"f1_{part}": 100 * result[part]["f1"] for part in ("all", "aeb", "fundus")}
    return out | {name: 100 * result[name]["exact"] for name in ("title", "authors", "date")}


def _percent(*names: str) -> Callable[[Any], Figures]:
    def figures(result: Any) -> Figures:
        return {name: 100 * result[name] for name in names}

    return figures


TASKS: tuple[Task, ...] = (
    Task(
        name="attribution",
        gold="polnear/dev.jsonl.gz",
        scorer="score_attribution.py",
        record="attribution",
        columns={"id": "id", "text": "text", "title": "title", "date": "date"},
        figures=_attribution,
    ),
    Task(
        name="events-plv",
        gold="plover/dev.jsonl.gz",
        scorer="score_events.py",
        record="events",
        columns={"id": "id", "text": "text"},
        figures=_events,
    ),
    Task(
        name="events-news",
        gold="plover/dev_coders.jsonl.gz",
        scorer="score_events.py",
        record="events",
        columns={"id": "id", "text": "text"},
        figures=_events,
    ),
    Task(
        name="timex",
        gold="timex/dev.jsonl.gz",
        scorer="score_timex.py",
        record="timex",
        columns={"id": "id", "text": "text", "date": "dct"},
        figures=lambda r: {name: float(r[name][2]) for name in ("strict", "relaxed", "type", "value")},
        text_scorer=True,
    ),
    Task(
        name="dating",
        gold="dating/dev.jsonl.gz",
        scorer="score_dating.py",
        record="dating",
        columns={"id": "id", "text": "text", "title": "title"},
        figures=_percent("coverage", "precision", "year_right", "sure_coverage", "sure_precision"),
    ),
    Task(
        name="place",
        gold="place/dev.jsonl.gz",
        scorer="score_place.py",
        record="place",
        columns={"id": "id", "text": "text", "url": "url", "title": "title", "date": "date"},
        figures=lambda r: {
            "strict": r["strict"][2],
            "overlap": r["overlap"][2],
            "acc161": r["acc161"],
            "e2e161": r["e2e161"][2],
        },
        text_scorer=True,
    ),
    Task(
        name="pages",
        gold="pages/dev.jsonl.gz",
        scorer="score_pages.py",
        record="pages",
        columns={"id": "id", "url": "url", "html": "html"},
        figures=_pages,
    ),
    Task(
        name="plaintext",
        gold="plaintext/dev.jsonl.gz",
        scorer="score_lines.py",
        record="pages",
        columns={"id": "id", "url": "url", "text": "text"},
        figures=_percent("char_f1", "precision", "recall", "clean"),
        read_options=("--scraped",),
    ),
    Task(
        name="copies",
        gold="copies/dev.jsonl.gz",
        scorer="score_clusters.py",
        columns={"id": "id", "text": "text", "title": "title"},
        figures=_percent("b3_f1", "pair_f1", "pair_p", "pair_r"),
        score_options=("--by", "copy_of"),
        group_by="copies",
    ),
    Task(
        name="stories",
        gold="stories/dev.jsonl.gz",
        scorer="score_clusters.py",
        columns={"id": "id", "text": "text", "title": "title", "url": "url", "date": "date"},
        figures=_percent("b3_f1", "b3_p", "b3_r", "pair_f1"),
        score_options=("--by", "event"),
        group_by="stories",
    ),
)
