"""What is done to whom in the stories of the synthetic corpus; and happenings that are easily taken for one."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from onrecord.model.event import EventType

_WAYS: dict[EventType, tuple[str, ...]] = {
    "ASSAULT": ("attacked", "shelled", "struck"),
    "CONSULT": ("met", "received", "held talks with"),
    "SANCTION": ("imposed sanctions on", "froze the assets of"),
    "AID": ("sent grain to", "gave medicine to"),
}
INTENSITY: dict[EventType, float] = {"ASSAULT": -9.0, "CONSULT": 1.0, "SANCTION": -5.0, "AID": 6.0}
TWIN = 0.4
"""Share of stories that tell of the same deed in another town too, done on the same days."""
EARLIER = 0.3
"""Share of stories that tell of the same deed a year earlier."""
UNSAID = 0.3
"""Share of reports that leave a deed's town, day or recipient unsaid, each by itself."""


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """Something done and, once `told`, as a report has it; `happening` is the truth about which of its kind it is."""

    happening: str
    type: EventType
    actor: str
    recipient: str | None
    town: str | None
    day: date | None
    history: bool
    trigger: str = ""
    sentence: str = ""

    def told(self, draw: random.Random) -> Deed:
        """The deed as a report tells it: in one of several words, some of it unsaid."""
        told = msgspec.structs.replace(
            self,
            trigger=draw.choice(_WAYS[self.type]),
            town=None if draw.random() < UNSAID else self.town,
            day=self.day if self.history or draw.random() >= UNSAID else None,
            recipient=None if draw.random() < UNSAID else self.recipient,
        )
        whom = told.recipient or "its neighbours"
        where = f" in {told.town}" if told.town else ""
        when = f" on {told.day:%B} {told.day.day}, {told.day.year}" if told.day else ""
        return msgspec.structs.replace(told, sentence=f"{self.actor} {told.trigger} {whom}{where}{when}.")


def deeds_of(draw: random.Random, story: int, day: date, states: Sequence[str], places: Sequence[str]) -> list[Deed]:
    """What the reports of a story tell of: one deed, at times its twin in another town or one of the year before."""
    actor, recipient = draw.sample(states, k=2)
    town, other = draw.sample(places, k=2)
    first = Deed(
        happening=f"e{story}", type=draw.choice(list(_WAYS)), actor=actor, recipient=recipient, town=town, day=day,
        history=False,
    )  # fmt: skip
    deeds = [first]
    if draw.random() < TWIN:
        deeds.append(msgspec.structs.replace(first, happening=f"e{story}.twin", town=other))
    if draw.random() < EARLIER:
        before = day - timedelta(days=365)
        deeds.append(msgspec.structs.replace(first, happening=f"e{story}.before", day=before, history=True))
    return deeds
