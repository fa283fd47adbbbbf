"""The lines of scraped text: what their words tell, how they lie to the report, what is said twice."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.document import Document
from onrecord.model.provenance import RawPage
from onrecord.text import open_page
from onrecord.text.context import context_features
from onrecord.text.cues import Cues, cue_features
from onrecord.text.kinds import dated_line, picture_credit
from onrecord.text.labelling import chances_of
from onrecord.text.repeats import repeated

CUES = Cues(["picture: photo, is seen, 写真", "offer: subscri*, sign up", "reader: you"])
LEAD = "The harbour council of Arlen voted on Monday to close the old bridge for two months, its chairwoman Mira Solen said."


def opened(*paragraphs: str, gap: str = "\n\n") -> Document:
    return open_page(RawPage(uri="/pages/one.txt", kind="scraped", content=gap.join(paragraphs)))


def read(document: Document) -> list[str]:
    return [line for start, end in document.read_spans() for line in document.text[start:end].split("\n") if line]


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        ("Photo: Arlen Courier", [1, 0, 0]),
        ("Solen is seen at the bridge, photo by Quill", [2, 0, 0]),
        ("is the bridge seen", [0, 0, 0]),
        ("Subscribers: sign up, you may unsubscribe", [0, 2, 1]),
        ("写真はアルレン港の橋。写真提供", [2, 0, 0]),
        ("", [0, 0, 0]),
    ],
)
def test_cues_are_words_and_phrases(line: str, counts: list[int]) -> None:
    assert CUES.counts(line) == counts


def test_a_sign_is_remembered_by_the_lines_after_it() -> None:
    since = cue_features(["Arlen closes its bridge", "3 comments", "I never liked it", "Nor did I"])[:, 13]
    assert since[1] > since[2]
    assert since[2] < since[3] < since[0]


def test_a_line_is_placed_in_the_report() -> None:
    texts = ["Home", LEAD, "Related", LEAD + " She left.", "Imprint"]
    rows = context_features(texts, np.array([0.0, 1.0, 0.1, 0.9, 0.0], dtype=np.float32))
    assert np.isfinite(rows).all()
    inside = rows[:, 8]
    assert inside.tolist() == [0, 1, 1, 1, 0]
    assert (np.diff(rows[:, 1]) >= 0).all()  # the share of the report so far
    assert rows[-1, 1] == pytest.approx(1)


def test_a_page_without_a_report_has_context_too() -> None:
    rows = context_features(["Home", "Sport"], np.zeros(2, dtype=np.float32))
    assert np.isfinite(rows).all()
    assert len(rows) == 2


QUOTE = "“Nobody should have to cross a bridge that our own engineers call unsafe.”"
PARAGRAPH = f"After the vote, Solen spoke to reporters. {QUOTE} She will meet the shop owners on Friday."


def test_a_sentence_set_apart_is_a_repeat_and_a_heading_is_none() -> None:
    assert repeated([LEAD, QUOTE, PARAGRAPH]) == [1]
    assert repeated([LEAD, "A bridge that our own engineers call unsafe", PARAGRAPH]) == []


def test_a_paragraph_that_holds_the_others_repeats_them() -> None:
    others = [LEAD, PARAGRAPH, "The bridge was built in 1931 and was last repaired after the flood, the records say."]
    assert repeated([*others, " ".join(others)]) == [3]
    assert repeated([" ".join(others), *others]) == [0]


def test_one_paragraph_within_another_does_not_make_that_a_collection() -> None:
    assert repeated([LEAD, PARAGRAPH, f"{LEAD} {LEAD.replace('Monday', 'Tuesday')}"]) == [0]


@pytest.mark.parametrize(
    ("line", "is_credit"),
    [("(Bild: Arlener Bote)", True), ("Photo credit: Ada Quill", True), ("© Arlen Courier", True), ("写真：アルレン新聞", True),
     ("Bildung ist teuer", False), ("The photo shows the bridge", False), ("Videos were removed, she said", False)],
)  # fmt: skip
def test_a_line_that_credits_a_picture(line: str, is_credit: bool) -> None:
    assert picture_credit(line) == is_credit


def test_a_line_that_dates_the_page() -> None:
    assert dated_line("Posted: Tue 7:15 AM, Mar 12, 2019")
    assert not dated_line("Posted by Ada Quill")
    assert not dated_line("Issued 1931, the bridge's papers " + "were lost in the flood " * 4)


@given(st.lists(st.text(min_size=1, max_size=80).map(lambda text: text.strip() or "x"), max_size=30))
@settings(max_examples=40, deadline=None)
def test_any_lines_have_a_chance_and_the_same_each_time(lines: list[str]) -> None:
    chances = chances_of(lines)
    assert chances.shape == (len(lines),)
    assert ((chances >= 0) & (chances <= 1)).all()
    assert np.array_equal(chances, chances_of(lines))


FURNITURE = ("Home", "Sport", "Sign in", "Newsletter")
ENGLISH = (
    "Arlen council closes old harbour bridge for two months",
    "By Jonas Ferrin",
    [
        LEAD,
        "“We have put this off for long enough,” Solen told reporters after the vote. “Our own engineers call it unsafe.”",
        "Shop owners in the harbour quarter said they feared for their trade and asked the council for help with rents.",
        "The ministry of transport said it would pay for half of the repairs, which are expected to cost 12 million.",
    ],
    ("Leave a Reply", "Your address will not be shown to others. Fields with a star must be filled in. *"),
)
GERMAN = (
    "Arlener Rat sperrt alte Hafenbrücke für zwei Monate",
    "Von Jonas Ferrin",
    [
        "Der Hafenrat von Arlen hat am Montag beschlossen, die alte Brücke zwei Monate zu sperren, sagte die Vorsitzende.",
        "„Wir haben das lange genug aufgeschoben“, sagte Solen nach der Abstimmung vor Journalisten im Rathaus der Stadt.",
        "Ladenbesitzer im Hafenviertel fürchten um ihr Geschäft und baten den Rat um Hilfe bei den Mieten für den Sommer.",
        "Das Verkehrsministerium will die Hälfte der Kosten von zwölf Millionen übernehmen, wie ein Sprecher mitteilte.",
    ],
    ("Mehr zum Thema", "Jetzt unseren Newsletter abonnieren und keine Nachricht mehr verpassen"),
)
RUSSIAN = (
    "Совет Арлена закрывает старый портовый мост на два месяца",
    "Автор: Йонас Феррин",
    [
        "Портовый совет Арлена в понедельник проголосовал за закрытие старого моста на два месяца, сообщила Мира Солен.",
        "«Мы откладывали это слишком долго, — сказала Солен журналистам после голосования. — Мост небезопасен».",
        "Владельцы магазинов в портовом квартале опасаются за свою торговлю и попросили совет помочь с арендой.",
        "Министерство транспорта пообещало оплатить половину ремонта, который обойдется в двенадцать миллионов.",
    ],
    ("Читайте также", "Подпишитесь на нашу рассылку, чтобы не пропустить главные новости"),
)
JAPANESE = (
    "アルレン港の旧橋、二か月間閉鎖へ　評議会が決定",
    "記者：フェリン・ヨナス",
    [
        "アルレンの港湾評議会は月曜日、旧橋を二か月間閉鎖することを決めた。議長のミラ・ソレン氏が記者団に明らかにした。",
        "「私たちは長い間これを先送りしてきた」とソレン氏は採決の後に述べた。「技術者が危険だと言う橋を渡るべきではない」",
        "港湾地区の店主らは商売への影響を懸念しており、評議会に家賃の支援を求めた。修理は夏の終わりまで続く見通しだ。",
        "交通省は、千二百万と見込まれる修理費用の半分を負担すると発表した。橋は一九三一年に建設された。",
    ],
    ("関連記事", "会員登録すると続きをお読みいただけます。"),
)


@pytest.mark.parametrize("story", [ENGLISH, GERMAN, RUSSIAN, JAPANESE], ids=["en", "de", "ru", "ja"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_the_report_is_read_in_several_languages_and_the_furniture_is_not(
    story: tuple[str, str, list[str], tuple[str, ...]], gap: str
) -> None:
    title, byline, paragraphs, after = story
    document = opened(*FURNITURE, title, byline, *paragraphs, *after, "© 2021 Arlen Courier", gap=gap)
    assert read(document) == paragraphs
    assert document.page.title == title


def test_the_caption_above_a_credit_is_not_read() -> None:
    title, byline, paragraphs, after = ENGLISH
    caption = "The old bridge, seen from the harbour of Arlen on Sunday."
    document = opened(
        *FURNITURE, title, byline, paragraphs[0], caption, "(Photo: Arlen Courier)", *paragraphs[1:], *after
    )
    assert read(document) == paragraphs


def test_the_standfirst_under_the_headline_is_read() -> None:
    title, byline, paragraphs, after = ENGLISH
    standfirst = "Engineers have warned of the old crossing for years. Now the town pays for what it put off."
    document = opened(*FURNITURE, title, standfirst, byline, *paragraphs, *after)
    assert read(document) == [standfirst, *paragraphs]


def test_a_body_line_that_ends_a_sentence_is_no_headline() -> None:
    title, byline, paragraphs, after = ENGLISH
    question = "Who will pay for the harbour bridge of Arlen, which the council closed on Monday for two months?"
    document = opened(*FURNITURE, title, byline, question, *paragraphs, *after)
    assert document.page.title == title
    assert read(document) == [question, *paragraphs]


@pytest.mark.parametrize("shown", ["HomeNewsLocal{}", "{} | Arlen Courier"])
def test_the_headline_is_taken_without_what_a_page_glues_to_it(shown: str) -> None:
    title, byline, paragraphs, after = ENGLISH
    document = opened(*FURNITURE, shown.format(title), title, byline, *paragraphs, *after)
    assert document.page.title == title
    assert read(document) == paragraphs
