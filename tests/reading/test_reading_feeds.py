"""Feeds and sitemaps: their pages, politely; what cannot be had is said; nothing else is followed."""

from __future__ import annotations

import gzip
import io
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.model.errors import FetchError
from onrecord.model.provenance import Fetched, Hints, RawPage, Skipped
from onrecord.reading import open_sources
from onrecord.reading.fetch import Answer
from onrecord.reading.lists import feed_entries, sitemap_entries

PAGE = b"<!doctype html><html><body><p>The harbour master denied it.</p><a href='/other'>more</a></body></html>"
SITE = "https://brenna.example"

RSS = f"""<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Brenna Post</title><link>{SITE}/</link>
<item><title>Port reopens &amp; ships sail</title><link>{SITE}/a</link><dc:creator>Ada Moll</dc:creator>
  <pubDate>Tue, 04 Mar 2031 09:30:00 +0200</pubDate><description>Short.</description></item>
<item><title>Gone</title><link>/gone</link>
  <content:encoded><![CDATA[<p>The whole <b>article</b> stands here.</p>]]></content:encoded></item>
<item><title>Gone too</title><link>{SITE}/gone-too</link><description>A teaser.</description></item>
<item><title>Again</title><link>{SITE}/a</link></item>
<item><title>No link</title></item>
</channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Brenna Post</title>
<entry><title>Port reopens</title><link rel="alternate" href="{SITE}/a"/><published>2031-03-04T09:30:00Z</published>
<author><name>Ada Moll</name></author></entry></feed>"""

INDEX = f"""<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>{SITE}/news.xml.gz</loc></sitemap><sitemap><loc>{SITE}/index.xml</loc></sitemap>
<sitemap><loc>{SITE}/none.xml</loc></sitemap><sitemap><loc>{SITE}/a</loc></sitemap></sitemapindex>"""

