"""Statements that carry one utterance are found, and told apart by what differs; nothing is judged."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from told import actor, event, page, quote

from onrecord.model.document import Record
from onrecord.store import Store
from onrecord.stories.dates import apart
from onrecord.stories.differences import in_common
from onrecord.stories.grouping import Grouping
from onrecord.stories.said import words_of

BRANDT, AGENCY, LUND = actor("Ada Brandt"), actor("NorWire", "outlet"), actor("Per Lund")
FULL = "We will not close the pier unless the divers find more cracks in it"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "record.db", write=True)


def put(store: Store, *pages: Record) -> None:
    grouping = Grouping(store)
    for one in pages:
        store.add(one)
        grouping.place(one.id)


def carriers(store: Store) -> list[tuple[str, int, str | None]]:
    """Page, utterance and wording of each statement."""
    rows = store.query(
        "SELECT d.row_id, utterance, wording FROM utterances JOIN statements s ON s.n = statement"
        " JOIN documents d ON d.n = s.document ORDER BY s.n"
    )
    return [tuple(row) for row in rows]


def flags(store: Store) -> list[tuple[str, str | None, str | None, int]]:
    rows = store.query("SELECT kind, has, other_has, flagged FROM utterance_differences ORDER BY statement, kind")
    return [tuple(row) for row in rows]


def said(name: str, content: str, speaker: object = BRANDT, *, cue: str = "said", on: str | None = None) -> Record:
    statement = quote(name, content, speaker, cue=cue, said_on=on)  # type: ignore[arg-type]
    return page(name, f"{name} {content}", said=(statement,), actors=(BRANDT, AGENCY, LUND))


def test_the_same_words_are_one_utterance(store: Store) -> None:
    put(store, said("a", FULL), said("b", FULL, cue="told reporters"))
    assert carriers(store) == [("a", 1, "fullest"), ("b", 1, "verbatim")]


def test_a_condition_cut_off_is_flagged_whichever_came_first(store: Store) -> None:
    put(store, said("cut", FULL.split(" unless")[0]), said("full", FULL))
    assert carriers(store) == [("cut", 1, "trimmed"), ("full", 1, "fullest")]
    assert flags(store) == [("condition", None, "unless", 1)]


def test_a_negation_lost_is_flagged(store: Store) -> None:
    put(store, said("a", FULL), said("b", FULL.replace("not ", "")))
    assert flags(store) == [("negation", None, "not", 1)]


def test_another_sentence_left_out_is_no_matter_of_sense(store: Store) -> None:
    put(store, said("a", FULL + ". Nobody likes the smell of paint and it may rain."), said("b", FULL))
    assert carriers(store) == [("a", 1, "fullest"), ("b", 1, "trimmed")]
    assert flags(store) == []


def test_words_of_another_clause_left_out_are_no_matter_of_sense(store: Store) -> None:
    put(store, said("a", FULL + ", and the council asked whether it might rain in May"), said("b", FULL))
    assert flags(store) == []


def test_an_agency_s_words_given_to_a_person_are_flagged(store: Store) -> None:
    put(store, said("a", FULL, AGENCY), said("b", FULL, BRANDT))
    assert flags(store) == [("drift", "Ada Brandt", "NorWire", 1)]


def test_other_cue_and_date_are_told_and_not_flagged(store: Store) -> None:
    put(store, said("a", FULL, on="2024-03-04"), said("b", FULL, cue="threatened", on="2024-03-05"))
    assert flags(store) == [("cue", "threatened", "said", 0), ("date", "2024-03-05", "2024-03-04", 0)]


def test_the_same_formula_a_year_later_is_another_utterance(store: Store) -> None:
    put(store, said("a", FULL, on="2024-03-04"), said("b", FULL, on="2025-03-04"))
    assert [utterance for _, utterance, _ in carriers(store)] == [1, 2]


def test_few_words_of_different_speakers_are_not_one(store: Store) -> None:
    put(store, said("a", "It is too early to say", BRANDT), said("b", "It is too early to say", LUND))
    assert [utterance for _, utterance, _ in carriers(store)] == [1, 2]


def test_a_name_and_its_last_part_are_one_speaker(store: Store) -> None:
    family = actor("Brandt")
    put(store, said("a", FULL), page("b", f"b {FULL}", said=(quote("b", FULL, family),), actors=(family,)))
    assert carriers(store) == [("a", 1, "fullest"), ("b", 1, "verbatim")]
    assert flags(store) == []


def test_two_of_one_family_are_two_though_called_by_one_name(store: Store) -> None:
    """Kim said, Kim said: which of them, a person has to look."""
    ida = actor("Ida Brandt")
    both = [quote(name, FULL, who) for name, who in (("a", BRANDT), ("b", ida))]
    called = [msgspec.structs.replace(one, source=msgspec.structs.replace(one.source, text="Brandt")) for one in both]
    put(
        store, *(page(n, f"{n} {FULL}", said=(one,), actors=(BRANDT, ida)) for n, one in zip("ab", called, strict=True))
    )
    assert [utterance for _, utterance, _ in carriers(store)] == [1, 1]
    assert flags(store) == [("speaker", "Brandt", "Brandt", 1)]


def test_words_given_to_another_person_are_flagged(store: Store) -> None:
    put(store, said("a", FULL), said("b", FULL, LUND))
    assert flags(store) == [("speaker", "Per Lund", "Ada Brandt", 1)]


def test_a_paper_that_names_who_said_it_takes_no_words_from_them(store: Store) -> None:
    put(store, said("a", f"{FULL}, said Ada Brandt", AGENCY), said("b", FULL))
    assert flags(store) == []


def test_what_one_page_has_both_ways_is_not_flagged(store: Store) -> None:
    both = tuple(quote(name, words, BRANDT) for name, words in (("full", FULL), ("cut", FULL.split(" unless")[0])))
    put(store, page("a", FULL, said=both, actors=(BRANDT,)))
    assert carriers(store) == [("a", 1, "fullest"), ("a", 1, "trimmed")]
    assert flags(store) == [("condition", None, "unless", 0)]


@pytest.mark.parametrize(
    ("whole", "cut", "kind"),
    [
        ("If the divers find more cracks, we will close the pier", "We will close the pier", "condition"),
        ("The divers allegedly drank the harbour wine", "The divers drank the harbour wine", "hedge"),
        ("I think the divers drank the harbour wine", "the divers drank the harbour wine", "hedge"),
        ("No, the divers never drank the harbour wine", "the divers drank the harbour wine", "negation"),
        ("No, the divers drank the harbour wine", "the divers drank the harbour wine", None),
        ("The divers found a song we can believe in on the quay", "The divers found a song in on the quay", None),
        (
            "The pier stays open all summer long. I don't think it will rain",
            "The pier stays open all summer long",
            None,
        ),
    ],
)
def test_what_is_left_out_of_a_sentence(store: Store, whole: str, cut: str, kind: str | None) -> None:
    put(store, said("a", whole), said("b", cut))
    assert carriers(store) == [("a", 1, "fullest"), ("b", 1, "trimmed")]
    assert [(found, flagged) for found, _, _, flagged in flags(store)] == ([(kind, 1)] if kind else [])


def test_a_that_before_the_words_is_no_cut(store: Store) -> None:
    put(store, said("a", "that " + FULL), said("b", FULL))
    assert carriers(store) == [("a", 1, "fullest"), ("b", 1, "verbatim")]


def test_other_figures_are_another_utterance(store: Store) -> None:
    told = "The union counts {} boats that lie idle at the pier"
    put(store, said("a", told.format(400)), said("b", told.format(250).replace("counts", "says that")))
    assert [utterance for _, utterance, _ in carriers(store)] == [1, 2]


def test_a_formula_about_another_matter_is_another_utterance(store: Store) -> None:
    told = "We hold out our hand to Velmark, and we shall not give up the {} of {} for any {} or {}"
    put(
        store,
        said("a", told.format("pier", "Kelmor", "money", "herring")),
        said("b", told.format("ferry", "Sella", "promise", "threat")),
    )
    assert [utterance for _, utterance, _ in carriers(store)] == [1, 2]


def test_a_page_seldom_tells_twice_what_it_tells_once(store: Store) -> None:
    told = ("The ferry will leave from the northern harbour", "The boats will leave from the southern harbour")
    both = tuple(quote(str(n), words, BRANDT) for n, words in enumerate(told))
    put(store, page("a", FULL, said=both, actors=(BRANDT,)))
    assert [utterance for _, utterance, _ in carriers(store)] == [1, 2]


def test_events_of_one_story_are_one_happening(store: Store) -> None:
    velmark, guard = actor("VEL", "state", "VEL"), actor("VEL/MIL", "government", "VEL")
    told = "Velmark's coast guard fired on two trawlers off Sella on Monday and towed both of them to Torsund."
    events = [
        event("1", "fired", (velmark,), date="2024-03-04"),
        event("2", "fired", (guard,), date="2024-03-05"),
        event("3", "fired", (guard,), date="2024-02-01"),
        event("4", "fired", (guard,), date="2024-03-04", status="denied"),
    ]
    put(
        store,
        *(
            page(str(n), told, title="Trawlers shot at", events=(one,), actors=(velmark, guard))
            for n, one in enumerate(events)
        ),
    )
    assert [row[0] for row in store.query("SELECT happening FROM happenings ORDER BY event")] == [1, 1, 3, 4]


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        ("2024-03-04", "2024-03", 0),
        ("2024", "2025-01-03", 3),
        ("2024-02-28", "2024-03-01", 2),
        ("2024", None, None),
        ("2024-13", "2024", None),
    ],
)
def test_days_apart(one: str | None, other: str | None, days: int | None) -> None:
    assert apart(one, other) == apart(other, one) == days


@given(st.text(max_size=300))
def test_words_have_a_sentence_each(content: str) -> None:
    words, sentence = words_of(content)
    assert len(words) == len(sentence)
    assert list(sentence) == sorted(sentence)


_SAYINGS = st.lists(st.sampled_from("we will not sell the lake to you".split()), min_size=1, max_size=30)


def _longest(one: list[str], other: list[str]) -> int:
    """The length of a longest common subsequence, by the book."""
    table = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i, word in enumerate(one):
        for j, met in enumerate(other):
            table[i + 1][j + 1] = table[i][j] + 1 if word == met else max(table[i][j + 1], table[i + 1][j])
    return table[-1][-1]


@given(_SAYINGS, _SAYINGS)
def test_words_in_common_are_counted_as_by_the_book(one: list[str], other: list[str]) -> None:
    assert in_common(one, other) == _longest(one, other)
