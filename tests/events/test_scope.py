"""What is no event of the codebook's. All sentences are our own."""

from __future__ import annotations

import pytest

from onrecord.events.lexicon import tokenise
from onrecord.events.proposals import Proposal
from onrecord.events.scope import is_public
from onrecord.model.event import EventType
from onrecord.model.spans import Span


def _is_public(text: str, kind: EventType, trigger: str, actor: str = "", recipient: str = "") -> bool:
    def spans(words: str) -> tuple[Span, ...]:
        start = text.index(words)
        return ((start, start + len(words)),) if words else ()

    proposal = Proposal(
        type=kind,
        trigger=spans(trigger)[0],
        actors=spans(actor),
        recipients=spans(recipient),
        type_confidence=0.9,
        party_confidence=0.9,
        confidence=0.9,
    )
    return is_public(text, tokenise(text, (0, len(text))), proposal)


@pytest.mark.parametrize(
    ("text", "kind", "trigger", "actor", "recipient", "public"),
    [
        ("Two men were charged with theft.", "ACCUSE", "charged", "", "Two men", False),
        ("Two ministers were charged with theft.", "ACCUSE", "charged", "", "Two ministers", True),
        ("A man from Velmark was charged with theft.", "ACCUSE", "charged", "", "A man from Velmark", True),
        ("Prosecutors charged two men with treason.", "ACCUSE", "charged", "Prosecutors", "two men", True),
        ("Police arrested two men.", "COERCE", "arrested", "Police", "two men", True),
        ("Two men were arrested at the rally.", "COERCE", "arrested", "", "Two men", True),
        ("The navy is investigating the fire.", "ACCUSE", "investigating", "The navy", "", False),
        ("The navy is investigating the admiral.", "ACCUSE", "investigating", "The navy", "the admiral", True),
        ("The duke was dismissed by many as a fool.", "REJECT", "dismissed", "many", "The duke", False),
        ("Six people were killed when a ferry capsized.", "ASSAULT", "killed", "", "Six people", False),
        ("Six people were killed in clashes after a crash.", "ASSAULT", "killed", "", "Six people", True),
        ("Guards killed six people after the flood.", "ASSAULT", "killed", "Guards", "six people", True),
        ("The port was shelled.", "ASSAULT", "shelled", "", "", False),
    ],
)
def test_is_public(text: str, kind: EventType, trigger: str, actor: str, recipient: str, public: bool) -> None:
    assert _is_public(text, kind, trigger, actor, recipient) is public
