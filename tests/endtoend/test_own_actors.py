"""`onrecord read --actors`: a user's own table reaches every reading process and is named in what they put down."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from onrecord.cli.app import run

ROOT = Path(__file__).resolve().parents[2]
PAGES, TABLE = ROOT / "examples" / "pages", ROOT / "examples" / "actors.csv"


def records(path: Path) -> list[dict[str, object]]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        row["input"].pop("read_at")
    return rows


def test_the_same_pages_and_table_give_the_same_record_over_any_number_of_processes(tmp_path: Path) -> None:
    for jobs in (1, 2):
        wanted = ["read", str(PAGES), "--actors", str(TABLE), "--to", str(tmp_path / f"{jobs}.jsonl"), "--quiet"]
        assert run([*wanted, "--jobs", str(jobs)]) == 0
    one, two = records(tmp_path / "1.jsonl"), records(tmp_path / "2.jsonl")
    assert one == two
    mark = hashlib.sha256(TABLE.read_bytes()).hexdigest()[:12]
    assert all(f"actors {mark}" in row["input"]["reader"] for row in one)  # type: ignore[index]
    actors = {actor["id"]: actor for row in one for actor in row["actors"]}  # type: ignore[attr-defined]
    assert actors["XVM/GOV"]["name"] == "government of Velmark"
    assert actors["outlet:osta"]["country"] == "XOS"
    assert "org:osta" not in actors
    assert "state:velmark" not in actors


def test_a_wrong_row_is_one_line_and_misuse(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("name,kind\nAnn Moss,mayor\n", encoding="utf-8")
    assert run(["read", str(PAGES), "--actors", str(table), "--to", str(tmp_path / "out.jsonl")]) == 2
    told = capsys.readouterr().err
    assert "row 2: the kind 'mayor'" in told
    assert told.count("\n") == 1
    assert not (tmp_path / "out.jsonl").exists()
