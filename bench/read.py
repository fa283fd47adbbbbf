"""Pages a second, memory, and the share of time each step takes.

usage: python bench/read.py [SOURCE …] [--scraped] [--limit N] [--until STEP]

Without a source: the example pages of the project. One process, one thread: a run over all cores scales with them.
`--until statements` leaves out what comes after attribution. Seconds are the processor's, so that whatever else runs on
the machine does not count.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from onrecord.model.document import Document
from onrecord.model.provenance import RawPage
from onrecord.model.step import Step
from onrecord.pipeline import STEPS
from onrecord.reading import open_sources
from onrecord.text import open_page

EXAMPLES = Path(__file__).resolve().parent.parent / "examples" / "pages"


def steps_until(name: str | None) -> tuple[Step, ...]:
    """The steps up to and with the one of that name; all of them without a name."""
    names = [one.name for one in STEPS]
    return STEPS[: names.index(name) + 1] if name else STEPS


def read_timed(raw: RawPage, steps: Sequence[Step], spent: Counter[str]) -> Document:
    begun = time.process_time()
    document = open_page(raw)
    spent["open_page"] += time.process_time() - begun  # type: ignore[assignment]
    for one in steps:
        begun = time.process_time()
        document = one(document)
        spent[one.name] += time.process_time() - begun  # type: ignore[assignment]
    return document


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", nargs="*", default=[str(EXAMPLES)])
    parser.add_argument("--scraped", action="store_true")
    parser.add_argument("--limit", type=int, default=1000)
    parser.add_argument("--until", metavar="STEP", choices=[one.name for one in STEPS])
    options = parser.parse_args()
    steps = steps_until(options.until)
    pages = islice(
        (p for p in open_sources(options.sources, scraped=options.scraped) if isinstance(p, RawPage)), options.limit
    )
    raws = list(pages)
    read_timed(raws[0], steps, Counter())  # what is loaded once is not what a page costs
    spent: Counter[str] = Counter()
    characters = sum(len(read_timed(raw, steps, spent).text) for raw in raws)
    total = sum(spent.values())
    print(f"{len(raws)} pages, {characters:,} characters, {total:.1f} s: {len(raws) / total:.1f} pages/s on one core")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    for name, seconds in spent.most_common():
        print(f"{name:30} {1000 * seconds / len(raws):8.2f} ms a page {100 * seconds / total:5.1f} %")


if __name__ == "__main__":
    main()
