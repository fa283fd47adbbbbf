from __future__ import annotations

from who_pages import page, said, span_of, speakers

from onrecord.model.spans import Span

PEOPLE = {"person": ["Ingrid Solvang", "Tomas Varga", "Solvang", "Varga", "Robin Quell", "Quell"]}


def he(text: str) -> Span:
    """Where the word 'he' stands."""
    start = text.index(" he ") + 1
    return start, start + 2


def test_he_and_she_agree_in_gender() -> None:
    text = "Ingrid Solvang met Tomas Varga. She said it was late. He said it was early."
    statements = [said(text, "She", "it was late"), said(text, "He", "it was early")]
    assert speakers(page(text, PEOPLE, statements)) == [("person:ingrid-solvang",), ("person:tomas-varga",)]


def test_the_last_speaker_goes_before_somebody_only_named() -> None:
    text = "Tomas Varga said the bridge was safe. “Nobody asked,” he added about Peter Lund."
    names = {"person": ["Tomas Varga", "Peter Lund"]}
    statements = [said(text, "Tomas Varga", "the bridge was safe", "said"), said(text, he(text), "“Nobody asked,”")]
    assert speakers(page(text, names, statements))[1] == ("person:tomas-varga",)


def test_whoever_is_named_inside_the_words_is_not_the_speaker() -> None:
    text = "Tomas Varga spoke after Peter Lund. “Lund was late,” he said."
    names = {"person": ["Tomas Varga", "Peter Lund", "Lund"]}
    assert speakers(page(text, names, [said(text, he(text), "“Lund was late,”")])) == [("person:tomas-varga",)]


def test_names_in_quotations_stay_behind_those_outside() -> None:
    text = "Tomas Varga read the letter. “Dear Peter Lund, dear Peter Lund, come home.” He said it was late."
    names = {"person": ["Tomas Varga", "Peter Lund"]}
    assert speakers(page(text, names, [said(text, "He", "it was late")])) == [("person:tomas-varga",)]


def test_nobody_is_guessed_between_equals_or_out_of_nothing() -> None:
    text = "The gate was open. He said it was late."
    assert speakers(page(text, {}, [said(text, "He", "it was late")])) == [()]
    text = "Ingrid Solvang left. He said it was late."
    assert speakers(page(text, PEOPLE, [said(text, "He", "it was late")])) == [()]


def test_a_name_of_either_gender_takes_what_the_page_says() -> None:
    text = "Robin Quell opened the gate. She smiled, and she waved. Tomas Varga came. She said it was late."
    place = span_of(text, "She", 1)
    assert speakers(page(text, PEOPLE, [said(text, place, "it was late")])) == [("person:robin-quell",)]
