"""Web addresses: which are sound, and what those of one page have in common."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

MAX_CHARS = 2_000
_MOBILE = re.compile(r"^(?:www\d?|m|mobile|amp|edition|en|english|eng)\.(?=[^.]+\.[^.]+)")
_SPACE = re.compile(r"[\x00-\x20\x7f]")
# What campaigns, mail programs and social networks hang on an address: it says who followed a link, not to which page.
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|cmpid|ocid|at_\w+|ref|ref_?src|smid|ns_\w+|xtor|wt_mc|amp",
    re.IGNORECASE,
)


def web_address(url: str | None) -> str | None:
    """An http or https address with a host and without a password or fragment; None when it is something else."""
    if not url or len(url) > MAX_CHARS or _SPACE.search(url.strip()):
        return None
    try:
        parts = urlsplit(url.strip())
        sound = parts.scheme in ("http", "https") and bool(domain_of(url)) and parts.username is None
        _ = parts.port  # raises for a port that is no number
    except ValueError:
        return None
    return parts._replace(fragment="", netloc=parts.netloc.lower()).geturl() if sound else None


def address_key(url: str | None) -> str | None:
    """What two addresses of one page have in common: the host without `www.` and its like, the path without a last
    slash, the query without marks of campaigns and in order; neither scheme nor port nor fragment."""
    sound = web_address(url)
    if sound is None:
        return None
    parts = urlsplit(sound)
    asked = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True)]
    kept = sorted((name, value) for name, value in asked if not _TRACKING.fullmatch(name))
    query = f"?{urlencode(kept)}" if kept else ""
    return f"{domain_of(sound)}{parts.path.rstrip('/') or '/'}{query}"


def domain_of(url: str | None) -> str | None:
    """The host of an address, without `www.` and its like; None without one."""
    if not url or "://" not in url:
        return None
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return None
    return _MOBILE.sub("", host.lower()) if "." in host else None
