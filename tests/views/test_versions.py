"""What changed in a page that its address gave more than once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import small_record

from onrecord.cli.app import run
from onrecord.model.attribution import Source, Statement
from onrecord.model.document import Record
from onrecord.model.page import Page
from onrecord.model.provenance import Fetched, Input
from onrecord.model.spans import Span, content_id, evidence
from onrecord.model.zone import Zone
from onrecord.store import Store
from onrecord.views.events import events
from onrecord.views.newest import earlier_pages
from onrecord.views.pages import show
from onrecord.views.positions import positions
from onrecord.views.said import said
from onrecord.views.search import search
from onrecord.views.timeline import timeline
from onrecord.views.versions import Change, changes, versions

URL = "https://www.brennapost.example/treaty?id=7"
FIRST = """Ostrania signs

The minister said the treaty would bring 400 jobs. “We are proud of it,” said Irena Valko.

The vote was on Monday."""
SECOND = """Ostrania signs

The minister said the treaty would bring 40 jobs. “We are proud of it,” said Irena Valko.

Protesters stood outside."""


def record(text: str, day: int, *, url: str = URL, title: str = "Ostrania signs", said: tuple[str, ...] = ()) -> Record:
    """A page whose first paragraph is its title and whose others are its report; `said` are its statements' contents."""
    page_id = content_id(text, url, day, title)
    start = text.index("\n\n") + 2 if "\n\n" in text else 0
    at = f"2031-03-{day:02}T10:00:00+00:00"
    given = Input(
        uri=url, row_id=None, sha256="0" * 64, read_at=at, reader="onrecord 9.9", fetched=Fetched(at=at, url=url)
    )
    zones = (Zone(kind="lead", start=start, end=len(text)),) if start < len(text) else ()
    return Record(
        id=page_id, input=given, page=Page(title=title, canonical=url), text=text, zones=zones,
        statements=tuple(_statement(page_id, n, text, words) for n, words in enumerate(said)),
    )  # fmt: skip


def _statement(page_id: str, n: int, text: str, words: str) -> Statement:
    span: Span = (text.index(words), text.index(words) + len(words))
    source = Source(text="Irena Valko", spans=())
    content = evidence(text, [span])
    return Statement(id=content_id(page_id, n), kind="direct", source=source, cue=None, content=content, confidence=0.9)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "record.db", write=True) as made:
        yield made


def test_a_page_that_changed_is_a_new_version_and_nothing_is_lost(store: Store) -> None:
    old = record(FIRST, 1, said=("400 jobs", "“We are proud of it,”"))
    new = record(SECOND, 2, url="http://brennapost.example/treaty/?id=7&utm_source=x", said=("“We are proud of it,”",))
    assert store.add(old)
    assert store.add(new)
    assert (store.record(old.id), store.record(new.id)) == (old, new)
    first, second = versions(store, old.id)
    assert (first.version, first.page, first.changes) == (1, old.id, ())
    told = [(one.what, one.kind, one.before, one.after) for one in second.changes]
    assert ("words", "changed", "400", "40") in told
    assert ("statement", "removed", "400 jobs", None) in told
    assert not any("proud" in (one.before or "") for one in second.changes if one.what == "statement")
    assert show(store, "treaty").id == new.id


def test_the_newest_version_answers_and_the_earlier_ones_when_asked(store: Store) -> None:
    """Read in another order than fetched; a page of another address is no version of these."""
    store.add(record(SECOND, 5, said=("“We are proud of it,”",)))
    store.add(record(FIRST, 1, said=("400 jobs", "“We are proud of it,”")))
    store.add(record(FIRST, 9, url="https://other.example/a", said=("400 jobs",)))
    assert earlier_pages(store) == (2,)
    for limit in (None, 1, 10):
        rows = said(store, limit=limit)
        assert (len(rows), rows.total) == (min(limit or 2, 2), 2)
        assert "1 page is an earlier version" in rows.notes[0]
        assert said(store, earlier=True, limit=limit).total == 4
    assert [row.content for row in said(store, text="proud")] == ["“We are proud of it,”"]
    assert [row.content for row in said(store, text="jobs", earlier=True)] == ["400 jobs", "400 jobs"]
    assert {row.uri for row in search(store, "treaty")} == {URL, "https://other.example/a"}
    assert (len(search(store, "treaty")), search(store, "treaty", limit=1).total) == (2, 2)
    assert len(search(store, "treaty", earlier=True)) == 3
    assert search(store, "treaty", earlier=True).notes == ()


