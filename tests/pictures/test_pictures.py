"""Pictures: well-formed, escaped, readable without overlap, and saved as what the file's name says."""

from __future__ import annotations

import re
import resource
import sys
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from onrecord.cli.app import run
from onrecord.model.errors import ExportError, InstallError, QueryError
from onrecord.pictures.coverage import coverage_picture
from onrecord.pictures.network import MOST_ACTORS, network_picture
from onrecord.pictures.saving import save_picture
from onrecord.pictures.svg import colour, fitted
from onrecord.pictures.timeline import MOST_LANES, counts_picture, timeline_picture
from onrecord.views.coverage import Coverage, Covering, Part
from onrecord.views.network import Edge
from onrecord.views.rows import Moment

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script>\" onload='x' &\x00\u202e"


def moment(n: int, dated: str | None, who: str = "Irena Valko", **more: object) -> Moment:
    given_fields = {
        "dated": dated, "date_known": "stated", "direction": "by", "what": "said", "who": who, "whom": (), "words": f"word {n}",
        "cue": "said", "status": None, "act": None, "intensity": None, "via": (), "published": None, "outlet": None,
        "page": "p", "uri": "u", "spans": (), "confidence": 0.9, "id": f"s{n}",
    }  # fmt: skip
    return Moment(**(given_fields | more))  # type: ignore[arg-type]


def edge(who: str, whom: str, times: int = 1, intensity: float | None = -2.0) -> Edge:
    return Edge(
        who=who, whom=whom, times=times, statements=times, events=0, claims=0, not_done=0, intensity=intensity,
        acts={"ACCUSE": times},
        who_kind="person", whom_kind="state", who_id=who, whom_id=whom,
    )  # fmt: skip


def parsed(svg: str) -> etree._Element:
    return etree.fromstring(svg.encode())


def test_every_dated_moment_is_a_mark() -> None:
    moments = [moment(n, f"2024-{n + 1:02}-05") for n in range(5)] + [moment(9, None), moment(8, "2024", what="ACCUSE")]
    drawn = parsed(timeline_picture(moments))
    legend = 5
    assert len(drawn.findall(f".//{SVG}circle")) == 5 + legend
    assert any("word 3" in (one.text or "") for one in drawn.iter(f"{SVG}title"))


def test_crowded_marks_become_columns() -> None:
    """Numbers over stacks never touch: a lane where they would is drawn as columns, the highest with its number."""
    crowd = [moment(n, f"2024-01-{n % 28 + 1:02}", intensity=-7.0) for n in range(600)]
    drawn = parsed(timeline_picture([*crowd, moment(601, "2020-01-01", "Ada Brandt")]))
    assert not [one for one in drawn.iter(f"{SVG}text") if (one.text or "").startswith("+")]
    columns = [one for one in drawn.iter(f"{SVG}rect") if one.get("fill") == colour(-7.0)]
    counts = [int((one.findtext(f"{SVG}title") or "").split(": ")[1].split("\n")[0]) for one in columns]
    assert sum(counts) == 600
    assert f"{max(counts)}" in [one.text for one in drawn.iter(f"{SVG}text")]


def test_every_page_that_quotes_something_has_a_mark() -> None:
    pages = [
        Covering(
            published="2024-03-05", outlet=f"Paper {n}", title=None, copy_of=None, credit=None, origin=None, ground=None,
            parts=tuple(range(20 * n + 1, 20 * n + 21)), cues=(), names=(), page=f"p{n}", uri="u",
        )
        for n in range(4)
    ]  # fmt: skip
    parts = [Part(number=n, speaker="Irena Valko", content="…", pages=1, outlets=1, id=f"s{n}") for n in range(1, 81)]
    found = Coverage(
        since=None, until=None, outlets=4, texts=4, origins=4, pages=tuple(pages), parts=tuple(parts), missing=(), notes=(),
    )  # fmt: skip
    svg = coverage_picture(found)
    marks = [one.findtext(f"{SVG}title") or "" for one in parsed(svg).iter(f"{SVG}rect")]
    assert {mark.split("\n")[0] for mark in marks if mark} == {f"Paper {n}" for n in range(4)}
    assert "left out: 0 pages, 56 quotations" in svg


def test_counts_are_drawn_whole() -> None:
    lanes = {"Irena Valko": {"2024-01-01": 3, "2024-02": 70_000}, "what was done": {"2024": 1}, "Nobody": {}}
    svg = counts_picture(lanes)
    texts = [one.text for one in parsed(svg).iter(f"{SVG}text")]
    assert {"Irena Valko", "70,003", "70,000", "what was done"} <= set(texts)
    assert "Nobody" not in texts
    assert "nothing dated" in counts_picture({"Irena Valko": {}})


