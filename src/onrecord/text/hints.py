"""What whoever handed a page over says about it, where the page itself is silent or less sure."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

import msgspec

from onrecord.model.page import Outlet, Page, Published
from onrecord.model.provenance import Hints

_ISO = re.compile(r"\s*(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_SLUG = re.compile(r"[\W_]+")
_MOBILE = re.compile(r"^(?:www\d?|m|mobile|amp|edition|en|english|eng)\.(?=[^.]+\.[^.]+)")


def with_hints(page: Page, hints: Hints) -> Page:
    """The page's fields completed by the hints: a given date is taken as it is, the rest fills gaps."""
    return msgspec.structs.replace(
        page,
        title=page.title or (hints.title or "").strip() or None,
        outlet=page.outlet or _outlet(hints),
        byline=page.byline or ((hints.byline.strip(),) if hints.byline and hints.byline.strip() else ()),
        published=given_date(hints.date) or page.published,
    )


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


def domain_of(url: str | None) -> str | None:
    """The host of an address, without `www.` and its like; None without one."""
    if not url or "://" not in url:
        return None
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return None
    return _MOBILE.sub("", host.lower()) if "." in host else None


def slug(name: str) -> str:
    """A name folded for ids: lower case, words joined by hyphens."""
    return _SLUG.sub("-", name.casefold()).strip("-")
