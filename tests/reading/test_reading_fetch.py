"""The fetcher against a server that misbehaves in every way it must withstand."""

from __future__ import annotations

import gzip
import io
import ipaddress
import time
import zlib
from collections import Counter
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from fastwarc.stream_io import BrotliWriter, ZstdWriter
from web_server import PAGE, Reply, Server, dripping, in_turn, reply

from onrecord.model.document import Record
from onrecord.model.errors import FetchError
from onrecord.model.provenance import Fetched, RawPage, Skipped
from onrecord.reading import open_sources
from onrecord.reading.addresses import checked_addresses, is_public
from onrecord.reading.fetch import Fetcher, Limits, web_address
from onrecord.scale.run import Tally, read_into
from onrecord.scale.sinks import open_sink
from onrecord.store import Store
from onrecord.text import open_page
from onrecord.views.versions import versions


def reason(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(url)
    assert "\n" not in str(caught.value)
    return caught.value.reason


def test_a_page_is_fetched_in_our_name(server: Server, fetcher: Fetcher) -> None:
    server.replies["/a?x=1"] = reply(ETag='"7"', Last_Modified="Mon, 03 Mar 2031 00:00:00 GMT")
    answer = fetcher.fetch(server.base + "/a?x=1#top")
    assert answer is not None
    assert (answer.url, answer.content, answer.media_type, answer.charset) == (
        server.base + "/a?x=1",
        PAGE,
        "text/html",
        "utf-8",
    )
    assert (answer.fetched.etag, answer.fetched.last_modified) == ('"7"', "Mon, 03 Mar 2031 00:00:00 GMT")
    assert [path for path, _ in server.asked] == ["/robots.txt", "/a?x=1"]
    assert all(headers["user-agent"].startswith("onrecord/") for _, headers in server.asked)


def test_an_unchanged_page_is_not_sent_again(server: Server, fetcher: Fetcher) -> None:
    server.replies["/a"] = lambda handler: reply(304 if handler.headers["If-None-Match"] == '"7"' else 200, b"")(
        handler
    )
    assert fetcher.fetch(server.base + "/a", Fetched(at="2031-03-04T00:00:00Z", etag='"7"')) is None
    known = Fetched(at="", etag='"7"')
    (item,) = open_sources([server.base + "/a"], fetcher=fetcher, known=lambda _: known)
    assert isinstance(item, Skipped)
    assert item.reason == "not modified"


def test_endless_redirects_end(server: Server, fetcher: Fetcher) -> None:
    for number in range(9):
        server.replies[f"/{number}"] = reply(302, b"", Location=f"/{number + 1}")
    assert reason(fetcher, server.base + "/0") == "too many redirects"
    assert server.paths() == ["/0", "/1", "/2", "/3"]
    server.replies["/0"] = reply(301, b"", Location="9")
    server.replies["/9"] = reply()
    answer = fetcher.fetch(server.base + "/0")
    assert answer is not None
    assert answer.url == server.base + "/9"


@pytest.mark.parametrize(
    "to",
    [
        "file:///etc/passwd",
        "ftp://brenna.example/",
        "http://user:pw@brenna.example/",
        "http://[",
        "javascript:1",
    ],
)
def test_redirects_out_of_the_web_are_refused(server: Server, fetcher: Fetcher, to: str) -> None:
    server.replies["/a"] = reply(302, b"", Location=to)
    assert reason(fetcher, server.base + "/a") == "not a web address"


def test_a_name_with_a_private_address_is_refused_also_beside_a_public_one(server: Server) -> None:
    named = {
        "inside.example": ["10.0.0.8"],
        "both.example": ["1.1.1.1", "127.0.0.1"],
        "cloud.example": ["169.254.169.254"],
    }
    with Fetcher(limits=Limits(pause=0.0), resolve=lambda host, port: named[host]) as fetcher:
        for host in named:
            assert reason(fetcher, f"http://{host}:{server.server_port}/secret") == "address refused"
    assert server.asked == []


@pytest.mark.parametrize("inside", ["inside.example", "10.0.0.8", "169.254.169.254", "[fd00:ec2::254]"])
def test_a_redirect_to_a_private_address_is_refused(
    server: Server, monkeypatch: pytest.MonkeyPatch, inside: str
) -> None:
    """Every hop is checked; only the first one, on this machine, passes for a public address."""
    monkeypatch.setattr("onrecord.reading.addresses.is_public", lambda address: str(address) == "127.0.0.1")
    server.replies["/a"] = reply(302, b"", Location=f"http://{inside}:{server.server_port}/secret")
    named = {"outside.example": ["127.0.0.1"], "inside.example": ["10.0.0.8"]}
    with Fetcher(limits=Limits(pause=0.0), resolve=lambda host, port: named.get(host, [host])) as fetcher:
        assert reason(fetcher, f"http://outside.example:{server.server_port}/a") == "address refused"
    assert server.paths() == ["/a"]


def test_the_robots_txt_of_a_site_leads_nowhere_private(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.reading.addresses.is_public", lambda address: str(address) == "127.0.0.1")
    server.replies["/robots.txt"] = reply(302, b"", Location="http://10.0.0.8/robots.txt")
    named = {"outside.example": ["127.0.0.1"]}
    with Fetcher(limits=Limits(pause=0.0), resolve=lambda host, port: named.get(host, [host])) as fetcher:
        assert reason(fetcher, f"http://outside.example:{server.server_port}/a") == "address refused"
    assert server.paths() == []


def test_a_name_that_changes_its_address_gains_nothing(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rebinding: a name is resolved once for each connection, and what was checked is what is connected to."""
    monkeypatch.setattr("onrecord.reading.addresses.is_public", lambda address: str(address) == "127.0.0.1")
    server.replies["/robots.txt"] = dripping(b"", 0.0)
    answers = iter([["127.0.0.1"], ["10.0.0.8"]])
    with Fetcher(limits=Limits(pause=0.0), resolve=lambda host, port: next(answers)) as fetcher:
        assert reason(fetcher, f"http://outside.example:{server.server_port}/a") == "address refused"
    assert [path for path, _ in server.asked] == ["/robots.txt"]


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"]
)
def test_this_machine_is_refused_unless_allowed(server: Server, host: str) -> None:
    with Fetcher(limits=Limits(pause=0.0)) as fetcher:
        assert reason(fetcher, f"http://{host}:{server.server_port}/a") in {
            "address refused",
            "no such host",
            "not a web address",
        }
    (item,) = open_sources([f"http://{host}:{server.server_port}/a"])
    assert isinstance(item, Skipped)
    assert server.asked == []


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "168.63.129.16", "100.100.100.200", "224.0.0.1",
     "0.0.0.0", "255.255.255.255", "240.0.0.1", "198.18.0.1", "::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1",
     "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "2001:0:4136:e378:8000:63bf:f5ff:fffe", "2001:db8::1"],
)  # fmt: skip
def test_addresses_that_are_never_asked(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))
    with pytest.raises(FetchError):
        checked_addresses("brenna.example", 80, resolve=lambda host, port: ["1.1.1.1", address])


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "64:ff9b::101:101"])
def test_addresses_of_the_open_internet(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


def test_an_endless_body_is_cut_off(server: Server, fetcher: Fetcher) -> None:
    server.replies["/a"] = dripping(b"x" * 50_000, 0.0)
    assert reason(fetcher, server.base + "/a") == "too large"


@pytest.mark.parametrize("headers", [True, False])
def test_a_slow_answer_is_given_up(server: Server, fetcher: Fetcher, headers: bool) -> None:
    server.replies["/a"] = dripping(b"x", 0.05, headers=headers)
    started = time.monotonic()
    assert reason(fetcher, server.base + "/a") == "too slow"
    assert time.monotonic() - started < 3


def test_a_silent_server_is_given_up(server: Server, fetcher: Fetcher) -> None:
    server.replies["/a"] = lambda handler: time.sleep(1.0)
    assert reason(fetcher, server.base + "/a") == "too slow"


def packed(writer: type[BrotliWriter | ZstdWriter], data: bytes) -> bytes:
    out = io.BytesIO()
    packing = writer(out)
    packing.write(data)
    packing.close()
    return out.getvalue()


ZEROS = bytes(20 * 2**20)


@pytest.mark.parametrize(
    ("coding", "bomb"),
    [
        ("gzip", gzip.compress(ZEROS, 1)),
        ("deflate", zlib.compress(ZEROS)),
        ("br", packed(BrotliWriter, ZEROS)),
        ("zstd", packed(ZstdWriter, ZEROS)),
        ("gzip, gzip", gzip.compress(gzip.compress(ZEROS))),
        ("gzip, gzip, gzip, gzip, gzip", gzip.compress(gzip.compress(gzip.compress(gzip.compress(gzip.compress(ZEROS)))))),
    ],
)  # fmt: skip
def test_a_bomb_is_not_unpacked(server: Server, fetcher: Fetcher, coding: str, bomb: bytes) -> None:
    assert len(bomb) < 200_000
    server.replies["/a"] = reply(200, bomb, Content_Encoding=coding)
    assert reason(fetcher, server.base + "/a") == "too large"


def test_codings(server: Server, fetcher: Fetcher) -> None:
    server.replies["/a"] = reply(200, gzip.compress(PAGE), Content_Encoding="gzip")
    answer = fetcher.fetch(server.base + "/a")
    assert answer is not None
    assert answer.content == PAGE
    server.replies["/b"] = reply(200, b"\x8b\x05\x80abc\x03\x01\x02", Content_Encoding="x-own")
    assert reason(fetcher, server.base + "/b") == "damaged answer"


def test_a_length_that_lies_is_no_whole_answer(server: Server, fetcher: Fetcher, waits: list[float]) -> None:
    def short(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        reply(200, PAGE, Content_Length="100000")(handler)

    server.replies["/a"] = short
    assert reason(fetcher, server.base + "/a") == "no answer"
    assert len(server.paths()) == 3


def test_a_busy_server_is_asked_again_when_it_says(server: Server, fetcher: Fetcher, waits: list[float]) -> None:
    server.replies["/a"] = in_turn(reply(429, b"", Retry_After="7"), reply(503, b""), reply())
    assert fetcher.fetch(server.base + "/a") is not None
    assert waits == [7.0, 2.0]
    server.replies["/b"] = reply(503, b"", Retry_After="86400")
    assert reason(fetcher, server.base + "/b") == "asks to wait too long"
    server.replies["/c"] = reply(500, b"")
    assert reason(fetcher, server.base + "/c") == "HTTP status 500"
    server.replies["/d"] = in_turn(reply(429, b"", Retry_After="Wed, 21 Oct 2015 07:28:00 GMT"), reply())
    assert fetcher.fetch(server.base + "/d") is not None


def test_robots_are_honoured(server: Server, fetcher: Fetcher) -> None:
    server.replies["/robots.txt"] = reply(200, b"User-agent: onrecord\nDisallow: /private\n", Content_Type="text/plain")
    server.replies["/a"] = server.replies["/private/a"] = reply()
    server.replies["/b"] = reply(302, b"", Location="/private/a")
    assert fetcher.fetch(server.base + "/a") is not None
    assert reason(fetcher, server.base + "/private/a") == "forbidden by robots.txt"
    assert reason(fetcher, server.base + "/b") == "forbidden by robots.txt"
    assert server.paths() == ["/a", "/b"]


def test_a_site_whose_robots_cannot_be_had_is_left_alone(server: Server, fetcher: Fetcher) -> None:
    server.replies["/robots.txt"] = reply(500, b"")
    assert reason(fetcher, server.base + "/a") == "no robots.txt to be had"
    assert reason(fetcher, server.base + "/b") == "no robots.txt to be had"
    assert [path for path, _ in server.asked] == ["/robots.txt"] * 3


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (dripping(b"x", 0.05), "too slow"),
        (dripping(b"Disallow: /\n" * 50_000, 0.0), None),
        (reply(200, gzip.compress(ZEROS, 1), Content_Encoding="gzip"), None),
        (reply(302, b"", Location="/robots.txt"), None),
        (reply(200, b"\x00\xff" * 1000, Content_Type="text/plain"), None),
        (reply(403, b""), None),
        (reply(429, b""), "no robots.txt to be had"),
    ],
)
def test_a_robots_txt_that_misbehaves(server: Server, fetcher: Fetcher, answer: Reply, outcome: str | None) -> None:
    """A site whose rules may exist and cannot be had is left alone; an endless one is read to its bound."""
    server.replies["/robots.txt"] = answer
    server.replies["/a"] = reply()
    if outcome:
        assert reason(fetcher, server.base + "/a") == outcome
    else:
        assert fetcher.fetch(server.base + "/a") is not None


def test_a_host_is_asked_with_pauses(server: Server) -> None:
    server.replies["/robots.txt"] = reply(200, b"User-agent: *\nCrawl-delay: 5\n", Content_Type="text/plain")
    server.replies["/a"] = reply()
    waits: list[float] = []
    with Fetcher(limits=Limits(pause=2.0), allow_private=True, sleep=waits.append) as fetcher:
        for _ in range(3):
            fetcher.fetch(server.base + "/a")
    assert [round(wait) for wait in waits] == [2, 7, 12]


def test_what_is_no_page_is_not_taken(server: Server, fetcher: Fetcher) -> None:
    server.replies["/a.png"] = reply(200, b"\x89PNG", Content_Type="image/png")
    assert reason(fetcher, server.base + "/a.png") == "not a page"
    assert reason(fetcher, server.base + "/none") == "HTTP status 404"
    assert reason(fetcher, "http://127.0.0.1:9/") == "no answer"
    assert reason(fetcher, server.base.replace("http:", "https:") + "/a.png") == "no answer"


def test_directly_given_addresses_give_pages_or_reasons(server: Server, fetcher: Fetcher) -> None:
    server.replies["/a"] = reply()
    server.replies["/b.jsonl"] = reply(200, b'{"text": "One."}\n{"text": "Two."}\n', Content_Type="application/json")
    items = list(open_sources([server.base + path for path in ("/a", "/b.jsonl", "/none")], fetcher=fetcher))
    assert [item.uri.removeprefix(server.base) for item in items] == ["/a", "/b.jsonl#1", "/b.jsonl#2", "/none"]
    first = items[0]
    assert isinstance(first, RawPage)
    assert (first.kind, first.content, first.charset, first.hints.url) == ("html", PAGE, "utf-8", server.base + "/a")
    assert first.fetched is not None
    assert [type(item) for item in items[1:]] == [RawPage, RawPage, Skipped]


@pytest.mark.parametrize(
    "url", ["", "x", "//a", "http:///a", "http://a b/", "http://" + "a" * 70_000, "http://a:99999/", "http://a\n.b/"]
)
def test_no_address_at_all(url: str) -> None:
    with pytest.raises(FetchError):
        web_address(url)


def read_all(path: Path, fetcher: Fetcher, *urls: str) -> Counter[str]:
    """What a reading of addresses into a record file comes to, its conditional requests included."""
    tally = Tally()
    with open_sink(str(path), stdout=io.BytesIO()) as sink:
        found = open_sources(urls, fetcher=fetcher, known=sink.known)
        read_into(sink, found, tally=tally, jobs=1, reader=lambda: read_page)
    return Counter({"recorded": tally.recorded, "present": tally.present}) + tally.skipped


def read_page(raw: RawPage) -> Record:
    return open_page(raw).to_record()


def article(words: str) -> bytes:
    told = f"<p>The harbour council of Arlen voted on Monday to {words}, its chairwoman Mira Solen said.</p>"
    more = "<p>Shop owners in the quarter said they feared for their trade and asked the council for help.</p>" * 2
    return (
        f"<html><body><main><article><h1>Arlen council votes</h1>{told}{more}</article></main></body></html>".encode()
    )


def test_a_later_run_asks_only_for_what_has_changed(server: Server, fetcher: Fetcher, tmp_path: Path) -> None:
    """The first page has an ETag, the second a date, the third neither; then the first changes."""
    marks = {"/etag": {"ETag": '"1"'}, "/date": {"Last_Modified": "Mon, 03 Mar 2031 00:00:00 GMT"}, "/bare": {}}
    for path, headers in marks.items():
        asked = "If-None-Match" if "ETag" in headers else "If-Modified-Since"
        server.replies[path] = _unless_known(
            asked, next(iter(headers.values()), ""), headers, article(f"close {path[1:]}")
        )
    urls = [server.base + path for path in marks]
    file = tmp_path / "record.db"
    assert read_all(file, fetcher, *urls) == {"recorded": 3}
    assert read_all(file, fetcher, *urls) == {"not modified": 2, "present": 1}
    server.replies["/etag"] = _unless_known("If-None-Match", '"2"', {"ETag": '"2"'}, article("open it again"))
    assert read_all(file, fetcher, *urls) == {"recorded": 1, "not modified": 1, "present": 1}
    assert read_all(file, fetcher, *urls) == {"not modified": 2, "present": 1}
    with Store(file) as store:
        assert len(versions(store, urls[0])) == 2
        assert [row["times"] for row in store.query("SELECT times FROM skipped ORDER BY times")] == [2, 3]


def _unless_known(asked: str, mark: str, headers: dict[str, str], body: bytes) -> Reply:
    return lambda handler: (
        reply(304, b"") if mark and handler.headers[asked] == mark else reply(200, body, **headers)
    )(handler)


def test_marks_are_kept_under_the_address_that_was_asked(server: Server, fetcher: Fetcher, tmp_path: Path) -> None:
    server.replies["/old"] = reply(301, b"", Location="/new")
    server.replies["/new"] = _unless_known("If-None-Match", '"1"', {"ETag": '"1"'}, article("close the bridge"))
    file = tmp_path / "record.db"
    assert read_all(file, fetcher, server.base + "/old") == {"recorded": 1}
    assert read_all(file, fetcher, server.base + "/old") == {"not modified": 1}


def test_a_page_that_lies_about_its_charset_is_read(server: Server, fetcher: Fetcher) -> None:
    page = article("open the café “Évêché” near the château").decode()
    for declared, written in (("iso-8859-1", "utf-8"), ("no-such-charset", "utf-8")):
        server.replies["/a"] = reply(200, page.encode(written), Content_Type=f"text/html; charset={declared}")
        (raw,) = open_sources([server.base + "/a"], fetcher=fetcher)
        assert isinstance(raw, RawPage)
        assert "the café “Évêché” near the château" in open_page(raw).text


def test_the_links_of_a_list_are_gathered_and_an_address_is_not(server: Server, fetcher: Fetcher) -> None:
    """An index page that a feed links to is passed over with its reason; the same one, named by a person, is read."""
    index = "".join(f'<li><a href="/{n}">Council of Arlen votes on matter number {n}</a></li>' for n in range(30))
    server.replies["/news"] = reply(200, f"<html><body><h1>News</h1><ul>{index}</ul></body></html>".encode())
    feed = f"<rss><channel><item><link>{server.base}/news</link></item></channel></rss>".encode()
    server.replies["/feed"] = reply(200, feed, Content_Type="application/rss+xml")
    (found,) = open_sources([server.base + "/feed"], fetcher=fetcher)
    (named,) = open_sources([server.base + "/news"], fetcher=fetcher)
    assert isinstance(found, RawPage)
    assert isinstance(named, RawPage)
    assert "no article" in {problem.what for problem in open_page(found).problems}
    assert "may be no article" in {problem.what for problem in open_page(named).problems}


def test_a_page_that_redirects_to_itself_is_given_up(server: Server, fetcher: Fetcher) -> None:
    server.replies["/loop"] = reply(302, b"", Location="/loop")
    assert reason(fetcher, server.base + "/loop") == "too many redirects"
    assert server.paths() == ["/loop"] * 4


def test_endless_headers_and_broken_answers_are_no_answer(server: Server, fetcher: Fetcher, waits: list[float]) -> None:
    def raw(data: bytes) -> Reply:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.close_connection = True
            handler.wfile.write(data)

        return answer

    server.replies["/headers"] = raw(b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 100_000 + b"\r\n")
    server.replies["/chunks"] = raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nno chunk")
    server.replies["/nothing"] = raw(b"\x00\x01\x02 this is no HTTP at all\r\n\r\n")
    for path in ("/headers", "/chunks", "/nothing"):
        assert reason(fetcher, server.base + path) == "no answer"
