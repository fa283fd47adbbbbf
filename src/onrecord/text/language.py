"""Which language a page is in. Only English is read for statements and events; other pages keep their text and
zones."""

from __future__ import annotations

import re

import msgspec
import py3langid  # type: ignore[import-untyped]

from onrecord.model.document import Document
from onrecord.model.step import step
from onrecord.text.wordlists import word_list

_SAMPLE_CHARS = 4000
_MIN_LETTERS = 40
_SOME_ENGLISH = 0.08
_SHORT_WORDS = 60
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = word_list("english")
_NAMES = {
    "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian", "id": "Indonesian",
    "it": "Italian", "ja": "Japanese", "ko": "Korean", "ms": "Malay", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian",
    "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


@step("language", requires=("text", "zones"), assigns=("page.language",))
def detect_language(document: Document) -> Document:
    """Assign `page.language` (ISO 639-1), None where there is too little text to tell.

    A language other than English adds a `language` problem: such a page is not read for statements.
    """
    language = language_of(_sample(document))
    page = msgspec.structs.replace(document.page, language=language)
    document = msgspec.structs.replace(document, page=page)
    if language in (None, "en"):
        return document
    name = _NAMES.get(language or "", f"language '{language}'")
    return document.with_problem("language", f"the page is in {name}; only English is read for statements and events")


def language_of(text: str) -> str | None:
    """The language of a text (ISO 639-1), or None where there is too little to tell.

    English is recognised by its share of function words before the classifier is asked: news full of foreign names is
    where character-based classifiers go wrong. The rest is langid's naive Bayes over byte n-grams (Lui and Baldwin
    2012).
    """
    words = _WORD.findall(text[:_SAMPLE_CHARS].lower())
    if sum(map(len, words)) < _MIN_LETTERS:
        return None
    english = sum(word in _ENGLISH for word in words) / len(words)
    if english >= 0.25:
        return "en"
    language = str(py3langid.classify(" ".join(words))[0])
    if language != "en" and english >= 0.18 and len(words) >= 10:
        return "en"
    # A caption or headline full of names is taken for whichever small language spells like them.
    if language not in _NAMES and language != "en" and english >= _SOME_ENGLISH and len(words) < _SHORT_WORDS:
        return None
    return language


def _sample(document: Document) -> str:
    parts: list[str] = []
    size = 0
    for start, end in document.read_spans():
        parts.append(document.text[start : min(end, start + _SAMPLE_CHARS)])
        size += end - start
        if size >= _SAMPLE_CHARS:
            break
    sample = " ".join(parts)
    return sample if len(sample) >= _MIN_LETTERS else document.text[:_SAMPLE_CHARS]
