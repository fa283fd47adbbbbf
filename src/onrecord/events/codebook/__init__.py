"""The PLOVER ontology as data: event types with quad classes, modes and intensities, contexts, triggers."""

from __future__ import annotations

import functools
from importlib.resources import files
from typing import cast

import msgspec

from onrecord.model.event import EventType

EVENT_TYPES: tuple[EventType, ...] = EventType.__args__  # type: ignore[attr-defined]


class TypeEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One event type. `quad` runs from 1 (verbal cooperation) to 4 (material conflict); `intensity` from -10 to 10, per
    mode where the mode is known; `recipient_needed` says that the type makes no sense without another side."""

    quad: int
    intensity: float
    recipient_needed: bool
    modes: dict[str, float]


class TriggerEntry(msgspec.Struct, frozen=True):
    """Words that tell of an event of `type`; `pattern` is in the notation of `events.lexicon`."""

    type: EventType
    mode: str | None
    pattern: str


def _table(name: str) -> list[list[str]]:
    text = files(__name__).joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@functools.cache
def types() -> dict[EventType, TypeEntry]:
    """The sixteen types of PLOVER 2."""
    data = files(__name__).joinpath("types.json").read_bytes()
    return msgspec.json.decode(data, type=dict[EventType, TypeEntry])


@functools.cache
def triggers() -> tuple[TriggerEntry, ...]:
    """Every trigger pattern, in the order of the file."""
    return tuple(
        TriggerEntry(cast(EventType, kind), mode or None, pattern) for kind, mode, pattern in _table("triggers.tsv")
    )


@functools.cache
def contexts() -> dict[str, frozenset[str]]:
    """Context name to the lower-case words and phrases that tell of it."""
    return {name: frozenset(words.split("|")) for name, words in _table("contexts.tsv")}


@functools.cache
def _word_lists() -> dict[str, tuple[str, ...]]:
    return {name: tuple(listed.split()) for name, listed in _table("words.tsv")}


def words(name: str) -> tuple[str, ...]:
    """A named list of lower-case words, in the order of the file.

    Raises:
        KeyError: no such list.
    """
    return _word_lists()[name]


@functools.cache
def irregular_forms() -> dict[str, tuple[str, ...]]:
    """Lemma to those forms of a verb that the regular endings do not give."""
    return {lemma: tuple(forms.split()) for lemma, forms in _table("verbs.tsv")}


def quad_class(kind: EventType) -> int:
    """The quad class of a type, 1 to 4."""
    return types()[kind].quad


def intensity(kind: EventType, mode: str | None) -> float:
    """The conflict-cooperation score of a type, refined by its mode; from -10 (conflict) to 10 (cooperation)."""
    entry = types()[kind]
    return entry.modes.get(mode, entry.intensity) if mode else entry.intensity
