"""Forms of pages that readers take for something else: inserts, live blogs, the next report below, gated and scripted
pages, pages laid out with tables, pages for printing."""

from __future__ import annotations

import json

import pytest

from onrecord.model.document import Document
from onrecord.model.provenance import Hints, RawPage
from onrecord.text import open_page

TITLE = "Council of Arlen closes old harbour bridge"
REPORT = (
    "The harbour council of Arlen voted on Monday to close the old bridge for two months, its chairwoman Mira Solen said.",
    "“We have put this off for long enough,” Solen told reporters after the vote, which had been put off three times.",
    "Shop owners in the harbour quarter said they feared for their trade and asked the council for help with their rents.",
    "The ministry of transport in the capital said it would pay for half of the repairs, which will cost twelve million.",
    "The bridge was built in 1931 and was last repaired after the flood of 1987, according to the council's own records.",
    "Work is to begin in May, and a ferry will carry people across the harbour while the bridge is closed, Solen said.",
)
PARAGRAPHS = "".join(f"<p>{words}</p>" for words in REPORT)
NAV = "".join(f'<li><a href="/{word}">{word}</a></li>' for word in ("Home", "World", "Politics", "Sport", "Contact"))


def opened(main: str, head: str = f"<title>{TITLE}</title>") -> Document:
    html = (
        f"<html><head>{head}</head><body><nav><ul>{NAV}</ul></nav>{main}"
        "<footer><p>© 2021 Arlen Courier. All rights reserved.</p></footer></body></html>"
    )
    url = "https://arlencourier.example/2021/bridge"
    return open_page(RawPage(uri=url, kind="html", content=html, hints=Hints(url=url)))


def body(document: Document) -> list[str]:
    return [document.text[start:end] for start, end in document.read_spans()]


def kind_of(document: Document, words: str) -> str:
    return next(zone.kind for zone in document.zones if document.text[zone.start : zone.end].startswith(words))


