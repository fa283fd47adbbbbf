from __future__ import annotations

import time

import pytest

from onrecord.text.decoding import MAX_TEXT_CHARS, decode

GREEK = "Ο πρωθυπουργός είπε ότι οι συνομιλίες θα συνεχιστούν την επόμενη εβδομάδα στην Αθήνα. " * 4


def whats(decoded: object) -> set[str]:
    return {problem.what for problem in decoded.problems}  # type: ignore[attr-defined]


def test_bom_decides_and_leaves_the_text() -> None:
    for name, bom in (("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")):
        assert decode(bom + "Füße".encode(name), kind="scraped").text == "Füße"


def test_utf16_without_bom_is_seen() -> None:
    assert decode("The minister said so.".encode("utf-16-le"), kind="scraped").text == "The minister said so."


def test_declared_charset_is_followed_where_it_fits() -> None:
    assert decode(GREEK.encode("iso8859-7"), kind="scraped", charset="iso-8859-7").text == GREEK


def test_meta_charset_is_followed() -> None:
    page = f'<meta http-equiv="Content-Type" content="text/html; charset=windows-1253"><p>{GREEK}</p>'
    decoded = decode(page.encode("cp1253"), kind="html")
    assert GREEK in decoded.text
    assert not decoded.problems


def test_a_lie_about_utf8_bytes_is_said() -> None:
    decoded = decode("„Nein“, sagte sie.".encode(), kind="scraped", charset="iso-8859-1")
    assert decoded.text == "„Nein“, sagte sie."
    assert whats(decoded) == {"charset"}


def test_undeclared_bytes_are_detected() -> None:
    words = "Премьер-министр заявил, что переговоры продолжатся на следующей неделе. " * 6
    assert decode(words.encode("cp1251"), kind="scraped").text == words


def test_some_broken_bytes_leave_the_rest() -> None:
    content = ("Größe und Maß. " * 40).encode() + b"\xff\xfe\xfa" + " Später überall.".encode()
    decoded = decode(content, kind="scraped")
    assert "Größe und Maß." in decoded.text
    assert "Später überall." in decoded.text
    assert whats(decoded) == {"charset"}


@pytest.mark.parametrize("content", [b"%PDF-1.7 \x00\x01", b"\x89PNG\r\n\x1a\n" + bytes(50), bytes(range(32)) * 40])
def test_binary_is_no_text(content: bytes) -> None:
    decoded = decode(content, kind="scraped")
    assert decoded.text == ""
    assert whats(decoded) == {"binary"}


@pytest.mark.parametrize("content", [b"", b" \n ", "", "\n\t"])
def test_empty_is_said(content: bytes | str) -> None:
    assert whats(decode(content, kind="scraped")) == {"empty"}


def test_nul_and_lone_surrogates_keep_their_places() -> None:
    decoded = decode("a\0b\ud800c", kind="article")
    assert decoded.text == "a�b�c"
    assert whats(decoded) == {"control characters"}


def test_too_long_is_cut_and_said() -> None:
    decoded = decode("x" * (MAX_TEXT_CHARS + 10), kind="article")
    assert len(decoded.text) == MAX_TEXT_CHARS
    assert whats(decoded) == {"cut"}


def test_hostile_bytes_take_bounded_time() -> None:
    start = time.process_time()
    decode(b"<meta " * 400_000, kind="html")
    decode(b"\xff\xe9" * 500_000, kind="scraped")
    assert time.process_time() - start < 5
