"""Files, folders and streams: whatever is in them, the run goes on and says what it met."""

from __future__ import annotations

import gzip
import io
import os
import random
import sqlite3
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.errors import InputError
from onrecord.model.provenance import RawPage, Skipped
from onrecord.reading import open_sources, total_hint
from onrecord.reading.formats import format_of
from onrecord.reading.pages import Options, pages_of

HTML = (
    b"<!doctype html><html><head><title>Port reopens</title></head><body><p>Brenna's port reopened.</p></body></html>"
)
TEXT = b"Port reopens\n\nThe port of Brenna reopened on Monday, its harbour master said.\n"


def found(*sources: Path | str, **options: object) -> list[RawPage | Skipped]:
    return list(open_sources([str(source) for source in sources], **options))  # type: ignore[arg-type]


def one(source: Path, **options: object) -> RawPage:
    (page,) = found(source, **options)
    assert isinstance(page, RawPage)
    return page


def reasons(items: list[RawPage | Skipped]) -> dict[str, str]:
    return {Path(item.uri).name: item.reason for item in items if isinstance(item, Skipped)}


def written(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.html", HTML, "html"),
        ("a.htm", b"<p>One <b>paragraph</b></p>", "html"),
        ("a.xhtml", b'<?xml version="1.0"?><!DOCTYPE html><html/>', "html"),
        ("a.txt", TEXT, "scraped"),
        ("a.txt", HTML, "html"),
        ("a.html", TEXT, "scraped"),
        ("a.txt", b"RIFF plays on.<br>\n<br>He left.<br>\n", "scraped"),
        ("story", b"\n<!-- saved -->\n<div class='a'>He left.</div>", "html"),
        ("a.xml", b'<?xml version="1.0"?>\n<!-- saved -->\n<html xmlns="x"><body/></html>', "html"),
        ("index.php", HTML, "html"),
        ("story", TEXT, "scraped"),
        ("story.html?id=7", HTML, "html"),
        ("a.html", HTML.decode().encode("utf-16"), "html"),
        ("a.html.gz", gzip.compress(HTML, mtime=0), "html"),
        ("story", "Порт открыт, сказал начальник гавани в понедельник.".encode("cp1251"), "scraped"),
        ("a.html", gzip.compress(HTML, mtime=0), "html"),
    ],
)
def test_a_file_is_what_it_holds(tmp_path: Path, name: str, content: bytes, kind: str) -> None:
    path = written(tmp_path / name, content)
    page = one(path)
    assert (page.uri, page.kind, page.problems) == (str(path), kind, ())
    assert page.content == (gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content)


def test_a_missing_source_is_one_clear_line_before_anything_is_read(tmp_path: Path) -> None:
    written(tmp_path / "a.txt", TEXT)
    with pytest.raises(InputError, match="no such file or folder") as caught:
        open_sources([str(tmp_path / "a.txt"), str(tmp_path / "none.txt")])
    assert "\n" not in str(caught.value)
    for odd in ("ftp://example.org/a", "a\0b", "x" * 5000):
        with pytest.raises(InputError):
            open_sources([odd])


def test_our_own_records_are_refused(tmp_path: Path) -> None:
    record = written(
        tmp_path / "out.jsonl", b'{"id": "1", "input": {"uri": "a"}, "page": {}, "text": "x", "zones": []}\n' * 3
    )
    with sqlite3.connect(tmp_path / "record.db") as db:
        db.execute("create table documents (id text)")
    for path in (record, tmp_path / "record.db"):
        with pytest.raises(InputError, match="is a record, not pages"):
            open_sources([str(path)])
    assert [item.reason for item in found(tmp_path)] == ["a record, not pages"] * 2  # type: ignore[union-attr]


def test_an_empty_and_a_binary_page_are_pages_with_problems(tmp_path: Path) -> None:
    assert [problem.what for problem in one(written(tmp_path / "a.html", b"")).problems] == ["empty"]
    noise = random.Random(1).randbytes(5000)
    assert [problem.what for problem in one(written(tmp_path / "b.html", b"<" + noise)).problems] == ["binary"]
    assert one(written(tmp_path / "c.txt", TEXT + b"\0" + TEXT)).problems == ()


def test_a_long_page_is_cut_and_says_so(tmp_path: Path) -> None:
    page = one(written(tmp_path / "a.txt", b"word " * 1000), page_bytes=1000)
    assert (len(page.content), [problem.what for problem in page.problems]) == (1000, ["cut"])


