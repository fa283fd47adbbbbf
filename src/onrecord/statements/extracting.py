"""The step `extract_statements`: readings of cues -> statements with their evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from onrecord.model.attribution import Source, Statement, StatementKind
from onrecord.model.document import Document
from onrecord.model.spans import Evidence, Span, Spans, content_id, evidence, overlap, words_of
from onrecord.model.step import step
from onrecord.neural import Encoding, Reading
from onrecord.neural.encoding import read_paragraphs, read_spans
from onrecord.statements.acts import verbal_act
from onrecord.statements.confidence import Settings, confidence, settings
from onrecord.statements.decoding import Parts, decode
from onrecord.statements.layout import Laid, laid_out
from onrecord.statements.mending import mended, trimmed, without_marks, without_name
from onrecord.statements.nested import is_of_another, worth_reading

_SINGLE = re.compile(r"[‘'].*[’'][\s.,;]*", re.DOTALL)


@step("statements", requires=("text", "encoding"), assigns=("statements",))
def extract_statements(document: Document) -> Document:
    """Assign `statements`, in text order: one for each cue that is sure enough. Statements inside others are kept.

    Raises:
        InstallError: the weights are missing.
    """
    encoding: Encoding | None = document.encoding
    if encoding is None:
        return msgspec.structs.replace(document, statements=())
    read = _statements(document, encoding.readings)
    inner = _statements(document, read_spans(document.text, sorted(set(worth_reading(read, document.text)))))
    laid = [_laid_statement(document, one) for one in laid_out(document.text, read_paragraphs(document))]
    made = [*read, *(one for one in inner if is_of_another(one) and not any(_same_cue(one, other) for other in read))]
    made += [one for one in laid if not any(_same(one, other) for other in made)]
    return msgspec.structs.replace(document, statements=tuple(sorted(made, key=_place)))


def _statements(document: Document, readings: Iterable[Reading]) -> list[Statement]:
    found = attributions(document.text, readings)
    return [_statement(document, reading, parts, sure) for reading, parts, sure in found]


def attributions(text: str, readings: Iterable[Reading]) -> list[tuple[Reading, Parts, float]]:
    """The attributions of a page with their confidence, none below the fitted threshold."""
    fitted = settings()
    return _apart([one for one in judged(text, readings, fitted) if one[2] >= fitted.threshold])


def judged(text: str, readings: Iterable[Reading], fitted: Settings) -> Iterable[tuple[Reading, Parts, float]]:
    """Each reading's best parts and confidence, however low; readings whose content holds no word are left out."""
    for reading in readings:
        parts = decode(reading, none_bias=fitted.none_bias)
        if any(char.isalnum() for span in char_spans(text, reading, parts.content) for char in text[slice(*span)]):
            yield reading, parts, confidence(parts, fitted)


def _apart(found: Sequence[tuple[Reading, Parts, float]]) -> list[tuple[Reading, Parts, float]]:
    """Of attributions whose cues overlap, or that give the same words to the same source, the surest."""
    taken: set[int] = set()
    told: set[tuple[Span, ...]] = set()
    kept = []
    for reading, parts, sure in sorted(found, key=lambda one: -one[2]):
        starts = {int(start) for start in reading.starts[slice(*parts.cue)]}
        words = tuple(
            (int(reading.starts[a]), int(reading.ends[b - 1])) for a, b in (*_some(parts.source), *parts.content)
        )
        if taken.isdisjoint(starts) and words not in told:
            taken |= starts
            told.add(words)
            kept.append((reading, parts, sure))
    return kept


def _some(span: Span | None) -> tuple[Span, ...]:
    return () if span is None else (span,)


def char_spans(text: str, reading: Reading, pieces: Iterable[Span]) -> Spans:
    """Piece ranges as character spans of the text; ranges with nothing but white space between them are one span."""
    made: list[Span] = []
    for first, last in sorted(pieces):
        start, end = int(reading.starts[first]), int(reading.ends[last - 1])
        if made and not text[made[-1][1] : start].strip():
            start = made.pop()[0]
        made.append((start, end))
    return tuple(made)


def kind_of(text: str, reading: Reading, content: Iterable[Span]) -> StatementKind:
    """Direct when all words of the content stand in quotation marks, indirect when none do. Single marks count when
    they enclose a whole piece of the content: elsewhere they cannot be told from apostrophes."""
    inside: list[bool] = []
    for first, last in content:
        start, end = int(reading.starts[first]), int(reading.ends[last - 1])
        single = bool(_SINGLE.fullmatch(text[start:end]))
        words = (at for at in range(first, last) if text[int(reading.starts[at]) : int(reading.ends[at])].isalnum())
        inside += (single or bool(reading.quotes[at] == 1) for at in words)
    if not any(inside):
        return "indirect"
    return "direct" if all(inside) else "mixed"


def _statement(document: Document, reading: Reading, parts: Parts, sure: float) -> Statement:
    text = document.text
    source = () if parts.source is None else char_spans(text, reading, (parts.source,))
    cue = without_name(text, without_marks(text, char_spans(text, reading, (parts.cue,))), document.names)
    content = trimmed(text, mended(text, char_spans(text, reading, parts.content), (*source, *cue)))
    return Statement(
        id=content_id(document.id, "statement", source, cue, content),
        kind=kind_of(text, reading, parts.content),
        source=Source(text=words_of(text, source), spans=source) if source else None,
        cue=evidence(text, cue),
        content=evidence(text, content),
        act=verbal_act(words_of(text, cue), words_of(text, content)),
        confidence=round(sure, 4),
    )


def _laid_statement(document: Document, laid: Laid) -> Statement:
    text = document.text
    content = trimmed(text, (laid.content,))
    return Statement(
        id=content_id(document.id, "statement", (laid.source,), (laid.cue,), content),
        kind="direct",
        source=Source(text=text[slice(*laid.source)], spans=(laid.source,)),
        cue=evidence(text, (laid.cue,)),
        content=evidence(text, content),
        act=verbal_act("", words_of(text, content)),
        confidence=laid.confidence,
    )


def _same(one: Statement, other: Statement) -> bool:
    """Whether two statements are one: their cues share characters, or most of their contents do."""
    a, b = _spans(one.content), _spans(other.content)
    joint = _shared(a, b)
    return _same_cue(one, other) or 2 * joint >= sum(end - start for start, end in (*a, *b)) - joint


def _same_cue(one: Statement, other: Statement) -> bool:
    return _shared(_spans(one.cue), _spans(other.cue)) > 0


def _shared(a: Spans, b: Spans) -> int:
    return sum(overlap(x, y) for x in a for y in b)


def _spans(part: Evidence | None) -> Spans:
    return part.spans if part is not None else ()


def _place(statement: Statement) -> tuple[int, str]:
    parts = (statement.source, statement.cue, statement.content)
    return min(span[0] for part in parts if part is not None for span in part.spans), statement.id
