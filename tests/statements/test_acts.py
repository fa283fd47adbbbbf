"""The verbal act of a statement, on sentences of our own."""

from __future__ import annotations

import time

import pytest

from onrecord.statements.acts import verbal_act


@pytest.mark.parametrize(
    ("cue", "content", "act"),
    [
        ("denounced", "the raid as a crime", "ACCUSE"),
        ("has repeatedly accused", "the ministry of hiding the figures", "ACCUSE"),
        ("lashed out at", "the court", "ACCUSE"),
        ("threatened to", "close the strait", "THREATEN"),
        ("vowed to", "retaliate for the strike", "THREATEN"),
        ("vowed to", "expand ties with its neighbours", "AGREE"),
        ("vowed", "never to recognise the council", "REJECT"),
        ("warned", "that the islands would face grave consequences", "THREATEN"),
        ("warned", "that rain would last until Friday", None),
        ("urged", "both sides to stop", "REQUEST"),
        ("called for", "an inquiry", "REQUEST"),
        ("asked", "the bank to lend more", "REQUEST"),
        ("asked", "“Why now?”", None),
        ("praised", "the harbour workers", "SUPPORT"),
        ("welcomed", "the ruling", "SUPPORT"),
        ("pledged", "two million crowns for the school", "AGREE"),
        ("agreed", "to reopen the bridge", "AGREE"),
        ("agreed", "that the road was bad", None),
        ("refused to", "hand over the tapes", "REJECT"),
        ("declined to", "comment", None),
        ("ruled out", "early elections", "REJECT"),
        ("apologised", "for the delay", "CONCEDE"),
        ("announced", "a ceasefire from Monday", "CONCEDE"),
        ("announced", "a new timetable", None),
        ("said", "the train was late", None),
        ("according to", "the mayor, taxes will rise", None),
        ("said", "“We condemn this attack on our fishermen”", "ACCUSE"),
        ("said", "the army must withdraw from the valley", "REQUEST"),
        ("said", "“They will pay a heavy price”", "THREATEN"),
        ("said", "“I am deeply sorry”", "CONCEDE"),
        ("said", "“We will never accept this border”", "REJECT"),
        ("stopped short of condemning", "the coup", None),
        ("did not threaten", "anybody", None),
    ],
)
def test_the_act_of_cue_and_content(cue: str, content: str, act: str | None) -> None:
    assert verbal_act(cue, content) == act


@pytest.mark.parametrize(
    "filler", ["a" * 1_000_000, " " * 1_000_000, "“" * 1_000_000, "we " * 300_000, "9" * 1_000_000]
)
def test_endless_content_takes_bounded_time(filler: str) -> None:
    began = time.monotonic()
    for cue in ("said", "vowed", "asked", "warned"):
        verbal_act(cue, filler)
    assert time.monotonic() - began < 4
