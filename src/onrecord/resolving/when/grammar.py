"""The grammar of time expressions: which words make one, and what they mean.

Types and values follow TimeML's TIMEX3 (ISO-TimeML; the annotation guidelines of TimeBank 1.2 and TempEval-3). The
rules stand in the three `grammar_` modules; of several that match at a place the longest wins, of equally long ones
the one entered first.
"""

from __future__ import annotations

from functools import lru_cache

from onrecord.resolving.when import grammar_dates, grammar_periods, grammar_units
from onrecord.resolving.when.meaning import Meaning
from onrecord.resolving.when.rules import RULES, VOCABULARY, parse

PARTS = (grammar_dates, grammar_units, grammar_periods)
"""Importing them enters their rules."""

__all__ = ["PARTS", "RULES", "VOCABULARY", "interpret", "parse"]


@lru_cache(maxsize=8192)
def interpret(words: str) -> Meaning | None:
    """The meaning of a whole expression; `None` when `words` are none."""
    found = parse(words, 0)
    return found[1] if found is not None and found[0] == len(words) else None
