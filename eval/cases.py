"""Score the example pages against what their authors know is in them: our own gold, shipped with the project."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import onrecord

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "eval" / "cases" / "examples.json"
PAGES = ROOT / "examples" / "pages"


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def iou(a: set[str], b: set[str]) -> float:
    return len(a & b) / len(a | b) if a and b else 0.0


def said(record: onrecord.Record) -> list[tuple[set[str], set[str]]]:
    """Each statement as (folded names of its speakers, words of its content)."""
    names = {actor.id: actor.name.lower() for actor in record.actors}
    return [
        ({names[i] for i in (s.source.actors if s.source else ())}, words(s.content.text))
        for s in record.statements
        if s.content
    ]


def found(gold: list[Any], given: list[tuple[set[str], set[str]]]) -> tuple[int, int]:
    """How many gold statements are there by their content (half of the words shared), how many by whom."""
    contents = speakers = 0
    left = list(given)
    for speaker, content in gold:
        best = max(left, key=lambda g: iou(g[1], words(content)), default=None)
        if best is None or iou(best[1], words(content)) < 0.5:
            continue
        left.remove(best)
        contents += 1
        speakers += best[0] == ({speaker.lower()} if speaker else set())
    return contents, speakers


def score_cases() -> dict[str, float]:
    """Percentages over the annotated example pages."""
    cases = json.loads(CASES.read_text(encoding="utf-8"))
    gold = contents = speakers = fields = fields_right = unread = unread_right = 0
    for case in cases:
        record = onrecord.read(PAGES / case["page"])
        c, s = found(case["statements"], said(record))
        gold += len(case["statements"])
        contents, speakers = contents + c, speakers + s
        is_read = " ".join(record.text[z.start : z.end] for z in record.zones if z.kind in ("lead", "body"))
        unread += len(case["unread"])
        unread_right += sum(phrase not in is_read for phrase in case["unread"])
        published = record.page.published.date if record.page.published else None
        right = [record.page.title == case["title"], list(record.page.byline) == case["byline"]]
        right += [published == case["published"]] if "published" in case else []
        fields, fields_right = fields + len(right), fields_right + sum(right)
    return {
        "statements_found": 100 * contents / gold,
        "speakers_right": 100 * speakers / gold,
        "page_fields": 100 * fields_right / fields,
        "furniture_unread": 100 * unread_right / unread,
    }
