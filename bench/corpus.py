"""A synthetic corpus with known truth: invented outlets, wire copies with edits, statements repeated over years.

usage: python bench/corpus.py FOLDER [--pages N] [--seed S]

Writes FOLDER/pages.jsonl (a table that `onrecord read` takes) and FOLDER/truth.jsonl. `bench/across.py` takes the same
pages straight into a record file, as if they had been read.

A day brings a few stories; each is filed by one or two origins (a wire service, or an outlet's own reporter), with
one quotation of a speaker told through the chain, remarks of others, and what was done to whom (`bench/deeds.py`).
Other outlets carry an origin's text whole, edited, cut or wrapped in their own furniture, with the quotation whole or
trimmed. Every speaker keeps to a stance until a turning point. A few people speak often and many seldom (Zipf).
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

import msgspec

import phrases
from deeds import Deed, deeds_of

REMARKS = 6
"""Remarks of a report at most."""
CAST = 4
"""People who remark on a story."""
STATES = 60
PEOPLE = 3000
"""People who remark on things, besides the speakers."""
OWN_FRAMES = 12
"""Kinds of sentences that a report is made of."""
OWN_WORDS = 0.75
"""Share of a report's words that are its happening's own."""
OWN_REPORT = 0.3
"""Share of happenings that an outlet's own reporter tells too."""
TRIMMED = 0.3
"""Share of carriers that cut the condition off a quotation."""


