"""Infer when an undated page appeared from what it says: `date_page`.

Every clue weighs the days from 1980 to 2027 (`timeline`); their sum is a posterior over days, as in temporal text
classification by language and calendar evidence (de Jong et al. 2005; Chambers 2012). The claim is the finest of day,
month and year whose share of it is large enough, with that share, calibrated on dated pages, as its confidence.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Final

import msgspec
import numpy as np

from onrecord.model.document import Document
from onrecord.model.page import Precision, Published
from onrecord.model.spans import Span, Spans
from onrecord.model.step import step
from onrecord.resolving.when.clues import calendar_clues, day_mass, month_mass, stretches, told_dates, year_mass
from onrecord.resolving.when.happenings import happening_clues
from onrecord.resolving.when.offices import name_clues, office_clues, return_clues, waiting_clues
from onrecord.resolving.when.prices import price_clues
from onrecord.resolving.when.terms import distance_clues, distances, term_clues, vocabulary_clue
from onrecord.resolving.when.timeline import FIRST, Bound, Clue, Weights, at, decay, flat, years

VOCABULARY_STRENGTH: Final = 1.0
_BEFORE_BOUND: Final = {"sure year": 3.2, "year": 2.2, "told": 1.8, "day": 2.2, "event": 3.0, "thing": 2.5}


@step("page date", requires=("text", "zones", "page", "times"), assigns=("page", "problems"))
def date_page(document: Document) -> Document:
    """Set `page.published` when nothing declared it.

    `how` names the clues that told most, `evidence` is where they stand, `confidence` the calibrated chance that the
    claim is right (to the day or the next, to the month, to the year). Without any clue the page stays undated. Where
    the text names a weekday and a distance from a known event that do not agree, `problems` says so.
    """
    if document.page.published is not None:
        return document
    clues = gather(document)
    if not clues:
        return document
    published = claim(clues)
    if published is None:
        return document
    details = list(disagreements(document))
    if details:
        published = msgspec.structs.replace(published, confidence=round(published.confidence * _WHEN_DISAGREEING, 2))
    dated = msgspec.structs.replace(document, page=msgspec.structs.replace(document.page, published=published))
    for detail in details:
        dated = dated.with_problem("dates disagree", detail)
    return dated


_WHEN_DISAGREEING: Final = 0.9


def disagreements(document: Document) -> Iterator[str]:
    """'on Saturday …, two days after' an event of a Wednesday: said in plain words, once for each."""
    for one in distances(document.text, stretches(document)):
        opening = max(document.text.rfind(mark, 0, one.span[0]) for mark in (".", "\n", "!", "?"))
        for timex in document.times:
            match = re.fullmatch(r"XXXX-WXX-(\d)(?:T.*)?", timex.value)
            told = match is not None and opening < timex.start < one.span[0] and one.exact
            if match is not None and told and int(match[1]) != one.day.isoweekday():
                words = document.text[one.span[0] : one.span[1]]
                yield (
                    f"the text says '{timex.text}' and '{words}', but that event was on {one.event.isoformat()}, "
                    f"and so many days later is a {one.day:%A}"
                )


def gather(document: Document) -> list[Clue]:
    """Every clue that the page gives."""
    spans = stretches(document)
    text = document.text
    found = itertools.chain(
        calendar_clues(document),
        told_dates(document),
        office_clues(text, spans),
        waiting_clues(text, spans),
        return_clues(text, spans),
        name_clues(text, spans),
        term_clues(text, spans),
        happening_clues(text, spans),
        price_clues(text, spans),
        distance_clues(text, spans),
    )
    clues: list[Clue] = []
    bounds: list[Bound] = []
    for one in found:
        (bounds if isinstance(one, Bound) else clues).append(one)  # type: ignore[arg-type]
    clues.extend(_bounding(bounds))
    learnt = vocabulary_clue(text, spans, strength=VOCABULARY_STRENGTH)
    return [*clues, learnt] if learnt else clues


def _bounding(bounds: list[Bound]) -> list[Clue]:
    """The latest bounds as clues: hardly before them, and the less the longer after the last one."""
    if not bounds:
        return []
    latest: dict[int, Bound] = {}
    for bound in sorted(bounds, key=lambda bound: (-bound.day, bound.spans)):
        latest.setdefault(bound.day // 300, bound)
    ordered = list(latest.values())
    clues = []
    for bound in ordered[:4]:
        weights = flat()
        weights[: bound.day] = -_BEFORE_BOUND[bound.kind]
        clues.append(Clue(bound.name, bound.spans, weights))
    clues[0] = Clue(ordered[0].name, ordered[0].spans, clues[0].weights + decay(ordered[0]))
    return clues


def posterior(clues: list[Clue]) -> Weights:
    """The share of every day, summing to 1."""
    total = np.sum([clue.weights for clue in clues], axis=0) + _PRIOR
    mass = np.exp(total - total.max())
    mass[mass < 1e-9] = 0.0
    shares: Weights = mass / mass.sum()
    return shares


def _prior() -> Weights:
    """A page is of no day in particular; days after the tables' end are unlikely."""
    prior = flat()
    prior[(2026 - FIRST.year) * 365 + 300 :] = -4.0
    return prior


