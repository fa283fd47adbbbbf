"""Pages that are no article are told from articles, whatever their language and however many teasers surround them."""

from __future__ import annotations

import json

import pytest

from onrecord.model.provenance import NO_ARTICLE, Hints, RawPage
from onrecord.text import open_page

SENTENCES = (
    "The harbour council of Arlen voted on Monday to close the old bridge for two months, its chairwoman Mira Solen said.",
    "“We have put this off for long enough,” Solen told reporters after the vote, which had been put off three times.",
    "Shop owners in the harbour quarter said they feared for their trade and asked the council for help with their rents.",
    "The ministry of transport in the capital said it would pay for half of the repairs, which will cost twelve million.",
    "The bridge was built in 1931 and was last repaired after the flood of 1987, according to the council's own records.",
    "Work is to begin in May, and a ferry will carry people across the harbour while the bridge is closed, Solen said.",
)
HEADLINES = (
    "Velmark and Ostrania to resume talks on fishing", "Minister of Ostrania resigns after vote in parliament",
    "Old lighthouse of Tarn to be sold to a hotel", "What we know about the storm that hit the coast",
    "Brenna elects its first mayor in nine years", "Farmers block roads to the capital over fuel prices",
    "Court rejects the appeal of three former officers", "School year to begin two weeks later in the north",
    "Five questions about the new law on water", "Ferry to the islands runs again after repairs",
    "Museum of Arlen shows maps never seen before", "Police look for witnesses of robbery at the port",
)  # fmt: skip
NAV = "".join(f'<li><a href="/{word}">{word}</a></li>' for word in ("Home", "World", "Politics", "Sport", "Contact"))


def page(main: str, *, title: str = "Arlen Courier", head: str = "", declared: dict[str, object] | None = None) -> str:
    script = f'<script type="application/ld+json">{json.dumps(declared)}</script>' if declared else ""
    return (
        f"<!doctype html><html><head><title>{title}</title>{head}{script}</head><body><nav><ul>{NAV}</ul></nav>{main}"
        "<footer><p>© 2031 Arlen Courier. All rights reserved.</p></footer></body></html>"
    )


def teasers(count: int, *, summaries: bool) -> str:
    return "".join(
        f'<div class="teaser"><h3><a href="/{n}">{HEADLINES[n % len(HEADLINES)]}</a></h3>'
        + (f"<p>{SENTENCES[n % len(SENTENCES)]}</p>" if summaries else "")
        + "</div>"
        for n in range(count)
    )


ARTICLE = f"<article><h1>Council closes bridge</h1>{''.join(f'<p>{words}</p>' for words in SENTENCES)}</article>"
NEWS = {"@type": "NewsArticle", "headline": "Council closes bridge", "datePublished": "2031-03-03"}


def problems(html: str, *, gathered: bool = True, url: str = "https://arlencourier.example/2031/bridge") -> set[str]:
    raw = RawPage(uri=url, kind="html", content=html, hints=Hints(url=url), gathered=gathered)
    return {problem.what for problem in open_page(raw).problems}


@pytest.mark.parametrize(
    "html",
    [
        page(ARTICLE, declared=NEWS),
        page(ARTICLE),
        page(ARTICLE + f"<aside>{teasers(12, summaries=True)}</aside>", declared=NEWS),
        page(ARTICLE + f"<aside>{teasers(40, summaries=False)}</aside>"),
        page(ARTICLE.replace("Council closes bridge", "Error 404: how a page not found became art"), declared=NEWS),
        page(ARTICLE, head='<meta property="og:type" content="website">'),
        page(
            ARTICLE, declared={"@graph": [NEWS, {"@type": "VideoObject", "name": "The bridge"}, {"@type": "ItemList"}]}
        ),
    ],
)
def test_an_article_is_an_article(html: str) -> None:
    assert NO_ARTICLE not in problems(html)
    assert "may be no article" not in problems(html, gathered=False)


@pytest.mark.parametrize(
    ("html", "url"),
    [
        (page(teasers(30, summaries=False)), "https://arlencourier.example/"),
        (page(teasers(24, summaries=True)), "https://arlencourier.example/"),
        (page(teasers(12, summaries=True)), "https://arlencourier.example/tag/bridges"),
        (page(teasers(10, summaries=False), title="Results for bridge"), "https://arlencourier.example/?s=bridge"),
        (page(teasers(12, summaries=True), declared={"@type": "CollectionPage", "name": "World"}), "https://arlencourier.example/world"),
        (page("<h1>Page not found</h1><p>The page you are looking for has moved or was never here. Please try our search.</p>", title="404"), "https://arlencourier.example/x"),
        (page("<p>Checking your browser before you can go on. This takes a few seconds.</p>", title="Just a moment..."), "https://arlencourier.example/x"),
        (page("<h1>Live: the vote</h1><video src=a></video><p>Watch live.</p>", head='<meta property="og:type" content="video.other">'), "https://arlencourier.example/live"),
        (page("".join(f"<figure><img src={n}><figcaption>Picture {n} of 20</figcaption></figure>" for n in range(20)), declared={"@type": "ImageGallery"}), "https://arlencourier.example/g"),
    ],
)  # fmt: skip
def test_what_is_no_article_is_said(html: str, url: str) -> None:
    assert NO_ARTICLE in problems(html, url=url)
    named = problems(html, gathered=False, url=url)
    assert "may be no article" in named
    assert NO_ARTICLE not in named