def test_a_truncated_gzip_gives_what_could_be_read(tmp_path: Path) -> None:
    packed = gzip.compress(bytes(random.Random(2).choices(b"abcdefgh \n", k=400_000)))
    page = one(written(tmp_path / "a.txt.gz", packed[: len(packed) // 2]))
    assert len(page.content) > 150_000
    assert [problem.what for problem in page.problems] == ["truncated gzip"]
    broken = one(written(tmp_path / "b.txt.gz", packed[:5000] + b"\xff" * 99 + packed[5099:]))
    assert broken.problems


def test_a_folder_is_read_in_order_and_says_what_it_passed_over(tmp_path: Path) -> None:
    for name in (
        "b.html",
        "a.txt",
        "sub/c.html",
        "sub/deep/d.txt",
        "a_files/style.css",
        "a_files/x.png",
        ".git/config",
    ):
        written(
            tmp_path / name,
            {".png": b"\x89PNG\r\n\x1a\n", ".css": b"p { color: red }"}.get(Path(name).suffix, TEXT + HTML),
        )
    written(tmp_path / "feed.xml", b"<rss><channel/></rss>")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "gone.html").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.html")
    items = found(tmp_path)
    names = [str(Path(item.uri).relative_to(tmp_path)) for item in items if isinstance(item, RawPage)]
    assert names == ["a.txt", "b.html", "sub/c.html", "sub/deep/d.txt"]
    assert reasons(items) == {
        ".git": "hidden",
        "feed.xml": "feed in a folder",
        "gone.html": "cannot be read",
        "loop": "folder already read",
        "pipe.html": "not a file",
        "style.css": "not a page by its name",
        "x.png": "not a page",
    }
    assert found(tmp_path) == items
    assert total_hint([str(tmp_path)]) == len(items)


def test_names_and_files_of_odd_kinds(tmp_path: Path) -> None:
    odd = os.fsencode(tmp_path) + b"/caf\xe9.html"
    try:
        Path(os.fsdecode(odd)).write_bytes(HTML)
    except OSError:
        pytest.skip("this file system takes no such names")
    written(tmp_path / "saved.mhtml", b"From: <Saved by Blink>\r\nSubject: Port\r\n")
    page, saved = found(tmp_path)
    assert page.uri.endswith("caf\ufffd.html")
    assert isinstance(saved, Skipped)
    assert "MHTML" in saved.detail


def test_a_pipe_is_read_but_not_to_count_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert total_hint([str(tmp_path / "pipe")]) is None
    writer = threading.Thread(target=(tmp_path / "pipe").write_bytes, args=(HTML,))
    writer.start()
    assert one(tmp_path / "pipe").kind == "html"
    writer.join()


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may open everything")
def test_what_may_not_be_opened_is_passed_over(tmp_path: Path) -> None:
    written(tmp_path / "a.html", HTML).chmod(0)
    assert reasons(found(tmp_path)) == {"a.html": "cannot be read"}


def test_a_file_that_vanishes_is_passed_over(tmp_path: Path) -> None:
    written(tmp_path / "a.html", HTML)
    doomed = written(tmp_path / "b.html", HTML)
    items = open_sources([str(tmp_path)])
    next(items)
    doomed.unlink()
    assert reasons(list(items)) == {"b.html": "cannot be read"}


@pytest.mark.parametrize(
    ("content", "kind", "count"),
    [
        (HTML, "html", 1),
        (TEXT, "scraped", 1),
        (b'{"text": "One."}\n{"text": "Two."}\n', "article", 2),
        (gzip.compress(b'{"text": "One."}\n{"text": "Two."}\n', mtime=0), "article", 2),
        (b'[{"html": "<p>a</p>"}, {"html": "<p>b</p>"}]', "html", 2),
    ],
)
def test_standard_input_is_told_by_its_content(content: bytes, kind: str, count: int) -> None:
    class Pipe(io.RawIOBase):
        """Gives a few bytes at a time and cannot be wound."""

        def __init__(self) -> None:
            self.left = content

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            given, self.left = self.left[:7], self.left[7:]
            buffer[: len(given)] = given
            return len(given)

    pages = found("-", stdin=Pipe())
    assert [(page.kind, page.problems) for page in pages if isinstance(page, RawPage)] == [(kind, ())] * count
    assert all(page.uri.startswith("-") for page in pages)


@given(
    head=st.binary(max_size=300),
    name=st.sampled_from(["", "a.html", "a.txt", "a.jsonl", "a.csv", "a.json", "a.warc", "a.gz"]),
)
@settings(max_examples=300, deadline=None)
def test_no_bytes_end_in_an_error(head: bytes, name: str) -> None:
    for item in pages_of(io.BytesIO(head), uri=name, name=name, options=Options()):
        assert isinstance(item, (RawPage, Skipped))


@pytest.mark.parametrize(
    "unit", [b"a", b" ", b'"', b"1", b"<", b"<!--", b"<?x?>", b"{", b"[", b"\n", b"<p ", b"\0", b"\x1f\x8b"]
)
def test_a_megabyte_of_the_same_is_told_at_once(unit: bytes) -> None:
    format_of((unit * 2**20)[: 2**20], "")
    list(pages_of(io.BytesIO(unit * (2**20 // len(unit))), uri="x", name="", options=Options()))
