"""What a stream of bytes holds: by its first bytes where they are sure, else by its name, else by how it looks."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Literal

from onrecord.reading.streams import HEAD, wide_encoding

Format = Literal["html", "text", "json", "jsonl", "csv", "tsv", "parquet", "warc", "feed", "sitemap", "record", "other"]

_BY_SUFFIX: dict[str, Format] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".txt": "text",
    ".text": "text",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
    ".warc": "warc",
    ".wet": "warc",
    ".rss": "feed",
    ".atom": "feed",
}

_MAGIC: tuple[tuple[bytes, Format, str], ...] = (
    (b"PAR1", "parquet", "a Parquet table"),
    (b"WARC/", "warc", "a web archive"),
    (b"SQLite format 3\0", "record", "a SQLite database"),
    (b"%PDF-", "other", "a PDF file"),
    (b"PK\x03\x04", "other", "a zip archive or office document"),
    (b"bplist00", "other", "a web archive of Safari's"),
    (b"From: <Saved by ", "other", "a page saved as MHTML: save it as HTML"),
    (b"\x89PNG", "other", "an image"),
    (b"\xff\xd8\xff", "other", "an image"),
    (b"GIF87a", "other", "an image"),
    (b"GIF89a", "other", "an image"),
    (b"wOFF\0", "other", "a font"),
    (b"wOF2\0", "other", "a font"),
    (b"\xfd7zXZ", "other", "packed with xz"),
    (b"\x7fELF", "other", "a program"),
)

_PROLOGUE = re.compile(r"(?:\s{1,1000}|<\?[^>]{0,1000}\?>|<!--.{0,2000}?-->){0,20}", re.DOTALL)
_HTML_START = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_XML_ROOT = re.compile(r"<(?:\w{1,20}:)?(rss|feed|rdf|urlset|sitemapindex)[\s>]", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|div|a|br|span|h[1-6]|article|section|table|ul|li|title|meta|script|img)(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
_SITEMAP_ROOTS = ("urlset", "sitemapindex")
_CONTROLS = bytes((*range(1, 9), *range(14, 27), *range(28, 32)))


def format_of(head: bytes, name: str) -> Format:
    """What a stream with this head and file name holds; `other` is something that holds no page."""
    for magic, kind, _ in _MAGIC:
        if head.startswith(magic):
            return kind
    text = head_text(head)
    return _sure(text) or _named(head, text, suffix_of(name)) or _looks(head, text)


def what_it_is(head: bytes) -> str:
    """In plain words, what a stream of format `other` or `record` is."""
    for magic, _, words in _MAGIC:
        if head.startswith(magic):
            return words
    return "binary"


def is_binary(head: bytes) -> bool:
    """Whether the head is no text in any encoding: control characters that no text has, in number. Zero bytes do not
    count, since damaged text has them, and so has UTF-16."""
    if wide_encoding(head):
        return False
    return (len(head) - len(head.translate(None, _CONTROLS))) * 20 > len(head)


def is_address(source: str) -> bool:
    """Whether a source is a web address, not a path."""
    return source.lower().startswith(("http://", "https://"))


def suffix_of(name: str) -> str:
    """The suffix that names the format, `.gz` or `.zst` taken off: `.jsonl` of `news.jsonl.gz`."""
    path = PurePosixPath(name.lower())
    return PurePosixPath(path.stem).suffix if path.suffix in {".gz", ".gzip", ".zst", ".zstd"} else path.suffix


def head_text(head: bytes) -> str:
    """The head as text, good enough to see what it is."""
    return head.decode(wide_encoding(head) or "utf-8", "replace").removeprefix("\ufeff")


def _sure(text: str) -> Format | None:
    start = _start(text)
    if _HTML_START.match(text, start):
        return "html"
    if root := _XML_ROOT.match(text, start):
        return "sitemap" if root[1].lower() in _SITEMAP_ROOTS else "feed"
    return None


def _named(head: bytes, text: str, suffix: str) -> Format | None:
    """The format the name claims, unless the content plainly is another."""
    named = _BY_SUFFIX.get(suffix)
    if named in {"parquet", "warc"} and text.strip():
        return None
    if named in {"json", "csv", "tsv", "text"} and _is_jsonl(text):
        return "jsonl"
    if named == "jsonl" and text.lstrip().startswith("["):
        return "json"
    if named == "text" and _is_markup(text):
        return "html"
    whole = len(text) < HEAD // 4  # a longer one may have its markup further on
    if named == "html" and whole and "<" not in text and text.strip() and not is_binary(head):
        return None
    return named


def _looks(head: bytes, text: str) -> Format:
    if is_binary(head):
        return "other"
    start = text.lstrip()[:1]
    if start == "{":
        return "jsonl" if _is_jsonl(text) else "json"
    if start == "[" and text.lstrip()[1:].lstrip()[:1] == "{":
        return "json"
    return "html" if _is_markup(text) else "text"


def _is_jsonl(text: str) -> bool:
    """One object a line: the first line is a whole object, or too long to be seen whole."""
    first, end, rest = text.lstrip().partition("\n")
    if not first.startswith('{"') and not first.startswith("{ "):
        return False
    if not end:
        return not rest and "\n" not in text.strip()
    return first.rstrip().endswith("}")


def _is_markup(text: str) -> bool:
    """Whether it begins with a tag: scraped text may hold tags further on and is text all the same."""
    return _TAG.match(text, _start(text)) is not None


def _start(text: str) -> int:
    """Where the text starts after white space, XML declarations and comments."""
    opening = _PROLOGUE.match(text)
    return opening.end() if opening else 0
