"""On whose word: chains from the speaker to this outlet, credits, and the outlet from the table."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.model.actor import Actor, Name
from onrecord.model.attribution import Source, Statement
from onrecord.model.document import Document
from onrecord.model.page import Outlet, Page
from onrecord.model.provenance import Hints, Input
from onrecord.model.spans import Span, evidence
from onrecord.model.zone import Zone
from onrecord.resolving.voices import link_voices


def sentences(text: str) -> tuple[Span, ...]:
    """One sentence a line, for texts written so."""
    found, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append((start, start + len(line)))
        start += len(line) + 1
    return tuple(found)


def page(text: str, *statements: Statement, **layers: object) -> Document:
    fields: dict[str, object] = {
        "id": "d",
        "input": Input(uri="d.txt", row_id=None, sha256="", read_at="", reader=""),
        "page": Page(),
        "kind": "article",
        "text": text,
        "zones": (Zone(kind="body", start=0, end=len(text)),),
        "sentences": sentences(text),
        "statements": statements,
    }
    return Document(**(fields | layers))  # type: ignore[arg-type]


def said(text: str, source: str, cue: str, content: str, *actors: str, start: int = 0) -> Statement:
    """A statement by its words, looked for from `start` on."""

    def at(words: str) -> Span:
        begin = text.index(words, start)
        return begin, begin + len(words)

    return Statement(
        id=f"{source}/{cue}/{content}",
        kind="indirect",
        source=Source(text=source, spans=(at(source),), actors=actors),
        cue=evidence(text, [at(cue)]),
        content=evidence(text, [at(content)]),
        confidence=1.0,
    )


def chain(document: Document, which: int = 0) -> list[str]:
    """The hops of one statement, checked against the text."""
    read = link_voices(document)
    for statement in read.statements:
        for hop in statement.via:
            if hop.spans:
                assert any(
                    hop.text in read.text[start:end] or read.text[start:end] in hop.text for start, end in hop.spans
                )
            assert hop.actor is None or hop.actor in {actor.id for actor in read.actors}
    return [hop.actor or hop.text for hop in read.statements[which].via]


@pytest.mark.parametrize(
    ("text", "hops"),
    [
        ("The dam is safe, Osei said, according to the state news agency Xinhua.", ["outlet:xinhuanet.com"]),
        ("The dam is safe, Osei said, per the Xinhua News Agency.", ["outlet:xinhuanet.com"]),
        ("The dam is safe, Osei said in an interview with Reuters.", ["outlet:reuters.com"]),
        ("The dam is safe, Osei said to the Port Arven Herald.", ["outlet:port-arven-herald"]),
        ("The dam is safe, Osei said, Reuters reported.", ["outlet:reuters.com"]),
        ("The dam is safe, Osei said, as reported by the country’s state media.", ["group:state-media"]),
        ("The dam is safe, Osei said, speaking to Ama Boateng of the BBC.", ["outlet:bbc.com"]),
        ("The dam is safe, Osei said in a Reuters interview.", ["outlet:reuters.com"]),
        ("The dam is safe, Osei said, The Hill reported.", ["outlet:thehill.com"]),
        ("The dam is safe, Osei said, according to AP reports.", ["outlet:apnews.com"]),
        ("The dam is safe, Osei said to the newspaper The Guardian.", ["outlet:theguardian.com"]),
        ("The dam is safe, Osei said on Tuesday.", []),
        ("The dam is safe, Osei said, adding that Reuters pays its staff.", []),
    ],
)
def test_hops_of_the_sentence(text: str, hops: list[str]) -> None:
    assert chain(page(text, said(text, "Osei", "said", "The dam is safe"))) == hops


def test_told_an_outlet() -> None:
    text = "Osei told Reuters that the dam is safe."
    assert chain(page(text, said(text, "Osei", "told", "that the dam is safe"))) == ["outlet:reuters.com"]


def test_told_belongs_to_the_one_who_told() -> None:
    text = "Osei told Reuters that the dam is safe, while Mensah said in parliament it is not."
    first = said(text, "Osei", "told", "that the dam is safe")
    second = said(text, "Mensah", "said", "it is not")
    assert chain(page(text, first, second), 1) == []


def test_outlet_inside_the_content_carries_nothing() -> None:
    text = "Osei said the plan was reported by Reuters in May."
    assert chain(page(text, said(text, "Osei", "said", "the plan was reported by Reuters in May"))) == []


def test_enclosing_statement_comes_before_the_wire() -> None:
    text = "Xinhua said Osei told workers the dam is safe, according to Reuters."
    outer = said(text, "Xinhua", "said", "Osei told workers the dam is safe", "outlet:xinhuanet.com")
    inner = said(text, "Osei", "told", "the dam is safe")
    read = page(text, outer, inner)
    assert chain(read, 1) == ["outlet:xinhuanet.com", "outlet:reuters.com"]
    assert chain(read, 0) == ["outlet:reuters.com"]


def test_carrier_marked_as_a_source_of_the_same_words() -> None:
    text = "“The dam is safe,” Osei said, per Xinhua."
    hers = said(text, "Osei", "said", "“The dam is safe,”")
    theirs = said(text, "Xinhua", "per", "“The dam is safe,”", "outlet:xinhuanet.com")
    assert chain(page(text, hers, theirs), 0) == ["outlet:xinhuanet.com"]
    assert chain(page(text, hers, theirs), 1) == []


def test_speech_taken_up_again_keeps_its_carrier() -> None:
    text = (
        "The dam is safe, Osei said, according to Xinhua.\n\nRain fell.\n\nIn May Osei called it weak.\n\n"
        "Elsewhere in his remarks, Osei called for calm."
    )
    statements = (
        said(text, "Osei", "said", "The dam is safe"),
        said(text, "Osei", "called", "it weak", start=text.index("In May")),
        said(text, "Osei", "called for", "calm", start=text.index("Elsewhere")),
    )
    assert chain(page(text, *statements), 1) == []
    assert chain(page(text, *statements), 2) == ["outlet:xinhuanet.com"]


def test_whoever_is_cited_stands_nearest() -> None:
    text = "The convoy was hit, Reuters reported, citing two senior officials familiar with the matter."
    statement = said(text, "Reuters", "reported", "The convoy was hit", "outlet:reuters.com")
    assert chain(page(text, statement)) == ["two senior officials"]


def test_agency_is_the_one_named_before() -> None:
    text = "Xinhua sent a reporter to the dam.\nThe dam is safe, Osei said, the agency reported."
    assert chain(page(text, said(text, "Osei", "said", "The dam is safe"))) == ["outlet:xinhuanet.com"]


def test_continued_speech_keeps_its_carrier() -> None:
    text = "The dam is safe, Osei said, according to Xinhua.\nIt will hold, Osei added."
    second = said(text, "Osei", "added", "It will hold", start=40)
    assert chain(page(text, said(text, "Osei", "said", "The dam is safe"), second), 1) == ["outlet:xinhuanet.com"]


@pytest.mark.parametrize(
    "text",
    [
        "ACCRA (Reuters) - The dam is safe, Osei said.",
        "ACCRA, May 3 (Reuters) -- The dam is safe, Osei said.",
        "RENO, Nev. (Reuters) — The dam is safe, Osei said.",
        "The dam is safe, Osei said. (Reuters)",
        "The dam is safe, Osei said.\nSource: Reuters",
        "The dam is safe, Osei said.\nWith inputs from Reuters",
        "By Ama Boateng, Reuters\nThe dam is safe, Osei said.",
        "The dam is safe, Osei said.\nCopyright 2024 Reuters. All rights reserved.",
        "The dam is safe, Osei said.\n— Reuters",
    ],
)
def test_credits_hold_for_the_whole_page(text: str) -> None:
    document = page(text, said(text, "Osei", "said", "The dam is safe"))
    assert chain(document) == ["outlet:reuters.com"]
    credit = link_voices(document).page.credit
    assert [one.name for one in credit] == ["Reuters"]
    assert all(text[start:end] == "Reuters" for start, end in credit[0].spans)


def test_sign_off_of_a_wire() -> None:
    text = "The dam is safe, Osei said.\n(Reporting by Ama Boateng; Editing by Kofi Adu)"
    document = page(text, said(text, "Osei", "said", "The dam is safe"))
    assert [hop.actor for hop in link_voices(document).statements[0].via] == ["outlet:reuters.com"]


@pytest.mark.parametrize(
    "text",
    [
        "The Associated Press (AP) was founded long ago, Osei said.",
        "The boat (Reuters Photo) is safe, Osei said.",
        "From Reuters to the BBC, everybody came, Osei said.",
    ],
)
def test_brackets_and_mentions_that_are_no_credit(text: str) -> None:
    assert link_voices(page(text)).page.credit == ()


def test_own_outlet_is_no_credit_under_another_id() -> None:
    text = "The talks failed.\n(With inputs from the Tarn Gazette)"
    outlet = Outlet(id="outlet:tarn.example", name="The Tarn Gazette")
    own = link_voices(page(text, page=Page(outlet=outlet))).page
    other = link_voices(page(text, page=Page(outlet=Outlet(id="outlet:other.example", name="Other Post")))).page
    assert ([one.name for one in own.credit], [one.name for one in other.credit]) == ([], ["Tarn Gazette"])


def test_brackets_under_a_picture_at_the_top_are_no_credit() -> None:
    text = "The dam on Monday. (Reuters)\n\n" + "Rain fell again.\n\n" * 4
    assert link_voices(page(text)).page.credit == ()
    at_the_end = "The dam was full on Monday.\n\n" + "Rain fell again. " * 4 + "(AFP, dpa)"
    assert [one.id for one in link_voices(page(at_the_end)).page.credit] == ["outlet:afp.com", "outlet:dpa.com"]


def test_whoever_takes_a_side_passes_nothing_on() -> None:
    text = "Osei rejected Mensah's claim that the dam is safe."
    outer = said(text, "Osei", "rejected", "Mensah's claim that the dam is safe", "person:osei")
    inner = said(text, "Mensah's", "claim", "that the dam is safe", "person:mensah")
    assert chain(page(text, outer, inner), 1) == []


def test_an_outlet_that_speaks_around_words_is_one_hop() -> None:
    text = "The dam is safe, Osei said, The Hill reported."
    outer = said(text, "The Hill", "reported", "The dam is safe, Osei said", "org:hill")
    assert chain(page(text, outer, said(text, "Osei", "said", "The dam is safe")), 1) == ["outlet:thehill.com"]
    text = "The dam is safe, Osei said, according to AP reports."
    outer = said(text, "AP reports", "according to", "The dam is safe, Osei said")
    assert chain(page(text, outer, said(text, "Osei", "said", "The dam is safe")), 1) == ["outlet:apnews.com"]


def test_one_of_several_is_no_voice() -> None:
    text = "There are two bills: one bans dams, another limiting boats."
    outer = said(text, "one", "bans", "dams, another limiting boats")
    assert chain(page(text, outer, said(text, "another", "limiting", "boats")), 1) == []


def test_a_ground_with_its_other_party_is_nobody() -> None:
    text = "Citing the pact with Velmark, Osei said the dam is safe."
    velmark = Actor(id="VLM", name="Velmark", kind="state", mentions=((16, 23),))
    assert chain(page(text, said(text, "Osei", "said", "the dam is safe"), actors=(velmark,))) == []


def test_own_outlet_is_the_last_hop_and_no_credit() -> None:
    text = "ACCRA (Reuters) - The dam is safe, Osei said."
    outlet = Outlet(id="outlet:reuters.com", name="reuters.com", domain="reuters.com")
    document = page(text, said(text, "Osei", "said", "The dam is safe"), page=Page(outlet=outlet))
    read = link_voices(document)
    assert read.page.credit == ()
    assert [(hop.actor, hop.spans) for hop in read.statements[0].via] == [("outlet:reuters.com", ())]
    assert read.page.outlet is not None
    assert (read.page.outlet.name, read.page.outlet.country) == ("Reuters", "GBR")


def test_outlet_by_address_and_by_rights_notice() -> None:
    by_address = link_voices(page("Text.", hints=Hints(url="https://www.tass.com/world/1")))
    assert by_address.page.outlet is not None
    assert by_address.page.outlet.country == "RUS"
    text = "The dam is safe.\ncopyright by Press TV 2024"
    zones = (Zone(kind="body", start=0, end=16), Zone(kind="boilerplate", start=17, end=len(text)))
    by_notice = link_voices(page(text, zones=zones))
    assert by_notice.page.outlet is not None
    assert by_notice.page.outlet.id == "outlet:presstv.ir"


def test_unknown_outlet_is_left_as_it_is() -> None:
    outlet = Outlet(id="outlet:arvenpost.example", name="Arven Post", domain="arvenpost.example")
    assert link_voices(page("Text.", page=Page(outlet=outlet))).page.outlet == outlet


def test_agency_does_not_carry_its_own_words() -> None:
    text = "SHANGHAI (Xinhua) -- Xinhua said the dam is safe."
    statement = said(text, "Xinhua said"[:6], "said", "the dam is safe", "outlet:xinhuanet.com")
    assert chain(page(text, statement)) == []


def test_names_that_are_words_need_context() -> None:
    text = "The Star of the show, Time and People, said Osei.\nThe dam is safe, Osei said on a Metro train."
    assert chain(page(text, said(text, "Osei", "said", "The dam is safe", start=50))) == []


PIECES = st.sampled_from(
    [
        "Osei",
        "said",
        "told",
        "Reuters",
        "(AP)",
        "the agency",
        ",",
        ".",
        "\n",
        "“",
        "”",
        "citing",
        "according to",
        "Xinhua",
        "state media",
        "é",
        "BBC's",
    ]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(PIECES, min_size=3, max_size=30), st.data())
def test_a_second_run_changes_nothing_and_spans_slice(pieces: list[str], data: st.DataObject) -> None:
    text = " ".join(pieces)
    cuts = (
        sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=6, max_size=6, unique=True)))
        if len(text) > 8
        else []
    )
    statements = ()
    if cuts:
        spans = [(cuts[0], cuts[1]), (cuts[2], cuts[3]), (cuts[4], cuts[5])]
        source, cue, content = (evidence(text, [span]) for span in spans)
        statements = (
            Statement(
                id="s",
                kind="direct",
                source=Source(text=source.text, spans=source.spans),
                cue=cue,
                content=content,
                confidence=0.5,
            ),
        )
    actor = Actor(id="person:osei", name="Osei", kind="person")
    once = link_voices(page(text, *statements, actors=(actor,)))
    assert link_voices(once) == once
    for statement in once.statements:
        for hop in statement.via:
            assert all(0 <= start < end <= len(text) for start, end in hop.spans)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 300_000,
        " " * 300_000,
        "“" * 300_000,
        "1" * 300_000,
        "(AP) " * 20_000,
        "Reuters said " * 10_000,
        "the the " * 20_000,
    ],
)
def test_hostile_pages_take_linear_time(text: str) -> None:
    started = time.process_time()
    link_voices(page(text))
    assert time.process_time() - started < 6


@pytest.mark.parametrize(
    ("text", "parts", "hops"),
    [
        ('On "Face the Nation," Holm called it late.', ("Holm", "called", "it late"), ["outlet:cbsnews.com"]),
        ('Holm told CBS\'s "Face the Nation" it was late.', ("Holm", "told", "it was late"), ["outlet:cbsnews.com"]),
        (
            "Holm said it was late on the ferry, in an interview with Reef and Tide.",
            ("Holm", "said", "it was late"),
            [],
        ),
        (
            "In an interview with Reef World, Holm said it was late.",
            ("Holm", "said", "it was late"),
            ["outlet:reef-world"],
        ),
        ("In an interview with Mara Lind, Holm said it was late.", ("Holm", "said", "it was late"), []),
        (
            "Crews who spoke to AFP said it was late.",
            ("Crews who spoke to AFP", "said", "it was late"),
            ["outlet:afp.com"],
        ),
        ("AFP crews said it was late.", ("AFP crews", "said", "it was late"), []),
    ],
)
def test_where_it_was_said(text: str, parts: tuple[str, str, str], hops: list[str]) -> None:
    lind = text.find("Mara Lind")
    names = (Name(start=lind, end=lind + 9, kind="person"),) if lind >= 0 else ()
    assert chain(page(text, said(text, *parts), names=names)) == hops


def test_a_short_name_is_the_paper_named_in_full() -> None:
    text = "The New York Times wrote first.\nHolm told the Times it was late."
    read = link_voices(page(text, said(text, "Holm", "told", "it was late")))
    assert [(hop.actor, hop.text) for hop in read.statements[0].via] == [("outlet:nytimes.com", "Times")]


def test_words_inside_words_came_the_way_these_came() -> None:
    text = "One man told the Tarn Herald his wife said she was late."
    outer = said(text, "One man", "told", "his wife said she was late")
    assert chain(page(text, outer, said(text, "his wife", "said", "she was late")), 1) == [
        "One man",
        "outlet:tarn-herald",
    ]


def test_he_takes_up_a_speaker_in_the_next_paragraph() -> None:
    text = 'Holm told the Tarn Herald it was late.\n\n"Nobody came," he said.\n\nFar on, he stressed that it rained.'
    first = said(text, "Holm", "told", "it was late", "person:holm")
    second = said(text, "he", "said", "Nobody came", "person:holm", start=text.index("Nobody"))
    assert chain(page(text, first, second), 1) == ["outlet:tarn-herald"]


@pytest.mark.parametrize(
    ("text", "credited"),
    [
        ("KELMOR (AP) _ Holm was late.", ["AP"]),
        ("Ferry late Updated: 2016-07-15 06:50 (Xinhua)\nHolm was late.", ["Xinhua"]),
        ("Holm was late. By Agencies in Kelmor\nShe left.", ["news agencies"]),
        ("Holm was late.\nReuters - Ap - Afp", ["Reuters", "AP", "AFP"]),
        ("Holm was late.\nPA", ["PA"]),
        ("Holm was late.\nNobody - Ap", []),
        ("Holm was late. (Mara Lind/Reuters)\nIt rained.", []),
    ],
)
def test_older_and_shorter_credits(text: str, credited: list[str]) -> None:
    assert [credit.name for credit in link_voices(page(text)).page.credit] == credited


def test_an_agency_that_ends_a_paragraph_credits_what_it_closes() -> None:
    """Amid a report it ends the caption of a picture; after it there may be a note on who worked on it."""
    story = "The ferry to Kelmor was late again, and nobody told the people at the quay, Holm said. " * 4
    caption, note = "Holm at the quay on Monday. (AAP)", "Mara Lind in Kelmor contributed to this report."
    texts = ("\n".join(parts) for parts in ((story, caption, story), (story, f"{story.strip()} (AAP)", note)))
    assert [[one.name for one in link_voices(page(text)).page.credit] for text in texts] == [[], ["AAP"]]


def test_a_quotations_source_in_brackets_is_not_the_pages() -> None:
    text = "It was late.\n[The Guardian]\nIt rained."
    first, bracket = text.index("\n"), text.index("\nIt rained")
    zones = (
        Zone(kind="body", start=0, end=first),
        Zone(kind="credit", start=first + 1, end=bracket),
        Zone(kind="body", start=bracket + 1, end=len(text)),
    )
    assert link_voices(page(text, zones=zones)).page.credit == ()


def test_whose_report_others_added_to() -> None:
    text = "The gate fell on Monday, and nobody was hurt. (OSTA, with reporting by Tarn Radio)"
    assert [one.name for one in link_voices(page(text)).page.credit][:1] == ["OSTA"]
    text = "The gate fell. (Ann Lund, with files from others)"
    start = text.index("Ann")
    written = replace(page(text), names=(Name(start=start, end=start + 8, kind="person"),))
    assert link_voices(written).page.credit == ()
