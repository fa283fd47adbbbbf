"""Links to the words on the live page: what they say, that they mean one place, and that a browser goes there."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import small_record

from onrecord.cli.app import run
from onrecord.model.spans import Span
from onrecord.store import Store
from onrecord.views.links import Directive, address_of, fragment_of, is_web, link_to, where
from onrecord.views.said import said

PAGE = "https://shore.example/lake"
PARAGRAPHS = (
    "Officials in Velmark said so too.",
    "“We will not sign it,” Irena Valko said on Monday. “Not this year, not next year.”",
    "The treaty – a well-known, 40-page text – covers fish & chips, oil and gas; its third chapter is new.",
    "“We will not sign it,” Irena Valko said on Friday, after the vote.",
    "Nobody spoke for an hour.",
    "Officials in Velmark said so too.",
    "The first half of a long statement begins here and goes on for a while with many words that nobody needs, until",
    "the second half goes on in another paragraph with as many words, so that the link must name both of its ends.",
)
TEXT = "\n\n".join(PARAGRAPHS)


def at(words: str, paragraph: int = 0) -> Span:
    start = TEXT.index(words, TEXT.index(PARAGRAPHS[paragraph]) if paragraph < 5 else TEXT.index("Nobody spoke"))
    return start, start + len(words)


@pytest.mark.parametrize(
    ("span", "fragment"),
    [
        (at("a well-known, 40-page text"), ":~:text=a%20well%2Dknown%2C%2040%2Dpage%20text"),
        (at("fish & chips"), ":~:text=fish%20%26%20chips"),
        (at("“We will not sign it,”", 1), ":~:text=We%20will%20not%20sign%20it"),
        (at("ell-know"), ":~:text=well%2Dknown"),
        (at("Officials in Velmark said so too.", 5), ":~:text=for%20an%20hour.-,Officials%20in%20Velmark%20said%20so%20too"),
        (at(TEXT[TEXT.index("a long") : TEXT.index("as many") + 13]), ":~:text=a%20long%20statement%20begins%20here,paragraph%20with%20as%20many%20words"),
    ],
)  # fmt: skip
def test_a_fragment_names_the_words(span: Span, fragment: str) -> None:
    assert fragment_of(TEXT, (span,)) == fragment


def test_interrupted_words_are_all_named() -> None:
    spans = (at("“We will not sign it,”", 1), at("“Not this year"))
    assert fragment_of(TEXT, spans) == ":~:text=We%20will%20not%20sign%20it&text=Not%20this%20year"


def test_no_link_without_an_address_or_a_word() -> None:
    assert link_to("/pages/lake.html", TEXT, (at("fish"),)) is None
    assert link_to("http://[", TEXT, (at("fish"),)) is None
    assert link_to(PAGE, TEXT, (at("”"),)) is None
    assert link_to(PAGE, TEXT, ()) is None
    assert not is_web("javascript://shore.example/%0aalert(1)")


def test_an_anchor_of_the_address_stays() -> None:
    assert link_to(f"{PAGE}#live", TEXT, (at("fish"),)) == f"{PAGE}#live:~:text=fish"
    assert link_to(f"{PAGE}#:~:text=old", TEXT, (at("fish"),)) == f"{PAGE}#:~:text=fish"


words = st.sampled_from("Valko said the port of Velmark – “stays” open, and well-known. it’s 3.5% a,b & no".split())
texts = st.lists(st.lists(words, min_size=1, max_size=30).map(" ".join), min_size=1, max_size=6).map("\n".join)


@settings(deadline=None)
@given(texts, st.booleans(), st.data())
def test_a_link_leads_to_its_words(text: str, told_apart: bool, data: st.DataObject) -> None:
    if told_apart:  # every word stands once
        numbers = iter(range(10**6))
        text = re.sub(r"\w+", lambda word: f"{word[0]}{next(numbers)}", text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    fragment = fragment_of(text, ((start, end),))
    if fragment is None:
        assert not re.search(r"\w", text[start:end])
        return
    assert re.fullmatch(r":~:text=[\w.~%]+(?:-,)?[\w.~%,-]*", fragment)
    found = where(text, _read(fragment))
    assert found
    assert found[0] < end
    if told_apart:
        assert all(word in text[slice(*found)] for word in re.findall(r"\w+", text[start:end]))
        assert not re.search(r"\s\w", text[slice(start, found[0])])
        assert not re.search(r"\w\s", text[slice(found[1], end)])


def _read(fragment: str) -> Directive:
    """A directive as a browser reads it, after the draft's 'parse a text directive'."""
    terms = fragment.removeprefix(":~:text=").split(",")
    prefix = unquote(terms.pop(0)[:-1]) if terms[0].endswith("-") else None
    suffix = unquote(terms.pop()[1:]) if terms[-1].startswith("-") else None
    return Directive(unquote(terms[0]), unquote(terms[1]) if len(terms) > 1 else None, prefix, suffix)


