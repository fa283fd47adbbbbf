"""Small things around a report: section labels, credits in brackets, pages without any report."""

from __future__ import annotations

import pytest

from onrecord.model.provenance import RawPage
from onrecord.text import open_page
from onrecord.text.marks import credit_line, section_label

REPORT = (
    "Ferry captains in the port of Kelmor say they will not sail in storms any more, after two boats were lost within a "
    "week on the crossing to Sella.\n\nThe harbour council called the decision understandable and promised to pay for the "
    "days that are lost. It will meet the captains again on Friday, a spokeswoman said.\n"
)


@pytest.mark.parametrize("label", ["News - World: ", "BREAKING: ", "World | Europe: ", "Exclusive: "])
def test_a_label_is_found(label: str) -> None:
    assert section_label(label + REPORT, (0, 200)) == (0, len(label))


@pytest.mark.parametrize("start", ["The world: ", "Kim said: ", "News of the storm ", "World leaders met: "])
def test_words_of_a_report_are_no_label(start: str) -> None:
    assert section_label(start + REPORT, (0, 200)) is None


def test_the_lead_begins_after_the_label() -> None:
    page = open_page(
        RawPage(uri="page.txt", kind="scraped", content="Captains refuse to sail in storms\n\nNews - World: " + REPORT)
    )
    lead = next(zone for zone in page.zones if zone.kind == "lead")
    assert page.text[lead.start :].startswith("Ferry captains")
    assert page.page.section == "World"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"<html><head><title>Cut", "no text"),
        (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "no text"),
    ],
)
def test_a_page_without_a_report_says_so(content: bytes, what: str) -> None:
    page = open_page(RawPage(uri="page.html", kind="html", content=content))
    assert what in {problem.what for problem in page.problems}


@pytest.mark.parametrize(
    ("line", "name"),
    [("(NorWire)", "NorWire"), ("[Strait Radio]", "Strait Radio"), ("(Photo)", None), ("(see below)", None)],
)
def test_a_name_in_brackets_on_its_own_is_a_credit(line: str, name: str | None) -> None:
    span = credit_line(line, (0, len(line)))
    assert (line[slice(*span)] if span else None) == name


def test_a_short_heading_is_the_title_of_a_page_that_names_no_other() -> None:
    content = b"<html><body><article><h1>Rain</h1><p>The bridge stays closed, Ada Brandt said on Monday.</p></article></body></html>"
    assert open_page(RawPage(uri="page.html", kind="html", content=content)).page.title == "Rain"