def test_a_timeline_and_positions_are_of_the_newest_version(store: Store) -> None:
    """Two pages of one address, by the same speaker about the same state; events are left out by the same condition."""
    for n in (0, 21):
        store.add(small_record(n, canonical=URL))
    assert [one.words for one in timeline(store, "Speaker A")] == ["ferry number 21 would be late"]
    assert len(timeline(store, "Speaker A", earlier=True)) == 2
    assert [one.words for one in positions(store, "Speaker A").moments] == ["ferry number 21 would be late"]
    (note,) = events(store).notes
    assert "does not answer" in note
    assert events(store, earlier=True).notes == ()


def test_a_record_without_versions_leaves_nothing_out(store: Store) -> None:
    store.add(record(FIRST, 1, said=("400 jobs",)))
    assert earlier_pages(store) == ()
    assert said(store).notes == ()


def test_a_page_that_reads_the_same_is_no_new_version(store: Store) -> None:
    assert store.add(record(FIRST, 1))
    again = msgspec.structs.replace(record(FIRST, 2), text=FIRST + "\n\nShared 12 times")
    assert again.id != record(FIRST, 1).id
    assert not store.add(again)
    assert store.add(record(FIRST, 3, title="Ostrania signs treaty"))
    assert store.add(record(FIRST, 4, url="https://other.example/treaty?id=7"))
    assert [one.version for one in versions(store, record(FIRST, 1).id)] == [1, 2]


def test_pages_of_different_addresses_are_never_versions(store: Store) -> None:
    for n, url in enumerate(("https://a.example/x", "https://b.example/x", "https://a.example/y", "/files/x.html")):
        store.add(record(f"Title\n\nPage {n}.", 1, url=url))
    for row in store.query("SELECT id FROM documents"):
        (only,) = versions(store, row["id"])
        assert only.version == 1


def test_versions_stand_in_the_order_in_which_they_were_fetched(store: Store) -> None:
    for day in (5, 1, 3):
        store.add(record(f"Title\n\nIt was day {day}.", day))
    found = versions(store, URL)
    assert [one.fetched_at and one.fetched_at[8:10] for one in found] == ["01", "03", "05"]
    assert [[(one.before, one.after) for one in row.changes] for row in found] == [[], [("1.", "3.")], [("3.", "5.")]]
    assert len(versions(store, URL, limit=2)) == 2


@given(st.lists(st.sampled_from("abcde\n"), max_size=60), st.lists(st.sampled_from("abcde\n"), max_size=60))
def test_changes_turn_one_version_into_the_next(one: list[str], other: list[str]) -> None:
    """What is left of the old report without what went, and of the new one without what came, is the same."""
    old, new = (record("Title\n\n" + " ".join(words), day) for day, words in ((1, one), (2, other)))
    found = [change for change in changes(old, new) if change.what == "words"]
    assert all(_says_what_its_spans_say(change, old, new) for change in found)
    gone = [span for change in found for span in change.before_spans]
    come = [span for change in found for span in change.after_spans]
    assert _without(old, gone) == _without(new, come)


def _says_what_its_spans_say(change: Change, old: Record, new: Record) -> bool:
    before = " ".join(old.text[start:end] for start, end in change.before_spans) or None
    after = " ".join(new.text[start:end] for start, end in change.after_spans) or None
    return (before, after) == (change.before, change.after)


def _without(record: Record, spans: list[Span]) -> list[str]:
    kept = [char if not any(s <= n < e for s, e in spans) else " " for n, char in enumerate(record.text)]
    return "".join(kept).split()


def test_long_versions_are_compared_in_time() -> None:
    words = [f"w{n % 50}" for n in range(6000)]
    old = record("Title\n\n" + " ".join(words), 1)
    new = record("Title\n\n" + " ".join(reversed(words)), 2)
    assert {change.what for change in changes(old, new)} == {"words"}


def test_the_command_shows_what_changed(
    store: Store, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    store.add(record(FIRST, 1, said=("400 jobs",)))
    store.add(record(SECOND, 2))
    asked = ["versions", URL, "--record", str(tmp_path / "record.db")]
    assert run([*asked, "--json"]) == 0
    found = json.loads(capfdbinary.readouterr().out)
    assert [row["version"] for row in found] == [1, 2]
    assert found[1]["changes"][0]["before_spans"]
    assert run(asked) == 0
    shown = capfdbinary.readouterr().out.decode()
    assert "Version 2" in shown
    assert "400 jobs" in shown
    assert run(["versions", "nowhere", "--record", str(tmp_path / "record.db")]) == 2