class Speaker(msgspec.Struct, frozen=True):
    """Somebody who says things about one target; hostile before `turns`, friendly from then on."""

    name: str
    target: str
    turns: date


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """A statement of a page and the utterance it truly carries."""

    utterance: str
    speaker: str
    target: str
    words: str
    trimmed: bool
    said_on: date
    hostile: bool


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody says about a state, indirectly; `sentence` tells it."""

    utterance: str
    who: str
    target: str
    words: str
    sentence: str


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """A page and the truth about it: which text it carries, which story it tells, who filed it."""

    id: str
    outlet: str
    title: str
    text: str
    published: date
    credit: str | None
    story: str
    copy: str
    origin: str
    quote: Quote
    remarks: tuple[Remark, ...] = ()
    deeds: tuple[Deed, ...] = ()


class World:
    """Invented people, places and outlets, the same for the same seed."""

    def __init__(self, seed: int, *, days: int) -> None:
        self.random = random.Random(seed)
        self.start = date(2015, 1, 1)
        self.days = days
        self.places = [self._name() for _ in range(400)]
        self.words = sorted({self._name().casefold() + self.random.choice(phrases.ENDINGS) for _ in range(6000)})
        self.outlets = [
            f"{self._name()} {kind}" for kind in ("Courier", "Post", "Gazette", "Mirror") for _ in range(15)
        ]
        self.wires = [f"{self._name()} Wire" for _ in range(5)]
        self.states = [self._name() + "ia" for _ in range(STATES)]
        self.speakers = [self._speaker(self.states) for _ in range(60)]
        self.people = [f"{self._name()} {self._name()}" for _ in range(PEOPLE)]
        self.often = {many: list(accumulate(1 / rank for rank in range(1, many + 1))) for many in (60, PEOPLE)}

    def _name(self) -> str:
        return "".join(self.random.choices(phrases.SYLLABLES, k=3)).capitalize()

    def _speaker(self, states: list[str]) -> Speaker:
        turns = self.start + timedelta(
            days=self.random.randrange(self.days // 4, max(self.days // 4 + 1, 3 * self.days // 4))
        )
        return Speaker(f"{self._name()} {self._name()}", self.random.choice(states), turns)

    def speaker(self) -> Speaker:
        """One of the speakers, the first most often."""
        return self.random.choices(self.speakers, cum_weights=self.often[len(self.speakers)])[0]

    def somebody(self) -> str:
        """One of the people, the first most often."""
        return self.random.choices(self.people, cum_weights=self.often[len(self.people)])[0]


def make(pages: int, seed: int = 1) -> Iterator[Made]:
    """So many pages in order of publication, over at most ten years."""
    days = max(30, min(3650, pages // 12))
    world = World(seed, days=days)
    made = happening = 0
    while made < pages:
        day = world.start + timedelta(days=min(days - 1, made * days // pages))
        for page in _happening(world, happening, day):
            if made < pages:
                yield page
                made += 1
        happening += 1


def _happening(world: World, number: int, day: date) -> Iterator[Made]:
    draw = world.random
    speaker, place, topic = world.speaker(), draw.choice(world.places), draw.sample(world.words, k=16)
    hostile = day < speaker.turns
    formula = draw.choice(phrases.FORMULAS_HOSTILE if hostile else phrases.FORMULAS_FRIENDLY).format(
        target=speaker.target
    )
    particulars = phrases.PARTICULARS.format(place=place, **dict(zip("abcd", draw.sample(topic, k=4), strict=True)))
    quote = Quote(
        utterance=f"u{number}", speaker=speaker.name, target=speaker.target, said_on=day, trimmed=False,
        hostile=hostile, words=f"{formula}, {particulars}",
    )  # fmt: skip
    deeds = deeds_of(draw, number, day, world.states, world.places)
    cast, about = [world.somebody() for _ in range(CAST)], [speaker.target, deeds[0].actor]
    filed = draw.sample(world.wires, k=draw.choice((1, 1, 2)))
    if draw.random() < OWN_REPORT:
        filed.append(draw.choice(world.outlets))
    for nth, origin in enumerate(filed):
        title = draw.choice(phrases.HEADLINES).format(target=speaker.target, place=place, a=topic[0], b=topic[1])
        body = _body(world, place, topic)
        remarks = [
            _remark(world, f"{number}.{nth}.{at}", draw.choice(cast), draw.choice(about), place, topic)
            for at in range(draw.randrange(REMARKS + 1))
        ]
        told = [one.told(draw) for one in deeds]
        body = _mixed(draw, body, [one.sentence for one in remarks] + [one.sentence for one in told])
        carriers = (
            [origin]
            if origin in world.outlets
            else draw.sample(world.outlets, k=min(8, int(draw.expovariate(0.4)) + 1))
        )
        for outlet in carriers:
            page = _carried(world, f"{number}.{nth}", title, place, body, outlet, origin, quote, day)
            yield msgspec.structs.replace(
                page,
                remarks=tuple(one for one in remarks if one.sentence in page.text),
                deeds=tuple(one for one in told if one.sentence in page.text),
            )


def _body(world: World, place: str, topic: list[str]) -> list[str]:
    """Sentences of a report: its own kinds of sentences, the words of its happening, one in four from anywhere."""
    draw = world.random
    frames = draw.sample(phrases.FILLER, k=OWN_FRAMES)
    out = []
    for _ in range(draw.randrange(10, 24)):
        slots = {slot: draw.choice(topic if draw.random() < OWN_WORDS else world.words) for slot in "abc"}
        numbers = {"n": draw.randrange(2, 900), "m": draw.randrange(2, 900)}
        out.append(draw.choice(frames).format(place=place, other=draw.choice(world.places), **slots, **numbers))
    return out


def _remark(world: World, name: str, who: str, target: str, place: str, topic: list[str]) -> Remark:
    draw = world.random
    some = dict(zip("abc", draw.sample(topic, k=3), strict=True))
    words = draw.choice(phrases.REMARKED).format(target=target, place=place, **some)
    return Remark(
        utterance=f"r{name}", who=who, target=target, words=words, sentence=phrases.REMARK.format(who=who, words=words)
    )


def _mixed(draw: random.Random, body: list[str], more: list[str]) -> list[str]:
    """The sentences with more of them put in between, none as the first."""
    mixed = list(body)
    for sentence in more:
        mixed.insert(draw.randrange(1, len(mixed) + 1), sentence)
    return mixed


def _carried(
    world: World, text: str, title: str, place: str, body: list[str], outlet: str, origin: str, quote: Quote, day: date
) -> Made:
    """A page: the text of an origin as an outlet carries it."""
    draw = world.random
    kept = list(body)
    edit = draw.choice(("whole", "whole", "edited", "cut"))
    if edit == "edited":
        for at in draw.sample(range(len(kept)), k=len(kept) // 5):
            kept[at] = kept[at].replace("The", "That").replace("before", "shortly before").replace("was", "had been")
    if edit == "cut":
        kept = kept[: max(5, len(kept) // 2)]
    if draw.random() < TRIMMED:
        quote = msgspec.structs.replace(quote, words=quote.words.split(" if ")[0], trimmed=True)
    dateline = f"{place.upper()} ({origin}) - " if origin in world.wires else ""
    said = f"“{quote.words},” {quote.speaker} said on {quote.said_on:%B} {quote.said_on.day}."
    paragraphs = [dateline + kept[0], said, *kept[1:], phrases.FURNITURE.format(outlet=outlet)]
    return Made(
        id=f"{text}.{outlet.replace(' ', '-').casefold()}", outlet=outlet, title=title, text="\n\n".join(paragraphs),
        published=day + timedelta(days=draw.choice((0, 0, 0, 1))), credit=origin if origin in world.wires else None,
        story=text.partition(".")[0], copy=text, origin=origin, quote=quote,
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    with (
        (options.folder / "pages.jsonl").open("w", encoding="utf-8") as pages,
        (options.folder / "truth.jsonl").open("w", encoding="utf-8") as truth,
    ):
        for made in make(options.pages, options.seed):
            row = {name: str(getattr(made, name)) for name in ("id", "title", "outlet", "text")}
            pages.write(json.dumps(row | {"date": made.published.isoformat()}, ensure_ascii=False) + "\n")
            truth.write(msgspec.json.encode(msgspec.structs.replace(made, text="")).decode() + "\n")


if __name__ == "__main__":
    main()