def declared(**fields: object) -> str:
    told = {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2021-03-03", **fields}
    return f'<title>{TITLE}</title><script type="application/ld+json">{json.dumps(told)}</script>'


INSERTS = (
    "Advertisement",
    "Story continues below this ad",
    "Additional reporting by Jonas Ferrin in Tarn; editing by Mira Dahl",
    "Reporting by Jonas Ferrin",
    "Do you have information on this story? Email tips@arlencourier.example",
    "Sign up for our morning newsletter and never miss a story from the harbour.",
    "You have read your three free articles this month.",
    "Already a subscriber? Log in",
)


@pytest.mark.parametrize("insert", INSERTS)
def test_an_insert_is_not_read_wherever_it_stands(insert: str) -> None:
    plain = f"<p>{insert}</p>"
    document = opened(f"<article><h1>{TITLE}</h1>{PARAGRAPHS.replace('</p><p>Shop', f'</p>{plain}<p>Shop')}</article>")
    assert body(document) == list(REPORT)
    assert kind_of(document, insert) in ("boilerplate", "byline", "teaser")
    assert "credit" not in {zone.kind for zone in document.zones}


def test_links_captions_and_quotations_within_the_report() -> None:
    quotation = (
        "“Nobody should have to cross a bridge that our own engineers call unsafe,” the engineer Karl Dahl wrote."
    )
    within = (
        '<p><strong>READ MORE: <a href="/x">Storm hits the coast of Tarn</a></strong></p>'
        '<p><b><a href="/y">Ferry to the islands runs again after repairs</a></b></p>'
        "<figure><img><figcaption>Mira Solen at the bridge. (AP Photo/Ada Quill)</figcaption></figure>"
        f"<blockquote><p>{quotation}</p></blockquote>"
    )
    document = opened(
        f"<article><h1>{TITLE}</h1>{PARAGRAPHS.replace('</p><p>The min', f'</p>{within}<p>The min')}</article>"
    )
    assert body(document) == [*REPORT[:3], quotation, *REPORT[3:]]
    assert [kind_of(document, words) for words in ("READ MORE", "Ferry", "Mira Solen at")] == [
        "teaser",
        "teaser",
        "caption",
    ]


@pytest.mark.parametrize(
    "picture",
    [
        "<figure><img><figcaption>Mira Solen at the bridge. (AAP)</figcaption></figure>",
        "<figure><img><figcaption><p>Mira Solen at the bridge.</p><p class='credit'>(AAP)</p></figcaption></figure>",
        "<figure><img><figcaption>Mira Solen at the bridge.</figcaption></figure><p class='source'>Source: AAP</p>",
        "<div class='picture'><img><p>Mira Solen at the bridge on Monday, before the vote. (AAP)</p></div>",
    ],
)
def test_an_agency_under_a_picture_within_the_report_is_no_credit_of_the_page(picture: str) -> None:
    later = f"</p>{picture}<p>{REPORT[4]}"
    document = opened(f"<article><h1>{TITLE}</h1>{PARAGRAPHS.replace(f'</p><p>{REPORT[4]}', later)}</article>")
    assert "AAP" in document.text
    assert "credit" not in {zone.kind for zone in document.zones}
    signed = PARAGRAPHS.removesuffix("</p>") + " (AAP)</p>"
    document = opened(f"<article><h1>{TITLE}</h1>{signed.replace(f'</p><p>{REPORT[4]}', later)}</article>")
    assert [document.text[one.start - 2 : one.end + 1] for one in document.zones if one.kind == "credit"] == [" (AAP)"]


def test_the_chrome_of_a_live_blog_is_not_read() -> None:
    posts = "".join(
        f'<div class="live-blog-post"><div class="timestamp"><time datetime="2021-03-03T1{n}:15:00Z">1{n}:15</time></div>'
        f'<div class="share"><a href="#">Share</a></div><p class="author">By Ada Quill</p><p>{words}</p></div>'
        for n, words in enumerate(REPORT)
    )
    notice = "<p>This live blog is updated automatically. Refresh for the latest.</p>"
    document = opened(f"<main><h1>Arlen bridge: live</h1>{notice}{posts}<button>Load more</button></main>", declared())
    assert body(document) == list(REPORT)


def test_the_next_report_below_is_not_this_one() -> None:
    following = (
        "<article><h1>Storm hits the coast of Tarn, two fishermen missing</h1><p class='byline'>By Jonas Ferrin</p>"
        "<p>A storm hit the coast of Tarn on Tuesday night and two fishermen are missing, the coast guard said.</p>"
        "<p>“We will look for them as long as there is light,” captain Edda Morn of the coast guard said on Wednesday.</p>"
        "</article>"
    )
    document = opened(f"<main><article><h1>{TITLE}</h1>{PARAGRAPHS}</article>{following}</main>")
    assert body(document) == list(REPORT)
    assert document.page.byline == ()


def test_a_declared_article_is_read_as_a_reader_would_see_it() -> None:
    for article in (PARAGRAPHS, "\n\n".join(REPORT).replace("“", "&ldquo;").replace("”", "&#8221;")):
        document = opened("<div id=app></div>", declared(articleBody=article))
        assert "\n\n".join(body(document)) == "\n\n".join(REPORT)
        assert "body" in {problem.what for problem in document.problems}


def test_a_page_that_a_script_builds_is_no_page_of_code() -> None:
    data = json.dumps({"props": {"article": {"title": TITLE, "body": REPORT}}})
    html = (
        f'<html><head><title>{TITLE}</title></head><body><script type="application/json">{data}</script></body></html>'
    )
    document = open_page(RawPage(uri="a.html", kind="html", content=html))
    assert (document.text, document.page.title) == ("", TITLE)
    assert {"no text", "may be no article"} <= {problem.what for problem in document.problems}


def test_a_page_laid_out_with_tables() -> None:
    aside = (
        "<td><b>Related stories</b><br><a href=/1>Ferry to the islands runs again</a><br><a href=/2>Storm hits</a></td>"
    )
    main = (
        f"<table><tr><td><font size=5><b>{TITLE}</b></font><br><font size=1>By ADA QUILL, Courier Staff Writer<br>"
        f"Published March 3, 1999</font><p>{'<p>'.join(REPORT)}</td>{aside}</tr></table>"
    )
    document = opened(
        main, f"<title>Arlen Courier: {TITLE}</title><meta property='og:site_name' content='Arlen Courier'>"
    )
    assert body(document) == list(REPORT)
    assert (document.page.title, document.page.byline) == (TITLE, ("ADA QUILL",))
    assert kind_of(document, TITLE) == "title"
    published = document.page.published
    assert published is not None
    assert published.date == "1999-03-03"


@pytest.mark.parametrize(
    ("charset", "words"),
    [
        ("windows-1251", "Совет порта Арлен проголосовал в понедельник за закрытие старого моста на два месяца, сообщила его глава."),
        ("koi8-r", "Совет порта Арлен проголосовал в понедельник за закрытие старого моста на два месяца, сообщила его глава."),
        ("gb2312", "阿尔伦港口委员会星期一投票决定将旧桥关闭两个月，委员会主席说。我们拖得太久了，没有人应该走一座不安全的桥。"),
        ("euc-kr", "아를렌 항만위원회는 월요일 낡은 다리를 두 달 동안 폐쇄하기로 의결했다고 미라 솔렌 위원장이 밝혔다."),
        ("windows-1256", "صوّت مجلس ميناء أرلين يوم الاثنين على إغلاق الجسر القديم لمدة شهرين، حسبما قالت رئيسته ميرا سولين."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("how", ["declared", "undeclared", "declared as utf-8"])
def test_old_encodings_declared_or_not(charset: str, words: str, how: str) -> None:
    named = {"declared": charset, "declared as utf-8": "utf-8"}.get(how)
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={named}">' if named else ""
    main = f"<p>{words}</p><div><p>{words[::-1]}</p></div>"
    html = f"<html><head>{meta}<title>{words[:20]}</title></head><body><article>{main}</article></body></html>"
    document = open_page(RawPage(uri="a.html", kind="html", content=html.encode(charset)))
    assert words in document.text
