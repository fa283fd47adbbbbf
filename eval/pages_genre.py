"""How many article pages are taken for something else, and how many pages without a report are recognised.

usage: python eval/pages_genre.py [--limit N]

The article pages are those with gold text (train and dev): none of them may be called anything else. Pages that are no
article come from the same ones, derived: the paragraphs of the report are cut out of the markup, what the page declares
of an article goes with them, and its address becomes that of its section. Their navigation and teasers stay as they
were, but they are not real index pages, which hold more teasers.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from lxml import etree, html

from onrecord.model.provenance import NO_ARTICLE, Hints, RawPage
from onrecord.text import open_page
from tasks import SHARED

Row = dict[str, Any]
_DECLARED = re.compile(r"^(?:article:|og:(?:type|title|description))")
_SHARE = 0.5


def rows(limit: int | None) -> Iterator[Row]:
    for split in ("train", "dev"):
        with gzip.open(SHARED / "data" / "pages" / f"{split}.jsonl.gz", "rt", encoding="utf-8") as lines:
            yield from [json.loads(line) for line in lines][:limit]


def called(content: str, url: str) -> str | None:
    """Why the page is called no article; None when it is not."""
    document = open_page(RawPage(uri=url, kind="html", content=content, hints=Hints(url=url), gathered=True))
    return next((problem.detail for problem in document.problems if problem.what == NO_ARTICLE), None)


def without_report(row: Row) -> str:
    """The page's markup without the elements whose words are the report's."""
    root = html.document_fromstring(row["html"].encode(), parser=html.HTMLParser(encoding="utf-8"))
    gold = _shingles(row["text"])
    for element in list(root.iter("p", "h2", "h3", "h4", "li", "blockquote", "div", "section", "td", "pre", "span")):
        words = _shingles(element.text_content()) if element.getparent() is not None else set()
        if words and len(words & gold) >= _SHARE * len(words):
            element.drop_tree()
    for element in list(root.iter("script", "meta", "h1")):
        name = element.get("property") or element.get("name") or ""
        if element.tag != "meta" or _DECLARED.match(name):
            element.drop_tree()
    return etree.tostring(root, encoding="unicode", method="html")


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return set(zip(words, words[1:], words[2:], strict=False)) if len(words) > 2 else {tuple(words)} - {()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, help="of each split")
    options = parser.parse_args()
    if not (SHARED / "data" / "pages").exists():
        print("pages_genre: skipped: no gold pages", file=sys.stderr)
        return
    articles, derived, wrong, found = 0, 0, 0, 0
    reasons: Counter[str] = Counter()
    for row in rows(options.limit):
        articles += 1
        if (why := called(row["html"], row["url"])) is not None:
            wrong += 1
            print(f"pages_genre: {row['id']} is called no article: {why}", file=sys.stderr)
        derived += 1
        why = called(without_report(row), urljoin(row["url"], "."))
        found += why is not None
        reasons[re.sub(r"\d+", "N", why or "taken for an article")] += 1
    print("| pages | called no article |\n| --- | ---: |")
    print(f"| {articles} articles | {wrong} |\n| {derived} pages with the report cut out | {found} |")
    for reason, count in reasons.most_common():
        print(f"{count:5} {reason}")


if __name__ == "__main__":
    main()
