"""People's names out of what pages put where the author's name belongs.

Pages write several people into one field, add their office, abbreviation or address, and name agencies, desks and
themselves there. A byline here holds people only: better none than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.text.wordlists import word_list

_MAX_CHARS = 400
_LEAD_IN = re.compile(
    r"^\W*(?:autorin/autor\b:?|(?:(?:view|see|show) )?(?:all |more )?(?:posts|articles|stories) (?:by|of|from)\b"
    r"|(?:story|article|report|reported|written|words|text|posted|published|updated|reviewed|edited"
    r"|analysis|opinion|video)?"
    r"\s?by\b:?|von\b|par\b|por\b|di\b|da\b|door\b|av\b|af\b|przez\b|autor(?:in|en|a|es)?\b:?|author\b:?|text:"
    r"|текст:|автор:|oleh\b:?"
    r"|reporter:|af:)\s*",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(
    r"\s*(?:[,;|•·/]|\band\b|\bund\b|\bet\b|\be\b(?=\s[A-ZÀ-Þ])|\by\b(?=\s[A-ZÀ-Þ])|\bi\b(?=\s[A-ZÀ-Þ])|\bog\b"
    r"|\boch\b|\ben\b(?=\s[A-ZÀ-Þ])"
    r"|\bdan\b|\bve\b|&|\bwith\b|、|，)\s*"
)
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]{0,80}[)\]]\s*")
_AFTER = re.compile(
    r"\s+(?:in|im|at|for|für|aus|from|@)\s.*$|\s+[-–—|]\s.*$"
    r"|\s+(?:(?i:mon|tues|wednes|thurs|fri|satur|sun)day)\b.*$|\s*(?:기자|特派員|記者|记者)\s*$",
    re.DOTALL,
)
_NO_NAME = re.compile(r"https?:|www\.|@|\.(?:com|net|org|de|co|tr|fr|es|it|news|info)\b|\d", re.IGNORECASE)
_NO_PERSON = re.compile(
    r"\b(?:staff|desk|news|newsroom|editor(?:s|ial)?|redaktion\w*|redazione|redacci[oó]n|r[eé]daction|redakcja"
    r"|redakce|redação|agenc\w+"
    r"|agentur\w*|ajansı|press|presse|reporters?|correspondents?|writers?|team|media|online|times|post|tribune"
    r"|herald|gazette|daily|today"
    r"|magazine|journal|network|tv|radio|bureau|service|admin|administrator|contributors?|author|autor(?:en"
    r"|in)?|zeitung|digital|group|inc|ltd|gmbh"
    r"|wire|agerpres|nachrichten|associated|observer|telegraph|guardian|company|world|web|site|guest|anonymous"
    r"|unknown|null|none|undefined"
    r"|university|institute|foundation|department|ministry|police|communications?|publisher|publishing|studio"
    r"|shop|deals"
    r"|ediciones|éditions|editions|verlag|ministeri\w*|ministère|\w+anstalt|stiftung|verein|welle|super user)\b",
    re.IGNORECASE,
)
_NO_FIRST_NAME = re.compile(
    r"(?:more|about|view|show|all|see|follow|posted|read|latest|contact|email|meet)\s", re.IGNORECASE
)
_NO_WIDE_NAME = re.compile(
    r"[をのが]|記事|新聞|通信|編集|取材|写真|著者|筆者|记者|编辑|日报|新华|作者|来源|뉴스|신문|취재"
)
_AGENCIES = word_list("agency_marks")
_CAPITAL = re.compile(r"[^\W\d_a-zß-öø-ÿ]")
_WIDE_NAME = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\s·・]{2,16}\Z")
_PARTICLES = frozenset(
    "de da do dos di del della van von der den zu bin ibn al el la le du ter ten af abu y e st".split()
)


def people(values: Iterable[str], *, outlet: str | None = None) -> tuple[str, ...]:
    """The people named in author fields, in order, each once.

    Args:
        values: what stands in author fields or byline lines.
        outlet: the outlet's own name, which is no person.
    """
    own = _folded(outlet or "")
    whole = f" {own} " if " " in own else None
    found: dict[str, str] = {}
    for value in values:
        for part in _SEPARATOR.split(_BRACKETS.sub(" , ", _LEAD_IN.sub("", value[:_MAX_CHARS]))):
            name = _AFTER.sub("", _LEAD_IN.sub("", part.strip())).strip(" .:-–—*\"'’")
            folded = _folded(name)
            if is_person(name) and folded != own and not (whole and whole in f" {folded} "):
                found.setdefault(folded, name)
    return tuple(found.values())


def is_person(name: str) -> bool:
    """Whether a name reads as a person's: two to five words with capitals, no word of an office or company."""
    if not 3 <= len(name) <= 50 or _NO_NAME.search(name) or _NO_PERSON.search(name):
        return _is_wide_name(name) and not _NO_PERSON.search(name)
    words = name.split()
    if _NO_FIRST_NAME.match(name) or ":" in name:
        return False
    if len(words) == 1:
        return _is_wide_name(name)
    if (
        len(words) > 5
        or _folded(name) in _AGENCIES
        or any(_folded(word) in _AGENCIES and word.isupper() for word in words)
    ):
        return False
    return all(_CAPITAL.match(word) or word.lower() in _PARTICLES for word in words)


def _is_wide_name(name: str) -> bool:
    return _WIDE_NAME.match(name) is not None and _NO_WIDE_NAME.search(name) is None


def _folded(name: str) -> str:
    return re.sub(r"\W+", " ", name).strip().casefold()
