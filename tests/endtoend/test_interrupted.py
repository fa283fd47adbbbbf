"""A read that is killed at any moment and run again leaves the record of an undisturbed run."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

PAGES = 200
PATIENCE = 300
"""Seconds until a run must have come to where it is killed, on a machine that does other things too."""
VOLATILE = {"read_at", "begun", "ended", "started_at", "ended_at", "finished_at"}


def write_pages(folder: Path) -> None:
    folder.mkdir()
    for n in range(PAGES):
        (folder / f"page-{n:03}.html").write_text(
            f"<html><head><title>Ferry {n} delayed</title><meta name='date' content='2023-04-{n % 28 + 1:02}'></head>"
            f"<body><article><h1>Ferry {n} delayed</h1><p>Ferry number {n} will leave late, Captain Mara Lind said on Monday. "
            f"&quot;The engine has {n} faults and we are mending each of them,&quot; she said. The harbour police arrested {n} men "
            "who had tried to board without a ticket, according to the port authority in Kelmor.</p></article></body></html>",
            encoding="utf-8",
        )


def command(folder: Path, record: Path) -> list[str]:
    return [sys.executable, "-m", "onrecord", "read", str(folder), "--to", str(record), "--jobs", "1"]


def rows_in(record: Path) -> int:
    if not record.exists():
        return 0
    try:
        with sqlite3.connect(f"file:{record}?mode=ro", uri=True) as db:
            return int(db.execute("SELECT count(*) FROM documents").fetchone()[0])
    except sqlite3.Error:
        return 0


def contents(record: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every plain table, without the columns that tell the time of reading."""
    out = {}
    with sqlite3.connect(record) as db:
        tables = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%fts%'").fetchall()
        for (table,) in tables:
            if table in {"runs", "sqlite_sequence", "skipped"}:
                continue
            columns = [c[1] for c in db.execute(f"PRAGMA table_info({table})") if c[1] not in VOLATILE]
            out[table] = sorted(db.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall(), key=repr)
    return out


def test_killed_and_run_again(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    write_pages(folder)
    disturbed, calm = tmp_path / "disturbed.db", tmp_path / "calm.db"
    for wanted in (20, 90):
        run = subprocess.Popen(command(folder, disturbed), stderr=subprocess.DEVNULL)
        begun = time.monotonic()
        while rows_in(disturbed) < wanted and run.poll() is None and time.monotonic() - begun < PATIENCE:
            time.sleep(0.02)
        assert run.poll() is None, "the run ended before it could be killed"
        run.send_signal(signal.SIGKILL)
        run.wait()
    assert 90 <= rows_in(disturbed) < PAGES
    subprocess.run(command(folder, disturbed), check=True, stderr=subprocess.DEVNULL)
    subprocess.run(command(folder, calm), check=True, stderr=subprocess.DEVNULL)
    assert rows_in(calm) == PAGES
    assert contents(disturbed) == contents(calm)
