"""Done, under way, planned, threatened, denied, hypothetical. All sentences are our own."""

from __future__ import annotations

import pytest

from onrecord.events.lexicon import tokenise
from onrecord.events.status import status_of
from onrecord.model.event import EventStatus, EventType


def _at(text: str, word: str) -> tuple[list, int]:
    tokens = tokenise(text, (0, len(text)))
    return tokens, next(i for i, token in enumerate(tokens) if token.text == word)


@pytest.mark.parametrize(
    ("kind", "text", "word", "status"),
    [
        ("ASSAULT", "Freedonian jets attacked the port on Monday.", "attacked", "happened"),
        ("COERCE", "Police have arrested two editors.", "arrested", "happened"),
        ("MOBILIZE", "Sylvania is massing tanks near the river.", "massing", "ongoing"),
        ("COERCE", "Dozens of teachers are being detained at the stadium.", "detained", "ongoing"),
        ("ASSAULT", "The army continues shelling the suburb.", "shelling", "ongoing"),
        ("CONSULT", "The two presidents will meet in Zubrowka next week.", "meet", "planned"),
        ("MOBILIZE", "The ministry plans to deploy a second brigade.", "deploy", "planned"),
        ("CONSULT", "The minister is to visit the capital on Tuesday.", "visit", "planned"),
        ("AGREE", "The duke said he would help the town.", "would", "planned"),
        ("ASSAULT", "The general threatened to bomb the dam.", "bomb", "threatened"),
        ("ASSAULT", "The junta warned it would attack any ship.", "attack", "threatened"),
        ("ASSAULT", "The army did not attack the convoy.", "attack", "denied"),
        ("COERCE", "The palace denied arresting the singer.", "arresting", "denied"),
        ("REQUEST", "She is not expected to press the king.", "press", "denied"),
        ("CONSULT", "The envoys failed to meet.", "meet", "denied"),
        ("AGREE", "They haven't agreed to anything.", "agreed", "denied"),
        ("SANCTION", "Brussels could impose a ban if talks fail.", "impose", "hypothetical"),
        ("RETREAT", "The council urged the rebels to withdraw.", "withdraw", "hypothetical"),
        ("ASSAULT", "Villagers fear an attack.", "attack", "hypothetical"),
        ("THREATEN", "The admiral threatened to close the strait.", "threatened", "happened"),
        ("REJECT", "The party will not let the bill pass.", "let", "happened"),
        ("REJECT", "The party did not reject the bill.", "reject", "denied"),
        ("COERCE", "Five men, whose names were not given, were deported.", "deported", "happened"),
        ("COERCE", "He fled after being arrested.", "arrested", "happened"),
        ("RETREAT", "The troops not only withdrew but apologised.", "withdrew", "happened"),
        ("ACCUSE", "The bank is under federal investigation for fraud.", "investigation", "ongoing"),
        ("ACCUSE", "The premier is drawing sharp criticism from nurses.", "criticism", "ongoing"),
        ("COERCE", "Goods being blocked include flour.", "blocked", "ongoing"),
        ("CONSULT", "The queen has no plans to meet the rebels.", "meet", "denied"),
        ("SUPPORT", "I would like to thank the nurses.", "thank", "happened"),
        ("REJECT", "If attacked, we will never surrender.", "never", "hypothetical"),
        ("REJECT", "Duke Aldo said that he would not sign unless Velmark paid.", "not", "happened"),
        ("REJECT", "Wardens say the man was armed and refused to stop.", "refused", "happened"),
        ("COERCE", "The sale was halted due to a ban on timber.", "ban", "happened"),
    ],
)
def test_status(kind: EventType, text: str, word: str, status: EventStatus) -> None:
    tokens, at = _at(text, word)
    assert status_of(kind, tokens, at) == status
