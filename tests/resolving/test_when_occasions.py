"""When things were said and done."""

from __future__ import annotations

from msgspec.structs import replace
from when_pages import page

from onrecord.model.attribution import Source, Statement
from onrecord.model.document import Document
from onrecord.model.event import Event
from onrecord.model.spans import Span, evidence
from onrecord.model.timex import When
from onrecord.resolving.when import anchor_times, date_statements_and_events, tag_times
from onrecord.resolving.when.occasions import when_of


def statement(text: str, source: str, cue: str, content: str) -> Statement:
    """A statement by its three parts, each found where it first stands."""
    at = {part: _at(text, part) for part in (source, cue, content)}
    return Statement(
        id=f"{source}/{cue}",
        kind="indirect",
        source=Source(text=source, spans=(at[source],)),
        cue=evidence(text, [at[cue]]),
        content=evidence(text, [at[content]]),
        confidence=0.9,
    )


def _at(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


def event(text: str, trigger: str, **fields: object) -> Event:
    made = Event(
        id=trigger, type="ASSAULT", trigger=evidence(text, [_at(text, trigger)]), intensity=-9.0, confidence=0.9
    )
    return replace(made, **fields)


def read(text: str, published: str | None, *parts: Statement | Event) -> Document:
    document = anchor_times(tag_times(page(text, published)))
    statements = tuple(one for one in parts if isinstance(one, Statement))
    events = tuple(one for one in parts if isinstance(one, Event))
    return date_statements_and_events(replace(document, statements=statements, events=events))


def said(text: str, published: str | None, *parts: tuple[str, str, str]) -> list[tuple[str, str] | None]:
    document = read(text, published, *(statement(text, *one) for one in parts))
    return [(one.said_on.date, one.said_on.how) if one.said_on else None for one in document.statements]


def test_the_day_in_the_cue_s_clause() -> None:
    text = "Ms. Odongo said on Saturday that the lake would be closed by Monday."
    parts = ("Ms. Odongo", "said", "that the lake would be closed by Monday")
    assert said(text, "2021-01-10", parts) == [("2021-01-09", "timex")]


def test_a_month_before_the_source() -> None:
    text = "Last month, Odongo remarked that the talks were over."
    assert said(text, "2024-12-29", ("Odongo", "remarked", "that the talks were over")) == [("2024-11", "timex")]


def test_a_month_behind_the_cue() -> None:
    text = "Odongo said in October that she would only come alone."
    assert said(text, "2021-01-10", ("Odongo", "said", "that she would only come alone")) == [("2020-10", "timex")]


def test_a_year_between_a_naming_cue_and_the_quoted_words() -> None:
    text = "Odongo had called her rival in 2019 a “paper crane” of the coast."
    assert said(text, "2021-01-10", ("Odongo", "had called", "her rival in 2019 a “paper crane” of the coast")) == [
        ("2019", "timex")
    ]


def test_a_time_inside_the_content_is_not_when_it_was_said() -> None:
    text = "Odongo said the port was built in 1998."
    assert said(text, None, ("Odongo", "said", "the port was built in 1998")) == [None]


def test_plain_reports_take_the_story_s_day() -> None:
    text = "The port closed on Friday, the mayor said.\n\nThe ferry is full, Ms. Abe added."
    parts = ("Ms. Abe", "added", "The ferry is full")
    assert said(text, "2021-01-10", parts) == [("2021-01-08", "lead")]
    assert said("The ferry is full, Ms. Abe added.", "2021-01-10", parts) == [("2021-01-10", "published")]


def test_background_is_not_given_the_story_s_day() -> None:
    text = "Odongo once said the ferry was full. Abe has often warned of the tide."
    parts = [("Odongo", "said", "the ferry was full"), ("Abe", "warned", "of the tide")]
    assert said(text, "2021-01-10", *parts) == [None, None]


def test_words_of_a_content_are_no_background_marker() -> None:
    text = "“The tide will never turn,” Abe said."
    assert said(text, "2021-01-10", ("Abe", "said", "The tide will never turn")) == [("2021-01-10", "published")]


def test_a_meeting_that_ended_on_a_day_dates_to_its_month() -> None:
    text = "In a five-day meeting that ended on Friday, Odongo denounced the plan."
    assert said(text, "2024-12-29", ("Odongo", "denounced", "the plan")) == [("2024-12", "timex")]


def test_a_time_belongs_to_the_nearest_cue() -> None:
    text = "Odongo announced a new plan, as reported by the gazette on Sunday."
    parts = [("Odongo", "announced", "a new plan"), ("the gazette", "reported", "Odongo announced a new plan")]
    assert said(text, "2024-12-30", *parts)[1] == ("2024-12-29", "timex")
    assert said(text, "2024-12-30", *parts)[0] != ("2024-12-29", "timex")


def test_events_take_the_time_of_their_clause() -> None:
    text = "Rebels shelled the harbour on Tuesday, and the mayor fled in March. They attacked the fort in 2015."
    document = read(text, "2021-06-10", event(text, "shelled"), event(text, "attacked", background=True))
    assert [one.date and one.date.date for one in document.events] == ["2021-06-08", "2015"]


def test_an_event_told_as_history_gets_no_date_of_the_page() -> None:
    text = "The mayor returned after rebels shelled the harbour."
    assert read(text, "2021-06-10", event(text, "shelled")).events[0].date is None


def test_values_become_days_months_years() -> None:
    spans = ((0, 1),)
    assert when_of("2024-12-29T10:00", spans, "timex") == When(
        date="2024-12-29", precision="day", how="timex", spans=spans
    )
    assert when_of("2024-W50", spans, "timex") == When(date="2024-12", precision="month", how="timex", spans=spans)
    assert when_of("2024-Q3", spans, "timex") == When(date="2024", precision="year", how="timex", spans=spans)
    assert when_of("2024-WI", spans, "timex") == When(date="2024", precision="year", how="timex", spans=spans)
    assert when_of("PAST_REF", spans, "timex") is None
    assert when_of("XXXX-12", spans, "timex") is None


def test_a_second_run_changes_nothing() -> None:
    text = "Odongo said on Saturday that the lake would be closed. Rebels shelled it on Friday."
    one = read(
        text, "2021-01-10", statement(text, "Odongo", "said", "that the lake would be closed"), event(text, "shelled")
    )
    assert date_statements_and_events(one) == one


def test_a_time_in_the_next_clause_is_not_when_it_was_said() -> None:
    text = "Ms. Odongo said the lake was full, but a report issued in June 2020 told otherwise."
    assert said(text, "2021-01-10", ("Ms. Odongo", "said", "the lake was full")) == [("2021-01-10", "published")]
    text = "Ms. Odongo warned that the lake would not heal the town, which, even today, mourns."
    assert said(text, "2021-01-10", ("Ms. Odongo", "warned", "that the lake would not heal the town")) == [
        ("2021-01-10", "published")
    ]


def test_nothing_was_said_or_done_after_its_page() -> None:
    text = "The 7 October attacks shook the town. Ms. Odongo said on 12 October the lake was full."
    document = read(
        text, "2024-08-08", statement(text, "Ms. Odongo", "said", "the lake was full"), event(text, "attacks")
    )
    assert document.events[0].date is None
    assert document.statements[0].said_on is None or document.statements[0].said_on.date <= "2024-08-09"
    planned = read(text, "2024-08-08", event(text, "attacks", status="planned"))
    assert planned.events[0].date is not None
