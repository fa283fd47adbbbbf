"""A timeline drawn: a lane a speaker or actor, what they said as dots, what they did as diamonds; where marks would
crowd each other, columns as high as there are many."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from onrecord.pictures.svg import (
    FAINT,
    INK,
    RULE,
    WITHOUT,
    colour,
    document,
    fitted,
    label,
    link,
    tag,
    title,
    width_of,
)
from onrecord.views.periods import first_day, last_day, silences
from onrecord.views.positions import GAP_DAYS
from onrecord.views.rows import Moment

WIDTH = 1120.0
MOST_LANES = 10
"""Who says or does most has a lane; the others share the last one."""
STACKED = 6
"""Marks above each other; of more at one place the number is written."""

_LEFT, _RIGHT, _TOP, _STEP, _R = 230.0, 24.0, 34.0, 12.0, 5.0
_TALLEST, _FAINT = 54.0, 0.45
_BOLD = 1.13
"""How much wider than others bold letters are."""
_OTHERS, _NOBODY = "others", "nobody named"


def timeline_picture(
    moments: Sequence[Moment],
    *,
    name: str = "Timeline",
    anchor: Callable[[Moment], str] = lambda _: "",
    left_out: int = 0,
) -> str:
    """An SVG of the dated moments; `anchor` gives the fragment of the same page that a mark leads to; it says how many
    are `left_out`.

    Time runs evenly; times of half a year and more without a mark are shaded and say so.
    """
    dated = [one for one in moments if one.dated]
    if not dated:
        return document(WIDTH, 60, [label("nothing dated to draw", 20, 35, fill=FAINT)], name=name)
    scale = _scale_of(one.dated or "" for one in dated)
    drawn, y, columns = [], _TOP, False
    for who, own in _lanes(dated).items():
        places = _places(own, scale)
        height = 14 + _STEP * max(map(len, (marks[:STACKED] for marks in places.values())))
        if _crowded(places):
            columns = True
            height = 26 + _TALLEST
            counted = {place: _column_of(marks) for place, marks in places.items()}
            drawn.append(_column_lane(who, counted, y, height))
        else:
            drawn.append(_lane(who, len(own), places, y, height, anchor))
        y += height
    back = [*_gaps((one.dated or "" for one in dated), scale, y), *_axis(scale, y)]
    told = f"{left_out:,} more are on record and left out here" if left_out else ""
    more = [label(told, WIDTH - _RIGHT, 16, size=11, fill=FAINT, text_anchor="end")] if told else []
    return document(WIDTH, y + 62, [*back, *drawn, *_legend(y + 44, columns=columns), *more], name=name)


def counts_picture(lanes: Mapping[str, Mapping[str, int]], *, name: str = "Timeline") -> str:
    """An SVG of how much there is of each date: a lane a speaker or kind, columns as high as there are many."""
    lanes = {who: counts for who, counts in lanes.items() if counts}
    if not lanes:
        return document(WIDTH, 60, [label("nothing dated to draw", 20, 35, fill=FAINT)], name=name)
    scale = _scale_of(date for counts in lanes.values() for date in counts)
    drawn, y, height = [], _TOP, 26 + _TALLEST
    for who, counts in lanes.items():
        columns: dict[int, _Column] = {}
        for date_, times in sorted(counts.items()):
            place = _place(date_, scale)
            before = columns.get(place, _Column(0, None, date_, date_))
            columns[place] = before._replace(times=before.times + times, until=date_)
        drawn.append(_column_lane(who, columns, y, height))
        y += height
    back = [*_gaps((date_ for counts in lanes.values() for date_ in counts), scale, y), *_axis(scale, y)]
    told = label("a column is as high as there are many; the number is that of the highest", _LEFT, y + 44, size=11)
    return document(WIDTH, y + 62, [*back, *drawn, told], name=name)


class _Column(NamedTuple):
    """What there is at one place: how much, its mean intensity, first and last date."""

    times: int
    intensity: float | None
    since: str
    until: str


def _crowded(places: Mapping[int, Sequence[Moment]]) -> bool:
    """Whether the numbers over two stacks would touch."""
    over = sorted(place for place, marks in places.items() if len(marks) > STACKED)
    return any(b - a == 1 for a, b in pairwise(over))


def _column_of(marks: Sequence[Moment]) -> _Column:
    rated = [one.intensity for one in marks if one.intensity is not None]
    dates = sorted(one.dated or "" for one in marks)
    return _Column(len(marks), sum(rated) / len(rated) if rated else None, dates[0], dates[-1])


def _column_lane(who: str, columns: Mapping[int, _Column], y: float, height: float) -> str:
    most = max(column.times for column in columns.values())
    highest = min(place for place, column in columns.items() if column.times == most)
    drawn = [_head(who, sum(column.times for column in columns.values()), y, height)]
    for place, column in sorted(columns.items()):
        x, tall = place * (2 * _R + 1) + 1, max(2.0, _TALLEST * column.times / most)
        dates = column.since if column.since == column.until else f"{column.since} – {column.until}"
        told = title(f"{who}: {column.times:,}", dates)
        look = {"x": x, "y": y + height - 6 - tall, "width": 2 * _R - 1, "height": tall}
        drawn.append(tag("rect", told, **look, fill=colour(column.intensity)))
        if place == highest:
            drawn.append(label(f"{most:,}", x + _R, y + height - 10 - tall, size=10, fill=INK, text_anchor="middle"))
    return "".join(drawn)


def _head(who: str, count: int, y: float, height: float) -> str:
    """Whose lane it is and how much is in it, and the line below it."""
    base = y + height - 7
    room = (_LEFT - 34 - width_of(f"{count:,}", 11)) / _BOLD
    return "".join([
        tag("line", x1=_LEFT, x2=WIDTH - _RIGHT, y1=y + height, y2=y + height, stroke=RULE),
        label(fitted(who, room, 13), 14, base, size=13, font_weight=600),
        label(f"{count:,}", _LEFT - 14, base, size=11, fill=FAINT, text_anchor="end"),
    ])  # fmt: skip


def _scale_of(dates: Iterable[str]) -> _Scale:
    known = list(dates)
    return _Scale(min(map(first_day, known)), max(map(last_day, known)))


def _place(dated: str, scale: _Scale) -> int:
    """The place across the picture where a date stands, that of its middle day."""
    middle = (first_day(dated).toordinal() + last_day(dated).toordinal()) // 2
    return int(scale(date.fromordinal(middle)) // (2 * _R + 1))


class _Scale:
    """Days to places on the picture."""

    def __init__(self, first: date, last: date) -> None:
        margin = max(3, (last - first).days // 60)
        self.first = max(date.min.toordinal(), first.toordinal() - margin)
        self.last = min(date.max.toordinal(), last.toordinal() + margin)

    def __call__(self, day: date) -> float:
        share = (day.toordinal() - self.first) / max(1, self.last - self.first)
        return _LEFT + share * (WIDTH - _LEFT - _RIGHT)


def _lanes(dated: Sequence[Moment]) -> dict[str, list[Moment]]:
    """Who says or does most, each with theirs, the busiest first; all beyond `MOST_LANES` together."""
    often = Counter(one.who or _NOBODY for one in dated)
    own = [who for who, _ in often.most_common(MOST_LANES if len(often) <= MOST_LANES else MOST_LANES - 1)]
    lanes: dict[str, list[Moment]] = {who: [] for who in own}
    for one in dated:
        who = one.who or _NOBODY
        lanes.setdefault(who if who in own else _OTHERS, []).append(one)
    return lanes


def _places(own: Sequence[Moment], scale: _Scale) -> dict[int, list[Moment]]:
    """The marks by their place across the picture, those that would touch stacked."""
    places: dict[int, list[Moment]] = defaultdict(list)
    for one in sorted(own, key=lambda each: each.dated or ""):
        places[_place(one.dated or "", scale)].append(one)
    return places


def _lane(
    who: str, count: int, places: dict[int, list[Moment]], y: float, height: float, anchor: Callable[[Moment], str]
) -> str:
    base = y + height - 9
    drawn = [_head(who, count, y, height)]
    for place, marks in sorted(places.items()):
        x = (place + 0.5) * (2 * _R + 1)
        for n, one in enumerate(marks[:STACKED]):
            at = base - 2 - n * _STEP
            if n == STACKED - 1 and len(marks) > STACKED:
                drawn.append(label(f"+{len(marks) - n}", x, at + 4, size=10, fill=INK, text_anchor="middle"))
            else:
                drawn.append(link(anchor(one), _mark(one, x, at)))
    return "".join(drawn)


def _mark(one: Moment, x: float, y: float) -> str:
    told = title(
        f"{one.dated} · {one.who or '—'}",
        one.words,
        " · ".join(str(fact) for fact in (one.what, one.act, one.status, f"page {one.uri}") if fact and fact != "said"),
    )
    look: dict[str, str | float] = {"fill": colour(one.intensity), "stroke": "#ffffff", "stroke_width": 1}
    if len(one.dated or "") == len("2024"):
        look["fill_opacity"] = _FAINT  # it stands in the middle of its year for want of a better place
    if one.what == "said":
        return tag("circle", told, cx=x, cy=y, r=_R, **look)
    if one.status in {"planned", "threatened", "hypothetical", "denied"}:
        look = {"fill": "#ffffff", "stroke": colour(one.intensity), "stroke_width": 1.8}
    return tag("path", told, d=f"M{x:.1f} {y - 6:.1f}l6 6-6 6-6-6z", **look)


def _gaps(dates: Iterable[str], scale: _Scale, bottom: float) -> Iterator[str]:
    for one in silences(dates, GAP_DAYS):
        begin, end = scale(one.after) + 8, scale(first_day(one.until)) - 8
        width = max(0.0, end - begin)
        yield tag("rect", x=begin, y=_TOP - 6, width=width, height=bottom - _TOP + 6, fill="#f3f5f7")
        whole = f"nothing {one.since} – {one.until}"
        told = next((text for text in (whole, "nothing") if width_of(text, 11) < width), "")
        centred: dict[str, str | float] = {"text_anchor": "middle", "font_style": "italic", "fill": FAINT}
        yield label(told, (begin + end) / 2, _TOP + 8, size=11, **centred)


def _axis(scale: _Scale, bottom: float) -> Iterator[str]:
    months = max(1, (scale.last - scale.first) / 30.4)
    step = next((one for one in (1, 2, 3, 6, 12, 24, 60, 120, 240) if months / one <= 14), 600)
    begin, end = (date.fromordinal(day) for day in (scale.first, scale.last))
    at = begin.year * 12 + begin.month - 1
    for month in range(at + -at % step, end.year * 12 + end.month, step):
        tick = date(month // 12, month % 12 + 1, 1)
        x = scale(tick)
        if _LEFT <= x <= WIDTH - _RIGHT:
            yield tag("line", x1=x, x2=x, y1=_TOP - 6, y2=bottom + 5, stroke=RULE, stroke_dasharray="2 3")
            told = str(tick.year) if step >= 12 or tick.month == 1 else f"{tick:%b}" if months > 14 else f"{tick:%b %Y}"
            yield label(told, x, bottom + 19, size=11, fill=FAINT, text_anchor="middle")


def _legend(y: float, *, columns: bool) -> Iterator[str]:
    x = _LEFT
    if columns:
        told = "a column is as high as there are many; the number is that of the highest; its colour is their mean"
        yield label(told, _LEFT, y + 16, size=11, fill=FAINT)
    for shape, fill, told in (
        ("dot", WITHOUT, "said"),
        ("diamond", WITHOUT, "done"),
        ("hollow", WITHOUT, "planned, threatened or denied"),
        ("faint", WITHOUT, "some time in that year"),
        ("dot", colour(-7), "conflict"),
        ("dot", colour(0), "neutral"),
        ("dot", colour(7), "cooperation"),
    ):
        if shape in {"dot", "faint"}:
            yield tag("circle", cx=x, cy=y - 4, r=_R, fill=fill, fill_opacity=_FAINT if shape == "faint" else 1)
        else:
            hollow = shape == "hollow"
            path = f"M{x:.1f} {y - 10:.1f}l6 6-6 6-6-6z"
            yield tag("path", d=path, fill="#ffffff" if hollow else fill, stroke=fill, stroke_width=1.5)
        yield label(told, x + 11, y, size=11, fill=FAINT)
        x += width_of(told, 11) + 40
