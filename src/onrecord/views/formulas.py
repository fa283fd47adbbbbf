"""Formulas: runs of words that somebody says again in another year."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from onrecord.store import Store
from onrecord.views.filters import as_json, full_text
from onrecord.views.words import tokens

if TYPE_CHECKING:
    from onrecord.views.runs import Run

MOST_FORMULAS = 12
COUNTED = 100
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
    longer run. A run that is carried again is not said again: an utterance counts once, in its longest wording, in the
    year in which it is first dated."""
    from onrecord.views.runs import runs  # with NumPy, which most questions do without

    utterances: defaultdict[int, list[Worded]] = defaultdict(list)
    for one in sorted(said, key=lambda each: each.dated):
        utterances[one.utterance].append(one)
    carried = list(utterances.values())
    fullest = [max(carriers, key=lambda one: len(one.content)) for carriers in carried]
    years = [carriers[0].dated[:4] for carriers in carried]
    found = runs(tokens([(one.content, ((0, len(one.content)),), ()) for one in fullest]), years)
    often = {id(run): len({years[n] for n in run.at}) for run in found}
    ordered = sorted(found, key=lambda run: (-often[id(run)], -len(run.stems), min(run.at)))[:MOST_FORMULAS]
    return [
        _formula(store, _forms(run, fullest), {n: carried[n] for n in run.at}, sorted({years[n] for n in run.at}))
        for run in ordered
    ]


def _forms(run: Run, fullest: Sequence[Worded]) -> list[str]:
    """A run as it is written, the most frequent form first."""
    forms = Counter(" ".join(fullest[n].content[a:b].split()) for n, spans in run.at.items() for a, b in spans)
    return sorted(forms, key=lambda form: (-forms[form], form))


def _formula(store: Store, forms: Sequence[str], said: Mapping[int, Sequence[Worded]], years: list[str]) -> Formula:
    folded = [form.casefold() for form in forms]
    bearing = [
        one
        for carriers in said.values()
        for one in carriers
        if any(form in " ".join(one.content.split()).casefold() for form in folded)
    ]
    dates = [one.dated for one in bearing]
    ids = {row["n"]: row["id"] for row in store.query(_IDS, (as_json(one.n for one in bearing),))}
    question = full_text('"' + forms[0].replace('"', " ") + '"')
    return Formula(
        words=forms[0],
        years=tuple(years),
        first=min(dates),
        last=max(dates),
        times=len(said),
        on_record=len(store.query(_WITH_WORDS, (question, COUNTED))) if question else 0,
        statements=tuple(ids[one.n] for one in sorted(bearing, key=lambda one: (one.dated, one.n))),
    )
