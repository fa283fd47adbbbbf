"""Bytes to text: byte-order marks, declared and detected character sets, what is no text at all, and size limits.

The text keeps a one-to-one length with what was decoded: a character that no store can hold (NUL, a lone surrogate)
becomes
U+FFFD, never nothing, so that offsets stay true.
"""

from __future__ import annotations

import codecs
import re

import msgspec
from charset_normalizer import from_bytes

from onrecord.model.provenance import InputKind, Problem

MAX_TEXT_CHARS = 5_000_000
MAX_HTML_CHARS = 20_000_000
_SAMPLE_BYTES = 65_536

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    b"%PDF-", b"PK\x03\x04", b"\x89PNG\r\n", b"GIF87a", b"GIF89a", b"\xff\xd8\xff", b"\x1f\x8b", b"\x7fELF", b"BZh9",
    b"7z\xbc\xaf", b"\xd0\xcf\x11\xe0", b"OggS", b"ID3", b"RIFF", b"wOFF", b"wOF2", b"SQLite format 3\x00", b"PAR1",
    b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"MZ\x90\x00",
)  # fmt: skip
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{2,40})", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")
# Browsers read these labels as the Windows superset (WHATWG Encoding standard); pages rely on it.
_SUPERSETS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030",
              "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs", "tis-620": "cp874",
              "iso8859-11": "cp874"}  # fmt: skip


class Decoded(msgspec.Struct, frozen=True, kw_only=True):
    """Text, and what went wrong on the way to it."""

    text: str
    problems: tuple[Problem, ...] = ()


def decode(content: bytes | str, *, kind: InputKind, charset: str | None = None) -> Decoded:
    """Decode a page's content.

    Args:
        content: bytes as fetched or read, or text that was decoded elsewhere.
        kind: markup may declare its character set in a `<meta>`; its size limit is higher.
        charset: what a transport header declares; believed only where the bytes agree.
    """
    limit = MAX_HTML_CHARS if kind == "html" else MAX_TEXT_CHARS
    if isinstance(content, str):
        return _finished(content, limit, [])
    if not content.strip():
        return Decoded(text="", problems=(Problem(what="empty", detail="the input holds no text"),))
    if _is_binary(content):
        return Decoded(text="", problems=(Problem(what="binary", detail="the input is no text (binary data)"),))
    problems: list[Problem] = []
    # Four bytes a character at most: what lies beyond cannot be within the limit.
    text = _decode_bytes(content[: limit * 4 + 4], kind, charset, problems)
    return _finished(text, limit, problems)


def _finished(text: str, limit: int, problems: list[Problem]) -> Decoded:
    if len(text) > limit:
        problems.append(Problem(what="cut", detail=f"only the first {limit:,} of {len(text):,} characters are read"))
        text = text[:limit]
    unfit = text.count("\0")
    text = text.replace("\0", "�")
    text, surrogates = _SURROGATE.subn("�", text)
    if unfit + surrogates:
        detail = f"{unfit + surrogates} characters that no text can hold (NUL, lone surrogates) were replaced"
        problems.append(Problem(what="control characters", detail=detail))
    if not text.strip():
        problems.append(Problem(what="empty", detail="the input holds no text"))
    return Decoded(text=text, problems=tuple(problems))


def _is_binary(content: bytes) -> bool:
    if content.startswith(_MAGIC):
        return True
    head = content[:_SAMPLE_BYTES]
    if any(head.startswith(bom) for bom, _ in _BOMS) or _wide_charset(head):
        return False
    control = sum(head.count(code) for code in (*range(9), *range(14, 27), *range(28, 32)))
    return control > 0.05 * len(head)


def _wide_charset(head: bytes) -> str | None:
    """UTF-16 without a byte-order mark: nearly all of one byte column is NUL in text of a Latin script."""
    pairs = len(head) // 2
    if pairs < 8:
        return None
    even, odd = head[0 : pairs * 2 : 2].count(0), head[1 : pairs * 2 : 2].count(0)
    if odd > 0.6 * pairs and even < 0.1 * pairs:
        return "utf-16-le"
    if even > 0.6 * pairs and odd < 0.1 * pairs:
        return "utf-16-be"
    return None


