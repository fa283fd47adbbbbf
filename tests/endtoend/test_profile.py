"""`onrecord learn` and `onrecord read --profile`: what was learnt reaches every process and is named in the record."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hostile_pages import hostile_pages
from outlet_pages import APPEAL, REPORTS, page

import onrecord
from onrecord.cli.app import run
from onrecord.text import read_profiles


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "pages.jsonl"
    rows = [{"id": str(n), "url": f"https://tarnledger.example/{n}", "text": page(n)} for n in range(len(REPORTS))]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def records(path: Path) -> list[dict[str, object]]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        row["input"].pop("read_at")
    return rows


def kinds(row: dict[str, object], words: str) -> set[str]:
    text, zones = row["text"], row["zones"]
    assert isinstance(text, str)
    assert isinstance(zones, list)
    return {zone["kind"] for zone in zones if text[zone["start"] : zone["end"]] == words}


def test_what_was_learnt_is_left_out_over_any_number_of_processes(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    profile = tmp_path / "outlets.profile"
    assert run(["learn", str(table), "--scraped", "--to", str(profile), "--jsonl"]) == 0
    shown = capsys.readouterr()
    assert json.loads(shown.out) == {"outlet": "tarnledger.example", "reports": 4, "lines": 4}
    assert "4 lines recur, 0 pages left out →" in shown.err
    for jobs in ("1", "2"):
        wanted = ["read", str(table), "--scraped", "--profile", str(profile), "--to", str(tmp_path / f"{jobs}.jsonl")]
        assert run([*wanted, "--jobs", jobs, "--quiet"]) == 0
    assert run(["read", str(table), "--scraped", "--to", str(tmp_path / "none.jsonl"), "--quiet", "--jobs", "1"]) == 0
    one, two, none = (records(tmp_path / f"{name}.jsonl") for name in ("1", "2", "none"))
    assert one == two
    assert [kinds(row, APPEAL) for row in one] == [{"boilerplate"}] * 4
    assert [kinds(row, APPEAL) for row in none] == [{"body"}] * 4
    mark = f"profile {hashlib.sha256(profile.read_bytes()).hexdigest()[:12]}"
    assert all(mark in row["input"]["reader"] for row in one)  # type: ignore[index]
    assert not any("profile" in row["input"]["reader"] for row in none)  # type: ignore[index]
    (first, *_) = onrecord.read_all(table, scraped=True, profiles=profile)
    assert mark in first.input.reader


def test_learning_again_gives_the_same_file(table: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "1.profile", tmp_path / "2.profile"
    assert run(["learn", str(table), "--scraped", "--to", str(first)]) == 0
    table.write_text("".join(reversed(table.read_text(encoding="utf-8").splitlines(keepends=True))), encoding="utf-8")
    assert run(["learn", str(table), str(table), "--scraped", "--to", str(second)]) == 0
    assert first.read_bytes() == second.read_bytes()


def test_hostile_pages_are_learnt_from_without_harm(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, content in hostile_pages(44):
        (folder / name).write_bytes(content)
    assert run(["learn", str(folder), "--to", str(tmp_path / "outlets.profile"), "--jsonl"]) == 0
    assert capsys.readouterr().out
    assert read_profiles([tmp_path / "outlets.profile"]).sha256


def test_pages_without_a_report_are_one_line_and_misuse(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["learn", str(table), "--to", str(tmp_path / "outlets.profile")]) == 2
    told = capsys.readouterr().err
    assert "no page's report to learn from" in told
    assert "--scraped" in told
    assert told.count("\n") == 1
    assert not (tmp_path / "outlets.profile").exists()


def test_a_damaged_profile_is_one_line_and_misuse(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    profile = tmp_path / "outlets.profile"
    profile.write_text('{"format": "onrecord', encoding="utf-8")
    assert run(["read", str(table), "--profile", str(profile), "--to", str(tmp_path / "out.jsonl")]) == 2
    told = capsys.readouterr().err
    assert "is no profile, or damaged" in told
    assert told.count("\n") == 1
    assert not (tmp_path / "out.jsonl").exists()
