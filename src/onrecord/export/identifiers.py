"""What things on record are called outside of it: IRIs made of their ids."""

from __future__ import annotations

from urllib.parse import quote

from onrecord.model.document import Record
from onrecord.views.links import address_of


def iri(kind: str, identifier: str) -> str:
    """`urn:onrecord:statement:3f2a…`."""
    return f"urn:onrecord:{kind}:{quote(identifier, safe=':')}"


def web_address(page: Record) -> str | None:
    """The page's address on the web, where it has one."""
    return address_of(page.input.uri, page.page.canonical)


def page_iri(page: Record) -> str:
    """The page's address on the web, else a name made of its id."""
    address = web_address(page)
    return quote(address, safe="%/:=&?~#+!$,;'@()*[]") if address else iri("page", page.id)