def _decode_bytes(content: bytes, kind: InputKind, charset: str | None, problems: list[Problem]) -> str:
    for bom, name in _BOMS:
        if content.startswith(bom):
            return _lenient(content[len(bom) :], name, problems)
    wide = _wide_charset(content[:_SAMPLE_BYTES])
    if wide:
        return _lenient(content, wide, problems)
    declared = [name for name in (_known(charset), _meta_charset(content) if kind == "html" else None) if name]
    names = list(dict.fromkeys(declared))
    if len(names) > 1:
        problems.append(Problem(what="charset", detail=f"two character sets are declared: {' and '.join(names)}"))
    text = _strict(content, "utf-8")
    if text is not None:
        # Bytes beyond ASCII that form valid UTF-8 by chance are next to impossible.
        if names and "utf-8" not in names and not content.isascii():
            problems.append(Problem(what="charset", detail=f"declared as {names[0]}, but the bytes are utf-8"))
        return text
    for name in names:
        text = _strict(content, name) if name != "utf-8" else None
        if text is not None:
            return text
    return _undeclared(content, names, problems)


def _undeclared(content: bytes, names: list[str], problems: list[Problem]) -> str:
    """Bytes that are neither UTF-8 nor what they were declared to be."""
    text = content.decode("utf-8", "replace")
    beyond_ascii = sum(byte > 127 for byte in content[:_SAMPLE_BYTES])
    # A few broken bytes in a UTF-8 page (a character cut in the middle) are no reason to take all of it for another
    # set.
    if text[:_SAMPLE_BYTES].count("�") * 10 <= beyond_ascii and beyond_ascii > 20:
        return _lenient(content, "utf-8", problems)
    best = from_bytes(_dense_sample(content), steps=5, chunk_size=512).best()
    name = best.encoding if best else (names[0] if names else "cp1252")
    if names:
        problems.append(
            Problem(what="charset", detail=f"declared as {names[0]}, but the bytes are not; read as {name}")
        )
    return _lenient(content, name, problems)


def _dense_sample(content: bytes) -> bytes:
    """The lines with bytes beyond ASCII, which alone tell character sets apart, up to 32 kB."""
    lines = [line for line in content[: 4 * _SAMPLE_BYTES].split(b"\n") if not line.isascii()]
    return b"\n".join(lines)[:32_768] or content[:32_768]


def _lenient(content: bytes, name: str, problems: list[Problem]) -> str:
    text = content.decode(name, "replace")
    replaced = text.count("�") - content.count("�".encode())
    if replaced > 0:
        problems.append(Problem(what="charset", detail=f"{replaced} bytes do not fit {name} and were replaced"))
    return text


def _strict(content: bytes, name: str) -> str | None:
    try:
        return content.decode(name)
    except UnicodeDecodeError as error:
        # The size limit may have cut the last character in two.
        if error.start >= len(content) - 4 and error.start > 0:
            return content[: error.start].decode(name, "ignore")
        return None


def _meta_charset(content: bytes) -> str | None:
    found = _META.search(content[:8192])
    return _known(found.group(1).decode("ascii", "replace")) if found else None


def _known(name: str | None) -> str | None:
    """The codec that a label means, or None: unknown labels, and codecs that are no character sets, are not
    believed."""
    if not name:
        return None
    try:
        info = codecs.lookup(name.strip().strip("\"'").lower())
    except (LookupError, ValueError):
        return None
    if not info._is_text_encoding:
        return None
    known = _SUPERSETS.get(info.name, info.name)
    # A page whose `<meta>` could be read as ASCII is not in UTF-16, whatever it says.
    return "utf-8" if known.startswith(("utf-16", "utf-32")) else known
