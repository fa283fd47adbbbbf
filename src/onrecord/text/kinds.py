"""What a line that is not the report itself is, and the dates that such lines give."""

from __future__ import annotations

import re
from datetime import date

from onrecord.model.page import Published
from onrecord.model.spans import Span
from onrecord.model.zone import ZoneKind
from onrecord.text.bylines import people

_SHORT = 200
_BYLINE_CHARS = 160
_BY = re.compile(
    r"(?:[^|]{0,60}\|\s?){0,3}\W{0,3}(?:(?:written|reported|words|story|text|edited|reviewed)\s)?(?:by|von|par|por|di|de|av|af|door"
    r"|oleh|przez|автор|autorin/autor|autor(?:in|a)?)\b:?\s+\S",
    re.IGNORECASE,
)
_TAGS = re.compile(
    r"\W{0,3}(?:tags?|topics?|keywords?|more on these topics|filed under|categor(?:y|ies)|posted in"
    r"|schlagworte?|schlagwörter|kategorien?|rubrik(?:en)?|themen|mots[- ]clés"
    r"|etiquetas?|temas|tagi|теги|etiketler|label)\b\s?[:：]",
    re.IGNORECASE,
)
_HASHES = re.compile(r"\W{0,3}(?:#[\w.-]{2,60}[\s,]*){1,30}")
_CAPTION = re.compile(
    r"\W{0,3}(?:file(?: photo)?\s?[-–—:]|photos?\s?(?:credit|by|:|courtesy)|image\s?(?:credit|source|by|:"
    r"|courtesy)|picture\s?:|pictured|caption\s?:"
    r"|foto\s?[:/]|bild(?:quelle)?\s?:|photo d[’']|фото\s?:|legende\s?:)|.{0,400}?(?:\((?:photo|image|file"
    r"|picture|credit|foto|getty|ap photo|reuters/)"
    r"[^()]{0,100}\)|(?:getty images|shutterstock|alamy|ap photo|afp photo|file photo|via getty|istock|image"
    r" credits?:|photo credits?:"
    r"|photo(?:graph)?: |foto: |imago/)[^.]{0,60})\W{0,3}\Z",
    re.IGNORECASE | re.DOTALL,
)
_TEASER = re.compile(
    r"\W{0,3}(?:read (?:more|also|next|full|the)|also read|see also|related|recommended|more (?:on|from|in"
    r"|stories|news)|don'?t miss|watch|listen"
    r"|you (?:may|might)|trending|most (?:popular|read)|must read|lesen sie|mehr zum|lea (?:también|más)|leia"
    r" (?:também|mais)|leggi anche|lire aussi"
    r"|à lire|czytaj|читайте|baca juga|les også|läs (?:också|mer))\b",
    re.IGNORECASE,
)
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}
_MONTH = r"(?P<month{0}>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{{0,6}}\.?"
_DATE = re.compile(
    rf"(?P<iso>(?:19|20)\d\d-\d\d-\d\d)|{_MONTH.format(1)}\s(?P<day1>\d{{1,2}})(?:st|nd|rd"
    rf"|th)?,?\s(?P<year1>(?:19|20)\d\d)"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?[\s-]{_MONTH.format(2)},?[\s-](?P<year2>(?:19|20)\d\d)"
    r"|(?P<first>\d{1,2})[./](?P<second>\d{1,2})[./](?P<year3>(?:19|20)\d\d)",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"\W{0,3}(?:first\s)?(?:published|posted|publication date|date published|published on|posted on|date|dated"
    r"|issued|released|publié|veröffentlicht"
    r"|publicado|pubblicato)\b(?:\s(?:on|at|le|am|el|il|in))?\s?:?\s?"
    r"(?:(?!jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{3,9}\.?,?\s)?",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\b(?:updated?|modified|edited|retrieved|accessed|copyright|©|comment|ago)\b", re.IGNORECASE)
_DATE_LINE_CHARS = 90
_PICTURE_CREDIT = re.compile(
    r"\W{0,3}(?:(?:image|bild|foto|photo|picture|graphic|grafik|screenshot|video|fot|фото|imagen|immagine|zdroj|credit"
    r"|crédit|quelle|source)\w{0,10}(?:\s(?:credits?|by|courtesy|source|quelle))?\s?[:：©/|=]|(?:写真|사진|图片)|©|\(c\)\s)",
    re.IGNORECASE,
)
_PICTURE_CREDIT_CHARS = 120
_COMMENT_FORM = re.compile(
    r"\W{0,3}(?:(?:leave|post|add|write|submit) (?:a|your) (?:reply|comment)|schreiben? (?:sie )?einen kommentar"
    r"|kommentar (?:schreiben|verfassen|hinterlassen)|(?:laisser|poster|ajouter) un commentaire"
    r"|(?:deja|dejar|escribe) un comentario|deixe (?:um|seu) comentário|lascia un commento|dodaj komentarz"
    r"|(?:přidat|napsat) komentář|geef een reactie|lämna (?:en )?kommentar|yorum yap|(?:оставить|добавить) комментарий"
    r"|コメントを(?:書く|残す|投稿する)|댓글 (?:쓰기|작성)|发表评论|اترك تعليقا)\b.{0,20}",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"\W{0,3}(?:記者|文|写真|撮影|기자|사진|记者|作者|编辑|责编|来源|출처)\s?[:：/／]")


def furniture_kind(words: str) -> ZoneKind:
    """The kind of a line that is no part of the report."""
    if _TAGS.match(words) or _HASHES.match(words):
        return "tags"
    if len(words) <= _BYLINE_CHARS and _BY.match(words) and people([words]):
        return "byline"
    if _TEASER.match(words):
        return "teaser"
    if _CAPTION.match(words[:1000]):
        return "caption"
    return "boilerplate"


def picture_credit(words: str) -> bool:
    """Whether a line on its own credits a picture."""
    return len(words) < _PICTURE_CREDIT_CHARS and _PICTURE_CREDIT.match(words) is not None


def comment_form(words: str) -> bool:
    """Whether a line is the heading of the form for readers' comments."""
    return _COMMENT_FORM.fullmatch(words) is not None


def credits_maker(words: str) -> bool:
    """Whether a line names, after a label in a script without spaces, who wrote or photographed."""
    return _LABELLED.match(words) is not None


def dated_line(words: str) -> bool:
    """Whether a short line says when the page was published."""
    return len(words) < _DATE_LINE_CHARS and _PUBLISHED.match(words) is not None and any(map(str.isdigit, words))


def tags_in(words: str) -> tuple[str, ...]:
    """The tags that a tag line lists."""
    if "#" in words:
        return tuple(dict.fromkeys(re.findall(r"#([\w.-]{2,60})", words)))
    listed = re.split(r"\s*[,;|•·]\s*", _TAGS.sub("", words, count=1))
    return tuple(dict.fromkeys(tag.strip() for tag in listed if 1 < len(tag.strip()) <= 60))


def published_line(words: str, start: int, *, after_title: bool) -> Published | None:
    """The date of a line that says when the page appeared.

    Args:
        words: the line.
        start: where it stands in the text.
        after_title: it stands between headline and report, where a date alone is one of publication.
    """
    if len(words) > _SHORT:
        return None
    label = _PUBLISHED.match(words)
    if label is None and not (after_title and len(words) <= _DATE_LINE_CHARS and not _UPDATED.search(words)):
        return None
    found = _DATE.search(words, label.end() if label else 0)
    if found is None or (label and found.start() - label.end() > 20):
        return None
    day = _day_of(found)
    span: Span = (start + found.start(), start + found.end())
    how, confidence = ("published line", 0.9) if label else ("date line", 0.75)
    return Published(date=day, precision="day", how=how, confidence=confidence, evidence=(span,)) if day else None


def _day_of(found: re.Match[str]) -> str | None:
    if found["iso"]:
        year, month, day = (int(part) for part in found["iso"].split("-"))
    elif found["month1"]:
        year, month, day = int(found["year1"]), _MONTHS[found["month1"].lower()], int(found["day1"])
    elif found["month2"]:
        year, month, day = int(found["year2"]), _MONTHS[found["month2"].lower()], int(found["day2"])
    else:
        first, second, year = int(found["first"]), int(found["second"]), int(found["year3"])
        if first <= 12 and second <= 12 and first != second:
            return None  # day and month cannot be told apart
        day, month = (first, second) if first > 12 or first == second else (second, first)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
