"""One event told twice is one event with more evidence. All sentences are our own."""

from __future__ import annotations

import pytest

from onrecord.events.merge import gather, merge_repeats
from onrecord.events.proposals import Proposal
from onrecord.model.event import Event, EventStatus, EventType, Party
from onrecord.model.spans import Span, evidence


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


def _proposal(text: str, kind: EventType, trigger: str, actor: str = "", *recipients: str) -> Proposal:
    return Proposal(
        type=kind,
        trigger=_span(text, trigger),
        actors=(_span(text, actor),) if actor else (),
        recipients=tuple(_span(text, one) for one in recipients),
        type_confidence=0.9,
        party_confidence=0.9,
        confidence=0.9,
    )


def _event(
    text: str, kind: EventType, trigger: str, actor: str, recipient: str, status: EventStatus = "happened"
) -> Event:
    def party(words: str) -> Party:
        return Party(text=words, spans=(_span(text, words),))

    return Event(
        id=f"{kind}-{trigger}",
        type=kind,
        actors=(party(actor),),
        recipients=(party(recipient),),
        trigger=evidence(text, {_span(text, trigger)}),
        status=status,
        intensity=0.0,
        confidence=0.8,
    )


def test_what_a_participle_adds_is_the_same_event() -> None:
    text = "Mayor Ilka Ruiz lashed out at the harbour board, accusing its clerks of theft."
    main = _proposal(text, "ACCUSE", "lashed", "Mayor Ilka Ruiz", "the harbour board")
    (one,) = gather(text, [_proposal(text, "ACCUSE", "accusing", "Mayor Ilka Ruiz", "its clerks"), main])
    assert (one.trigger, one.recipients) == (main.trigger, main.recipients)
    assert one.also == (_span(text, "accusing"),)


def test_another_actor_makes_another_event() -> None:
    text = "Mayor Ilka Ruiz lashed out at the board, the clerks accusing her of theft."
    told = [
        _proposal(text, "ACCUSE", "lashed", "Mayor Ilka Ruiz", "the board"),
        _proposal(text, "ACCUSE", "accusing", "the clerks", "her"),
    ]
    assert len(gather(text, told)) == 2


def test_where_a_bomb_went_off_is_no_victim_beside_its_victims() -> None:
    text = "A bombing in the port of Lar killed six sailors."
    (one,) = gather(
        text,
        [_proposal(text, "ASSAULT", "bombing", "", "the port of Lar"), _proposal(text, "ASSAULT", "killed", "", "six")],
    )
    assert [text[a:b] for a, b in one.recipients] == ["six"]
    assert len({one.trigger, *one.also}) == 2


TWICE = (
    "Sylvania's navy shelled the port of Lar. The navy shelled the port of Lar again after dusk. "
    "Freedonia condemned the navy."
)


def test_an_event_told_again_in_the_next_sentence_is_one_with_both_triggers() -> None:
    again = TWICE.index("The navy")
    first = _event(TWICE, "ASSAULT", "shelled", "Sylvania's navy", "the port of Lar")
    second = _event(TWICE[again:], "ASSAULT", "shelled", "The navy", "the port of Lar")
    at = again + TWICE[again:].index("shelled")
    second = Event(
        **{f: getattr(second, f) for f in Event.__struct_fields__} | {"trigger": evidence(TWICE, {(at, at + 7)})}
    )
    (one,) = merge_repeats(TWICE, [(0, first), (1, second)])
    assert one.trigger.spans == (first.trigger.spans[0], (at, at + 7))
    assert one.actors == first.actors


@pytest.mark.parametrize(
    ("kind", "status", "number"),
    [("ACCUSE", "happened", 1), ("ASSAULT", "planned", 1), ("ASSAULT", "happened", 2)],
)
def test_another_type_status_or_place_in_the_text_stays_apart(
    kind: EventType, status: EventStatus, number: int
) -> None:
    first = _event(TWICE, "ASSAULT", "shelled", "Sylvania's navy", "the port of Lar")
    other = _event(TWICE, kind, "condemned", "Sylvania's navy", "the port of Lar", status)
    assert len(merge_repeats(TWICE, [(0, first), (number, other)])) == 2
