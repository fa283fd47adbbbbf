"""Damaged and hostile inputs end in `problems`, never in a traceback, in bounded time and memory.

`ONRECORD_HOSTILE=1000 pytest tests/endtoend/test_hostile.py` tries more of them.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from hostile_pages import write_hostile

COUNT = int(os.environ.get("ONRECORD_HOSTILE", "44"))
SECONDS = 60 + COUNT
MEMORY = 3 << 30


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], Path]:
    folder = tmp_path_factory.mktemp("hostile")
    write_hostile(folder, COUNT)
    out = folder.parent / "hostile.jsonl"
    done = subprocess.run(
        [sys.executable, "-m", "onrecord", "read", str(folder), "--to", str(out), "--jobs", "1"],
        check=False,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY)),
    )
    return done, out


def test_no_traceback(run: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    done, _ = run
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Traceback" not in done.stderr


def test_every_page_is_put_down(run: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    records = [json.loads(line) for line in run[1].read_text(encoding="utf-8").splitlines()]
    names = {Path(r["input"]["uri"]).name for r in records}
    assert len(names) == COUNT + 1, "one record for each file, the huge one included, none from the loop"
    for record in records:
        if not record["text"].strip():
            assert record["problems"], f"an empty text without a word why: {record['input']['uri']}"
        assert not [p for p in record["problems"] if p["what"] == "step failed"], record["problems"]


def test_the_huge_page_says_what_was_cut(run: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    for line in run[1].read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["input"]["uri"].endswith("huge.html"):
            assert record["problems"]
            return
    pytest.fail("no record of the huge page")


def test_spans_lie_inside_the_text(run: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    for line in run[1].read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text = record["text"]
        parts = [s[role] for s in record["statements"] for role in ("source", "cue", "content") if s[role]]
        parts += [e["trigger"] for e in record["events"]]
        parts += [p for e in record["events"] for p in (*e["actors"], *e["recipients"])]
        for part in parts:
            assert part["spans"]
            assert " ".join(text[s:e] for s, e in part["spans"]) == part["text"]
