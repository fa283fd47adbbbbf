"""Pages of `bench/corpus.py` as records: what the reader would put down of them, without its errors."""

from __future__ import annotations

from corpus import Made, Remark
from deeds import INTENSITY, Deed
from onrecord.model.actor import Actor
from onrecord.model.attribution import Source, Statement, Via
from onrecord.model.document import Record
from onrecord.model.event import Event, Party
from onrecord.model.page import Credit, Outlet, Page, Published
from onrecord.model.place import Place
from onrecord.model.provenance import Input
from onrecord.model.spans import Evidence, Span, content_id, evidence
from onrecord.model.timex import When
from onrecord.model.zone import Zone


def record_of(made: Made) -> Record:
    """The page as the reader would put it down."""
    text = made.text
    furniture = text.rindex("\n\n")
    credit = _credit(made)
    via = tuple(Via(actor=one.id, text=one.name, spans=one.spans) for one in credit)
    return Record(
        id=content_id(made.id, text),
        input=Input(uri=f"{made.id}.txt", row_id=made.id, sha256=content_id(text), read_at="", reader="bench"),
        page=Page(
            title=made.title, language="en", credit=credit,
            outlet=Outlet(id=f"outlet:{_slug(made.outlet)}", name=made.outlet),
            published=Published(date=made.published.isoformat(), precision="day", how="given", confidence=1.0),
        ),
        text=text,
        zones=(
            Zone(kind="body", start=0, end=furniture),
            Zone(kind="boilerplate", start=furniture + 2, end=len(text)),
        ),
        actors=tuple(_actors(made)),
        places=tuple(
            Place(id=f"place:{_slug(town)}", name=town) for town in {one.town: 0 for one in made.deeds if one.town}
        ),
        statements=(_quotation(made, via), *(_remark(made, one, via) for one in made.remarks)),
        events=tuple(_event(made, one) for one in made.deeds),
    )  # fmt: skip


def _quotation(made: Made, via: tuple[Via, ...]) -> Statement:
    text, quote = made.text, made.quote
    return Statement(
        id=content_id(made.id, "statement"), kind="direct", act="REJECT" if quote.hostile else "AGREE", confidence=0.9,
        about=(_state(quote.target),), source=_source(text, quote.speaker, 0), via=via,
        cue=_words(text, "said on", 4), content=_words(text, quote.words),
        said_on=When(date=quote.said_on.isoformat(), precision="day", how="timex"),
    )  # fmt: skip


def _remark(made: Made, remark: Remark, via: tuple[Via, ...]) -> Statement:
    text = made.text
    start = text.index(remark.sentence)
    cue = start + len(remark.who) + 1
    content = cue + len("said that ")
    return Statement(
        id=content_id(made.id, remark.utterance), kind="indirect", confidence=0.7, via=via,
        about=(_state(remark.target),), source=_source(text, remark.who, start),
        cue=evidence(text, [(cue, cue + len("said"))]),
        content=evidence(text, [(content, content + len(remark.words))]),
    )  # fmt: skip


def _event(made: Made, deed: Deed) -> Event:
    text = made.text
    start = text.index(deed.sentence)
    trigger = start + len(deed.actor) + 1
    whom = trigger + len(deed.trigger) + 1
    parties = (deed.actor, start), *([(deed.recipient, whom)] if deed.recipient else [])
    actor, *recipients = (Party(text=name, spans=((at, at + len(name)),), actor=_state(name)) for name, at in parties)
    return Event(
        id=content_id(made.id, deed.happening), type=deed.type, actors=(actor,), recipients=tuple(recipients),
        trigger=evidence(text, [(trigger, trigger + len(deed.trigger))]), background=deed.history,
        date=When(date=deed.day.isoformat(), precision="day", how="timex") if deed.day else None,
        place=f"place:{_slug(deed.town)}" if deed.town else None, intensity=INTENSITY[deed.type], confidence=0.7,
    )  # fmt: skip


def _actors(made: Made) -> list[Actor]:
    quote = made.quote
    speaker = Actor(
        id=_person(quote.speaker), name=quote.speaker, kind="person", mentions=(_at(made.text, quote.speaker),)
    )
    people = {one.who for one in made.remarks} - {quote.speaker}
    states = {quote.target, *(one.target for one in made.remarks), *(one.actor for one in made.deeds)}
    states |= {one.recipient for one in made.deeds if one.recipient}
    return [
        speaker,
        *(
            Actor(id=_person(name), name=name, kind="person", mentions=(_at(made.text, name),))
            for name in sorted(people)
        ),
        *(Actor(id=_state(name), name=name, kind="state") for name in sorted(states)),
    ]


def _credit(made: Made) -> tuple[Credit, ...]:
    if made.credit is None:
        return ()
    return (Credit(id=f"outlet:{_slug(made.credit)}", name=made.credit, spans=(_at(made.text, made.credit),)),)


def _source(text: str, name: str, start: int) -> Source:
    at = text.index(name, start)
    return Source(text=name, spans=((at, at + len(name)),), actors=(_person(name),))


def _person(name: str) -> str:
    return f"person:{_slug(name)}"


def _state(name: str) -> str:
    return f"state:{_slug(name)}"


def _at(text: str, words: str, length: int | None = None) -> Span:
    start = text.index(words)
    return start, start + (len(words) if length is None else length)


def _words(text: str, words: str, length: int | None = None) -> Evidence:
    return evidence(text, [_at(text, words, length)])


def _slug(name: str) -> str:
    return name.casefold().replace(" ", "-")
