"""Web archives: pages with their provenance, everything else with its reason, and no archive that ends a run."""

from __future__ import annotations

import gzip
import io
import random
import zlib
from collections import Counter

import pytest
from fastwarc.stream_io import ZstdWriter, zstd_train_dictionary_from_samples

from onrecord.model.provenance import Fetched, RawPage, Skipped
from onrecord.reading.pages import Options, pages_of

PAGE = b"<html><body><p>The minister denied it.</p></body></html>"


def record(
    body: bytes,
    *,
    url: str = "https://brenna.example/a",
    status: str = "200 OK",
    headers: dict[str, str] | None = None,
    kind: str = "response",
    extra: str = "",
) -> bytes:
    http = "".join(f"{name}: {value}\r\n" for name, value in (headers or {"Content-Type": "text/html"}).items())
    content_type = (
        "application/http; msgtype=response" if kind == "response" else (headers or {}).get("Content-Type", "")
    )
    block = f"HTTP/1.1 {status}\r\n{http}\r\n".encode() + body if kind in {"response", "revisit"} else body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-03-04T05:06:07Z\r\n{extra}"
        f"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def read(content: bytes, *, page_bytes: int = 2**20) -> list[RawPage | Skipped]:
    return list(pages_of(io.BytesIO(content), uri="a.warc", name="a.warc.gz", options=Options(page_bytes=page_bytes)))


def test_a_page_comes_with_its_provenance() -> None:
    headers = {
        "Content-Type": "text/html; charset=ISO-8859-2",
        "ETag": '"x1"',
        "Last-Modified": "Mon, 03 Mar 2031 00:00:00 GMT",
    }
    for pack in (bytes, gzip.compress):
        (page,) = read(pack(record(PAGE, headers=headers)))
        assert isinstance(page, RawPage)
        assert (page.uri, page.hints.url, page.kind, page.content) == ("https://brenna.example/a",) * 2 + ("html", PAGE)
        assert (page.charset or "").lower() == "iso-8859-2"
        assert page.fetched == Fetched(
            at="2031-03-04T05:06:07Z", etag='"x1"', last_modified="Mon, 03 Mar 2031 00:00:00 GMT",
            archive="a.warc", record="<urn:uuid:1>",
        )  # fmt: skip
        assert page.hints.date is None


def test_what_is_no_page_is_passed_over_and_counted() -> None:
    archive = b"".join(
        [
            record(b"", kind="warcinfo", headers={"Content-Type": "application/warc-fields"}),
            record(PAGE),
            record(b"gone", status="404 Not Found"),
            record(b"", status="302 Found", headers={"Location": "/b"}),
            record(b"\x89PNG", headers={"Content-Type": "image/png"}),
            record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
            record(b"", kind="revisit"),
            record(b"  \n"),
            record(b"Plain words of a page.", kind="conversion", headers={"Content-Type": "text/plain"}),
            record(PAGE, kind="resource", headers={"Content-Type": "text/html"}),
            record(b"1.2.3.4", kind="resource", url="dns:brenna.example", headers={"Content-Type": "text/dns"}),
        ]
    )
    items = read(archive)
    assert Counter(item.reason if isinstance(item, Skipped) else item.kind for item in items) == {
        "html": 2, "scraped": 1, "HTTP status 404": 1, "HTTP status 302": 1, "not html": 2, "unchanged capture": 1,
        "empty page": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Content-Encoding": "gzip"}, gzip.compress(PAGE)),
        ({"Content-Encoding": "deflate"}, zlib.compress(PAGE)),
        (
            {"Transfer-Encoding": "chunked"},
            b"10\r\n" + PAGE[:16] + b"\r\n%x\r\n" % len(PAGE[16:]) + PAGE[16:] + b"\r\n0\r\n\r\n",
        ),
        ({"Content-Encoding": "gzip"}, PAGE),
        ({"Transfer-Encoding": "chunked"}, PAGE),
        ({"Content-Encoding": "br", "Transfer-Encoding": "chunked"}, PAGE),
    ],
)
def test_codings_are_taken_off_also_where_they_are_off_already(headers: dict[str, str], body: bytes) -> None:
    (page,) = read(record(body, headers={"Content-Type": "text/html", **headers}))
    assert isinstance(page, RawPage)
    assert (page.content, page.problems) == (PAGE, ())


