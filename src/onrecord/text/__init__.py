"""A page -> a document: decode, extract, zones, page metadata, language, sentences."""

from onrecord.text.language import detect_language
from onrecord.text.opening import open_page
from onrecord.text.sentences import paragraphs, split_sentences

__all__ = ["detect_language", "open_page", "paragraphs", "split_sentences"]
