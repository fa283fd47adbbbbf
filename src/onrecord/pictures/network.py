"""Who speaks about whom and acts upon whom, drawn: actors on a ring, arrows as wide as they are many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import cos, hypot, pi, sin, sqrt

from onrecord.pictures.svg import FAINT, INK, colour, document, fitted, label, tag, title, width_of, words
from onrecord.views.network import Edge

WIDTH, HEIGHT = 1120.0, 760.0
MOST_ACTORS = 18
"""Actors on the ring, those with most between them."""

_RX, _RY, _CX, _CY = 300.0, 290.0, 560.0, 350.0
_ROOM, _SIZE = 240.0, 13.0

Point = tuple[float, float]


def network_picture(edges: Sequence[Edge], *, name: str = "Who speaks about whom") -> str:
    """An SVG of the pairs. An arrow runs from who speaks or acts to whom that is about; its colour is the mean
    intensity."""
    weight: Counter[str] = Counter()
    names = {one.who_id: one.who for one in edges} | {one.whom_id: one.whom for one in edges}
    for one in edges:
        weight.update({one.who_id: one.times, one.whom_id: one.times})
    if not edges:
        return document(WIDTH, 60, [label("nothing to draw", 20, 35, fill=FAINT)], name=name)
    ring = _ring([actor for actor, _ in weight.most_common(MOST_ACTORS)])
    drawn = [one for one in edges if one.who_id in ring and one.whom_id in ring]
    most = max(one.times for one in drawn)
    arrows = [_arrow(one, ring, most) for one in sorted(drawn, key=lambda one: one.times)]
    heaviest = max(weight.values())
    nodes = [_node(names[actor], at, weight[actor] / heaviest) for actor, at in ring.items()]
    return document(WIDTH, HEIGHT, [*arrows, *nodes, *_legend(len(edges) - len(drawn))], name=name)


def _ring(actors: Sequence[str]) -> dict[str, Point]:
    """Places on the ring, none straight above or below the middle, so that names stand beside each other's heights."""
    step = 2 * pi / len(actors)
    angles = (-pi / 2 + step * (n + 0.5) for n in range(len(actors)))
    return {actor: (_CX + _RX * cos(a), _CY + _RY * sin(a)) for actor, a in zip(actors, angles, strict=True)}


def _arrow(one: Edge, ring: dict[str, Point], most: int) -> str:
    (x1, y1), (x2, y2) = ring[one.who_id], ring[one.whom_id]
    wide = 1.2 + 7 * sqrt(one.times / most)
    # Bent to the side, so that the two directions of a pair do not cover each other.
    length = hypot(x2 - x1, y2 - y1) or 1.0
    cx = (x1 + x2) / 2 * 0.72 + _CX * 0.28 - (y2 - y1) / length * 22
    cy = (y1 + y2) / 2 * 0.72 + _CY * 0.28 + (x2 - x1) / length * 22
    x2, y2 = _short_of(x2, y2, cx, cy, 13 + wide)
    x1, y1 = _short_of(x1, y1, cx, cy, 10)
    told = f"{one.who} → {one.whom}: {one.statements} said, {one.events} done"
    if one.claims or one.not_done:
        told += f" ({one.claims} of it claimed, {one.not_done} not done)"
    acts = ", ".join(f"{kind} {times}" for kind, times in one.acts.items())
    look: dict[str, str | float] = {"fill": "none", "stroke": colour(one.intensity), "stroke_width": wide}
    curve = tag("path", title(told, acts), d=f"M{x1:.1f} {y1:.1f}Q{cx:.1f} {cy:.1f} {x2:.1f} {y2:.1f}", **look)
    return tag("g", curve, _head(x2, y2, cx, cy, wide, colour(one.intensity)), opacity=0.82)


def _short_of(x: float, y: float, cx: float, cy: float, by: float) -> Point:
    length = hypot(x - cx, y - cy) or 1.0
    return x - (x - cx) / length * by, y - (y - cy) / length * by


def _head(x: float, y: float, cx: float, cy: float, wide: float, fill: str) -> str:
    length = hypot(x - cx, y - cy) or 1.0
    dx, dy, size = (x - cx) / length, (y - cy) / length, 4 + wide
    side = size * 0.7
    points = (x + dx * size, y + dy * size), (x - dy * side, y + dx * side), (x + dy * side, y - dx * side)
    return tag("polygon", points=" ".join(f"{a:.1f},{b:.1f}" for a, b in points), fill=fill)


def _node(name: str, at: Point, share: float) -> str:
    x, y = at
    right = x >= _CX
    circle = tag("circle", title(name), cx=x, cy=y, r=4 + 5 * sqrt(share), fill=INK, stroke="#ffffff", stroke_width=1.5)
    # A white edge around the letters keeps them readable over an arrow.
    look: dict[str, str | float] = {"stroke": "#ffffff", "stroke_width": 4, "paint_order": "stroke", "font_weight": 600}
    look["text_anchor"] = "start" if right else "end"
    beside = x + (14 if right else -14)
    name = words(fitted(name, _ROOM, _SIZE))
    return circle + tag("text", name, x=beside, y=y + 4.5, font_size=_SIZE, fill=INK, **look)


def _legend(left_out: int) -> Iterator[str]:
    y, x = HEIGHT - 24, 190.0
    for told, intensity in (("conflict", -7.0), ("neutral", 0.0), ("cooperation", 7.0), ("no act named", None)):
        yield tag("line", x1=x, x2=x + 26, y1=y - 4, y2=y - 4, stroke=colour(intensity), stroke_width=5)
        yield label(told, x + 34, y, size=11, fill=FAINT)
        x += width_of(told, 11) + 62
    more = f"; {left_out:,} pairs of less are left out" if left_out else ""
    yield label(f"the wider, the more said and done{more}", x + 6, y, size=11, fill=FAINT)