def test_a_bomb_in_an_archive_is_cut() -> None:
    bomb = gzip.compress(bytes(40 * 2**20), 1)
    page, after = read(record(bomb, headers={"Content-Type": "text/html", "Content-Encoding": "gzip"}) + record(PAGE))
    assert isinstance(page, RawPage)
    assert (len(page.content), [problem.what for problem in page.problems]) == (2**20, ["cut"])
    assert isinstance(after, RawPage)


def test_a_page_the_archive_truncated_says_so() -> None:
    (page,) = read(record(PAGE, extra="WARC-Truncated: length\r\n"))
    assert [problem.what for problem in page.problems] == ["cut"]  # type: ignore[union-attr]
    (page,) = read(
        record(gzip.compress(PAGE * 50)[:-40], headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})
    )
    assert [problem.what for problem in page.problems] == ["damaged"]  # type: ignore[union-attr]


def test_an_archive_that_breaks_off_in_a_page_gives_what_it_has() -> None:
    (page,) = read(record(PAGE * 20)[:-300])
    assert isinstance(page, RawPage)
    assert [problem.what for problem in page.problems] == ["damaged"]


def test_a_truncated_archive_gives_its_whole_pages_and_says_so() -> None:
    members = [gzip.compress(record(PAGE, url=f"https://brenna.example/{n}")) for n in range(5)]
    items = read(b"".join(members)[:-30])
    assert [type(item) for item in items] == [RawPage] * 4 + [Skipped]
    assert items[-1] == Skipped(uri="a.warc", reason="truncated gzip", detail=items[-1].detail)  # type: ignore[union-attr]
    assert "https://brenna.example/4" in items[-1].detail  # type: ignore[union-attr]


def zstd(records: list[bytes], *, dictionary: bytes | None = None) -> bytes:
    """Records packed with zstd; the archive begins with the dictionary where there is one."""
    packed = io.BytesIO()
    writer = ZstdWriter(packed, dictionary=dictionary)
    for one in records:
        writer.write(one)
        writer.flush()
    writer.close()
    return packed.getvalue()


def test_archives_packed_with_zstd() -> None:
    noise = random.Random(3)
    pages = [PAGE + noise.randbytes(2000).hex().encode() for _ in range(5)]
    records = [record(page, url=f"https://brenna.example/{n}") for n, page in enumerate(pages)]
    dictionary = zstd_train_dictionary_from_samples(records * 20, 2000)
    for packed in (zstd(records), zstd(records, dictionary=dictionary)):
        items = read(packed)
        assert [item.uri for item in items] == [f"https://brenna.example/{n}" for n in range(5)]
        assert [item.content for item in items if isinstance(item, RawPage)] == pages
        cut = read(packed[:-30])
        assert [item.content for item in cut[:3] if isinstance(item, RawPage)] == pages[:3]
        assert isinstance(cut[-1], Skipped)
        assert cut[-1].reason == "broken zstd"


def test_a_zstd_bomb_is_cut() -> None:
    bomb = zstd([bytes(2**20)] * 300)
    assert len(bomb) < 100_000
    page, after = read(record(bomb, headers={"Content-Type": "text/html", "Content-Encoding": "zstd"}) + record(PAGE))
    assert isinstance(page, RawPage)
    assert len(page.content) == 2**20
    assert isinstance(after, RawPage)


def test_damaged_archives_never_raise() -> None:
    noise = random.Random(5)
    whole = b"".join(record(PAGE, url=f"https://brenna.example/{n}") for n in range(4))
    for archive in (whole, gzip.compress(whole), zstd([whole])):
        for _ in range(300):
            damaged = bytearray(archive)
            for _ in range(noise.randrange(1, 5)):
                at = noise.randrange(len(damaged))
                damaged[at : at + noise.randrange(30)] = noise.choice([b"", b"\0", b"\r\n\r\n", noise.randbytes(9)])
            for item in read(bytes(damaged)):
                assert isinstance(item, (RawPage, Skipped))
