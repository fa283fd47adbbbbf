"""The vocabulary of time in English: months, weekdays, units, numbers, seasons, feasts."""

from __future__ import annotations

import re
from typing import Final

MONTHS: Final[dict[str, int]] = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
WEEKDAYS: Final[dict[str, int]] = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon"),
            ("tuesday", "tues", "tue"),
            ("wednesday", "wed"),
            ("thursday", "thurs", "thur", "thu"),
            ("friday", "fri"),
            ("saturday", "sat"),
            ("sunday", "sun"),
        ),
        start=1,
    )
    for name in names
}
UNITS: Final[dict[str, str]] = {
    "second": "TS", "minute": "TM", "min": "TM", "hour": "TH", "hr": "TH", "day": "D", "night": "D", "week": "W",
    "weekend": "WE", "fortnight": "F", "month": "M", "quarter": "Q", "year": "Y", "yr": "Y", "decade": "E",
    "century": "C", "centurie": "C", "millennium": "L", "millennia": "L",
}  # fmt: skip
"""A unit's singular and its code: `T…` below the day, `F` two weeks, `E` ten years, `C` a hundred, `L` a thousand."""

SEASONS: Final[dict[str, str]] = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
DAY_PARTS: Final[dict[str, str]] = {
    "dawn": "MO", "morning": "MO", "noon": "MI", "midday": "MI", "lunchtime": "MI", "afternoon": "AF", "evening": "EV",
    "night": "NI", "midnight": "NI", "overnight": "NI",
}  # fmt: skip
ORDINALS: Final[dict[str, int]] = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
NUMBERS: Final[dict[str, int]] = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES: Final[dict[str, int]] = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12}
DECADES: Final[dict[str, int]] = {
    "twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8, "nineties": 9
}  # fmt: skip
VAGUE: Final[frozenset[str]] = frozenset(
    {"few", "several", "many", "some", "dozens", "scores", "hundreds", "thousands"}
)

_DIGITS = re.compile(r"(\d[\d,]*)(\.\d+)?(?:\s+(\d)/(\d))?")


def number_of(words: str) -> float | None:
    """The number that `words` write ('12', '2 1/2', 'twenty-five', 'a couple of', 'half a', 'two and a half').

    `None` for a vague count ('several') and for anything that is no number.
    """
    digits = _DIGITS.fullmatch(words)
    if digits is not None:
        whole, fraction, over, under = digits.groups()
        extra = int(over) / int(under) if over and int(under) else 0.0
        return int(whole.replace(",", "")[:12]) + float(fraction or 0) + extra
    tokens = [token for token in re.split(r"[\s-]+", words.lower()) if token not in {"and", "of", "additional", "more"}]
    if not tokens or any(token in VAGUE for token in tokens):
        return None
    return _spelt(tokens)


def _spelt(tokens: list[str]) -> float | None:
    total, current = 0.0, 0.0
    for position, token in enumerate(tokens):
        if token in {"a", "an"}:
            follows_count = position > 0
            current += 0 if follows_count else 1
        elif token == "half":  # noqa: S105 - a word of time
            current = 0.5 if position == 0 or tokens[:position] == ["a"] else current + 0.5
        elif token == "couple":  # noqa: S105 - a word of time
            current = 2
        elif token in NUMBERS:
            current += NUMBERS[token]
        elif token in SCALES:
            current = max(current, 1) * SCALES[token]
        else:
            return None
        if token in {"thousand", "million"}:
            total, current = total + current, 0.0
    return total + current


def spelt_year(words: str) -> int | None:
    """The year that words such as 'nineteen ninety-six' or 'two thousand and four' write."""
    tokens = [token for token in re.split(r"[\s-]+", words.lower()) if token and token != "and"]  # noqa: S105
    if not tokens or any(token not in NUMBERS and token not in SCALES for token in tokens):
        return None
    if "thousand" in tokens or "hundred" in tokens:
        year = int(_spelt(tokens) or 0)
    else:
        century, rest = NUMBERS[tokens[0]], sum(NUMBERS[token] for token in tokens[1:])
        year = century * 100 + rest if 10 < century <= 20 and 10 <= rest < 100 else 0
    return year if 1000 <= year < 2100 else None


def ordinal_of(words: str) -> int | None:
    """'third' → 3, '21st' → 21, 'twenty-first' → 21."""
    digits = re.fullmatch(r"(\d{1,3})(?:st|nd|rd|th)", words, re.IGNORECASE)
    if digits is not None:
        return int(digits[1])
    head, _, last = words.lower().replace(" ", "-").rpartition("-")
    if last not in ORDINALS or (head and head not in NUMBERS):
        return None
    return NUMBERS.get(head, 0) + ORDINALS[last]
