"""Whom a page credits, and who publishes it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from urllib.parse import urlsplit

import msgspec

from onrecord.model.document import Document
from onrecord.model.page import Credit, Outlet
from onrecord.model.spans import Span, inside, overlap
from onrecord.resolving.tables import OutletRow, outlets
from onrecord.resolving.voices.carriers import WIRE, Carrier, Carriers, outlet_key, outlets_by_id, outlets_by_name, slug

LINE = re.compile(r"[^\n]+")
LONGEST_CREDIT_LINE = 220
LONGEST_SIGNATURE = 40
AFTER_CREDIT_CHARS = 200
"""As much of a report may follow the agency in brackets at the end of a paragraph."""
SIGNED_NAME = re.compile(r"[A-Za-z][A-Za-z. ]*[A-Za-z]")
CREDIT_LINE = re.compile(
    r"\W{0,3}(?:(?:sources?|via|courtesy|credit)\s*:"
    r"|\(?(?:with|w/)\s+(?:additional\s+)?(?:inputs?|reporting|files|material|information)\s+(?:from|by)\b"
    r"|(?:this|the)\s+(?:article|story|report|piece|content)\s+(?:(?:was|is|has been)\s+)?(?:(?:originally|first)\s+)?"
    r"(?:published|appeared|republished|provided|produced|written)\s+(?:by|in|on|from)\b"
    r"|(?:originally|first)\s+(?:published|appeared)\s+(?:by|in|on|at)\b|republished\s+(?:from|with permission)\b"
    r"|distributed\s+by\b|(?:copyright|©|\(c\))\s*(?:©\s*)?(?:\d{4}\s*)?|[—–-]{1,2}\s*(?:with\s+)?|by\s+|from\s+)",
    re.IGNORECASE,
)
CONTRIBUTED = re.compile(
    r"contributed (?:to|reporting|additional)|all rights reserved"
    r"|(?:writers?|reporters?|correspondents?|journalists?)\b.{0,80}\bcontributed",
    re.IGNORECASE,
)
COPYRIGHT = re.compile(r"copyright|©|\(c\)|all rights reserved", re.IGNORECASE)
AGENCIES = re.compile(
    r"\b(?:with|w/)\s+(?:inputs?|material|information)\s+from\s+((?:news |wire |other )?agencies)\b|\((agencies)\)"
    r"|(?-i:\bBy (Agencies)\b)",
    re.IGNORECASE,
)
BRACKET = re.compile(r"\(([^()\n]{2,60})\)")
DATELINE_DASH = re.compile(r"\s*(?:--|[-–—:_])")
"""Agencies closed their datelines with an underscore once."""
SIGN_OFF = re.compile(r"\((?:Additional )?[Rr]eporting by [^()\n]{3,300}[;.] ?Editing by [^()\n]{3,120}\)")
"""The sign-off under which Reuters, and it alone, files its reports."""
LED = re.compile(
    r"\((?P<who>[A-Z][\w&.-]{1,20}(?: [A-Z][\w&.-]{1,20}){0,3}),? (?:with|w/) (?:additional )?"
    r"(?:reporting|inputs?|files|material|information) (?:by|from) [^()\n]{2,80}\)"
)
SIGNED = "outlet:reuters.com"
PICTURE = re.compile(r"photo|image|picture|getty|file|video|graphic|screen ?(?:grab|shot)", re.IGNORECASE)
TIMED = re.compile(r"\d{1,2}:\d\d(?:\s*[ap]\.?m\.?)?$|\b(?:19|20)\d\d$", re.IGNORECASE)
"""What ends a line of furniture that says when a page was put up."""


def credits_of(document: Document, carriers: Carriers) -> tuple[Credit, ...]:
    """Agencies and outlets that the page says it took the story from, each once, in text order.

    Read from credit and byline zones, from 'Source: …' and sign-off lines, from '(Agency)' after a dateline or at the
    end of a paragraph. The page's own outlet is no credit.
    """
    found: dict[str, dict[Span, None]] = {}
    names: dict[str, str] = {}
    for actor, name, span in sorted(_credited(document, carriers), key=lambda one: one[2]):
        names.setdefault(actor, name)
        found.setdefault(actor, {})[span] = None
    return tuple(
        Credit(id=actor, name=names[actor], spans=tuple(spans))
        for actor, spans in found.items()
        if not _is_own(document.page.outlet, actor, names[actor])
    )


def _is_own(outlet: Outlet | None, actor: str, name: str) -> bool:
    """Whether a credit is the page's own outlet, by id or, for one that no table knows, by name."""
    return outlet is not None and (actor == outlet.id or outlet_key(name) == outlet_key(outlet.name))


