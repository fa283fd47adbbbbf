"""Who said what about whom: each answer with its date, its words, and the chain that carries it beside them."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.model.attribution import Statement
from onrecord.model.event import Event
from onrecord.report.answers import Answers
from onrecord.report.html import element, faint, joined, words
from onrecord.report.marked import in_its_place
from onrecord.views.rows import Happened, Said
from onrecord.views.showing import count, office, sureness
from onrecord.views.timeline import intensity_of

_HOW = {
    "timex": "the date is stated",
    "lead": "dated as the lead",
    "speaker": "dated as the speaker’s other words",
    "remarks": "dated as the remarks reported",
    "dateline": "by the dateline",
    "published": "as published",
}


def said_section(answers: Answers) -> str:
    """The speakers who say most, each with their statements in order of time."""
    return "".join(_voices(answers))


def _voices(answers: Answers) -> Iterator[str]:
    met: set[str] = set()
    for voice in answers.voices:
        role = f"{words(office(voice.role))} · " if voice.role else ""
        most = "" if voice.total == voice.shown else f"; the latest {voice.shown:,} are shown"
        told = element("small", f"{role}{count(voice.total, 'statement')}{most}")
        yield element("h3", words(voice.name), " ", told)
        for one in voice.said:
            yield _said(one, answers, anchor="" if one.id in met else f"a-{one.id}")
            met.add(one.id)


def _said(one: Said, answers: Answers, *, anchor: str) -> str:
    facts = (
        f"“{words(one.cue)}”" if one.cue else "",
        f"about {words(', '.join(one.about))}" if one.about else "",
        act(one.act, intensity_of(one.act)),
        carried(one.id, answers),
    )
    told = element("blockquote", words(one.content)), element("div", joined(facts), class_="facts")
    body = element("div", *told, in_place(one, answers))
    return element("div", _when(one), body, _chain(one), class_="answer", id=anchor)


def carried(row: str, answers: Answers) -> str:
    """On how many pages a statement's or event's like stands, where on several."""
    pages = answers.carried.get(row, 1)
    return f"on {pages:,} pages" if pages > 1 else ""


def in_place(one: Said | Happened, answers: Answers) -> str:
    """The words in their place, to be opened, and the ways to the marked page and the live one."""
    record, is_event = answers.pages.get(one.page), isinstance(one, Happened)
    told: tuple[Statement | Event, ...] = (record.events if is_event else record.statements) if record else ()
    number = next((n for n, each in enumerate(told, 1) if each.id == one.id), None)
    if record is None or number is None:
        return faint("its page is beyond the limit of this report")
    place = in_its_place(record, number, event=is_event)
    ways = [element("a", "in the marked page", href=f"#w-{one.id}")]
    if isinstance(one, Said) and one.link:
        ways.append(element("a", "in the live page", href=one.link, rel="noopener noreferrer nofollow"))
    return element("details", element("summary", "the words in their place"), element("p", place), joined(ways))


def act(kind: str | None, intensity: float | None) -> str:
    """A verbal act or event type as a small label, coloured by its side of the scale."""
    if not kind:
        return ""
    tone = "conflict" if (intensity or 0) < 0 else "cooperation" if (intensity or 0) > 0 else ""
    return element("span", words(kind), class_=f"tag {tone}".strip())


def _when(one: Said) -> str:
    if one.said_on:
        how = _HOW.get(one.said_how or "", f"dated by {one.said_how}")
        return element("div", one.said_on, element("small", f"said; {words(how)}"), class_="when")
    published = element("small", "published") if one.published else ""
    return element("div", one.published or "undated", published, class_="when")


def _chain(one: Said) -> str:
    hops = [one.speaker or one.source or "—", *one.via]
    if one.outlet and one.outlet not in hops:
        hops.append(one.outlet)
    sure = element("small", sureness(one.confidence))
    return element("div", element("ol", *(element("li", words(hop)) for hop in hops)), sure, class_="chain")
