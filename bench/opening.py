"""Pages a second opened (decoded, extracted, labelled, dated by what they declare): HTML, plain text, WARC.

usage: python bench/opening.py [--limit N] [--repeat N]

The pages are those of the development split where it is at hand (`$ONRECORD_SHARED`), else the example pages. The web
archive is made of the same HTML pages in a temporary folder. Beside HTML and WARC stands trafilatura alone on the same
pages (its text and metadata, default settings). One process, one thread; CPU seconds, the best of the repeats.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path

from fastwarc.warc import WarcRecord, WarcRecordType
from trafilatura import bare_extraction

from onrecord.model.provenance import Hints, RawPage
from onrecord.reading import open_sources
from onrecord.text import open_page

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("ONRECORD_SHARED", ROOT.parent / "shared")) / "data"
EXAMPLES = ROOT / "examples" / "pages"


def gold(name: str, column: str, kind: str) -> list[RawPage]:
    """The development pages of a task, without their labels."""
    path = DATA / name / "dev.jsonl.gz"
    if not path.exists():
        wanted = ".html" if kind == "html" else ".txt"
        found = (page for page in open_sources([EXAMPLES]) if isinstance(page, RawPage))
        return [page for page in found if page.uri.endswith(wanted)]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    taken = "html" if kind == "html" else "scraped"
    return [
        RawPage(uri=row["url"], kind=taken, content=row[column].encode(), hints=Hints(url=row["url"]))  # type: ignore[arg-type]
        for row in rows
    ]


def write_archive(pages: Iterable[RawPage], path: Path) -> None:
    """A packed web archive of response records, a page each."""
    with path.open("wb") as out, gzip.GzipFile(fileobj=out, mode="wb", compresslevel=6) as packed:
        for page in pages:
            assert isinstance(page.content, bytes)
            record = WarcRecord()
            record.init_headers(record_type=WarcRecordType.response, record_urn=b"<urn:uuid:0>")
            record.headers["WARC-Target-URI"] = page.hints.url or page.uri
            record.headers["Content-Type"] = "application/http; msgtype=response"
            head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(page.content)}"
            record.set_bytes_content(head.encode() + b"\r\n\r\n" + page.content)
            held = BytesIO()
            record.write(held)
            packed.write(held.getvalue())


def archived(path: Path) -> list[RawPage]:
    return [page for page in open_sources([path]) if isinstance(page, RawPage)]


def extract_alone(page: RawPage) -> None:
    bare_extraction(page.content, url=page.hints.url, with_metadata=True)


def best(work: Callable[[], int], repeat: int) -> tuple[int, float]:
    """How many pages, and the fewest CPU seconds they took."""
    seconds, count = float("inf"), 0
    for _ in range(repeat):
        begun = time.process_time()
        count = work()
        seconds = min(seconds, time.process_time() - begun)
    return count, seconds


def each(pages: Callable[[], list[RawPage]], do: Callable[[RawPage], object]) -> Callable[[], int]:
    def work() -> int:
        given = pages()
        for page in given:
            do(page)
        return len(given)

    return work


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, default=1000)
    parser.add_argument("--repeat", type=int, default=2)
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    html = gold("pages", "html", "html")[: options.limit]
    text = gold("plaintext", "text", "text")[: options.limit]
    open_page(html[0])  # what is loaded once is not what a page costs
    open_page(text[0])
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "pages.warc.gz"
        write_archive(html, archive)
        runs = {
            "HTML": each(lambda: html, open_page),
            "HTML, trafilatura alone": each(lambda: html, extract_alone),
            "plain text": each(lambda: text, open_page),
            "WARC": each(lambda: archived(archive), open_page),
            "WARC, only reading it": each(lambda: archived(archive), lambda _: None),
            "WARC, trafilatura alone": each(lambda: archived(archive), extract_alone),
        }
        print("| opening | pages | pages/s | ms a page |\n| --- | ---: | ---: | ---: |")
        for name, work in runs.items():
            count, seconds = best(work, options.repeat)
            print(f"| {name} | {count} | {count / seconds:.1f} | {1000 * seconds / count:.1f} |", flush=True)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
