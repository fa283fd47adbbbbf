"""Answers to kept questions as an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from onrecord.views.alerts import Answer
from onrecord.views.links import is_web
from onrecord.views.showing import line

_EPOCH = "1970-01-01T00:00:00+00:00"


def atom(answers: Sequence[Answer], *, title: str) -> str:
    """A feed of the answers, in their order; each entry's id is that of its statement or event, so that a reader that
    has met it shows it once."""
    updated = max((one.read_at for one in answers), default=_EPOCH)
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>urn:onrecord:alerts:{escape(line(title))}</id><title>{escape(line(title))}</title>"
        f"<updated>{updated}</updated><author><name>onrecord</name></author>\n"
    )
    return head + "".join(map(_entry, answers)) + "</feed>\n"


def _entry(one: Answer) -> str:
    whom = f" → {', '.join(one.whom)}" if one.whom else ""
    about = f"{one.who or '—'}{whom}: {one.words or '—'}"
    where = one.link or (one.uri if is_web(one.uri) else "")
    link = f"<link href={quoteattr(where)}/>" if where else ""
    told = " · ".join(line(fact) for fact in (one.dated, one.what, one.outlet, one.title) if fact)
    return (
        f"<entry><id>urn:onrecord:{escape(one.id)}</id><title>{escape(line(about))}</title>"
        f"<updated>{one.read_at}</updated>{link}<category term={quoteattr(line(one.alert))}/>"
        f"<summary>{escape(told)}</summary></entry>\n"
    )
