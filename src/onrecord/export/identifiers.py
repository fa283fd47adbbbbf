"""What things on record are called outside of it: IRIs made of their ids."""

from __future__ import annotations

from urllib.parse import quote

from onrecord.model.document import Record
from onrecord.views.links import is_web


def iri(kind: str, identifier: str) -> str:
    """`urn:onrecord:statement:3f2a…`."""
    return f"urn:onrecord:{kind}:{quote(identifier, safe=':')}"


def page_iri(page: Record) -> str:
    """The page's address on the web, else a name made of its id."""
    uri = page.input.uri
    return quote(uri, safe="%/:=&?~#+!$,;'@()*[]") if is_web(uri) else iri("page", page.id)
