"""Expressions of time (TimeML TIMEX3) and the dates that statements and events get from them."""

from __future__ import annotations

from typing import Literal

import msgspec

from onrecord.model.page import Precision
from onrecord.model.spans import Spans

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


class Timex(msgspec.Struct, frozen=True, kw_only=True):
    """An expression of time; `value` as in TIMEX3 (`2024-12-29`, `2024-W52`, `P5D`, `PAST_REF`, or `XXXX-12-29`)."""

    text: str
    start: int
    end: int
    type: TimexType
    value: str


class When(msgspec.Struct, frozen=True, kw_only=True):
    """When something was said or done, with how that is known (`timex`, `dateline`, `published`, …)."""

    date: str
    precision: Precision
    how: str
    spans: Spans = ()
