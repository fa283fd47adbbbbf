"""The ontology as data holds together."""

from __future__ import annotations

import re

import pytest

from onrecord.events import codebook
from onrecord.events.lexicon import hits, noun_forms, tokenise, verb_forms


def test_sixteen_types_in_four_quad_classes() -> None:
    assert len(codebook.EVENT_TYPES) == 16
    assert set(codebook.types()) == set(codebook.EVENT_TYPES)
    assert {codebook.quad_class(kind) for kind in codebook.EVENT_TYPES} == {1, 2, 3, 4}
    assert codebook.quad_class("SANCTION") == 4


def test_intensity_runs_from_conflict_to_cooperation() -> None:
    for kind, entry in codebook.types().items():
        for mode in (None, *entry.modes):
            score = codebook.intensity(kind, mode)
            assert -10 <= score <= 10
            assert (score < 0) == (entry.quad > 2 and score != 0)
    assert codebook.intensity("RETREAT", "disarm") == 10
    assert codebook.intensity("ACCUSE", None) == -3


def test_every_trigger_names_a_mode_of_its_type() -> None:
    for entry in codebook.triggers():
        assert entry.mode is None or entry.mode in codebook.types()[entry.type].modes, entry


def test_contexts_are_lower_case_words() -> None:
    assert len(codebook.contexts()) == 37
    for words in codebook.contexts().values():
        assert all(re.fullmatch(r"[a-z0-9' -]+", word) for word in words)


def test_unknown_word_list_is_refused() -> None:
    with pytest.raises(KeyError):
        codebook.words("no such list")


@pytest.mark.parametrize(
    ("lemma", "form"),
    [("deny", "denied"), ("accuse", "accusing"), ("withdraw", "withdrew"), ("clash", "clashes"), ("visit", "visiting")],
)
def test_verb_forms(lemma: str, form: str) -> None:
    assert form in verb_forms(lemma)


def test_noun_forms() -> None:
    assert noun_forms("embassy") == {"embassy", "embassies"}


def test_patterns_bridge_a_gap_but_not_a_clause() -> None:
    def found(text: str) -> set[tuple[str, str | None]]:
        return {(hit.type, hit.mode) for hit in hits(tokenise(text, (0, len(text))))}

    assert ("SANCTION", "withdraw") in found("Freedonia recalled its long-serving ambassador.")
    assert ("SANCTION", "withdraw") not in found("Freedonia recalled the car: its ambassador smiled.")
    assert ("COERCE", "arrest") in found("Harbour police arrested the smugglers.")
    assert not found("The cat sat quietly near the warm stove.")