def _credited(document: Document, carriers: Carriers) -> Iterator[tuple[str, str, Span]]:
    yield from _given(document.page.credit)
    for span, carrier in _by_zone(document, carriers):
        yield _entry(carrier, span)
    for carrier in (*_by_line(document, carriers), *_in_brackets(document, carriers)):
        yield _entry(carrier, carrier.core)
    for found in SIGN_OFF.finditer(document.text):
        if SIGNED in outlets_by_id():
            yield SIGNED, outlets_by_id()[SIGNED].name, found.span()
    for found in AGENCIES.finditer(document.text):
        yield "group:news-agencies", "news agencies", found.span(found.lastindex or 0)
    yield from _signed_by_wires(document)
    yield from _led(document, carriers)


def _led(document: Document, carriers: Carriers) -> Iterator[tuple[str, str, Span]]:
    """'(OSTA, with reporting by …)': whose report it is that others added to, though no table knows the name."""
    people = [(name.start, name.end) for name in document.names if name.kind == "person"]
    for found in LED.finditer(document.text):
        span = found.span("who")
        if carriers.overlapping(span) is None and not any(overlap(span, one) for one in people):
            name = " ".join(found["who"].split())
            yield f"outlet:{slug(name)}", name, span


def _entry(carrier: Carrier, span: Span) -> tuple[str, str, Span]:
    return carrier.actor or f"outlet:{slug(carrier.name)}", carrier.name, span


def _given(given: Iterable[Credit]) -> Iterator[tuple[str, str, Span]]:
    """What the page's own reader already found, under the table's ids."""
    for credit in given:
        hit = outlets_by_name().get(outlet_key(credit.name))
        row = hit[0] if hit else outlets_by_id().get(credit.id)
        for span in credit.spans:
            yield (row.id, row.name, span) if row else (credit.id, credit.name, span)


def _by_zone(document: Document, carriers: Carriers) -> Iterator[tuple[Span, Carrier]]:
    for zone in document.zones:
        if zone.kind not in {"credit", "byline"}:
            continue
        for carrier in carriers.within(zone.span):
            if _named(carrier) and not _credits_a_part(document, zone.span, carrier):
                yield carrier.core, carrier


def _credits_a_part(document: Document, zone: Span, carrier: Carrier) -> bool:
    """Whether a credit is that of a picture, or of a quotation within the report ('[The Tarn Daily]' after it)."""
    line = document.text.rfind("\n", 0, zone[0]) + 1
    if PICTURE.search(document.text, line, zone[1]):
        return True
    reports = [one.span for one in document.zones if one.kind == "body"]
    amid = any(end <= zone[0] for _, end in reports) and any(start >= zone[1] for start, _ in reports)
    return amid and carrier.tier != WIRE


def _named(carrier: Carrier) -> bool:
    return carrier.actor is not None and not carrier.actor.startswith("group:") and not carrier.anaphor


def _by_line(document: Document, carriers: Carriers) -> Iterator[Carrier]:
    """Carriers of lines that are nothing but a credit."""
    skipped = [zone.span for zone in document.zones if zone.kind in {"teaser", "caption", "repeat"}]
    for line in LINE.finditer(document.text):
        if len(line.group()) > LONGEST_CREDIT_LINE or any(inside(line.span(), span) for span in skipped):
            continue
        words = line.group()
        opened = CREDIT_LINE.match(words)
        if opened is None and not CONTRIBUTED.search(words):
            continue
        for carrier in carriers.within(line.span()):
            if _named(carrier) and _is_credit(words, opened, carrier, line.start()):
                yield carrier


def _is_credit(words: str, opened: re.Match[str] | None, carrier: Carrier, start: int) -> bool:
    """A notice of rights credits a wire only; a bare dash, 'by' or 'from' credits what the line ends with."""
    if COPYRIGHT.search(words):
        return carrier.tier == WIRE
    if CONTRIBUTED.search(words):
        return True
    if opened is None:
        return False
    rest = words[carrier.core[1] - start :].strip(" .)\u00a0\t")
    between = words[opened.end() : carrier.span[0] - start]
    if opened.group().strip(" (").endswith(":"):
        return len(between) <= 60 and len(rest) <= 60
    return len(between) <= 40 and len(rest) <= 12


