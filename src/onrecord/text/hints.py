"""What whoever handed a page over says about it, where the page itself is silent or less sure."""

from __future__ import annotations

import re
from datetime import date

import msgspec

from onrecord.model.address import domain_of, web_address
from onrecord.model.page import Grounds, Outlet, Page, Published
from onrecord.model.provenance import Hints

_ISO = re.compile(r"\s*(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_SLUG = re.compile(r"[\W_]+")


def with_hints(page: Page, hints: Hints) -> Page:
    """The page's fields completed by the hints: a given date is taken as it is, a given title before one that is only
    read off the text; the rest fills gaps."""
    declared = page.title if page.how.title not in (None, "text") else None
    title = declared or (hints.title or "").strip() or page.title
    own_title = page.title if page.title == title else None
    byline = page.byline or ((hints.byline.strip(),) if hints.byline and hints.byline.strip() else ())
    outlet = page.outlet or _outlet(hints)
    how = Grounds(
        title=_ground(page.how.title if declared else None, own_title, title),
        outlet=_ground(page.how.outlet, page.outlet, outlet),
        byline=_ground(page.how.byline, page.byline, byline),
        section=_ground(page.how.section, page.section, page.section),
        tags=_ground(page.how.tags, page.tags, page.tags),
        canonical=_ground(page.how.canonical, page.canonical, hints.url, given="address"),
    )
    return msgspec.structs.replace(
        page,
        title=title,
        outlet=outlet,
        byline=byline,
        published=given_date(hints.date) or page.published,
        canonical=page.canonical or web_address(hints.url),
        how=how,
    )


def _ground(known: str | None, read: object, now: object, *, given: str = "given") -> str | None:
    """Where a field was found: in the text where opening the page filled it and named no other ground."""
    return known or ("text" if read else given if now else None)


def given_date(words: str | None) -> Published | None:
    """A date in ISO 8601 (year, month or day; a time is left off), or None when it is none."""
    found = _ISO.match(words or "")
    if found is None:
        return None
    year, month, day = found.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    iso = "-".join(part for part in (year, month, day) if part)
    return Published(date=iso, precision="day" if day else "month" if month else "year", how="given", confidence=0.98)


def _outlet(hints: Hints) -> Outlet | None:
    name = (hints.outlet or "").strip()
    domain = domain_of(hints.url)
    return outlet_of(name or domain, domain) if name or domain else None


def outlet_of(name: str | None, domain: str | None) -> Outlet:
    """An outlet by its domain, else by its folded name."""
    key = domain or slug(name or "")
    return Outlet(id=f"outlet:{key}", name=name or domain or "", domain=domain)


def slug(name: str) -> str:
    """A name folded for ids: lower case, words joined by hyphens."""
    return _SLUG.sub("-", name.casefold()).strip("-")