NEWS = f"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> {SITE}/a </loc><lastmod>2031-03-05</lastmod><news:news><news:publication><news:name>Brenna Post</news:name>
<news:language>en</news:language></news:publication><news:publication_date>2031-03-04</news:publication_date>
<news:title>Port reopens</news:title></news:news><image:image><image:loc>{SITE}/a.png</image:loc></image:image></url>
<url><loc>{SITE}/b</loc></url></urlset>"""


class Web:
    """Answers in the place of a fetcher."""

    def __init__(self, **pages: bytes | str) -> None:
        self.pages = {f"{SITE}/{name.replace('__', '.')}": page for name, page in pages.items()}
        self.asked: list[str] = []

    def fetch(self, url: str, known: Fetched | None = None) -> Answer | None:
        self.asked.append(url)
        if url not in self.pages:
            raise FetchError(f"{url}: HTTP status 404", reason="HTTP status 404")
        page = self.pages[url]
        content = page.encode() if isinstance(page, str) else page
        return Answer(
            url=url, content=content, media_type="text/html", charset=None, fetched=Fetched(at="2031-03-05T00:00:00Z")
        )


def found(web: Web, *sources: str, **options: int) -> list[RawPage | Skipped]:
    return list(open_sources(sources, fetcher=web, **options))  # type: ignore[arg-type]


def summary(items: list[RawPage | Skipped]) -> list[tuple[str, str]]:
    return [(item.uri.removeprefix(SITE), item.reason if isinstance(item, Skipped) else item.kind) for item in items]


@pytest.fixture
def feed(tmp_path: Path) -> str:
    path = tmp_path / "feed.rss"
    path.write_text(RSS.replace(">/gone<", f">{SITE}/gone<"), encoding="utf-8")
    return str(path)


def test_a_feed_gives_the_pages_it_links_to_and_its_own_text_where_it_must(feed: str) -> None:
    web = Web(a=PAGE)
    items = found(web, feed)
    assert summary(items) == [("/a", "html"), ("/gone", "html"), ("/gone-too", "HTTP status 404")]
    first, own = items[0], items[1]
    assert isinstance(first, RawPage)
    assert isinstance(own, RawPage)
    assert first.content == PAGE
    assert first.hints == Hints(
        url=f"{SITE}/a",
        title="Port reopens & ships sail",
        date="2031-03-04T09:30:00+02:00",
        outlet="Brenna Post",
        byline="Ada Moll",
    )
    assert own.content == "<p>The whole <b>article</b> stands here.</p>"
    assert [problem.what for problem in own.problems] == ["feed text"]
    assert web.asked == [f"{SITE}/a", f"{SITE}/gone", f"{SITE}/gone-too"]


def test_a_feed_at_an_address_and_its_relative_links() -> None:
    web = Web(feed=RSS, a=PAGE, gone=PAGE)
    assert summary(found(web, f"{SITE}/feed"))[:2] == [("/a", "html"), ("/gone", "html")]


def test_atom() -> None:
    (entry,) = feed_entries(ATOM.encode())
    assert entry.hints == Hints(
        url=f"{SITE}/a", title="Port reopens", date="2031-03-04T09:30:00+00:00", outlet="Brenna Post", byline="Ada Moll"
    )


def test_only_what_belongs_to_a_page_is_taken_for_it() -> None:
    media = 'xmlns:media="http://search.yahoo.com/mrss/"'
    item = f"<media:title>A photo</media:title><media:content url='x'>Pixels</media:content><guid>{SITE}/a</guid>"
    (entry,) = feed_entries(f"<rss {media}><channel><item>{item}<title>Port</title></item></channel></rss>".encode())
    assert (entry.url, entry.hints.title, entry.content) == (f"{SITE}/a", "Port", None)


def test_a_feed_that_forgot_to_declare_its_prefixes() -> None:
    item = f"<item><link>{SITE}/a</link><dc:creator>Ada Moll</dc:creator><media:title>A photo</media:title></item>"
    (entry,) = feed_entries(f"<rss><channel>{item}</channel></rss>".encode())
    assert (entry.hints.byline, entry.hints.title) == ("Ada Moll", None)


def test_a_list_without_links_and_an_empty_page_are_said() -> None:
    web = Web(feed="<rss><channel/></rss>", empty=" ", fragment="<p>Only this.</p>")
    items = found(web, f"{SITE}/feed", f"{SITE}/empty", f"{SITE}/fragment")
    assert summary(items) == [("/feed", "no links in it"), ("/empty", "empty page"), ("/fragment", "html")]


def test_no_more_links_than_the_limit_are_followed(feed: str) -> None:
    web = Web(a=PAGE)
    assert summary(found(web, feed, links=1))[1][1] == "more links than the limit"
    assert len(web.asked) == 1


def test_a_feed_behind_a_feed_is_not_followed(feed: str) -> None:
    web = Web(a=RSS)
    assert summary(found(web, feed))[0] == ("/a", "not a page")


def test_sitemaps_with_what_they_say_of_their_pages() -> None:
    entries = list(sitemap_entries(NEWS.encode()))
    assert [entry.url for entry in entries] == [f"{SITE}/a", f"{SITE}/b"]
    assert entries[0].hints == Hints(url=f"{SITE}/a", title="Port reopens", date="2031-03-04", outlet="Brenna Post")
    assert entries[1].hints == Hints(url=f"{SITE}/b")


def test_a_sitemap_index_is_followed_down_packed_ones_too_and_no_circle() -> None:
    web = Web(index__xml=INDEX, news__xml__gz=gzip.compress(NEWS.encode()), a=PAGE, b=PAGE)
    items = found(web, f"{SITE}/index.xml")
    assert summary(items) == [
        ("/a", "html"),
        ("/b", "html"),
        ("/none.xml", "HTTP status 404"),
        ("/a", "not a sitemap"),
    ]
    assert web.asked.count(f"{SITE}/index.xml") == 1


def test_endless_indexes_end() -> None:
    class Endless(Web):
        def fetch(self, url: str, known: Fetched | None = None) -> Answer | None:
            number = len(self.asked)
            self.pages[url] = INDEX.replace("news.xml.gz", f"{number}.xml").replace("none.xml", f"x{number}.xml")
            return super().fetch(url, known)

    web = Endless()
    assert all(isinstance(item, Skipped) for item in found(web, f"{SITE}/index.xml", links=50))
    assert len(web.asked) <= 52


def entity_bomb(root: str, inside: str) -> bytes:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY e0 "haha">{levels}]>{inside}'.encode()


@pytest.mark.parametrize(
    "hostile",
    [
        entity_bomb("rss", f"<rss><channel><item><title>&e11;</title><link>{SITE}/a</link></item></channel></rss>"),
        entity_bomb("urlset", f"<urlset><url><loc>{SITE}/&e11;</loc></url></urlset>"),
        b"<rss><channel>" + b"<item>" * 300_000,
        b"<rss><channel><item><title>" + b"<" * 2_000_000,
        b"<rss><channel><item><title>" + b"&" * 2_000_000,
        b"<urlset>" + b"<url>" * 100_000,
        b"<urlset><url><loc>" + b"a" * 3_000_000,
        b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='xhtml'>" + b"<div>" * 200_000,
    ],
)
def test_hostile_lists_end_soon(hostile: bytes) -> None:
    started = time.perf_counter()
    for item in open_sources(["-"], stdin=io.BytesIO(hostile), fetcher=Web()):  # type: ignore[arg-type]
        assert len(item.uri) < 4_000_000
    assert time.perf_counter() - started < 5


def test_entities_of_the_outside_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("password", encoding="utf-8")
    for root, inside in (
        ("urlset", f"<urlset><url><loc>{SITE}/&x;</loc></url></urlset>"),
        ("rss", f"<rss><channel><item><title>&x;</title><link>{SITE}/a</link></item></channel></rss>"),
    ):
        text = f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY x SYSTEM "{secret.as_uri()}">]>{inside}'.encode()
        entries = [*sitemap_entries(text)] if root == "urlset" else [*feed_entries(text)]
        assert "password" not in repr(entries)


def test_pages_come_one_by_one() -> None:
    """The first page is given before the second is asked for."""
    web = Web(feed=RSS, a=PAGE, gone=PAGE)
    items: Iterator[RawPage | Skipped] = open_sources([f"{SITE}/feed"], fetcher=web)  # type: ignore[arg-type]
    next(items)
    assert web.asked == [f"{SITE}/feed", f"{SITE}/a"]
