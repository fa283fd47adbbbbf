"""Writing SVG: elements with escaped words, and the few things that every picture here shares."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from onrecord.views.showing import clean, line

INK, FAINT, RULE, PAPER = "#1f2933", "#66727f", "#d9dee3", "#ffffff"
CONFLICT, EVEN, COOPERATION = (178, 24, 43), (208, 208, 208), (33, 102, 172)
"""Both ends and the middle of the scale of intensity (ColorBrewer's RdBu, safe for the colour-blind)."""

WITHOUT = "#76808a"
"""What bears no intensity."""

FULL = 7.0
"""The intensity at which a colour is full."""

_FONT = "system-ui, -apple-system, 'Segoe UI', 'Liberation Sans', 'DejaVu Sans', Arial, sans-serif"
_WIDE = 0.56
"""Mean width of a character, in sizes of the font."""


def tag(name: str, *inside: str, **attributes: str | float) -> str:
    """An element; attributes are escaped, what is inside is markup already. `_` in a name is `-`."""
    held = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"' for key, value in attributes.items() if value != ""
    )
    return f"<{name}{held}>{''.join(inside)}</{name}>" if inside else f"<{name}{held}/>"


def words(text: str | None) -> str:
    """Words of a page, escaped, on one line."""
    return escape(line(text))


def label(text: str | None, x: float, y: float, *, size: float = 12, **more: str | float) -> str:
    """Words at a place."""
    return tag("text", words(text), x=x, y=y, font_size=size, **({"fill": INK} | more))


def title(*lines: str | None) -> str:
    """What a pointer that rests on the element is told."""
    return tag("title", escape("\n".join(clean(one) for one in lines if one)))


def link(href: str, *inside: str) -> str:
    """Something that leads to a place of the same page; nothing but a fragment is ever linked to."""
    return tag("a", *inside, href=f"#{href}") if href else "".join(inside)


def document(width: float, height: float, drawn: Iterable[str], *, name: str) -> str:
    """A whole picture, on paper; `name` says what it shows."""
    inside = (
        title(name),
        tag("rect", width=width, height=height, fill=PAPER),
        *drawn,
    )
    return tag(
        "svg",
        *inside,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_value(width)} {_value(height)}",
        width=width,
        height=height,
        font_family=_FONT,
        role="img",
    )


def width_of(text: str, size: float) -> float:
    """About how wide words are."""
    return len(text) * size * _WIDE


def fitted(text: str | None, room: float, size: float) -> str:
    """Words cut, with an ellipsis, to the room there is."""
    whole = line(text)
    most = max(1, int(room / (size * _WIDE)))
    return whole if len(whole) <= most else f"{whole[: most - 1].rstrip()}…"


def colour(intensity: float | None) -> str:
    """The colour of an intensity: red for conflict, blue for cooperation, light grey between; dark grey for none."""
    if intensity is None:
        return WITHOUT
    end = CONFLICT if intensity < 0 else COOPERATION
    share = min(1.0, abs(intensity) / FULL) ** 0.7
    mixed = (round(a + (b - a) * share) for a, b in zip(EVEN, end, strict=True))
    return "#" + "".join(f"{one:02x}" for one in mixed)


def _value(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")
