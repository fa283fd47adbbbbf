"""The marks by which a report says where it was filed and whom it was taken from: datelines and credits.

They stand inside body paragraphs or in lines of their own that look like furniture, so they are read before anything is
cut. Every pattern is anchored and works on a bounded stretch of a paragraph's start or end.
"""

from __future__ import annotations

import re

from onrecord.model.spans import Span
from onrecord.text.bylines import people
from onrecord.text.wordlists import phrase_list, word_list

_HEAD_CHARS = 160
_TAIL_CHARS = 120

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s(?:19|20)\d\d)?"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s"
_DATE = rf"(?:(?:{_WEEKDAY})?(?:{_MONTH}\s{_DAY}|{_DAY}\s{_MONTH}){_YEAR})"
_CAPS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’\-]{2,24}"
_TITLED = r"[A-ZÀ-ÖØ-Þ][\w.'’\-]{1,24}"
_PLACE_CAPS = rf"(?:ST\.? )?{_CAPS}(?:[ ]{_CAPS}|[ ]D\.?C\.?){{0,3}}"
_REGION = rf"(?:,[ ]{_TITLED}(?:[ ]{_TITLED}){{0,2}}){{0,2}}"
_AGENCY = r"[(\[](?:[A-Z]|dpa|agencies)[\w .,&/\-]{0,40}[)\]]"
_DASH = r"(?:[-–—]{1,3}|―)"
# 'SEOUL, Dec 29:', 'KYIV, Ukraine (AP) —', 'BEIJING, Jan. 3 (Xinhua) --', 'ISLAMABAD:'
_FILED_CAPS = re.compile(
    rf"\s*(?P<line>(?P<place>{_PLACE_CAPS}(?:[/&,] ?{_PLACE_CAPS})?)(?:{_REGION})(?:,?\s(?i:{_DATE}))?)"
    rf"(?:[,]?\s(?P<agency>{_AGENCY}))?\s?(?P<sign>{_DASH}\s?|:\s|\s\|\s)(?=\S)"
)
# 'Seoul, Dec. 29 (Yonhap) --', 'Geneva (Reuters) -': no capitals, so a date or an agency must be there.
_FILED_TITLED = re.compile(
    rf"\s*(?P<line>(?P<place>{_TITLED}(?:[ ]{_TITLED}){{0,3}}){_REGION}"
    rf"(?:(?P<date>,?\s(?i:{_DATE})))?)(?:[,]?\s(?P<agency>{_AGENCY}))?\s?(?P<sign>{_DASH}\s?|:\s)(?=\S)"
)
_NO_PLACE = word_list("no_place")

AGENCIES = "|".join(map(re.escape, phrase_list("agencies")))
_NAMED = rf"(?:the\s)?(?:{AGENCIES})"
_AT_END = re.compile(
    rf"(?:[(\[]\s?(?:(?:with|additional)\s(?:inputs?|reporting|information)\s(?:from|by)\s)?"
    rf"(?P<inside>{_NAMED}(?:[/,&][ ]?{_NAMED}|[ ]and[ ]{_NAMED}){{0,2}})\s?[)\]]"
    rf"|[-–—]{{1,2}}\s?(?P<dashed>{_NAMED}))\s*[.]?\s*\Z"
)
_OWN_LINE = re.compile(
    r"\s*[\[(*•]?\s?(?:sources?|via|courtesy(?:\sof)?|agency|agencies|with (?:agency )?inputs? from|additional"
    r" reporting by"
    r"|originally published (?:by|on|in|at)|first published (?:by|on|in|at)|news agency|quelle|fuentes?|fonte"
    r"|kaynak|источник|المصدر)"
    r"\s?(?::|：|(?<=from)\s|(?<=by)\s|(?<=of)\s|(?<=(?:on|in"
    r"|at))\s)\s?(?P<name>[^\s:()\[\]][^\n:()\[\]]{1,60}?)\s?[.\])*]?\s*\Z",
    re.IGNORECASE,
)
_BARE_LINE = re.compile(rf"\s*[-–—(\[]{{0,2}}\s?(?P<name>{_NAMED}(?:\s?[/,&]\s?{_NAMED}){{0,2}})\s?[)\]]?\s*\Z")
# A line that is a name in brackets: an agency that no list knows.
_BRACKETED = re.compile(
    r"\s*[(\[]\s?(?P<name>(?!(?i:photos?|video|audio|file|updated?|ends?|advert|sponsored|continued|opinion|watch|listen)\b)"
    r"[A-ZÀ-ÖØ-Þ][\w.&\-]{1,24}(?:[ ][A-ZÀ-ÖØ-Þ][\w.&\-]{1,24}){0,2})\s?[)\]]\s*\Z"
)
_CONTRIBUTED = re.compile(
    r"\s*[(*_]?\s?(?P<name>[A-Z][\w .’'\-]{1,40}?)\s(?:also\s)?contributed\s(?:reporting\s)?to\sthis\s(?:report"
    r"|story|article)\b"
)

