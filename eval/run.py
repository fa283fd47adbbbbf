"""Measure every capability on its dev split through the real command, print one table, hold the floors.

usage: python eval/run.py [--only TASK …] [--check] [--write-table FILE] [--jobs N]
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from actors import score_actors
from cases import score_cases
from chains import score_chains
from relations import score_relations
from speakers import score_speakers
from status import score_status
from tasks import ROOT, SHARED, TASKS, Figures, Task

OUT = ROOT / "eval" / "out"
FLOORS = ROOT / "eval" / "floors.json"
PARTS: dict[str, Callable[[], Figures | None]] = {
    "cases": score_cases,
    "chains": score_chains,
    "speakers": score_speakers,
    "actors": score_actors,
    "event-status": score_status,
    "event-relations": score_relations,
}
"""Measured in this process; None when their data are not here."""
LOWER_IS_BETTER = ("false_alarms",)


def run(command: list[str], **options: Any) -> str:
    """Standard output of a command that must succeed."""
    done = subprocess.run(command, check=False, text=True, stdout=subprocess.PIPE, **options)
    if done.returncode:
        sys.exit(f"eval: '{' '.join(command)}' ended with exit code {done.returncode}")
    return str(done.stdout)


def onrecord(*words: str) -> str:
    return run([sys.executable, "-m", "onrecord", *words])


def write_input(task: Task) -> Path:
    """A copy of the gold file with only the columns that the reader may see."""
    path = OUT / f"{task.name}.input.jsonl"
    with gzip.open(task.gold_path, "rt", encoding="utf-8") as rows, path.open("w", encoding="utf-8") as out:
        for row in map(json.loads, rows):
            shown = {ours: row[theirs] for ours, theirs in task.columns.items() if row.get(theirs)}
            out.write(json.dumps(shown, ensure_ascii=False) + "\n")
    return path


def predict(task: Task, jobs: int) -> Path:
    """Read the input with the real command and turn the records into what the scorer takes."""
    given, predicted = write_input(task), OUT / f"{task.name}.pred.jsonl"
    if task.group_by:
        record = OUT / f"{task.name}.db"
        _forget(record)
        onrecord("read", str(given), "--to", str(record), "--jobs", str(jobs), *task.read_options)
        predicted.write_text(onrecord(task.group_by, "--record", str(record), "--jsonl"), encoding="utf-8")
        return predicted
    records = OUT / f"{task.name}.records.jsonl"
    _forget(records)
    onrecord("read", str(given), "--to", str(records), "--jobs", str(jobs), *task.read_options)
    converter = SHARED / "eval" / "from_record.py"
    predicted.write_text(run([sys.executable, str(converter), str(task.record), str(records)]), encoding="utf-8")
    return predicted


def _forget(path: Path) -> None:
    """Take away what an earlier measurement left: the reader would skip the pages it has."""
    for one in path.parent.glob(path.name + "*"):
        one.unlink()


def score(task: Task, predicted: Path) -> Any:
    """The scorer's result; the two scorers that only print are asked for their numbers as a module."""
    if task.text_scorer:
        ask = (
            "import json, runpy, sys; m = runpy.run_path(sys.argv[1]); "
            "print(json.dumps(m['report'](m['load'](sys.argv[2]), m['load'](sys.argv[3]))['ALL']))"
        )
        command = [sys.executable, "-c", ask, str(task.scorer_path), str(task.gold_path), str(predicted)]
    else:
        command = [
            sys.executable,
            str(task.scorer_path),
            str(task.gold_path),
            str(predicted),
            "--json",
            *task.score_options,
        ]
    return json.loads(run(command))


def measure(task: Task, jobs: int) -> Figures | None:
    """The task's figures, or None with a reason on stderr when its data are not here."""
    if not task.gold_path.exists() or not task.scorer_path.exists():
        print(f"eval: {task.name} skipped: no {task.gold_path}", file=sys.stderr)
        return None
    begun = time.perf_counter()
    predicted = predict(task, jobs)
    seconds = time.perf_counter() - begun
    with gzip.open(task.gold_path, "rt", encoding="utf-8") as rows:
        pages = sum(1 for _ in rows)
    return task.figures(score(task, predicted)) | {"pages_per_second": pages / seconds}


def table(figures: dict[str, Figures]) -> str:
    """Markdown: a line a figure."""
    lines = ["| task | figure | dev |", "| --- | --- | ---: |"]
    lines += [f"| {task} | {name} | {value:.1f} |" for task, found in figures.items() for name, value in found.items()]
    return "\n".join(lines) + "\n"


def sunk(figures: dict[str, Figures]) -> list[str]:
    """One line for each figure that is worse than its floor."""
    floors: dict[str, Figures] = json.loads(FLOORS.read_text(encoding="utf-8"))
    out = []
    for task, wanted in floors.items():
        for name, floor in wanted.items():
            if task not in figures:
                continue
            value = figures[task][name]
            worse = value > floor if name.startswith(LOWER_IS_BETTER) else value < floor
            if worse:
                out.append(f"{task} {name}: {value:.1f}, floor {floor:.1f}")
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", metavar="TASK", choices=[*PARTS, *(t.name for t in TASKS)])
    parser.add_argument("--check", action="store_true", help="fail when a figure is below its floor")
    parser.add_argument("--write-table", type=Path, metavar="FILE")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    wanted = options.only or [*PARTS, *(t.name for t in TASKS)]
    figures: dict[str, Figures] = {}
    for name, score_part in PARTS.items():
        if name in wanted and (part := score_part()) is not None:
            figures[name] = part
    for task in TASKS:
        if task.name in wanted and (found := measure(task, options.jobs)) is not None:
            figures[task.name] = found
            print(f"eval: {task.name} done", file=sys.stderr)
    text = table(figures)
    print(text, end="")
    if options.write_table:
        options.write_table.write_text(text, encoding="utf-8")
    below = sunk(figures) if options.check else []
    if below:
        sys.exit("eval: below the floor\n" + "\n".join(below))


if __name__ == "__main__":
    main()
