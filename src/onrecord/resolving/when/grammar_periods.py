"""Quarters, halves, seasons, feasts, and vague reference to past, present and future."""

from __future__ import annotations

import re
from typing import Final

from onrecord.resolving.when.meaning import Meaning, fixed
from onrecord.resolving.when.rules import STEP, any_of, group, rule, step_of, year_of
from onrecord.resolving.when.words import (
    SEASONS,
    ordinal_of,
)

# Quarters, halves, seasons, feasts


@rule(
    "(?:the )?(?:fiscal(?: |-))?{YEAR} {ORDINAL}~(?:fiscal )?(?P<span>quarter|half)",
    "(?:the )?{EDGE}(?:fiscal(?: |-))?{ORDINAL}~(?:fiscal )?(?P<span>quarter|half)"
    "(?:,? (?:of )?(?:(?:fiscal )?{YEAR}|(?P<years>last|this|next) year|the (?:current |fiscal )?year))?",
    "(?P<years>last|this|next) year['’]s (?:fiscal )?{ORDINAL}(?: |-)(?P<span>quarter|half)",
    r"(?P<code>Q[1-4]|H[12])(?:,? (?:of )?{YEAR})?",
    r"{YEAR}[- ]?(?P<code>Q[1-4]|H[12])",
    "(?:the )?(?:comparable )?(?P<ago>year-(?:ago|earlier)) {ORDINAL}~(?P<span>quarter|half)",
)
def _quarter(match: re.Match[str]) -> Meaning | None:
    groups = match.groupdict()
    code = (groups.get("code") or "").upper()
    if not code:
        number = ordinal_of(match["ordinal"])
        half = match["span"].lower() == "half"
        if number is None and not half:
            return None
        if (number or 2) > (2 if half else 4):
            return None
        code = f"{'H' if half else 'Q'}{number or 2}"
        if half and not (group(match, "year") or groups.get("years") or match[0].lower().endswith("year")):
            return None
    if group(match, "year"):
        return fixed("DATE", f"{match['year']}-{code}")
    step = {"last": -1, "this": 0, "next": 1}.get((groups.get("years") or "").lower())
    if groups.get("ago"):
        step = -1
    return Meaning(type="DATE", form="quarter", value=code, step=step)


@rule(
    f"(?:(?:early|late|mid|earlier|later)(?:-| ))?{STEP} {{SEASON}}",
    "(?:the )?{EDGE}{SEASON}(?:,? (?:of )?(?:{YEAR}|{SPELT}))?",
    "(?:the )?{EDGE}{SEASON} of (?:{YEAR}|{SPELT})",
    "(?:the )?(?:end|beginning|start|middle) of (?:the )?{SEASON}",
)
def _season(match: re.Match[str]) -> Meaning | None:
    first = match[0].split()[0].lower()
    if first in {"in", "by"}:
        return None
    season, year = SEASONS[match["season"].lower()], year_of(match)
    if year:
        return fixed("DATE", f"{year}-{season}")
    return Meaning(type="DATE", form="season", value=season, step=step_of(match))


FEASTS: Final[dict[str, tuple[int, int]]] = {
    "new year's day": (1, 1), "new year's eve": (12, 31), "christmas day": (12, 25), "christmas eve": (12, 24),
    "christmas": (12, 25), "boxing day": (12, 26), "halloween": (10, 31), "valentine's day": (2, 14),
    "independence day": (7, 4), "fourth of july": (7, 4), "may day": (5, 1), "veterans day": (11, 11),
    "st. patrick's day": (3, 17), "bastille day": (7, 14),
}  # fmt: skip
MOVING_FEASTS: Final[dict[str, str]] = {
    "thanksgiving day": "TG", "thanksgiving": "TG", "easter": "EA", "easter sunday": "EA", "good friday": "GF",
    "labor day": "LD", "memorial day": "MD", "election day": "ED",
}  # fmt: skip


@rule(
    f"(?:(?P<step>last|this|next) )?(?P<feast>{any_of([*FEASTS, *MOVING_FEASTS])})(?:,? {{YEAR}})?".replace(
        "'", "['’]"
    ),
)
def _feast(match: re.Match[str]) -> Meaning | None:
    name = re.sub(r"\s+", " ", match["feast"].lower().replace("’", "'"))
    year, step = year_of(match), step_of(match)
    if name in MOVING_FEASTS:
        return Meaning(type="DATE", form="date", value=MOVING_FEASTS[name] + (f"{year}" if year else ""), step=step)
    month, day = FEASTS[name]
    if year:
        return fixed("DATE", f"{year}-{month:02d}-{day:02d}")
    return Meaning(type="DATE", form="date", month=month, day=day, step=step)


# Vague reference to past, present, future

REFERENCES: Final[dict[str, str]] = {
    **dict.fromkeys(
        ("now", "currently", "current", "at present", "presently", "these days", "nowadays", "the present",
         "present-day", "the present day"), "PRESENT_REF"),
    **dict.fromkeys(
        ("recently", "more recently", "recent", "lately", "the past", "the recent past", "not long ago",
         "some time ago",
         "years ago", "months ago", "weeks ago", "decades ago", "days ago", "that time"), "PAST_REF"),
    **dict.fromkeys(
        ("soon", "the future", "the near future", "the foreseeable future", "future years", "future quarters",
         "the coming days", "the coming weeks", "the coming months", "the coming years", "the weeks ahead",
         "the months ahead", "the days ahead", "the years ahead", "as soon as possible", "the near term",
         "the short term"), "FUTURE_REF"),
}  # fmt: skip


@rule(f"(?P<words>{any_of(REFERENCES)})")
def _reference(match: re.Match[str]) -> Meaning:
    return fixed("DATE", REFERENCES[re.sub(r"\s+", " ", match["words"].lower())])
