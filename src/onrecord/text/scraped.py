"""Plain text copied or scraped from a page: every line labelled, none of it changed."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from onrecord.model.page import Page, Published
from onrecord.text.bylines import people
from onrecord.text.kinds import credits_maker, furniture_kind, published_line, tags_in
from onrecord.text.labelling import Line, labelled
from onrecord.text.lines import size_of
from onrecord.text.opened import Opened, zone
from onrecord.text.profile import furniture
from onrecord.text.repeats import repeated
from onrecord.text.terms import terms
from onrecord.text.zoning import with_marks

_TITLE_AT = 0.25
_TITLE_CHARS = 250
_LEAST_BARE = 20
_HEADLINE_CHARS = 120
_BEFORE_LINES = 40
_MATTER_LINES = 40
_NEAR_TITLE = 12
_STANDFIRST_CHARS = 240
_STANDFIRST_AT = 0.2
_STANDFIRST_UNDER_TITLE = (80, 350)
_TEASER_WORDS = 6
_REPEAT_CHARS = 60
_LEAD_LINES = 6
_BULLET = re.compile(r"\A(?:[*•·▪■◆●○+–—\-►▶»›>→#]\s+|\d{1,2}\.\s)+")
_FULL_NAME = re.compile(r"(?<!\A)\b([^\W\d_a-zß-öø-ÿ][^\W\d_]{2,24})\s([^\W\d_a-zß-öø-ÿ][^\W\d_]{2,24})\b")
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[。।]|[.!?…！？؟][\"'”’»)\]」』]*\Z")


def open_scraped(text: str, known: frozenset[int] = frozenset()) -> Opened:
    """Zones and page fields of a page's plain text, boilerplate and all; `known` are the lines that an outlet's profile
    has for furniture."""
    lines = labelled(text)
    if not lines:
        return Opened(text=text)
    _mark_furniture(lines, known)
    _mark_title(lines)
    _mark_standfirst(lines)
    _mark_repeats(lines)
    _mark_teasers(lines)
    opened = with_marks(text, [zone(line.kind, line.span) for line in lines])
    return msgspec.structs.replace(opened, page=_page(lines, opened.page))


def _mark_furniture(lines: list[Line], known: frozenset[int]) -> None:
    for number in furniture([line.words for line in lines], _body(lines), known):
        lines[number].kind = "boilerplate"


def _body(lines: Sequence[Line]) -> list[int]:
    return [number for number, line in enumerate(lines) if line.kind == "body"]


def _mark_title(lines: list[Line]) -> None:
    """The headline: of the lines before the report that read as one, that which shares most with the report's words and
    stands nearest to it. The same words elsewhere outside the report repeat it."""
    body = _body(lines)
    if not body:
        return
    matter = terms(" ".join(lines[number].words for number in body[:_MATTER_LINES]))
    scores: dict[int, float] = {}
    for number in range(max(0, body[0] - _BEFORE_LINES), min(body[0] + 2, len(lines))):
        if _may_be_headline(lines[number]):
            scores[number] = _headline_score(lines[number].words, matter, distance=abs(body[0] - number))
    # Between the headline and the report stand its standfirst and captions, which share as many words with it.
    least = max(_TITLE_AT, 0.8 * max(scores.values(), default=0.0))
    best = next((number for number, score in scores.items() if score >= least), None)
    if best is None:
        return
    best = next((number for number in scores if _stands_bare(lines[number].words, lines[best].words)), best)
    key = _key(lines[best].words)
    for line in lines:
        if line.kind != "body" and _key(line.words) == key:
            line.kind = "repeat"
    lines[best].kind = "title"


def _stands_bare(words: str, longer: str) -> bool:
    """Whether a headline is another line without its breadcrumbs or the outlet's name."""
    return _LEAST_BARE <= len(words) < len(longer) and (longer.endswith(words) or longer.startswith(words))


def _mark_standfirst(lines: list[Line]) -> None:
    """A paragraph right under the headline belongs to the report, whatever stands in between, when it is of whole
    sentences or not unlike the report."""
    body = _body(lines)
    under = next((number + 1 for number, line in enumerate(lines) if line.kind == "title"), len(lines))
    if not body or under >= body[0]:
        return
    line = lines[under]
    least, most = _STANDFIRST_UNDER_TITLE
    alike = line.body > _STANDFIRST_AT or _SENTENCE_END.search(line.words) is not None
    if line.kind == "boilerplate" and least <= size_of(line.words) <= most and alike:
        line.kind = "body"


