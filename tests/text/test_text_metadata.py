"""What a page says about itself, chosen among declarations that disagree."""

from __future__ import annotations

import json

import pytest

from onrecord.model.page import Page
from onrecord.model.provenance import Hints, RawPage
from onrecord.text import open_page
from onrecord.text.bylines import people

REPORT = "".join(
    f"<p>{words}</p>"
    for words in (
        "The harbour council of Arlen voted on Monday to close the old bridge for two months, its chairwoman said.",
        "Shop owners in the harbour quarter said they feared for their trade and asked the council for help with rents.",
        "The ministry of transport in the capital said it would pay for half of the repairs, which will cost 12 million.",
    )
)
HEADLINE = "Council closes the old harbour bridge"
SOCIAL = "Arlen bridge shut: what it means for you"


def page(head: str, before: str = f"<h1>{HEADLINE}</h1>", after: str = "") -> Page:
    html = f"<html><head>{head}</head><body><main>{before}<article>{REPORT}</article></main>{after}</body></html>"
    return open_page(
        RawPage(uri="a.html", kind="html", content=html, hints=Hints(url="https://arlencourier.example/a"))
    ).page


def declared(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("By Ada Quill and Jonas Ferrin", ("Ada Quill", "Jonas Ferrin")),
        ("By Ada Quill Tuesday, Aug. 17, 2031", ("Ada Quill",)),
        ("Autorin/Autor Jonas Ferrin", ("Jonas Ferrin",)),
        ("Show all articles by Ada Quill", ("Ada Quill",)),
        ("Ada Quill / Jonas Ferrin", ("Ada Quill", "Jonas Ferrin")),
        ("홍길동 기자", ("홍길동",)),
        ("More From Arlen", ()),
        ("Super User", ()),
        ("Kategorien: Brücken", ()),
        ("Ediciones La Costa", ()),
        ("この記事を書いた人", ()),
        ("Arlen Courier", ()),
        ("The Arlen Courier", ()),
    ],
)
def test_bylines_hold_people_and_nobody_else(value: str, names: tuple[str, ...]) -> None:
    assert people([value], outlet="Arlen Courier") == names


def test_the_authors_of_other_articles_are_not_this_ones() -> None:
    own = '<div class="meta"><p>By <a rel="author">Ada Quill</a> and <a rel="author">Jonas Ferrin</a></p></div>'
    others = '<ul><li><h3>Storm hits coast</h3><div><p><a rel="author">Mira Solen</a></p></div></li></ul>'
    found = page("", before=f"<h1>{HEADLINE}</h1>{own}", after=f"<aside>{others}</aside>")
    assert (found.byline, found.how.byline) == (("Ada Quill", "Jonas Ferrin"), "markup")
    glued = page("", before=f'<h1>{HEADLINE}</h1><a rel="author"><b>Ada</b><i>Quill</i></a>')
    assert glued.byline == ("Ada Quill",)


def test_what_the_page_shows_and_declares_alike_wins_over_what_is_for_elsewhere() -> None:
    elsewhere = "".join(f'<meta property="{name}" content="{SOCIAL}">' for name in ("og:title", "twitter:title"))
    found = page(f"<title>{SOCIAL}</title>{elsewhere}{declared(headline=HEADLINE)}")
    assert (found.title, found.how.title) == (HEADLINE, "json-ld")
    found = page(f"<title>{SOCIAL}</title>{elsewhere}{declared(headline=SOCIAL)}")
    assert found.title == SOCIAL


@pytest.mark.parametrize(
    "title",
    [
        f"{HEADLINE} | Arlen Courier",
        f"{HEADLINE} * Arlen Courier * by Ada Quill",
        f"{HEADLINE} - Local News - Arlen Courier",
    ],
)
def test_the_outlets_name_is_no_part_of_a_title(title: str) -> None:
    named = '<meta property="og:site_name" content="Arlen Courier">'
    found = page(f"<title>{title}</title>{named}", before="").title
    assert found in (HEADLINE, f"{HEADLINE} - Local News")


def test_the_heading_of_a_site_or_section_is_no_title() -> None:
    found = page(f"<title>{HEADLINE}</title>", before=f"<h1>Welcome to Arlen Courier</h1><h1>{HEADLINE}</h1>")
    assert (found.title, found.how.title) == (HEADLINE, "h1")
    found = page(f"<title>{HEADLINE}</title>", before="<h1>Transport and traffic</h1>")
    assert (found.title, found.how.title) == (HEADLINE, "title element")
    found = page("<title>Arlen Courier</title>", before=f"<h1>{HEADLINE}</h1>")
    assert found.title == HEADLINE
