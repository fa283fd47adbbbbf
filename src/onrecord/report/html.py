"""Markup of a report: every word of a page is escaped, nothing is loaded, nothing runs."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from importlib.resources import files

from onrecord.pictures.saving import POLICY
from onrecord.views.showing import clean, line


def element(name: str, *inside: str, **attributes: str) -> str:
    """An element; attributes are escaped (`class_` is `class`), what is inside is markup already."""
    given = ((key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items() if value)
    held = "".join(f' {key}="{escape(value)}"' for key, value in given)
    return f"<{name}{held}>{''.join(inside)}</{name}>"


def words(text: str | None) -> str:
    """Words of a page on one line, escaped, whichever way they are written set apart from what stands around them."""
    return f"<bdi>{escape(line(text))}</bdi>" if text else ""


def block(text: str) -> str:
    """A stretch of a page's text as it stands, escaped."""
    return escape(clean(text))


def joined(parts: Iterable[str], between: str = " · ") -> str:
    """The parts that are not empty, with something between them."""
    return between.join(part for part in parts if part)


def faint(told: str) -> str:
    """A line of markup said softly."""
    return element("p", told, class_="faint")


def whole(title: str, body: str) -> str:
    """The page: one file, with a policy that lets nothing be fetched or run."""
    style = files("onrecord.report").joinpath("style.css").read_text("utf-8")
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">'
        '<meta name="referrer" content="no-referrer">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(line(title))}</title><style>\n{style}</style></head>\n<body>\n{body}\n</body></html>\n"
    )