def _headline_score(words: str, matter: frozenset[str], *, distance: int) -> float:
    own = terms(words)
    shared = len(own & matter)
    length = 0.0 if size_of(words) <= _HEADLINE_CHARS else 0.15
    return shared / (len(own) + 1.0) + 0.05 * min(shared, 6) - 0.03 * distance - length


def _may_be_headline(line: Line) -> bool:
    """Whether a line reads as a headline; of what is taken for the report's own, no whole sentence does."""
    return not (line.kind == "body" and _SENTENCE_END.search(line.words)) and _reads_as_headline(line.words)


def _reads_as_headline(words: str) -> bool:
    bare = _BULLET.sub("", words)
    if not 12 <= size_of(bare) <= _TITLE_CHARS or (bare.endswith((".", ":", ",", ";")) and not bare.endswith("...")):
        return False
    return furniture_kind(bare) == "boilerplate" and not credits_maker(bare)


def _key(words: str) -> str:
    return " ".join(_WORD.findall(words.casefold()))


def _mark_repeats(lines: list[Line]) -> None:
    """Passages of the report that stand twice; what was taken for furniture and only repeats the report is a repeat
    too."""
    body = _body(lines)
    for number in repeated([lines[number].words for number in body]):
        lines[body[number]].kind = "repeat"
    body = _body(lines)
    for number, line in enumerate(lines):
        if line.kind == "boilerplate" and len(line.words) >= _REPEAT_CHARS and body and number < body[0]:
            head = [line.words, *(lines[other].words for other in body[:_LEAD_LINES])]
            line.kind = "repeat" if repeated(head)[:1] == [0] else line.kind


def _mark_teasers(lines: list[Line]) -> None:
    """Headlines of other stories within the report, and with each its own standfirst: one short paragraph after it
    whose
    names stand nowhere else in the report."""
    body = _body(lines)
    if not body:
        return
    inner = range(body[0] + 1, body[-1])
    heads = [number for number in inner if _reads_as_heading(lines[number])]
    for number in heads:
        line, after = lines[number], lines[number + 1]
        if len(line.words.split()) < _TEASER_WORDS or (line.kind == "body" and len(heads) > 1):
            continue  # several headings that are all part of the report are its sections
        others = [lines[other].words for other in body if other not in (number, number + 1)]
        followed = after.kind == "body" and number + 1 < body[-1] and _is_standfirst(after, others)
        if line.kind == "boilerplate" or followed:
            line.kind = "teaser"
            after.kind = "teaser" if followed else after.kind


def _reads_as_heading(line: Line) -> bool:
    return line.kind in ("body", "boilerplate") and len(line.words) <= 160 and line.words[-1] not in '.!?:;,…”"’)]'


def _is_standfirst(line: Line, others: Sequence[str]) -> bool:
    """Whether a short paragraph's names are strangers to the report: two words of a name, neither of them elsewhere."""
    if len(line.words) > _STANDFIRST_CHARS:
        return False
    names = {name for pair in _FULL_NAME.findall(line.words) for name in pair}
    strangers = {name for name in names if not any(name in other for other in others)}
    return len(strangers) >= 2 and len(strangers) * 2 > len(names)


def _page(lines: Sequence[Line], page: Page) -> Page:
    title = next((number for number, line in enumerate(lines) if line.kind == "title"), None)
    body = _body(lines)
    first, last = (body[0], body[-1]) if body else (len(lines), len(lines))
    near = range(max(0, (title if title is not None else first) - 3), min(first + 1, len(lines)))
    bylines = [lines[number].words for number in near if lines[number].kind == "byline"]
    tags = [
        tag
        for line in lines[max(0, first - 6) : last + _NEAR_TITLE]
        if line.kind == "tags"
        for tag in tags_in(line.words)
    ]
    return msgspec.structs.replace(
        page,
        title=_BULLET.sub("", lines[title].words) if title is not None else None,
        byline=people(bylines),
        tags=tuple(dict.fromkeys(tags)),
        published=_published(lines, title, first, last),
    )


def _published(lines: Sequence[Line], title: int | None, first: int, last: int) -> Published | None:
    """The first line near the report that says when it appeared."""
    for number in [
        *range(max(0, first - _NEAR_TITLE), min(first + 2, len(lines))),
        *range(last, min(last + 4, len(lines))),
    ]:
        line = lines[number]
        after_title = title is not None and title < number < first
        if line.kind not in ("body", "title"):
            found = published_line(line.words, line.span[0], after_title=after_title)
            if found:
                return found
    return None
