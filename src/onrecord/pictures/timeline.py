"""A timeline drawn: a lane a speaker or actor, what they said as dots, what they did as diamonds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date

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
from onrecord.views.periods import first_day, last_day
from onrecord.views.positions import GAP_DAYS
from onrecord.views.rows import Moment

WIDTH = 1120.0
MOST_LANES = 10
"""Who says or does most has a lane; the others share the last one."""
STACKED = 6
"""Marks above each other; of more at one place the number is written."""

_LEFT, _RIGHT, _TOP, _STEP, _R = 190.0, 24.0, 34.0, 12.0, 5.0
_OTHERS = "others"


def timeline_picture(
    moments: Sequence[Moment], *, name: str = "Timeline", anchor: Callable[[Moment], str] = lambda _: ""
) -> str:
    """An SVG of the dated moments; `anchor` gives the fragment of the same page that a mark leads to.

    Time runs evenly; times of half a year and more without a mark are shaded and say so.
    """
    dated = [one for one in moments if one.dated]
    if not dated:
        return document(WIDTH, 60, [label("nothing dated to draw", 20, 35, fill=FAINT)], name=name)
    lanes = _lanes(dated)
    first, last = min(first_day(one.dated or "") for one in dated), max(last_day(one.dated or "") for one in dated)
    scale = _Scale(first, last)
    drawn, y = [], _TOP
    for who, own in lanes.items():
        places = _places(own, scale)
        height = 14 + _STEP * max(map(len, (marks[:STACKED] for marks in places.values())))
        drawn.append(_lane(who, len(own), places, y, height, anchor))
        y += height
    back = [*_gaps(dated, scale, y), *_axis(scale, y)]
    return document(WIDTH, y + 62, [*back, *drawn, *_legend(y + 44)], name=name)


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
    often = Counter(one.who or "—" for one in dated)
    own = [who for who, _ in often.most_common(MOST_LANES if len(often) <= MOST_LANES else MOST_LANES - 1)]
    lanes: dict[str, list[Moment]] = {who: [] for who in own}
    for one in dated:
        lanes.setdefault((one.who or "—") if (one.who or "—") in own else _OTHERS, []).append(one)
    return lanes


def _places(own: Sequence[Moment], scale: _Scale) -> dict[int, list[Moment]]:
    """The marks by their place across the picture, those that would touch stacked."""
    places: dict[int, list[Moment]] = defaultdict(list)
    for one in sorted(own, key=lambda each: each.dated or ""):
        dated = one.dated or ""
        middle = (first_day(dated).toordinal() + last_day(dated).toordinal()) // 2
        places[int(scale(date.fromordinal(middle)) // (2 * _R + 1))].append(one)
    return places


def _lane(
    who: str, count: int, places: dict[int, list[Moment]], y: float, height: float, anchor: Callable[[Moment], str]
) -> str:
    base = y + height - 9
    drawn = [
        tag("line", x1=_LEFT, x2=WIDTH - _RIGHT, y1=y + height, y2=y + height, stroke=RULE),
        label(fitted(who, _LEFT - 56, 13), 14, base + 2, size=13, font_weight=600),
        label(f"{count:,}", _LEFT - 14, base + 2, size=11, fill=FAINT, text_anchor="end"),
    ]
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
        look["fill_opacity"] = 0.45  # it stands in the middle of its year for want of a better place
    if one.what == "said":
        return tag("circle", told, cx=x, cy=y, r=_R, **look)
    if one.status in {"planned", "threatened", "hypothetical", "denied"}:
        look = {"fill": "#ffffff", "stroke": colour(one.intensity), "stroke_width": 1.8}
    return tag("path", told, d=f"M{x:.1f} {y - 6:.1f}l6 6-6 6-6-6z", **look)


def _gaps(dated: Sequence[Moment], scale: _Scale, bottom: float) -> Iterator[str]:
    reached: date | None = None
    for one in sorted((one.dated or "" for one in dated), key=first_day):
        if reached and (first_day(one) - reached).days > GAP_DAYS:
            begin, end = scale(reached) + 8, scale(first_day(one)) - 8
            width = max(0.0, end - begin)
            yield tag("rect", x=begin, y=_TOP - 6, width=width, height=bottom - _TOP + 6, fill="#f3f5f7")
            told = next((text for text in (f"nothing {reached} – {one}", "nothing") if width_of(text, 11) < width), "")
            centred: dict[str, str | float] = {"text_anchor": "middle", "font_style": "italic", "fill": FAINT}
            yield label(told, (begin + end) / 2, _TOP + 8, size=11, **centred)
        reached = max(reached or last_day(one), last_day(one))


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


def _legend(y: float) -> Iterator[str]:
    x = _LEFT
    for shape, fill, told in (
        ("dot", WITHOUT, "said"),
        ("diamond", WITHOUT, "done"),
        ("hollow", WITHOUT, "planned, threatened or denied"),
        ("dot", colour(-7), "conflict"),
        ("dot", colour(0), "neutral"),
        ("dot", colour(7), "cooperation"),
    ):
        if shape == "dot":
            yield tag("circle", cx=x, cy=y - 4, r=_R, fill=fill)
        else:
            hollow = shape == "hollow"
            path = f"M{x:.1f} {y - 10:.1f}l6 6-6 6-6-6z"
            yield tag("path", d=path, fill="#ffffff" if hollow else fill, stroke=fill, stroke_width=1.5)
        yield label(told, x + 11, y, size=11, fill=FAINT)
        x += width_of(told, 11) + 40
