"""News or history. All sentences are our own."""

from __future__ import annotations

import pytest

from onrecord.events.background import Setting, is_background
from onrecord.events.lexicon import tokenise
from onrecord.model.event import EventType

LEAD = Setting(number=0)
LATER = Setting(number=9)


def _told(kind: EventType, text: str, word: str, setting: Setting) -> bool:
    tokens = tokenise(text, (0, len(text)))
    at = next(i for i, token in enumerate(tokens) if token.text == word)
    return is_background(kind, tokens, at, text, setting)


@pytest.mark.parametrize(
    ("kind", "text", "word", "background"),
    [
        ("ASSAULT", "In 2011 the fleet attacked the island.", "attacked", True),
        ("ASSAULT", "The fleet attacked the island on Tuesday.", "attacked", False),
        ("ACCUSE", "Years ago she had accused him of theft.", "accused", True),
        ("CONSULT", "During his first term the premier met the king three times.", "met", True),
        ("COERCE", "Police said they had arrested a driver.", "arrested", False),
        ("ASSAULT", "Sylvania shelled the town in March 1987.", "shelled", True),
        ("ASSAULT", "Mourners returned after the bombings of Monday night.", "bombings", True),
        ("ASSAULT", "An attack on the depot killed two guards.", "attack", False),
        ("SANCTION", "The league, which in March imposed an embargo, met again.", "imposed", True),
        ("SUPPORT", "The union, which endorsed Lombard, sent a letter.", "endorsed", True),
        ("ACCUSE", "Lombard has repeatedly accused the press of lying.", "accused", True),
        ("ASSAULT", "He was seen at the border days after a gunman killed the judge.", "killed", True),
        ("REJECT", "The duke rejected the offer after talks on Monday.", "rejected", False),
    ],
)
def test_background_in_the_lead(kind: EventType, text: str, word: str, background: bool) -> None:
    assert _told(kind, text, word, LEAD) is background


@pytest.mark.parametrize(
    ("kind", "text", "word"),
    [
        ("ACCUSE", "Lombard has called the tax a swindle.", "called"),
        ("ASSAULT", "Shopkeepers still speak of nights of shelling and attacks.", "attacks"),
    ],
)
def test_further_down_a_report_recalls(kind: EventType, text: str, word: str) -> None:
    assert not _told(kind, text, word, LEAD)
    assert _told(kind, text, word, LATER)


def test_a_day_of_the_week_makes_it_news() -> None:
    assert not _told("MOBILIZE", "Velmark has moved troops north since Monday.", "moved", LATER)


def test_what_follows_a_dated_sentence_is_history_too() -> None:
    text = "The navy shelled the port."
    assert not _told("ASSAULT", text, "shelled", LATER)
    assert _told("ASSAULT", text, "shelled", Setting(number=9, after_history=True))
