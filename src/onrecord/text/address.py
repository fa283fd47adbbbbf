"""A page's own address: what it declares, believed only where it can be."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

import msgspec

from onrecord.model.address import domain_of, web_address
from onrecord.model.provenance import Problem
from onrecord.text.declared import Declared

_ROOT = re.compile(r"/(?:index\.\w{2,5}|home|[a-z]{2})?/?", re.IGNORECASE)


class OwnAddress(msgspec.Struct, frozen=True, kw_only=True):
    """A page's address, where it was found (`link`, `opengraph`, `address`), and what is wrong with a declared one."""

    url: str | None = None
    how: str | None = None
    problem: Problem | None = None


def own_address(declared: Declared, url: str | None) -> OwnAddress:
    """The address that a page calls its own, made absolute; where that cannot be, the one it came from.

    A page may lie, or its template may: an address on another site, or the site's front page for a page that is not,
    is said in `problem` and not taken, so that pages of different sites never become versions of each other.

    Args:
        declared: the declarations of the page's markup.
        url: where the page came from, where known.
    """
    came = web_address(url)
    known = OwnAddress(url=came, how="address" if came else None)
    named = (("link", declared.canonical), ("opengraph", declared.meta("og:url")))
    how, found = next(((how, words) for how, words in named if words), ("", ""))
    if not found:
        return known
    own = web_address(_absolute(found, url))
    why = "is no web address" if own is None else _refused(own, came)
    if why:
        detail = f"the page calls {found[:200]!r} its own address, which {why}"
        return msgspec.structs.replace(known, problem=Problem(what="canonical address", detail=detail))
    return OwnAddress(url=own, how=how)


def _absolute(found: str, url: str | None) -> str:
    try:
        return urljoin(url or "", found)
    except ValueError:
        return found


def _refused(own: str, came: str | None) -> str | None:
    """Why an address is not believed of a page that came from another."""
    if came is None:
        return None
    if not _same_site(domain_of(own) or "", domain_of(came) or ""):
        return "is on another site than it came from"
    if _ROOT.fullmatch(urlsplit(own).path or "/") and not _ROOT.fullmatch(urlsplit(came).path or "/"):
        return "is the front page of its site"
    return None


def _same_site(one: str, other: str) -> bool:
    """Whether two hosts are one, or one is a part of the other (`news.example.org` of `example.org`)."""
    short, long = sorted((one, other), key=len)
    return short == long or (long.endswith(f".{short}") and "." in short)
