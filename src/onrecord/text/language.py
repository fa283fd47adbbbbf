"""Which language a page is in. Only English is read for statements and events; other pages keep their text and zones."""

from __future__ import annotations

import re

import msgspec
import py3langid

from onrecord.model.document import Document
from onrecord.model.step import step

_SAMPLE_CHARS = 4000
_MIN_LETTERS = 40
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "that",
        "is",
        "was",
        "for",
        "it",
        "on",
        "as",
        "with",
        "be",
        "by",
        "at",
        "from",
        "his",
        "he",
        "said",
        "has",
        "have",
        "had",
        "are",
        "were",
        "not",
        "but",
        "they",
        "this",
        "an",
        "which",
        "who",
        "will",
        "would",
        "their",
        "or",
        "after",
        "been",
        "its",
        "more",
        "about",
        "when",
        "one",
        "there",
        "can",
        "could",
        "than",
        "into",
        "two",
        "first",
        "also",
        "us",
        "what",
        "we",
        "i",
        "you",
        "she",
        "her",
        "him",
        "them",
        "our",
        "your",
        "all",
        "no",
        "if",
        "up",
        "out",
        "over",
    ]
)
_NAMES = {
    "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese", "nl": "Dutch", "ru": "Russian",
    "uk": "Ukrainian", "pl": "Polish", "cs": "Czech", "tr": "Turkish", "ar": "Arabic", "fa": "Persian", "he": "Hebrew",
    "zh": "Chinese", "ja": "Japanese", "ko": "Korean", "hi": "Hindi", "id": "Indonesian", "ms": "Malay", "sv": "Swedish",
    "no": "Norwegian", "da": "Danish", "fi": "Finnish", "el": "Greek", "ro": "Romanian", "hu": "Hungarian", "vi": "Vietnamese",
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
    """The language of a text (ISO 639-1), or None with fewer than 40 letters.

    English is recognised by its share of function words before the classifier is asked: news full of foreign names is
    where character-based classifiers go wrong. The rest is langid's naive Bayes over byte n-grams (Lui and Baldwin 2012).
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
