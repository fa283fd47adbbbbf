from __future__ import annotations

import json
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.document import Document
from onrecord.model.provenance import Hints, InputKind, RawPage
from onrecord.model.spans import inside
from onrecord.text import open_page

PARAGRAPHS = """
ARLEN, March 3 (AFP) - The harbour council of Arlen voted on Monday to close the old bridge for two months, its \
chairwoman Mira Solen said.
“We have put this off for long enough,” Solen told reporters after the vote. “Nobody should have to cross a bridge that \
our own engineers call unsafe.”
Shop owners in the harbour quarter said they feared for their trade and asked the council for help with their rents.
The ministry of transport in the capital said it would pay for half of the repairs, which are expected to cost 12 million.
The bridge was built in 1931 and was last repaired after the flood of 1987, according to the council's own records.
""".strip().split("\n")
TITLE = "Arlen council closes old harbour bridge for two months"
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} | Arlen Courier</title>
<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="Arlen Courier">
<link rel="canonical" href="https://www.arlencourier.example/2021/03/bridge">
<script type="application/ld+json">{
    json.dumps(
        {
            "@type": "NewsArticle",
            "headline": TITLE,
            "datePublished": "2021-03-03T23:30:00+01:00",
            "author": [
                {"@type": "Person", "name": "Jonas Ferrin and Ada Quill"},
                {"@type": "Organization", "name": "AFP"},
            ],
            "keywords": ["Bridges", "Arlen"],
            "articleSection": "Local",
        }
    )
}</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li><li><a href="/login">Sign in</a></li></ul></nav>
<main><article><h1>{TITLE}</h1><p class="byline">By Jonas Ferrin and Ada Quill</p>
<figure><img src="a.jpg"><figcaption>The old bridge seen from the harbour. Photo: Arlen Courier</figcaption></figure>
<div class="article-body"><p>{PARAGRAPHS[0]}</p><blockquote><p>{PARAGRAPHS[1]}</p></blockquote>
<div class="newsletter"><a href="/n">Subscribe to our newsletter</a></div><p>{PARAGRAPHS[2]}</p><p>{
    PARAGRAPHS[3]
}</p><p>{PARAGRAPHS[4]}</p></div>
</article></main><footer><a href="/imprint">Imprint</a><p>© 2021 Arlen Courier. All rights reserved.</p></footer></body></html>"""
SCRAPED = "\n\n".join(
    ["Home", "Sport", "Sign in", TITLE, "Published: 3 March 2021", "By Jonas Ferrin", PARAGRAPHS[0][:150].rsplit(" ", 1)[0] + "…",
     *PARAGRAPHS, "Source: Arlen News Agency", "#Arlen #Bridges", "Leave a comment",
     "Your email address will not be published. Required fields are marked *", "© 2021 Arlen Courier. All rights reserved."]
)  # fmt: skip


def opened(content: str | bytes, kind: InputKind, **hints: str) -> Document:
    return open_page(RawPage(uri="/pages/one.html", kind=kind, content=content, hints=Hints(**hints)))


def body(document: Document) -> str:
    return "\n".join(document.text[start:end] for start, end in document.read_spans())


def words(document: Document, kind: str) -> list[str]:
    return [document.text[zone.start : zone.end] for zone in document.zones if zone.kind == kind]


def sound(document: Document) -> None:
    """Zones are in order, inside the text, not blank, and overlap only where a mark stands inside the report."""
    outer = [zone for zone in document.zones if zone.kind not in ("dateline", "credit")]
    marks = [zone for zone in document.zones if zone.kind in ("dateline", "credit")]
    assert list(document.zones) == sorted(document.zones, key=lambda zone: (zone.start, -zone.end, zone.kind))
    assert all(0 <= zone.start < zone.end <= len(document.text) for zone in document.zones)
    assert all(a.end <= b.start for a, b in pairwise(outer))
    for mark in marks:
        assert all(
            inside(mark.span, zone.span) and zone.kind in ("lead", "body")
            for zone in outer
            if zone.start < mark.end and mark.start < zone.end
        )


def test_html_body_is_the_report_and_nothing_else() -> None:
    document = opened(PAGE, "html")
    sound(document)
    assert body(document).split("\n") == PARAGRAPHS
    assert words(document, "title") == [TITLE]
    assert words(document, "caption") == ["The old bridge seen from the harbour. Photo: Arlen Courier"]
    assert "Imprint" not in document.text
    assert "Sign in" not in document.text


def test_html_metadata_goes_to_its_own_fields() -> None:
    page = opened(PAGE, "html").page
    assert page.title == TITLE
    assert page.byline == ("Jonas Ferrin", "Ada Quill")
    assert page.outlet is not None
    assert (page.outlet.id, page.outlet.name) == ("outlet:arlencourier.example", "Arlen Courier")
    assert page.published is not None
    assert (page.published.date, page.published.how) == ("2021-03-03", "json-ld")
    assert page.section == "Local"
    assert page.tags == ("Bridges", "Arlen")


def test_dateline_and_credit_stand_inside_the_lead() -> None:
    document = opened(PAGE, "html")
    assert document.page.dateline is not None
    assert document.page.dateline.text == "ARLEN, March 3"
    assert words(document, "dateline") == ["ARLEN, March 3"]
    assert words(document, "credit") == ["AFP"]


def test_scraped_text_stays_and_is_labelled() -> None:
    document = opened(SCRAPED, "scraped")
    sound(document)
    assert document.text == SCRAPED
    assert body(document).split("\n") == PARAGRAPHS
    assert words(document, "title") == [TITLE]
    assert len(words(document, "repeat")) == 1
    assert "Arlen News Agency" in words(document, "credit")
    assert document.page.title == TITLE
    assert document.page.tags == ("Arlen", "Bridges")
    assert document.page.byline == ("Jonas Ferrin",)
    assert document.page.published is not None
    assert document.page.published.date == "2021-03-03"
    assert SCRAPED[slice(*document.page.published.evidence[0])] == "3 March 2021"


def test_a_copyright_year_is_no_date() -> None:
    document = opened("\n\n".join([TITLE, *PARAGRAPHS, "© 2021 Arlen Courier"]), "scraped")
    assert document.page.published is None


def test_article_text_is_all_body() -> None:
    text = TITLE + "\n\n" + "\n\n".join(PARAGRAPHS) + "\n"
    document = opened(text, "article", date="2021-03-04", url="https://news.example.org/a")
    sound(document)
    assert document.text == text
    assert document.read_spans() == ((0, len(text) - 1),)
    assert document.page.published is not None
    assert (document.page.published.date, document.page.published.how) == ("2021-03-04", "given")
    assert document.page.outlet is not None
    assert document.page.outlet.id == "outlet:news.example.org"


def test_a_page_built_by_script_gives_its_declared_body() -> None:
    item = {"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n\n".join(PARAGRAPHS)}
    page = f'<html><head><script type="application/ld+json">{json.dumps(item)}</script></head><body><div>Loading</div></body></html>'
    document = opened(page, "html")
    sound(document)
    assert PARAGRAPHS[2] in body(document)
    assert [problem.what for problem in document.problems] == ["body"]


def test_ids_are_of_content_and_name() -> None:
    first, again = opened(SCRAPED, "scraped"), opened(SCRAPED, "scraped")
    assert (first.id, first.zones, first.page, first.input.sha256) == (
        again.id,
        again.zones,
        again.page,
        again.input.sha256,
    )
    assert first.id != opened(SCRAPED + " ", "scraped").id
    assert first.id != opened(SCRAPED, "scraped", url="https://a.example/b").id
    assert first.id == opened(SCRAPED.encode(), "scraped").id


@given(st.lists(st.sampled_from([*PARAGRAPHS, TITLE, "Home", "(AP)", "Source: AFP", "By Ada Quill", "#a #b", "", "…", "日本語の文。", "\x0b"])),
       st.sampled_from(["\n", "\n\n", "\r\n", "\n \n"]))  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_any_lines_are_labelled_soundly(lines: list[str], gap: str) -> None:
    text = gap.join(lines)
    for kind in ("scraped", "article"):
        document = opened(text, kind)  # type: ignore[arg-type]
        assert document.text == text
        sound(document)


@given(st.lists(st.sampled_from(["<p>", "</p>", "<div class='x'>", "</div>", "<br>", "<a href=x>", "</a>", "<table><tr><td>", "<li>", "<b>",
                                 "<!--", "-->", "<script>", "</script>", "&amp;", "&#x0;", "<", "\0", *PARAGRAPHS, TITLE]), max_size=40))  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_any_markup_is_opened_soundly(parts: list[str]) -> None:
    sound(opened("".join(parts), "html"))


@pytest.mark.parametrize(
    "content",
    ["<div>" * 60_000 + PARAGRAPHS[0], "<b>" * 60_000 + PARAGRAPHS[0], "<ul><li>" * 30_000, "<a><p>" * 30_000, "<" * 300_000,
     '<script type="application/ld+json">' + "[" * 100_000 + "</script><p>x", '<a href="' * 30_000, "<p>word</p>" * 30_000,
     "<title>" + " | a" * 500_000 + "</title><p>x", "<h1>Council of Arlen - a | b</h1>" * 50_000],
)  # fmt: skip
def test_hostile_markup_is_bounded(content: str) -> None:
    start = time.process_time()
    sound(opened(content, "html"))
    assert time.process_time() - start < 6


@pytest.mark.parametrize(
    "content",
    ["a" * 1_000_000, " a" * 300_000, "“" * 300_000, "1" * 500_000, "A. " * 150_000, "(AP " * 100_000, "x\n" * 100_000],
)
def test_hostile_text_is_bounded(content: str) -> None:
    start = time.process_time()
    for kind in ("scraped", "article"):
        sound(opened(content, kind))  # type: ignore[arg-type]
    assert time.process_time() - start < 12


def test_each_field_says_where_it_was_found() -> None:
    how = opened(PAGE, "html").page.how
    assert (how.title, how.outlet, how.byline) == ("json-ld", "opengraph", "json-ld")
    assert (how.section, how.tags, how.canonical) == ("json-ld", "json-ld", "link")
    bare = PAGE[: PAGE.index('<script type="application/ld+json">')] + PAGE[PAGE.index("</script>") :]
    bare = bare.replace('property="og:title"', 'name="x"')
    how = opened(bare, "html", url="https://www.arlencourier.example/a").page.how
    assert (how.title, how.byline, how.section) == ("h1", "text", None)
    how = opened(SCRAPED, "scraped", outlet="Arlen Courier", url="https://www.arlencourier.example/a").page.how
    assert (how.title, how.outlet, how.byline, how.canonical) == ("text", "given", "text", "address")


def test_a_given_title_goes_before_a_first_line_and_after_a_declaration() -> None:
    text = "Fifty years of the Courier\n\n" + "\n".join(PARAGRAPHS)
    assert opened(text, "article").page.title == "Fifty years of the Courier"
    page = opened(text, "article", title=TITLE).page
    assert (page.title, page.how.title) == (TITLE, "given")
    page = opened(PAGE, "html", title="Fifty years of the Courier").page
    assert (page.title, page.how.title) == (TITLE, "json-ld")


def test_the_moments_of_publication_and_change_keep_their_zone() -> None:
    changed = PAGE.replace('"articleSection"', '"dateModified": "2021-03-05T08:00:00Z", "articleSection"')
    page = opened(changed, "html").page
    assert page.published is not None
    assert (page.published.date, page.published.at) == ("2021-03-03", "2021-03-03T23:30:00+01:00")
    assert page.modified is not None
    assert (page.modified.date, page.modified.how, page.modified.at) == (
        "2021-03-05",
        "json-ld",
        "2021-03-05T08:00:00+00:00",
    )
    before = opened(PAGE.replace('"articleSection"', '"dateModified": "2019-01-01", "articleSection"'), "html").page
    assert before.modified is None
    assert opened(PAGE, "html").page.modified is None


def test_an_address_on_another_site_is_a_problem() -> None:
    document = opened(PAGE, "html", url="https://tarndaily.example/bridge")
    assert document.page.canonical == "https://tarndaily.example/bridge"
    assert document.page.outlet is not None
    assert document.page.outlet.domain == "tarndaily.example"
    assert "canonical address" in {problem.what for problem in document.problems}


def test_markup_beyond_the_limit_of_tags_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.text.blocks.MAX_TAGS", PAGE.count("<"))
    document = opened(PAGE + "<p>" * 1000 + "Far away", "html")
    assert body(document).split("\n") == PARAGRAPHS
    assert "Far away" not in document.text
    assert "cut" in {problem.what for problem in document.problems}
    assert "cut" not in {problem.what for problem in opened(PAGE, "html").problems}


def test_a_tag_with_countless_attributes_costs_no_time() -> None:
    many = " ".join(f'a{n}="{n}"' for n in range(50_000))
    start = time.process_time()
    document = opened(PAGE.replace("<main>", f"<main {many}>"), "html")
    assert time.process_time() - start < 6
    assert body(document).split("\n") == PARAGRAPHS
