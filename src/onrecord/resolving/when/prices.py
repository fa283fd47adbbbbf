"""Clues from prices: an amount given in two currencies tells the rate of the day, an index its level."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

import numpy as np

from onrecord.model.spans import Span
from onrecord.resolving.when.timeline import DAYS, Clue, Weights, index_of

_CURRENCIES: Final = {
    "GBP": "pounds sterling|pounds?|sterling|pence", "DEM": "german marks|deutsche ?marks|marks?|dm",
    "JPY": "japanese yen|yen", "FRF": "french francs|francs", "CAD": "canadian dollars",
    "ITL": "italian lire|lire|lira", "NLG": "dutch guilders|guilders",
    "CHF": "swiss francs|francs", "ESP": "pesetas", "SEK": "swedish kronor|kronor|kronas?", "AUD": "australian dollars",
    "CNY": "chinese yuan|yuan|renminbi|rmb", "INR": "indian rupees|rupees|rs", "KRW": "south korean won|won",
    "RUB": "russian rubles|rubles|roubles", "ZAR": "south african rand|rands?", "MXN": "mexican pesos|pesos",
    "IDR": "indonesian rupiahs?|rupiahs?", "THB": "thai baht|baht", "PHP": "philippine pesos|pesos",
    "PKR": "pakistani rupees|rupees|rs", "KES": "kenyan shillings|shillings", "NGN": "nigerian naira|naira",
    "EGP": "egyptian pounds", "LKR": "sri lankan rupees|rupees", "NPR": "nepali rupees|nepalese rupees|rupees",
    "VND": "vietnamese dong|dong", "ZMK": "kwacha", "ARS": "argentine pesos|pesos", "COP": "colombian pesos|pesos",
    "UAH": "hryvnias?|hryvnya", "EUR": "euros?", "BRL": "brazilian reals?|reais", "TRY": "turkish liras?|lira|liras",
    "ILS": "israeli shekels|shekels|nis", "MYR": "malaysian ringgit|ringgit", "SGD": "singapore dollars",
    "PLN": "polish zlotys?|zlotys?|zloty", "CZK": "czech koruna|koruna|korunas|crowns",
    "HUF": "hungarian forints?|forints?",
    "NOK": "norwegian kroner|kroner", "NZD": "new zealand dollars",
}  # fmt: skip
"""Names in small letters; one name ('pesos') may mean several currencies, and each of them is weighed."""

_SIGNS: Final = {
    "£": "GBP", "#": "GBP", "€": "EUR", "¥": "JPY", "C$": "CAD", "CA$": "CAD", "A$": "AUD", "AU$": "AUD", "NZ$": "NZD",
    "S$": "SGD", "R$": "BRL", "Rs": "INR", "Rs.": "INR", "₹": "INR", "RMB": "CNY", "₩": "KRW", "DM": "DEM",
}  # fmt: skip
_SCALES: Final = {
    "": 1.0, "thousand": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12,
}  # fmt: skip
_SCALE = r"(?:[ -]?(?P<{0}>thousand|million|mn|m|billion|bn|trillion)\b)?"
_FIGURE = r"(?P<{0}>\d[\d,]{{0,15}}(?:\.\d{{1,6}})?)"
_FOREIGN = (
    rf"(?P<sign>C\$|CA\$|AU?\$|NZ\$|S\$|R\$|[£#€¥₹₩]|Rs\.?|RMB|DM)?\s?{_FIGURE.format('one')}{_SCALE.format('scale')}"
    r"(?: (?P<name>(?:[A-Za-z]{2,12} ){0,2}[A-Za-z]{2,12}))?"
)
_DOLLARS = (
    rf"(?:(?P<dollar>(?:US|U\.S\. ?)?\s?\$|dlrs|USD)\s?{_FIGURE.format('two')}{_SCALE.format('scale2')}"
    rf"|{_FIGURE.format('three')}{_SCALE.format('scale3')} (?:U\.?S\.? )?(?:dollars|dlrs|USD))"
)
_PAIR = re.compile(
    rf"(?<![\w.,]){_FOREIGN}\s?\((?:about|around|some|approximately|roughly|nearly|or|equal to)?\s?{_DOLLARS}"
)
_INDEX = re.compile(
    r"\b(?P<index>Dow(?: Jones)?|S&P 500|S&P's 500|Standard & Poor's 500)[^.;\n\d]{0,90}"
    r"\b(?:to|at|of) (?P<level>\d{1,2},\d{3}(?:\.\d+)?|\d{3,5}\.\d+)\b"
)
_MOST: Final = 4


class Told(NamedTuple):
    """A ratio that the text tells: the series it may be of, its logarithm, and how far that may be off."""

    span: Span
    series: tuple[str, ...]
    log: float
    error: float


@cache
def _names() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for code, names in _CURRENCIES.items():
        for name in re.findall(r"[^|]+", names):
            for form in (name.replace("?", ""), re.sub(r".\?", "", name)):
                if code not in found[form]:
                    found[form].append(code)
    return {name: tuple(codes) for name, codes in found.items()}


@cache
def _lines() -> dict[str, Weights]:
    """The logarithm of each series on every day; not a number before its first value and after its last."""
    file = resources.files("onrecord.resolving.data").joinpath("when_rates.csv")
    values: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for row in csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))):
        values[row["series"]].append((index_of(datetime.date.fromisoformat(row["day"])), float(row["value"])))
    return {
        series: np.interp(
            np.arange(DAYS), [at for at, _ in points], np.log([value for _, value in points]), np.nan, np.nan
        )
        for series, points in values.items()
    }


def told_prices(text: str, spans: list[Span]) -> Iterator[Told]:
    """The rates and levels that the text tells."""
    for start, end in spans:
        for match in _PAIR.finditer(text, start, end):
            told = _rate(match)
            if told is not None:
                yield told
        for match in _INDEX.finditer(text, start, end):
            series = "DOW" if match["index"].startswith("Dow") else "SPX"
            yield Told(match.span(), (series,), float(np.log(_number(match["level"]))), _INDEX_ERROR)


_RATE_ERROR: Final = 0.025
_INDEX_ERROR: Final = 0.1
"""How far a rate strays within a quarter, an index within a year, as a share (one standard deviation)."""


def _rate(match: re.Match[str]) -> Told | None:
    """The units for one dollar; `None` when the first amount is of no currency that the table has."""
    codes = _codes(match["sign"], match["name"])
    figure = match["two"] or match["three"]
    amount = _number(match["one"]) * _SCALES[match["scale"] or ""]
    scale = (
        match["scale2"] or match["scale3"] or ("" if amount < 1e6 or _number(figure) >= 1e4 else match["scale"] or "")
    )
    dollars = _number(figure) * _SCALES[scale]
    if not codes or amount <= 0 or dollars <= 0:
        return None
    if (match["name"] or "").lower().startswith("pence"):
        amount /= 100
    error = float(np.hypot(_RATE_ERROR, np.hypot(_rounding(match["one"]), _rounding(figure))))
    return Told(match.span(), codes, float(np.log(amount / dollars)), error)


def _codes(sign: str | None, name: str | None) -> tuple[str, ...]:
    words = (name or "").lower().split()
    for first in range(len(words)):
        codes = _names().get(" ".join(words[first:]))
        if codes:
            return codes
    return (_SIGNS[sign],) if sign else ()


def _number(figure: str) -> float:
    return float(figure.replace(",", ""))


def _rounding(figure: str) -> float:
    """How far a figure may be off by its rounding, as a share: '4' by an eighth, '141.9' hardly."""
    digits = figure.replace(",", "")
    unit = 10.0 ** -len(digits.partition(".")[2]) if "." in digits else 10.0 ** (len(digits) - len(digits.rstrip("0")))
    return 0.35 * unit / max(_number(figure), unit)


def price_clues(text: str, spans: list[Span]) -> Iterator[Clue]:
    """How near each day's rate or level is to the one told; what is told of one currency counts once."""
    told: dict[tuple[str, ...], list[Told]] = defaultdict(list)
    for one in told_prices(text, spans):
        told[one.series].append(one)
    for series, ones in told.items():
        weights = np.mean([_fit(one) for one in ones[:_MOST]], axis=0)
        if weights.max() > _LEAST / 2:
            name = "index level" if series[0] in _INDICES else "exchange rate"
            yield Clue(name, tuple(one.span for one in ones[:_MOST]), weights)


def _fit(told: Told) -> Weights:
    """The log likelihood of what is told on each day, under the series that fits best."""
    best = np.full(DAYS, np.inf)
    for series in told.series:
        best = np.fmin(best, np.abs(_lines()[series] - told.log))
    weights: Weights = np.maximum(-0.5 * (best / told.error) ** 2, _LEAST)
    return weights


_INDICES: Final = frozenset({"DOW", "SPX"})
_LEAST: Final = -5.0
"""The text may have it wrong, or mean another day's rate."""
