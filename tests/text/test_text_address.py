"""A page's own address: believed where it can be, and what two addresses of one page have in common."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from onrecord.model.address import address_key, web_address
from onrecord.text.address import own_address
from onrecord.text.declared import declared_by

CAME = "https://www.brennapost.example/news/treaty?utm_source=mail"


def own(head: str, url: str | None = CAME) -> tuple[str | None, str | None, bool]:
    found = own_address(declared_by(document_fromstring(f"<html><head>{head}</head><body><p>x</p></body></html>")), url)
    return found.url, found.how, found.problem is not None


def link(href: str) -> str:
    return f'<link rel="canonical" href="{href}">'


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("/news/treaty", "https://www.brennapost.example/news/treaty"),
        ("http://brennapost.example/news/treaty-7", "http://brennapost.example/news/treaty-7"),
        ("https://amp.brennapost.example/news/treaty#top", "https://amp.brennapost.example/news/treaty"),
    ],
)
def test_an_address_on_the_same_site_is_believed(href: str, url: str) -> None:
    assert own(link(href)) == (url, "link", False)
    assert own(f'<meta property="og:url" content="{href}">') == (url, "opengraph", False)


@pytest.mark.parametrize(
    "href",
    [
        "https://other.example/news/treaty", "https://brennapost.example.evil.example/x", "https://example/x", "/",
        "https://www.brennapost.example/index.html", "javascript:alert(1)", "file:///etc/passwd", "http://[",
        "https://user:pw@www.brennapost.example/x", "https://www.brennapost.example:x/", "https://a b.example/",
    ],
)  # fmt: skip
def test_a_lie_is_said_and_not_taken(href: str) -> None:
    assert own(link(href)) == (CAME, "address", True)


def test_without_an_address_of_its_own_a_page_has_the_one_it_came_from() -> None:
    assert own("") == (CAME, "address", False)
    assert own("", None) == (None, None, False)
    assert own(link("https://other.example/x"), None) == ("https://other.example/x", "link", False)
    assert own(link("/x"), None) == (None, None, True)
    assert own(link("https://www.brennapost.example/"), "https://brennapost.example/") == (
        "https://www.brennapost.example/", "link", False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.example/x/", "https://www.a.example/x"),
        ("https://a.example/x?b=1&a=2", "https://a.example/x?a=2&b=1&utm_medium=rss&fbclid=1#end"),
        ("https://A.example:443/x", "https://m.a.example/x"),
    ],
)
def test_addresses_of_one_page_have_one_key(one: str, other: str) -> None:
    assert address_key(one) == address_key(other) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/x", "https://b.example/x"),
        ("https://a.example/x?id=1", "https://a.example/x?id=2"),
        ("https://a.example/X", "https://a.example/x"),
    ],
)
def test_addresses_of_two_pages_have_two(one: str, other: str) -> None:
    assert address_key(one) != address_key(other)


@pytest.mark.parametrize("path", ["/pages/a.html", "table.jsonl#3", "-", "", "ftp://a.example/x"])
def test_what_is_no_web_address_has_no_key(path: str) -> None:
    assert address_key(path) is None


@given(st.text(max_size=80) | st.text(max_size=60).map("https://".__add__))
def test_any_text_is_an_address_or_none(text: str) -> None:
    found = web_address(text)
    assert found is None or (found.startswith(("http://", "https://")) and web_address(found) == found)
    key = address_key(text)
    assert key is None or "//" not in key.split("/", 1)[0]
