"""A page -> a document: decode, extract, zones, page metadata, language, sentences."""

from onrecord.text.language import detect_language
from onrecord.text.opening import open_page
from onrecord.text.profile import NO_PROFILE, Profile, read_profiles
from onrecord.text.sentences import paragraphs, split_sentences

__all__ = ["NO_PROFILE", "Profile", "detect_language", "open_page", "paragraphs", "read_profiles", "split_sentences"]
