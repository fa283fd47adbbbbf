"""Numbers with what they count: '10,000 troops', 'three times', 'six nuclear tests', '$4.5 million'."""

from __future__ import annotations

import re

from onrecord.events import codebook
from onrecord.events.lexicon import Token
from onrecord.model.event import Quantity
from onrecord.model.spans import Span, evidence

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,4})?|\d{1,12}(?:\.\d{1,4})?")
_WORDS = {word: float(value) for value, word in enumerate(codebook.words("ones"), start=1)}
_WORDS |= {word: float(value) for value, word in zip(range(30, 100, 10), codebook.words("tens"), strict=True)}
_WORDS["dozen"] = 12.0
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "bn": 1e9, "m": 1e6}
_ONCE = {"once": 1.0, "twice": 2.0, "thrice": 3.0}
_MONEY = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR"}
_IRREGULAR_PLURALS = frozenset(codebook.words("irregular_plurals"))
_NOT_UNITS = frozenset(codebook.words("spans_of_time"))
_ADJUNCTS = frozenset(codebook.words("plural_adjuncts"))
_STOPS = frozenset(codebook.words("unit_stops"))
_MONTHS = frozenset(codebook.words("months"))
_LONGEST_UNIT = 4


def quantities(text: str, span: Span, tokens: list[Token]) -> tuple[Quantity, ...]:
    """Every counted thing in the sentence at `span`; dates, years, ages and clock times are none."""
    found: list[Quantity] = []
    index = 0
    while index < len(tokens):
        read = _read(text, span, tokens, index)
        if read is None:
            index += 1
            continue
        quantity, index = read
        found.append(quantity)
    return tuple(found)


def _read(text: str, span: Span, tokens: list[Token], index: int) -> tuple[Quantity, int] | None:
    if tokens[index].low in _ONCE:
        return _made(text, tokens, index, index, _ONCE[tokens[index].low], "times")
    number = _number(text, span, tokens, index)
    if number is None:
        return None
    value, last = number
    first = index
    money = _MONEY.get(tokens[index - 1].text) if index else None
    if money:
        return _made(text, tokens, index - 1, last, value, money)
    if last + 1 < len(tokens) and tokens[last + 1].low in ("%", "percent"):
        return _made(text, tokens, first, last + 1, value, "percent")
    unit = _unit(tokens, last + 1)
    if unit is None or _is_date(tokens, index, last):
        return None
    words = " ".join(token.low for token in tokens[unit[0] : unit[1] + 1])
    return _made(text, tokens, first, unit[1], value, words)


def _made(text: str, tokens: list[Token], first: int, last: int, value: float, unit: str) -> tuple[Quantity, int]:
    words = evidence(text, [(tokens[first].start, tokens[last].end)])
    return Quantity(value=float(value), unit=unit, text=words.text, spans=words.spans), last + 1


def _number(text: str, span: Span, tokens: list[Token], index: int) -> tuple[float, int] | None:
    """The value of the number that starts at a token, and its last token."""
    token = tokens[index]
    if token.low in _WORDS:
        value, last = _WORDS[token.low], index
    else:
        match = _NUMBER.match(text, token.start, span[1])
        if match is None or (index and tokens[index - 1].end == token.start and tokens[index - 1].text in ".,/:-"):
            return None
        last = index
        while last + 1 < len(tokens) and tokens[last].end < match.end():
            last += 1
        if tokens[last].end != match.end():
            return None
        value = float(match.group().replace(",", ""))
    if last + 1 < len(tokens) and tokens[last + 1].low in _SCALES:
        return value * _SCALES[tokens[last + 1].low], last + 1
    return value, last


def _unit(tokens: list[Token], first: int) -> tuple[int, int] | None:
    """First and last token of the plural noun phrase that starts at `first`."""
    if first < len(tokens) and tokens[first].low == "of":
        return None
    for index in range(first, min(first + _LONGEST_UNIT, len(tokens))):
        low = tokens[index].low
        if low in _STOPS or not low[0].isalpha():
            return None
        if low in _IRREGULAR_PLURALS or (
            low.endswith("s") and not low.endswith(("ss", "us", "is")) and tokens[index].text[0].islower()
        ):
            if low in _ADJUNCTS and index + 1 < len(tokens) and tokens[index + 1].low.endswith("s"):
                continue  # 'six fisheries inspectors'
            return None if low in _NOT_UNITS else (first, index)
    return None


def _is_date(tokens: list[Token], first: int, last: int) -> bool:
    marked = first > 1 and tokens[first - 1].text == "."  # 'Oct. 7'
    before = tokens[first - 1 - marked].low if first else ""
    after = tokens[last + 1].low if last + 1 < len(tokens) else ""
    return before in _MONTHS or after in _MONTHS