_BY_PEOPLE = re.compile(r"\breporting by\b|\bcontributed\b", re.IGNORECASE)
"""Lines that name whom a story was taken from, or people who worked on it."""

_CREDIT_LINES = (_OWN_LINE, _BARE_LINE, _BRACKETED, _CONTRIBUTED)


def dateline_of(text: str, paragraph: Span) -> tuple[Span, Span | None] | None:
    """The dateline at the start of a paragraph (place and date as written) and the agency named in it, as spans."""
    head = text[paragraph[0] : min(paragraph[1], paragraph[0] + _HEAD_CHARS)]
    found = _FILED_CAPS.match(head)
    if found is None:
        found = _FILED_TITLED.match(head)
        if found is None or not (found["date"] or (found["agency"] and _names_agency(found["agency"]))):
            return None
    elif _is_label(found):
        return None
    start = paragraph[0]
    line = (start + found.start("line"), start + found.end("line"))
    agency = (start + found.start("agency") + 1, start + found.end("agency") - 1) if found["agency"] else None
    return line, agency


def _is_label(found: re.Match[str]) -> bool:
    """'UPDATE:', 'NATO -': capitals that are no place."""
    words = re.findall(r"[^\W\d_]+", found["place"])
    if any(word in _NO_PLACE for word in words):
        return True
    return not found["agency"] and sum(map(len, words)) < 4


def _names_agency(inside: str) -> bool:
    return re.fullmatch(rf"[(\[]{_NAMED}(?:[/,&\s]+{_NAMED})*[)\]]", inside) is not None


_SECTIONS = (
    r"(?:(?i:news|world|politics|business|economy|sports?|opinion|national|international|local|region(?:al)?|europe|asia"
    r"|africa|americas|middle east|breaking(?: news)?|exclusive|update|latest|live|video|analysis))"
)
_SECTION_LABEL = re.compile(rf"\s*(?P<label>{_SECTIONS}(?:\s?[-–—/|>»]\s?{_SECTIONS}){{0,2}})\s?:\s+(?=\S)")


def section_label(text: str, paragraph: Span) -> Span | None:
    """'News - World:' at the start of a paragraph: the section it is filed under, which no part of the report says."""
    found = _SECTION_LABEL.match(text[paragraph[0] : min(paragraph[1], paragraph[0] + _HEAD_CHARS)])
    if found is None:
        return None
    return paragraph[0] + found.start("label"), paragraph[0] + found.end()


def credit_at_end(text: str, paragraph: Span) -> Span | None:
    """The agency's name in '… (AP)' or '… — Reuters' at the end of a paragraph."""
    start = max(paragraph[0], paragraph[1] - _TAIL_CHARS)
    found = _AT_END.search(text[start : paragraph[1]])
    if found is None:
        return None
    group = "inside" if found["inside"] else "dashed"
    return start + found.start(group), start + found.end(group)


def credit_line(text: str, line: Span) -> Span | None:
    """The name in a line that says nothing but whom the story was taken from: 'Source: Press TV', '(AFP)'."""
    words = text[line[0] : line[1]]
    if len(words) > _TAIL_CHARS:
        return None
    found = next((found for form in _CREDIT_LINES if (found := form.match(words))), None)
    if found is None or (found["name"][0].islower() and found["name"] not in ("agencies", "dpa")):
        return None
    if _BY_PEOPLE.search(words) and people([found["name"]]):
        return None
    return line[0] + found.start("name"), line[0] + found.end("name")
