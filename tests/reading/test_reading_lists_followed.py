"""Feeds and sitemaps followed over a server: politely, within bounds, and nowhere they must not lead."""

from __future__ import annotations

import gzip
from collections import Counter

import pytest
from web_server import PAGE, Server, dripping, in_turn, reply

from onrecord.model.provenance import Fetched, RawPage, Skipped
from onrecord.reading import open_sources
from onrecord.reading.fetch import Fetcher, Limits


def sitemap(*urls: str) -> bytes:
    return f"<urlset>{''.join(f'<url><loc>{url}</loc></url>' for url in urls)}</urlset>".encode()


def index(*urls: str) -> bytes:
    listed = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return f"<sitemapindex>{listed}</sitemapindex>".encode()


def feed(*urls: str) -> bytes:
    return f"<rss><channel>{''.join(f'<item><link>{url}</link></item>' for url in urls)}</channel></rss>".encode()


def reasons(items: list[RawPage | Skipped]) -> Counter[str]:
    return Counter(item.reason if isinstance(item, Skipped) else "page" for item in items)


def test_a_sitemap_is_followed_by_the_rules_of_its_site(server: Server) -> None:
    """An index, a packed sitemap, a page that is forbidden, one that moved, one that is gone; a pause before each."""
    robots = b"User-agent: *\nDisallow: /private\nCrawl-delay: 3\n"
    server.replies["/robots.txt"] = reply(200, robots, Content_Type="text/plain")
    server.replies["/index.xml"] = reply(200, index(server.base + "/news.xml.gz"), Content_Type="text/xml")
    pages = sitemap(*(server.base + path for path in ("/a", "/private/b", "/moved", "/gone", "/a")))
    server.replies["/news.xml.gz"] = reply(200, gzip.compress(pages), Content_Type="application/gzip")
    server.replies["/a"] = server.replies["/new"] = reply()
    server.replies["/moved"] = reply(301, b"", Location="/new")
    waits: list[float] = []
    with Fetcher(limits=Limits(pause=1.0), allow_private=True, sleep=waits.append) as fetcher:
        items = list(open_sources([server.base + "/index.xml"], fetcher=fetcher))
    assert reasons(items) == {"page": 2, "forbidden by robots.txt": 1, "HTTP status 404": 1}
    assert server.paths() == ["/index.xml", "/news.xml.gz", "/a", "/moved", "/new", "/gone"]
    assert len(waits) == len(server.asked) - 1
    assert all("onrecord/" in headers["user-agent"] for _, headers in server.asked)
    assert all(isinstance(item, Skipped) or item.gathered for item in items)


def test_the_pages_of_a_list_are_asked_for_only_if_changed(server: Server, fetcher: Fetcher) -> None:
    server.replies["/feed"] = reply(200, feed(server.base + "/a"), Content_Type="application/rss+xml")
    server.replies["/a"] = in_turn(reply(ETag='"1"'), reply(304, b""))
    known: dict[str, Fetched] = {}
    (page,) = open_sources([server.base + "/feed"], fetcher=fetcher, known=known.get)
    assert isinstance(page, RawPage)
    assert page.fetched is not None
    known[server.base + "/a"] = page.fetched
    (again,) = open_sources([server.base + "/feed"], fetcher=fetcher, known=known.get)
    assert isinstance(again, Skipped)
    assert again.reason == "not modified"
    assert server.asked[-1][1]["if-none-match"] == '"1"'


@pytest.mark.parametrize("links", [feed, sitemap, index])
def test_a_list_leads_to_no_private_address(server: Server, monkeypatch: pytest.MonkeyPatch, links: object) -> None:
    """Only the server that holds the list passes for public; what the list names inside is not asked, nor is a file."""
    monkeypatch.setattr("onrecord.reading.addresses.is_public", lambda address: str(address) == "127.0.0.1")
    inside = ("http://10.0.0.8/a", "http://169.254.169.254/latest/meta-data/", "http://inside.example/b")
    assert callable(links)
    server.replies["/list"] = reply(200, links(*inside, "file:///etc/passwd"), Content_Type="text/xml")
    named = {"outside.example": ["127.0.0.1"], "inside.example": ["192.168.1.1"]}
    limits = Limits(pause=0.0, seconds=1.0)
    with Fetcher(limits=limits, resolve=lambda host, port: named.get(host, [host])) as fetcher:
        items = list(open_sources([f"http://outside.example:{server.server_port}/list"], fetcher=fetcher))
    assert {"address refused": 3, "not a web address": 1}.items() <= reasons(items).items()
    assert all(isinstance(item, Skipped) for item in items)
    assert server.paths() == ["/list"]


def test_one_bad_page_of_a_list_does_not_end_it(server: Server, fetcher: Fetcher, waits: list[float]) -> None:
    bad = {
        "/slow": dripping(b"x", 0.05),
        "/endless": dripping(b"x" * 50_000, 0.0),
        "/loop": reply(302, b"", Location="/loop"),
        "/bomb": reply(200, gzip.compress(bytes(20 * 2**20)), Content_Encoding="gzip"),
        "/busy": reply(503, b""),
        "/lies": reply(200, b"no gzip at all\x00\x01\x02" * 9, Content_Encoding="br"),
        "/picture": reply(200, b"\x89PNG", Content_Type="image/png"),
    }
    server.replies.update(bad, **{"/last": reply()})
    server.replies["/feed"] = reply(200, feed(*(server.base + path for path in (*bad, "/last"))))
    items = list(open_sources([server.base + "/feed"], fetcher=fetcher))
    assert [item.reason if isinstance(item, Skipped) else "page" for item in items] == [
        "too slow", "too large", "too many redirects", "too large", "HTTP status 503", "damaged answer", "not a page",
        "page",
    ]  # fmt: skip
    assert waits[-2:] == [1.0, 2.0]


def test_a_packed_list_is_unpacked_within_its_bound(
    server: Server, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.reading.web.LIST_BYTES", 100_000)
    bomb = gzip.compress(sitemap(server.base + "/a") + b" " * 50 * 2**20)
    server.replies["/map.xml.gz"] = reply(200, bomb, Content_Type="application/gzip")
    server.replies["/a"] = reply(200, PAGE)
    items = list(open_sources([server.base + "/map.xml.gz"], fetcher=fetcher))
    assert reasons(items) == {"page": 1, "too large": 1}
