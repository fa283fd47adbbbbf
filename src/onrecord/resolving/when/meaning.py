"""What an expression of time means before it is known when it was written."""

from __future__ import annotations

from typing import Literal

import msgspec

from onrecord.model.timex import TimexType

Form = Literal["fixed", "date", "weekday", "season", "quarter", "unit", "shift", "clock"]


class Meaning(msgspec.Struct, frozen=True, kw_only=True):
    """The sense of one expression.

    `form` says which fields count: `fixed` (a `value` that needs no date), `date` (`month`, perhaps `day`, without a
    year), `weekday` (1 Monday … 7 Sunday), `season` (`SP SU FA WI`), `quarter` (`Q1`…`Q4`, `H1`, `H2` in `value`),
    `unit` (the calendar `unit` that lies `step` units away: 'last week' is W, -1), `shift` (`step` units from the time
    of writing, or from the time told of when `narrative`), `clock` (a time of day in `suffix` alone).
    `step` is -1 for last, 0 for this, 1 for next, `None` where only the context tells; `suffix` is the TIMEX3 time.
    """

    type: TimexType
    form: Form
    value: str = ""
    unit: str = ""
    step: int | None = None
    month: int = 0
    day: int = 0
    weekday: int = 0
    narrative: bool = False
    suffix: str = ""

    def undated(self) -> str:
        """The TIMEX3 value with `X` for what the date of writing would tell."""
        match self.form:
            case "fixed":
                return self.value
            case "date":
                return f"XXXX-{self.month:02d}" + (f"-{self.day:02d}" if self.day else "") + self.suffix
            case "weekday":
                return f"XXXX-WXX-{self.weekday}{self.suffix}"
            case "season" | "quarter":
                return f"XXXX-{self.value}"
            case "clock":
                return f"XXXX-XX-XX{self.suffix}"
            case _:
                return _BLANKS.get(self.unit, "XXXX-XX-XX") + self.suffix


_BLANKS = {"Y": "XXXX", "M": "XXXX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "Q": "XXXX-QX", "E": "XXX", "C": "XX"}


def fixed(kind: TimexType, value: str) -> Meaning:
    """A meaning that needs no date."""
    return Meaning(type=kind, form="fixed", value=value)