def _in_brackets(document: Document, carriers: Carriers) -> Iterator[Carrier]:
    """'(AP)' where a dateline ends or a paragraph does; not '(AP)' that explains an acronym, nor a photographer's
    '(Mara Lind/AP)'."""
    text = document.text
    reports = [zone.span for zone in document.zones if zone.kind in {"body", "lead"}]
    first, last = (reports[0][0], reports[-1][1]) if reports else (0, 0)
    closing = max((first + last) // 2, last - AFTER_CREDIT_CHARS)
    for zone in document.zones:
        if zone.kind in {"teaser", "caption", "repeat", "tags", "title"}:
            continue
        for found in BRACKET.finditer(text, zone.start, zone.end):
            if (
                "/" in found.group()
                or PICTURE.search(found.group())
                or not _stands_as_credit(text, *found.span(), closing)
            ):
                continue
            yield from (one for one in carriers.within(found.span(1)) if _named(one))


def _stands_as_credit(text: str, start: int, end: int, closing: int) -> bool:
    """Whether brackets close a dateline or a time, or end a paragraph after which little of the report follows: before
    that they end the caption of a picture."""
    line = text.rfind("\n", max(0, start - 2000), start) + 1
    before = text[max(line, start - 90) : start].rstrip()
    if not before or (start - line <= 70 and _is_dateline(before) and DATELINE_DASH.match(text[end : end + 4])):
        return True
    ended = (start >= closing and before[-1] in ".!?\"”'’)") or TIMED.search(before) is not None
    return ended and text[end : end + 3].lstrip(" \t\u00a0.")[:1] in {"", "\n", "\r"}


def _signed_by_wires(document: Document) -> Iterator[tuple[str, str, Span]]:
    """A report's last line when it is nothing but names of wires ('Reuters - AP')."""
    reports = [zone.span for zone in document.zones if zone.kind in {"body", "lead"}]
    if not reports:
        return
    last = [line for line in LINE.finditer(document.text, *max(reports)) if line.group().strip()][-1:]
    for line in last:
        names = list(SIGNED_NAME.finditer(document.text, *line.span()))
        rows = [outlets_by_name().get(outlet_key(name.group())) for name in names]
        if len(line.group()) <= LONGEST_SIGNATURE and rows and all(row is not None and row[0].wire for row in rows):
            yield from ((row[0].id, row[0].name, name.span()) for row, name in zip(rows, names, strict=True) if row)


def _is_dateline(before: str) -> bool:
    """'SEOUL, Dec 29' or 'RENO, Nev.': few words, that do not end a sentence unless the first is in capitals."""
    words = before.split()
    return before[:1].isupper() and len(words) <= 8 and (before[-1] not in ".!?" or words[0].strip(",").isupper())


def completed_outlet(document: Document, carriers: Carriers) -> Outlet | None:
    """The page's outlet with what the table knows of it; where the page's reader found none, the one whose name its own
    rights notice or 'about us' text carries."""
    outlet = document.page.outlet
    row = _row_of(outlet, document) or (None if outlet else _from_furniture(document, carriers))
    if row is None:
        return outlet
    domain = outlet.domain if outlet and outlet.domain else row.domain
    return Outlet(id=row.id, name=row.name, domain=domain, country=row.country, kind=row.kind or None)


def _row_of(outlet: Outlet | None, document: Document) -> OutletRow | None:
    hosts = [outlet.domain if outlet else None, _host(document.hints.url), _host(document.input.uri)]
    for host in hosts:
        row = outlet_of_host(host) if host else None
        if row is not None:
            return row
    for name in (outlet.name if outlet else None, document.hints.outlet):
        hit = outlets_by_name().get(outlet_key(name)) if name else None
        if hit is not None:
            return hit[0]
    return None


def _host(uri: str | None) -> str | None:
    if not uri or "://" not in uri[:12]:
        return None
    try:
        return urlsplit(uri).hostname
    except ValueError:
        return None


def outlet_of_host(host: str) -> OutletRow | None:
    """The table's row for a host name: 'edition.example.com' is found under 'example.com'."""
    labels = host.lower().removeprefix("www.").split(".")
    for at in range(len(labels) - 1):
        row = _by_domain().get(".".join(labels[at:]))
        if row is not None:
            return row
    return None


@cache
def _by_domain() -> dict[str, OutletRow]:
    return {row.domain.lower().removeprefix("www."): row for row in reversed(outlets()) if row.domain}


def _from_furniture(document: Document, carriers: Carriers) -> OutletRow | None:
    """The outlet that a page's furniture names with a rights notice, or twice."""
    named: Counter[str] = Counter()
    for zone in document.zones:
        if zone.kind != "boilerplate":
            continue
        for carrier in carriers.within(zone.span):
            if _named(carrier) and carrier.tier != WIRE:
                near = document.text[max(zone.start, carrier.span[0] - 40) : carrier.span[1] + 40]
                named[carrier.actor or ""] += 2 if COPYRIGHT.search(near) else 1
    best = named.most_common(2)
    if not best or best[0][1] < 2 or (len(best) > 1 and best[1][1] == best[0][1]):
        return None
    return outlets_by_id().get(best[0][0])


def with_page(document: Document, carriers: Carriers) -> Document:
    """The document with its outlet completed and its credits named."""
    page = msgspec.structs.replace(document.page, outlet=completed_outlet(document, carriers))
    placed = msgspec.structs.replace(document, page=page)
    return msgspec.structs.replace(placed, page=msgspec.structs.replace(page, credit=credits_of(placed, carriers)))
