"""Country and sector of actor phrases: `code_phrase` on the spans of the PETRARCH gold standard record.

usage: python eval/actors.py [--wrong]

`actors_gsr_spans.json` holds, for rows of the gold set, the span that each coded actor stands for (offsets only,
labelled by us). The codes are CAMEO's; they are compared in PLOVER's terms: the country as alpha-3 or `IGO`, `NGO`,
`IMG`; of the sectors any that PLOVER knows. CAMEO codes activists and demonstrators as opposition, PLOVER as
civilians: both count as right for both. A code without a sector says nothing about it (the coders often left it out),
so sectors are scored where gold has one.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from onrecord.resolving.who import code_phrase
from speakers import Row, data_root, rows_of

SPANS = Path(__file__).with_name("actors_gsr_spans.json")
TO_PLOVER = {"PPL": "CVL", "HRI": "SOC", "MED": "JRN", "HLH": "MED", "SET": "CVL", "CRI": "CRM"}
SECTORS = frozenset(
    [
        "GOV",
        "MIL",
        "COP",
        "JUD",
        "LEG",
        "SPY",
        "PTY",
        "REB",
        "UAF",
        "OPP",
        "CVL",
        "EDU",
        "BUS",
        "JRN",
        "MED",
        "SOC",
        "CRM",
    ]
)
SAME = ({"OPP", "CVL"}, {"REB", "UAF"})


def split(code: str) -> tuple[str | None, list[str]]:
    """A CAMEO code's country (None for '---') and sectors in PLOVER's terms."""
    parts = [code[i : i + 3] for i in range(3, len(code), 3)]
    sectors = [TO_PLOVER.get(part, part) for part in parts]
    return (None if code.startswith("---") else code[:3]), [sector for sector in sectors if sector in SECTORS]


def agree(given: str | None, gold: list[str]) -> bool:
    """Whether a sector is one of the gold's, or one that stands for it."""
    return given in gold or any(given in pair and pair & set(gold) for pair in SAME)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    score = counted(wrong=options.wrong)
    if score is None:
        print(f"skipped: no gold data at {data_root()} (set ONRECORD_DATA)")
        return
    for name, (hits, total) in score.items():
        print(f"{name}: {hits} of {total} right ({100 * hits / total:.1f} %)")


def score_actors() -> dict[str, float] | None:
    """Percentages right; None when the gold data are not here."""
    score = counted()
    return {name: 100 * hits / total for name, (hits, total) in score.items()} if score else None


def counted(*, wrong: bool = False) -> dict[str, list[int]] | None:
    """How many countries and sectors are right, of how many; None when the gold data are not here."""
    path = data_root() / "plover" / "petrarch2_gsr.jsonl.gz"
    if not path.exists():
        return None
    texts = {row["id"]: row["text"] for row in rows_of(path)}
    spans: list[Row] = json.loads(SPANS.read_text(encoding="utf-8"))
    score = {"country": [0, 0], "sector": [0, 0]}
    for item in spans:
        phrase = texts[item["id"]][item["start"] : item["end"]]
        given, (country, sectors) = code_phrase(phrase), split(item["code"])
        right = {"country": given.country == country} | ({"sector": agree(given.sector, sectors)} if sectors else {})
        for name, good in right.items():
            score[name][0] += int(good)
            score[name][1] += 1
            if wrong and not good:
                print(f"{name}: {phrase!r} gold {item['code']}, given {given.country} {given.sector}")
    return score


if __name__ == "__main__":
    main()