BROWSER = shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    blocks = "".join(f"<p id=p{n} style='margin:0 0 1500px'>{html.escape(one)}</p>" for n, one in enumerate(PARAGRAPHS))
    script = (
        "setTimeout(()=>{document.title=[...document.querySelectorAll('p')].filter(p=>{const r=p.getBoundingClientRect();"
        "return r.top<innerHeight&&r.bottom>0}).map(p=>p.id)},1500)"
    )
    tmp_path.joinpath("page.html").write_text(
        f"<meta charset=utf-8><title></title>{blocks}<script>{script}</script>", "utf-8"
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/page.html"
    server.shutdown()
    server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing on stderr."""


@pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")
@pytest.mark.parametrize(
    ("paragraph", "span"),
    [
        (2, at("a well-known, 40-page text")),
        (2, at("fish & chips, oil and gas; its")),
        (3, at("“We will not sign it,”", 3)),
        (5, at(PARAGRAPHS[5], 5)),
        (6, (at("a long statement")[0], at("as many words")[1])),
    ],
)
def test_a_browser_goes_to_the_words(served: str, paragraph: int, span: Span) -> None:
    link = link_to(served, TEXT, (span,))
    assert link
    options = ("--headless=new", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=4000", "--dump-dom")
    shown = subprocess.run([str(BROWSER), *options, link], capture_output=True, text=True, timeout=120, check=True)
    assert f"p{paragraph}" in re.search("<title>(.*?)</title>", shown.stdout)[1].split(",")  # type: ignore[index]


def test_what_was_said_on_a_web_page_has_its_link(tmp_path: Path) -> None:
    page = small_record(3)
    on_web = msgspec.structs.replace(page, input=msgspec.structs.replace(page.input, uri="https://shore.example/3"))
    with Store(tmp_path / "record.db", write=True) as store:
        store.add(on_web)
        store.add(small_record(4))
        links = {one.page: one.link for one in said(store)}
    assert links == {
        small_record(4).id: None,
        page.id: "https://shore.example/3#:~:text=ferry%20number%203%20would%20be%20late",
    }


def test_the_address_a_page_calls_its_own_comes_before_the_one_it_came_from(tmp_path: Path) -> None:
    own = "https://shore.example/own"
    assert address_of("table.jsonl#3", own) == address_of(PAGE, own) == own
    assert address_of(PAGE, None) == address_of(PAGE, "javascript:alert(1)") == PAGE
    assert address_of("table.jsonl#3", None) is None
    row = small_record(3)
    row = msgspec.structs.replace(row, page=msgspec.structs.replace(row.page, canonical=own))
    with Store(tmp_path / "record.db", write=True) as store:
        store.add(row)
        assert [one.link for one in said(store)] == [f"{own}#:~:text=ferry%20number%203%20would%20be%20late"]


def test_the_address_of_a_table_row_opens_its_words(tmp_path: Path) -> None:
    row = {"url": "https://shore.example/7", "text": "Asha Odongo said the dam was safe.", "date": "2024-05-01"}
    (tmp_path / "rows.jsonl").write_text(json.dumps(row), encoding="utf-8")
    assert run(["read", str(tmp_path / "rows.jsonl"), "--to", str(tmp_path / "record.db"), "--quiet"]) == 0
    with Store(tmp_path / "record.db") as store:
        (one,) = said(store)
    assert (one.link or "").startswith("https://shore.example/7#:~:text=")
