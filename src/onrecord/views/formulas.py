"""Formulas: runs of words that somebody says again in another year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from onrecord.store import Store
from onrecord.views.filters import as_json, full_text
from onrecord.views.words import Run, runs, tokens

MOST_FORMULAS = 20
COUNTED = 1000
"""Statements with a formula's words are counted up to this many."""

_WITH_WORDS = "SELECT rowid FROM statements_fts WHERE statements_fts MATCH ? LIMIT ?"
_IDS = "SELECT n, id FROM statements WHERE n IN (SELECT value FROM json_each(?))"


class Formula(msgspec.Struct, frozen=True, kw_only=True):
    """A run of words said in several years, in its most frequent form.

    `times` counts utterances (the same words carried by several pages once), `years` those in which it was said;
    `on_record` is in how many statements of anybody the words stand, at most `COUNTED`; `statements` are the ids.
    """

    words: str
    years: tuple[str, ...]
    first: str
    last: str
    times: int
    on_record: int
    statements: tuple[str, ...]


class Worded(NamedTuple):
    """A dated statement (`n`), the utterance that it carries, and its content."""

    n: int
    utterance: int
    dated: str
    content: str


def formulas(store: Store, said: Sequence[Worded]) -> list[Formula]:
    """What comes back in the words of statements from one year to another: what was said in most years first, then the
    longer run. A run that is carried again is not said again: an utterance counts in the year in which it is first
    dated."""
    year_of: dict[int, str] = {}
    for one in sorted(said, key=lambda each: each.dated):
        year_of.setdefault(one.utterance, one.dated[:4])
    cut = tokens([(one.content, ((0, len(one.content)),), ()) for one in said])
    found = runs(cut, [year_of[one.utterance] for one in said])
    years = {id(run): len({year_of[said[n].utterance] for n in run.at}) for run in found}
    ordered = sorted(found, key=lambda run: (-years[id(run)], -len(run.stems), min(run.at)))[:MOST_FORMULAS]
    return [_formula(store, run, said, year_of) for run in ordered]


def _formula(store: Store, run: Run, said: Sequence[Worded], year_of: dict[int, str]) -> Formula:
    forms = Counter(" ".join(said[n].content[a:b].split()) for n, spans in run.at.items() for a, b in spans)
    words = min(forms, key=lambda form: (-forms[form], form))
    dates = [said[n].dated for n in run.at]
    ids = {row["n"]: row["id"] for row in store.query(_IDS, (as_json(said[n].n for n in run.at),))}
    question = full_text('"' + words.replace('"', " ") + '"')
    return Formula(
        words=words,
        years=tuple(sorted({year_of[said[n].utterance] for n in run.at})),
        first=min(dates),
        last=max(dates),
        times=len({said[n].utterance for n in run.at}),
        on_record=len(store.query(_WITH_WORDS, (question, COUNTED))) if question else 0,
        statements=tuple(ids[said[n].n] for n in sorted(run.at, key=lambda n: (said[n].dated, n))),
    )
