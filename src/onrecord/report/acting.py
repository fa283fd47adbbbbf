"""Who did what to whom, and who speaks about whom how often."""

from __future__ import annotations

from onrecord.pictures.svg import colour
from onrecord.report.answers import Answers
from onrecord.report.html import element, faint, joined, words
from onrecord.report.speaking import act, carried, in_place
from onrecord.views.network import Edge
from onrecord.views.rows import Happened
from onrecord.views.showing import sureness

_NUMBERS = frozenset({"Said", "Done", "Claims", "Not done", "Mean"})


def done_section(answers: Answers) -> str:
    """The events in order of time."""
    if not answers.happened:
        return ""
    left = answers.happened_total - answers.happened_shown
    more = faint(f"The latest; {left:,} more are on record: onrecord events") if left > 0 else ""
    rows = [_happened(one, answers) for one in answers.happened]
    return element("table", _heads("When", "Who", "To whom", "What", "Status"), *rows) + more


def _happened(one: Happened, answers: Answers) -> str:
    status = (
        words(one.status),
        "told as history" if one.background else "",
        f"according to {words(one.according_to)}" if one.according_to else "",
        carried(one.id, answers),
        sureness(one.confidence),
    )
    dated = (one.date or one.published or "undated", "" if one.date or not one.published else "published")
    what = joined((act(one.type, one.intensity), words(one.words)), " ") + in_place(one, answers)
    return element(
        "tr",
        element("td", joined(dated, "<br>"), class_="date"),
        element("td", words(", ".join(one.actors))),
        element("td", words(", ".join(one.recipients))),
        element("td", what),
        element("td", joined(status, "<br>"), class_="facts"),
        id=f"a-{one.id}",
    )


def pairs_section(answers: Answers) -> str:
    """The pairs with most between them."""
    if not answers.pairs:
        return ""
    heads = _heads("Who", "About or to whom", "Said", "Done", "Claims", "Not done", "Mean", "Acts")
    scale = (
        "Mean intensity of verbal acts and events on PLOVER’s scale, −10 conflict to 10 cooperation. Of what is counted"
        " as done, the claims are told in somebody’s words; what is not done is denied, threatened, planned or only"
        " thought of."
    )
    return element("table", heads, *map(_pair, answers.pairs)) + faint(scale)


def _pair(one: Edge) -> str:
    square = element("span", "■", style=f"color:{colour(one.intensity)}")
    mean = f"{square} {one.intensity:+.1f}" if one.intensity is not None else ""
    numbers = (f"{one.statements:,}", f"{one.events:,}", f"{one.claims:,}", f"{one.not_done:,}", mean)
    acts = ", ".join(f"{kind} {times:,}" for kind, times in one.acts.items())
    return element(
        "tr",
        element("td", words(one.who)),
        element("td", words(one.whom)),
        *(element("td", number, class_="number") for number in numbers),
        element("td", words(acts), class_="facts"),
    )


def _heads(*names: str) -> str:
    return element("tr", *(element("th", name, class_="number" if name in _NUMBERS else "") for name in names))
