"""The ordered steps that turn a raw page into a record, each with what it requires and what it assigns."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import msgspec

from onrecord.events import extract_events
from onrecord.model.document import Document, Record
from onrecord.model.errors import InstallError
from onrecord.model.provenance import NO_ARTICLE, RawPage
from onrecord.model.step import Step
from onrecord.neural import encode
from onrecord.neural.runtime import version as models_version
from onrecord.resolving.voices import attribute_events, link_voices
from onrecord.resolving.when import anchor_times, date_page, date_statements_and_events, tag_times
from onrecord.resolving.where import resolve_places
from onrecord.resolving.who import OwnTable, resolve_actors, resolver
from onrecord.statements import extract_statements
from onrecord.text import NO_PROFILE, Profile, detect_language, open_page, split_sentences

log = logging.getLogger(__name__)

OPENED = frozenset({"id", "input", "page", "text", "zones", "kind", "hints", "problems"})
"""What `open_page` assigns before the first step runs."""

STEPS: tuple[Step, ...] = (
    detect_language,
    split_sentences,
    encode,
    extract_statements,
    extract_events,
    tag_times,
    date_page,
    anchor_times,
    resolve_actors,
    resolve_places,
    link_voices,
    attribute_events,
    date_statements_and_events,
)


def check_order(steps: Sequence[Step]) -> None:
    """Check that every step finds what it requires.

    Raises:
        ValueError: a step requires a layer that nothing before it assigns.
    """
    there = set(OPENED)
    for one in steps:
        missing = {need.split(".")[0] for need in one.requires} - there
        if missing:
            raise ValueError(f"step '{one.name}' requires {sorted(missing)}, which no earlier step assigns")
        there |= {given.split(".")[0] for given in one.assigns}


check_order(STEPS)


def read_page(raw: RawPage, actors: OwnTable | None = None, profile: Profile = NO_PROFILE) -> Record:
    """Read one page: always a record, with `problems` for what could not be read. `actors` is a user's own table of who
    is who, `profile` what is known of the furniture of outlets.

    A step that fails on a page leaves that page without its layer and says so; the steps after it still run, since a
    page with a title and a text is worth more than none. A gathered page that is no article is opened, not read.

    Raises:
        InstallError: a part of the installation is missing, so that no page can be read.
    """
    document = _stamped(open_page(raw, profile), actors, profile)
    if any(problem.what == NO_ARTICLE for problem in document.problems):
        return document.to_record()
    for one in STEPS if actors is None else _steps_with(actors):
        document = _run(one, document)
    return document.to_record()


def _steps_with(actors: OwnTable) -> tuple[Step, ...]:
    return tuple(resolver(actors) if one is resolve_actors else one for one in STEPS)


def _stamped(document: Document, actors: OwnTable | None, profile: Profile) -> Document:
    """The document with the weights, the user's table and profiles named beside the version: all decide what a reading
    finds."""
    own = f", actors {actors.sha256[:12]}" if actors is not None else ""
    own += "".join(f", profile {sha256[:12]}" for sha256 in profile.sha256)
    reader = f"{document.input.reader} (models {models_version()}{own})"
    return msgspec.structs.replace(document, input=msgspec.structs.replace(document.input, reader=reader))


def _run(one: Step, document: Document) -> Document:
    try:
        return one(document)
    except InstallError:
        raise
    except Exception as error:  # one page's surprise must not end a run over a million; the record says it
        log.exception("step '%s' failed on %s", one.name, document.input.uri)
        return document.with_problem("step failed", f"{one.name}: {type(error).__name__}: {error}")