_PRIOR: Final = _prior()


def claim(clues: list[Clue]) -> Published | None:
    """The finest claim that is sure, else the finest that is likelier than not, else the likeliest year."""
    mass = posterior(clues)
    steady = _steadiness(clues, mass)
    day, day_share = day_mass(mass)
    month, month_share = month_mass(mass)
    year, year_share = year_mass(mass)
    options: list[tuple[str, Precision, float]] = [
        (at(day).isoformat(), "day", calibrated(day_share * steady, "day")),
        (f"{month // 12:04d}-{month % 12 + 1:02d}", "month", calibrated(month_share * steady, "month")),
        (f"{year:04d}", "year", calibrated(year_share * steady, "year")),
    ]
    if year_share < _LEAST_SHARE:
        return None
    likely = [one for one in options if one[2] >= _LIKELY] or options[-1:]
    date, precision, confidence = next((one for one in likely if one[2] >= _SURE), likely[0])
    how, evidence = _grounds(clues, mass)
    return Published(date=date, precision=precision, how=how, confidence=confidence, evidence=evidence)


_SURE: Final = 0.8
_LIKELY: Final = 0.5
_LEAST_SHARE: Final = 0.05


def _steadiness(clues: list[Clue], mass: Weights) -> float:
    """How much of the best year's share is left, on the geometric mean, when the kind of name or story it hangs on most
    is taken away: what two kinds say independently is surer than what one says loudly."""
    year, share = year_mass(mass)
    within = years() == year
    kinds = {clue.name for clue in clues} - _RECKONED
    others = [[clue for clue in clues if clue.name != kind] for kind in kinds]
    left = min((float(posterior(rest)[within].sum()) if rest else 0.0 for rest in others), default=share)
    return float(min(1.0, max(_ALONE, (left / share) ** 0.5)))


_RECKONED: Final = frozenset(
    {
        "dateline",
        "weekday",
        "weekday of a date",
        "copyright year",
        "so long after an event",
        "elected, not yet in office",
        "before an inauguration",
        "last weeks of a term",
    }
)
"""Kinds of clue that are reckoned from the calendar or from a known term, and need no second."""


_ALONE: Final = 0.3


_YEARS_RIGHT: Final = (
    (0.0, 0.05, 0.1, 0.15, 0.25, 0.35, 0.45, 0.56, 0.7, 0.8, 1.0),
    (0.08, 0.22, 0.34, 0.45, 0.55, 0.62, 0.67, 0.8, 0.93, 0.97, 0.98),
)
_DAYS_RIGHT: Final = (
    (0.0, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 1.0),
    (0.03, 0.2, 0.28, 0.45, 0.6, 0.8, 0.9, 0.97),
)
"""Steady shares, and how many of the development pages with such a share were right; for days and months together, of
which few are claimed."""


def calibrated(share: float, precision: Precision) -> float:
    """The chance that a claim with this steady share of the posterior is right, as counted on the dated development
    pages."""
    shares, right = _YEARS_RIGHT if precision == "year" else _DAYS_RIGHT
    return round(float(np.interp(share, shares, right)), 2)


def _grounds(clues: list[Clue], mass: Weights) -> tuple[str, Spans]:
    """The clues that told most: those under which the rest of the line loses most against the claim."""
    gains = sorted(
        ((float(mass @ clue.weights - clue.weights.mean()), at) for at, clue in enumerate(clues)), reverse=True
    )
    best = [clues[at] for gain, at in gains if gain > 0.3][:4] or [clues[gains[0][1]]]
    spans: set[Span] = {span for clue in best for span in clue.spans}
    return "+".join(dict.fromkeys(clue.name for clue in best)), tuple(sorted(spans))
