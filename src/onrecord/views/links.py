"""Links that open the live page at the words (text fragments).

After the WICG draft 'URL Fragment Text Directives' (https://wicg.github.io/scroll-to-text-fragment/):
`#:~:text=[prefix-,]start[,end][,-suffix]`. A browser goes to the first place that fits, whatever its case. Every term
must be whole words and stand within one block of the page, which is here taken to be a line of its text.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from onrecord.model.spans import Span, Spans

LONGEST_TERM = 120
"""Characters of a passage that stand in a link whole; of a longer one its first and last words do."""

MOST_PIECES = 5
"""Pieces of an interrupted passage that one link marks."""

_EDGE_WORDS = 5
_CONTEXTS = ((0, 0), (3, 0), (0, 3), (3, 3), (6, 6), (12, 12))
"""Words before and after the passage that are tried, until the link can mean no other place."""

_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_TOKEN = re.compile(r"\S*\w\S*")


class Directive(NamedTuple):
    """A text directive before it is encoded; every term is words of one line."""

    start: str
    end: str | None = None
    prefix: str | None = None
    suffix: str | None = None

    def encoded(self) -> str:
        """`text=[prefix-,]start[,end][,-suffix]`, percent-encoded."""
        terms = [
            f"{_encoded(self.prefix)}-" if self.prefix else "",
            _encoded(self.start),
            _encoded(self.end) if self.end else "",
            f"-{_encoded(self.suffix)}" if self.suffix else "",
        ]
        return "text=" + ",".join(term for term in terms if term)


def link_to(address: str | None, text: str, spans: Spans) -> str | None:
    """The address of a page (see `address_of`) with a text fragment that marks `spans` of its `text`; None when it is
    no http(s) address or there is no word under the spans."""
    if address is None or not is_web(address):
        return None
    fragment = fragment_of(text, spans)
    return f"{address.partition(':~:')[0]}{'' if '#' in address else '#'}{fragment}" if fragment else None


def address_of(uri: str, canonical: str | None) -> str | None:
    """A page's address on the web: the one it calls its own (a table row's `url` where it calls none so), else the one
    it came from; None when it has neither."""
    return next((one for one in (canonical, uri) if one and is_web(one)), None)


def is_web(uri: str) -> bool:
    """Whether a page's uri is an address on the web."""
    try:
        parts = urlsplit(uri)
    except ValueError:  # an address that cannot be one: '//[' …
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def fragment_of(text: str, spans: Spans) -> str | None:
    """`:~:text=…` for the passage under `spans`, a directive for each piece that has words; None when none has."""
    pieces = [piece for piece in (_whole_words(text, span) for span in spans) if piece]
    return ":~:" + "&".join(directive_for(text, piece).encoded() for piece in pieces[:MOST_PIECES]) if pieces else None


def directive_for(text: str, span: Span) -> Directive:
    """The shortest directive found that means `span` of `text` (whole words) and nothing before it; where even twelve
    words on both sides stand elsewhere too, one without any."""
    start, end = _terms(text[slice(*span)])
    for before, after in _CONTEXTS:
        given = Directive(start, end, _before(text, span[0], before), _after(text, span[1], after))
        if where(text, given) == span:
            return given
    return Directive(start, end)


def where(text: str, directive: Directive) -> Span | None:
    """The passage of `text` to which a browser that follows a directive goes; None when there is none."""
    before = rf"{_pattern(directive.prefix)}\s*" if directive.prefix else ""
    after = rf"(?=\s*{_pattern(directive.suffix)})" if directive.suffix else ""
    start = f"{before}(?P<passage>{_pattern(directive.start)}){'' if directive.end else after}"
    first = re.search(start, text, re.IGNORECASE)
    if first is None or directive.end is None:
        return first.span("passage") if first else None
    last = re.compile(_pattern(directive.end) + after, re.IGNORECASE).search(text, first.end())
    return (first.start("passage"), last.end()) if last else None


def _terms(passage: str) -> tuple[str, str | None]:
    """The passage itself when it is short and on one line, else its first and its last words."""
    lines = [line for line in passage.splitlines() if _TOKEN.search(line)]
    if len(lines) == 1 and (len(passage) <= LONGEST_TERM or len(_TOKEN.findall(passage)) <= 2 * _EDGE_WORDS):
        return passage, None
    return _first(lines[0], _EDGE_WORDS), _last(lines[-1], _EDGE_WORDS)


def _first(line: str, words: int) -> str:
    """A line up to its n-th word, ending in a word."""
    ends = [word.end() for word in _TOKEN.finditer(line)][:words]
    return re.sub(r"\W+$", "", line[: ends[-1]]).strip()


def _last(line: str, words: int) -> str:
    """A line from its n-th word from the end, beginning with a word."""
    starts = [word.start() for word in _TOKEN.finditer(line)][-words:]
    return re.sub(r"^\W+", "", line[starts[0] :]).strip()


def _before(text: str, at: int, words: int) -> str | None:
    """Up to so many words that stand before `at` on its line, or at the end of the line before."""
    lines = [line for line in text[max(0, at - 400) : at].splitlines() if line.strip()]
    starts = [word.start() for word in _TOKEN.finditer(lines[-1])][-words:] if lines and words else []
    return lines[-1][starts[0] :].strip() if starts else None


def _after(text: str, at: int, words: int) -> str | None:
    """Up to so many words that stand after `at` on its line, or at the beginning of the next."""
    lines = [line for line in text[at : at + 400].splitlines() if line.strip()]
    ends = [word.end() for word in _TOKEN.finditer(lines[0])][:words] if lines and words else []
    return lines[0][: ends[-1]].strip() if ends else None


def _whole_words(text: str, span: Span) -> Span | None:
    """A span from the beginning of its first word to the end of its last; None when there is no word in it."""
    start, end = span
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    words = [
        word.span() for word in _WORD.finditer(text, start, end) if word.start() < span[1] and word.end() > span[0]
    ]
    return (words[0][0], words[-1][1]) if words else None


def _pattern(term: str) -> str:
    """A term as a browser looks for it: whole words, any white space between them."""
    words = r"\s+".join(map(re.escape, term.split()))
    return rf"{_edge(term[0])}{words}{_edge(term[-1])}"


def _edge(char: str) -> str:
    return r"\b" if re.match(r"\w", char) else ""


def _encoded(term: str) -> str:
    """Percent-encoded, the marks that mean something in a directive too."""
    return quote(" ".join(term.split()), safe="").replace("-", "%2D")