def test_marks_lead_to_where_they_are_told() -> None:
    drawn = parsed(timeline_picture([moment(1, "2024-01-01")], anchor=lambda one: f"a-{one.id}"))
    assert [one.get("href") for one in drawn.iter(f"{SVG}a")] == ["#a-s1"]


def test_a_long_silence_is_told() -> None:
    svg = timeline_picture([moment(1, "2020-01-01"), moment(2, "2024-01-01")])
    assert "nothing 2020-01-01 – 2024-01-01" in svg
    assert "nothing 2020 – 2024-01-01" in timeline_picture([moment(1, "2020"), moment(2, "2024-01-01")])
    assert "nothing" not in timeline_picture([moment(1, "2024-01-01"), moment(2, "2024-03-01")])


def test_lanes_and_actors_are_bounded() -> None:
    svg = timeline_picture([moment(n, f"2024-01-{n % 28 + 1:02}", f"Speaker {n}") for n in range(60)])
    assert svg.count('font-weight="600"') == MOST_LANES
    assert "others" in svg
    ring = network_picture([edge(f"Speaker {n}", "Velmark", 60 - n) for n in range(60)])
    assert ring.count('paint-order="stroke"') == MOST_ACTORS
    assert "43 pairs of less are left out" in ring


def test_names_on_the_ring_do_not_overlap() -> None:
    for count in range(2, 20):
        drawn = parsed(network_picture([edge(f"Ministry number {n} of a long name", "Velmark") for n in range(count)]))
        labels = [one for one in drawn.iter(f"{SVG}text") if one.get("paint-order")]
        for side in ("start", "end"):
            heights = sorted(float(one.get("y") or 0) for one in labels if one.get("text-anchor") == side)
            assert all(b - a >= 13 for a, b in pairwise(heights))


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=60), st.text(max_size=60), st.sampled_from(["2024-05-05", "2024-05", "2024", "0001", "9999", None])
)
def test_no_words_break_a_picture(who: str, words: str, dated: str | None) -> None:
    for svg in (timeline_picture([moment(1, dated, who, words=words)]), network_picture([edge(who, words)])):
        parsed(svg)


def test_words_of_a_page_are_never_markup() -> None:
    for svg in (
        timeline_picture([moment(1, "2024-05-05", HOSTILE, words=HOSTILE)]),
        network_picture([edge(HOSTILE, "x")]),
    ):
        assert "<script" not in svg
        assert "\x00" not in svg
        assert "\u202e" not in svg
        assert {one.tag for one in parsed(svg).iter()} <= {
            f"{SVG}{name}" for name in ("svg", "title", "rect", "g", "path", "polygon", "circle", "line", "text", "a")
        }


def test_colours_tell_the_two_ends_apart() -> None:
    assert colour(None) != colour(0)
    assert colour(-10) == colour(-7) == "#b2182b"
    assert colour(10) == "#2166ac"
    assert fitted("a long name indeed", 50, 12).endswith("…")


def test_saved_as_the_name_says(tmp_path: Path) -> None:
    svg = network_picture([edge("Irena Valko", "Velmark")])
    for name, begins in (("a.svg", b"<svg"), ("a.html", b"<!doctype html>"), ("a.png", b"\x89PNG")):
        save_picture(svg, tmp_path / name, title="T")
        assert (tmp_path / name).read_bytes().startswith(begins)
    assert b"Content-Security-Policy" in (tmp_path / "a.html").read_bytes()
    with pytest.raises(QueryError, match=r"a picture is \.svg"):
        save_picture(svg, tmp_path / "a.pdf", title="T")
    with pytest.raises(ExportError, match="cannot be written"):
        save_picture(svg, tmp_path / "no" / "a.svg", title="T")


def test_a_disk_that_fills_up_leaves_the_old_picture(tmp_path: Path) -> None:
    path, link = tmp_path / "a.svg", tmp_path / "link.svg"
    path.write_text("before")
    link.symlink_to(path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(ExportError, match=r"a\.svg cannot be written: File too large"):
            save_picture("<svg/>" * 50_000, path, title="T")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_text() == "before"
    save_picture("<svg/>", link, title="T")
    assert (link.is_symlink(), path.read_text()) == (True, "<svg/>")
    assert sorted(tmp_path.iterdir()) == [path, link]


def test_an_arrow_says_what_is_claimed_and_what_was_not_done() -> None:
    one = msgspec.structs.replace(edge("Irena Valko", "Velmark", 4), statements=1, events=3, claims=2, not_done=1)
    assert "1 said, 3 done (2 of it claimed, 1 not done)" in network_picture([one])


def test_without_what_makes_png_it_is_said_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(InstallError, match=r"onrecord\[png\]"):
        save_picture("<svg/>", tmp_path / "a.png", title="T")
    assert run(["network", "--plot", str(tmp_path / "a.png"), "--record", "none.db"]) == 1
    assert re.search(r"pip install 'onrecord\[png\]'", capsys.readouterr().err)
