"""A record as one HTML file: the timeline drawn, who said what about whom, every answer with its words in place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from onrecord.model.whole import whole_file
from onrecord.pictures.timeline import counts_picture, timeline_picture
from onrecord.report.acting import done_section, pairs_section
from onrecord.report.answers import Answers, Asked, Limits, gather
from onrecord.report.html import element, faint, joined, whole, words
from onrecord.report.marked import marked_page
from onrecord.report.speaking import said_section
from onrecord.store import Store
from onrecord.store.tables import page_name
from onrecord.views.links import address_of, is_web
from onrecord.views.positions import Gap
from onrecord.views.showing import count, line, sureness
from onrecord.views.spells import TurningPoint
from onrecord.views.timeline import of_event, of_statement


def write_report(store: Store, path: Path, *, asked: Asked | None = None, limits: Limits | None = None) -> Answers:
    """Write the report of a record to `path`; what it shows.

    Raises:
        QueryError: a date that is none.
        ExportError: the file cannot be written.
    """
    answers = gather(store, asked or Asked(), limits or Limits())
    page = report(answers).encode("utf-8", "replace")
    with whole_file(path) as stream:
        stream.write(page)
    return answers


def report(answers: Answers) -> str:
    """The report as HTML."""
    sections = (
        ("time", "Over time", _time(answers)),
        ("said", "Who said what about whom", said_section(answers)),
        ("done", "Who did what to whom", done_section(answers)),
        ("pairs", "Who speaks about whom", pairs_section(answers)),
        ("pages", "The pages, their evidence marked", "".join(_pages(answers))),
        ("unread", "What could not be read", _unread(answers)),
    )
    held = [(name, title, body) for name, title, body in sections if body]
    nav = element("nav", *(element("a", title.partition(",")[0], href=f"#{name}") for name, title, _ in held))
    body = [element("h2", title, id=name) + inside for name, title, inside in held]
    return whole(_title(answers), "\n".join([_head(answers), nav, *body, _foot(answers)]))


def _title(answers: Answers) -> str:
    asked = answers.asked
    named = {voice.name for voice in answers.voices}
    who = named.pop() if asked.who and len(named) == 1 else asked.who
    about = f" on {asked.about}" if asked.about else ""
    return f"{line(who)}{about}: on record" if who else f"On record{about}"


def _head(answers: Answers) -> str:
    info = answers.info
    facts = (
        count(info.pages, "page"),
        count(len([one for one in info.outlets if one != "unknown"]), "outlet"),
        f"published {info.first_published} – {info.last_published}" if info.first_published else "",
        f"{info.undated:,} undated" if info.undated else "",
        count(info.statements, "statement"),
        count(info.events, "event"),
    )
    notes = "".join(faint(words(note)) for note in answers.notes)
    return element("h1", words(_title(answers))) + element("div", joined(facts), class_="facts") + notes


def _time(answers: Answers) -> str:
    more_said = any(voice.total > voice.shown for voice in answers.voices)
    if more_said or answers.happened_total > answers.happened_shown:
        lanes = {voice.name: voice.dates for voice in answers.voices} | {"what was done": answers.done_dates}
        told = faint("How much of it is on record, by date; what is shown below is the latest of it.")
        return counts_picture(lanes, name="What was said and done") + told + _over_time(answers)
    shown = [of_statement(one, "by") for voice in answers.voices for one in voice.said]
    shown += [of_event(one, "by") for one in answers.happened]
    once = list({one.id: one for one in shown}.values())
    picture = timeline_picture(once, name="What was said and done", anchor=lambda one: f"a-{one.id}")
    told = faint("Each mark leads to its words below; rest the pointer on it to read them.")
    return picture + told + _over_time(answers)


def _over_time(answers: Answers) -> str:
    found = answers.positions
    if found is None:
        return ""
    again = [
        f"Said again: “{words(one.words)}” – {count(one.times, 'time')}, in {', '.join(one.years)}"
        for one in found.formulas[: answers.limits.formulas]
    ]
    told = [*again, *map(_turn, found.turns), *map(_gap, found.gaps)]
    return element("ul", *(element("li", one) for one in told)) if told else ""


def _turn(one: TurningPoint) -> str:
    return (
        f"Turning point {one.month} (between {one.earliest} and {one.latest}, probability {one.probability:.2f}): "
        f"mean intensity {one.before:+.1f} before, {one.after:+.1f} after"
    )


def _gap(one: Gap) -> str:
    there = f", though {count(one.pages, 'page')} of that time on record" if one.pages else ": no page of that time"
    return f"Nothing between {one.since} and {one.until}{there}"


def _pages(answers: Answers) -> Iterator[str]:
    roles = {"who": "who speaks", "cue": "the cue", "said": "what is said", "did": "what tells of an act"}
    yield element("p", *(element("mark", told, class_=role) for role, told in roles.items()), class_="key facts")
    for page, record in answers.pages.items():
        about, published = record.page, record.page.published
        facts = (
            words(about.outlet.name) if about.outlet else "",
            f"by {words(', '.join(about.byline))}" if about.byline else "",
            f"published {published.date} ({sureness(published.confidence)})" if published else "undated",
            f"credits {words(', '.join(one.name for one in about.credit))}" if about.credit else "",
            address(address_of(record.input.uri, about.canonical) or record.input.uri),
        )
        head = element("h3", words(about.title or page_name(record.input.uri)))
        told = element("div", joined(facts), class_="facts")
        yield element("article", head, told, marked_page(record, answers.limits.characters), id=f"p-{page}")
    left = answers.pages_quoted - len(answers.pages)
    if left > 0:
        yield faint(f"{count(left, 'more page')} quoted above and left out here.")


def address(uri: str) -> str:
    """A page's address on the web, as a link; else its file's name, since a report is shown to others."""
    if is_web(uri):
        return element("a", words(uri), href=uri, rel="noopener noreferrer nofollow")
    return words(page_name(uri))


def _unread(answers: Answers) -> str:
    rows = answers.troubles
    if not rows:
        return faint("Every page was read without a problem.")
    held = [element("li", joined((element("b", words(one.what)), words(one.detail), address(one.uri)))) for one in rows]
    left = rows.total - len(rows)
    return element("ul", *held) + (faint(f"{left:,} more: onrecord problems") if left > 0 else "")


def _foot(answers: Answers) -> str:
    readers = ", ".join(one.version for one in answers.info.read_by)
    told = (
        f"Read by {words(readers)}. Statements and events are found by machine: each stands here with its words, the "
        "chain that carries it, and how sure the reader is. Whether what was said is true is not judged."
    )
    return element("footer", told)
