"""Attribution in full: every line of the scorer, each publisher apart, and whether confidence means what it says.

usage: python eval/attribution.py [--jobs N]

Reads PolNeAR dev through the real command and prints three Markdown tables. The last is the reliability of
`confidence`: statements by what they were said to be worth, the share that is right (an attribution of the headline),
and the expected calibration error (Guo et al., ICML 2017) over ten bins. The settings behind `confidence` were fitted
on these articles; `training/attribution/calibrate.py` prints the same table from a two-fold fit.
"""

from __future__ import annotations

import argparse
import gzip
import json
import runpy
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from run import OUT, predict
from tasks import TASKS, Task

Row = dict[str, Any]
Scorer = dict[str, Any]
Judged = tuple[float, bool]
BINS = 10


def rows_of(path: Any) -> list[Row]:
    """The rows of a JSON lines file, gzipped or not."""
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def judged(scorer: Scorer, gold: Sequence[Row], records: Iterable[Row]) -> list[Judged]:
    """Each statement's confidence, and whether it matches a gold attribution as the headline asks."""
    by_id = {row["id"]: row for row in gold}
    found: list[Judged] = []
    for record in records:
        row, statements = by_id[record["input"]["row_id"]], record["statements"]
        roles = [{r: (s[r] or {}).get("spans") or [] for r in ("source", "cue", "content")} for s in statements]
        pairs = scorer["pair_up"](
            scorer["Doc"](row["text"], row["attributions"]), scorer["Doc"](row["text"], roles), eligible
        )
        right = {p for _, p in pairs}
        found += [(one["confidence"], i in right) for i, one in enumerate(statements)]
    return found


def eligible(cue: float, content: float, source: float, sourceless: bool) -> bool:
    """The headline's condition on the overlaps (intersection over union of words) of a pair."""
    return max(cue, content) >= 0.5 and (source >= 0.5 or sourceless)


def reliability(pairs: Sequence[Judged]) -> tuple[list[tuple[int, float, float]], float]:
    """(n, mean confidence, share right) of each bin that holds any, and the expected calibration error."""
    bins: list[list[Judged]] = [[] for _ in range(BINS)]
    for pair in pairs:
        bins[min(int(pair[0] * BINS), BINS - 1)].append(pair)
    lines = [(len(b), sum(c for c, _ in b) / len(b), sum(r for _, r in b) / len(b)) for b in bins if b]
    return lines, sum(n * abs(said - right) for n, said, right in lines) / max(len(pairs), 1)


def scores(scorer: Scorer, gold: Sequence[Row], found: Sequence[Row]) -> str:
    """All lines of the scorer, then the headline and the strict figure of each publisher."""
    lines = ["| figure | F1 | low | high | precision | recall |", "| --- | ---: | ---: | ---: | ---: | ---: |"]
    for name, part in scorer["score"](gold, found, True).items():
        lines.append(
            f"| {name} | " + " | ".join(f"{100 * part[k]:.1f}" for k in ("f1", "low", "high", "p", "r")) + " |"
        )
    lines += ["", "| publisher | articles | headline | strict |", "| --- | ---: | ---: | ---: |"]
    for name in sorted({row["publisher"] for row in gold}):
        own = [row for row in gold if row["publisher"] == name]
        ids = {row["id"] for row in own}
        result = scorer["score"](own, [row for row in found if row["id"] in ids])
        plain, strict = (100 * result[key]["f1"] for key in ("attribution", "attribution_strict"))
        lines.append(f"| {name} | {len(own)} | {plain:.1f} | {strict:.1f} |")
    return "\n".join(lines)


def main() -> None:
    """Read, score, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    task: Task = next(task for task in TASKS if task.name == "attribution")
    if not task.gold_path.exists() or not task.scorer_path.exists():
        print(f"eval: attribution skipped: no {task.gold_path}", file=sys.stderr)
        return
    OUT.mkdir(parents=True, exist_ok=True)
    scorer = runpy.run_path(str(task.scorer_path))
    gold, found = rows_of(task.gold_path), rows_of(predict(task, options.jobs))
    print(scores(scorer, gold, found))
    lines, error = reliability(judged(scorer, gold, rows_of(OUT / "attribution.records.jsonl")))
    print("\n| statements | confidence | right |\n| ---: | ---: | ---: |")
    print("\n".join(f"| {n} | {said:.2f} | {right:.2f} |" for n, said, right in lines))
    print(f"\nexpected calibration error {error:.3f}")


if __name__ == "__main__":
    main()
