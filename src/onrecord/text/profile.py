"""What is known of outlets before their pages are read: lines that recur on them, kept as hashes in a file of its own.

The file is made from pages by `text.learning`, once, and handed to every reading by name, so that no page's record
depends on which other pages happened to be read beside it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import msgspec

from onrecord.model.address import domain_of
from onrecord.model.errors import InputError
from onrecord.text.hints import slug
from onrecord.text.lines import size_of
from onrecord.text.terms import terms
from onrecord.text.wordlists import word_list

FORMAT = "onrecord outlet profile"
VERSION = 1
"""Raised whenever the file's form, the folding of lines, their hash or which of them may recur is changed."""

UNNAMED = ""
"""The group of pages that do not say whose they are."""

_LEAST_CHARS = 20
_LEAST_SENTENCE_CHARS = 60
_MATTER_SHARE = 1 / 3
_QUOTED = re.compile(r"[\"“”„«»「」『』]")
_SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’»)\]」』]*\Z")
_FUNCTION = frozenset(word[:5] for word in word_list("function_words"))


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What a profile holds of an outlet: on how many different reports it rests, and the hashes of the lines."""

    reports: Annotated[int, msgspec.Meta(ge=0)]
    lines: tuple[Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{16}$")], ...]


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: str
    version: int
    outlets: dict[str, Known]


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """The hashes of the lines that recur, by group of pages, and the SHA-256 of every file that they were read from."""

    groups: Mapping[str, frozenset[int]] = {}
    sha256: tuple[str, ...] = ()

    def lines(self, url: str | None, outlet: str | None) -> frozenset[int]:
        """The hashes that hold for a page."""
        return self.groups.get(group_of(url, outlet), frozenset())


NO_PROFILE = Profile()
"""Nothing is known of any outlet."""


def group_of(url: str | None, outlet: str | None) -> str:
    """The group that a page belongs to: the domain of its address, else its outlet's folded name, else `UNNAMED`.

    The folder or table that a page was found in is no ground: the same page in another folder is the same page.
    """
    return domain_of(url) or slug(outlet or "") or UNNAMED


def mark_of(words: str) -> int:
    """The hash of a line, white space and case folded: 64 bits of BLAKE2b."""
    folded = " ".join(words.casefold().split())
    return int.from_bytes(hashlib.blake2b(folded.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def may_recur(words: str) -> bool:
    """Whether a line can be known again: reports too share short lines, stock sentences ('Police are investigating.')
    and quotations."""
    size = size_of(words)
    least = _LEAST_SENTENCE_CHARS if _SENTENCE_END.search(words) else _LEAST_CHARS
    return size >= least and _QUOTED.search(words) is None


def furniture(texts: Sequence[str], body: Collection[int], known: frozenset[int]) -> list[int]:
    """Which of the lines numbered `body`, taken for the report, are furniture that is known.

    A known line a third of whose words that carry matter stand in the rest of the report belongs to it: background that
    an outlet tells in every report of a matter, or the report's own opening, which stood as a teaser on other pages.
    Where nothing else is left of a report, all of it stays.
    """
    found = [number for number in body if may_recur(texts[number]) and mark_of(texts[number]) in known]
    if len(found) in (0, len(body)):
        return []
    rest = terms(" ".join(texts[number] for number in sorted(set(body).difference(found))))
    return [number for number in found if not _of_the_matter(texts[number], rest)]


def _of_the_matter(words: str, rest: frozenset[str]) -> bool:
    own = terms(words) - _FUNCTION
    return len(own & rest) >= _MATTER_SHARE * len(own) > 0


def profile_file(groups: Mapping[str, Known]) -> bytes:
    """The content of a profile's file: JSON that the same groups always give alike, those without a line left out."""
    ordered = {name: groups[name] for name in sorted(groups) if groups[name].lines}
    packed = msgspec.json.encode(_File(format=FORMAT, version=VERSION, outlets=ordered))
    return msgspec.json.format(packed, indent=1) + b"\n"


def read_profiles(paths: Iterable[Path]) -> Profile:
    """The profiles at `paths`, joined; in whatever order they are named, the same.

    Raises:
        InputError: a file cannot be read, is no profile, or is one of another version.
    """
    groups: dict[str, frozenset[int]] = {}
    marks: set[str] = set()
    for path in paths:
        content = _content(path)
        marks.add(hashlib.sha256(content).hexdigest())
        for name, known in _decoded(path, content).items():
            groups[name] = groups.get(name, frozenset()) | {int(line, 16) for line in known.lines}
    return Profile(groups=groups, sha256=tuple(sorted(marks)))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot read the profile {path}: {error.strerror}") from error


def _decoded(path: Path, content: bytes) -> dict[str, Known]:
    try:
        version = msgspec.json.decode(content, type=_Header).version
        if version == VERSION:
            return msgspec.json.decode(content, type=_File).outlets
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path} is no profile, or damaged ({error}): 'onrecord learn' makes one") from error
    detail = f"is of version {version}; this onrecord reads version {VERSION}"
    raise InputError(f"the profile {path} {detail}: make it anew with 'onrecord learn'")


class _Header(msgspec.Struct, frozen=True):
    format: Annotated[str, msgspec.Meta(pattern=f"^{FORMAT}$")]
    version: int
