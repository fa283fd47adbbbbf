"""Further scraped pages made from the labelled ones: other articles in their frames, teasers of other stories within
them, leads shown twice, credits, tags, and frames cut as people cut them when they copy a page by hand."""

from __future__ import annotations

import re

import numpy as np
from corpora import BODY, Row, labelled_lines

Line = tuple[str, str]
Article = tuple[str, list[str]]
_CUES = ("Read more", "Related", "READ MORE:", "Also read", "See also", "More on this story", "Recommended")
_CREDITS = ("(AP)", "Source: Agencies", "Via: Reuters", "— AFP")
_CUTS = ("…", "...", " […]", " [...]")
_SENTENCE = re.compile(r"(?<=[.!?”])\s")
_MOST_LINES = 600


def articles_of(rows: list[Row]) -> list[Article]:
    """Headline and paragraphs of clean articles."""
    out: list[Article] = []
    for row in rows:
        paragraphs = [line.strip() for line in row["text"].split("\n") if line.strip()]
        if len(paragraphs) >= 5 and len(row["text"]) < 12_000:
            out.append((row.get("title") or paragraphs[0], paragraphs))
    return out


def teasers_of(articles: list[Article], rng: np.random.RandomState) -> list[Line]:
    """Headlines with a sentence of their story."""
    return [(title, _SENTENCE.split(paragraphs[rng.randint(0, 3)])[0]) for title, paragraphs in articles]


def variant(row: Row, articles: list[Article], teasers: list[Line], rng: np.random.RandomState) -> list[Line]:
    """One made-up page in the frame of a labelled one; empty where that has no report."""
    lines = labelled_lines(row)
    body = [number for number, (_, label) in enumerate(lines) if label in BODY]
    if not body:
        return []
    before, inner, after = lines[: body[0]], lines[body[0] : body[-1] + 1], lines[body[-1] + 1 :]
    if row["lang"] == "en" and rng.rand() < 0.6:
        before, inner = _other_article(before, inner, articles[rng.randint(len(articles))], rng)
    if rng.rand() < 0.45:
        _insert_teasers(inner, teasers, rng)
    if rng.rand() < 0.35:
        before = [*before, _shown_twice(inner, rng)]
    if rng.rand() < 0.3:
        after = [(_CREDITS[rng.randint(len(_CREDITS))], "credit"), *after]
    if rng.rand() < 0.25:
        names = re.findall(r"\b[A-Z]\w{3,}", " ".join(text for text, _ in inner))[:3] or ["News"]
        after = [("#" + " #".join(names), "tags"), *after]
    if rng.rand() < 0.5:
        keep = rng.randint(0, 12)
        before = before[-keep:] if keep else [line for line in before if line[1] == "title"][-1:]
        after = after[: rng.randint(0, 25)]
    return [line for line in (*before, *inner, *after) if line[0].strip()][:_MOST_LINES]


def _other_article(
    before: list[Line], inner: list[Line], article: Article, rng: np.random.RandomState
) -> tuple[list[Line], list[Line]]:
    title, paragraphs = article
    kept = [line for line in inner if line[1] not in BODY and line[1] != "dup"][:6]
    new = [(paragraph, "body") for paragraph in (paragraphs[1:] if paragraphs[0] == title else paragraphs)]
    for line in kept:
        new.insert(rng.randint(1, len(new) + 1), line)
    return [(title if label == "title" else text, label) for text, label in before if label != "dup"], new


def _insert_teasers(inner: list[Line], teasers: list[Line], rng: np.random.RandomState) -> None:
    for _ in range(rng.randint(1, 3)):
        headline, standfirst = teasers[rng.randint(len(teasers))]
        place = rng.randint(1, len(inner)) if len(inner) > 1 else 1
        new = [(headline, "boiler")] + ([(standfirst, "boiler")] if rng.rand() < 0.6 else [])
        if rng.rand() < 0.3:
            new.insert(0, (_CUES[rng.randint(len(_CUES))], "boiler"))
        inner[place:place] = new


def _shown_twice(inner: list[Line], rng: np.random.RandomState) -> Line:
    first = [text for text, label in inner if label in BODY][:2]
    text = " ".join(first)
    if rng.rand() >= 0.7 or len(text) <= 150:
        return first[0], "dup"
    end = rng.randint(120, min(420, len(text)))
    return text[:end].rsplit(" ", 1)[0] + _CUTS[rng.randint(len(_CUTS))], "dup"
