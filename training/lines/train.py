"""Remake the weights that tell report from furniture in markup: `text/data/{blocks.npz,settling.npz}`.

usage: python training/lines/train.py --data DATA --more DIR --out src/onrecord/text/data   (needs scikit-learn)

DATA holds `pages/train.jsonl.gz` (markup and gold text) and `plaintext/train.jsonl.gz` (whose words make the lexicon),
DIR what `borrowed.py` made; of its pages those count whose whole report is known.
Nothing is fitted on `dev`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from blocks import train_blocks
from corpora import HostLexicon, read

WHOLE = "readability-"
"""Which borrowed pages come with their whole report. Of the others our own reader made the gold, and these mislead."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--more", type=Path, required=True)
    options = parser.parse_args()
    lexicon = HostLexicon(read(options.data / "plaintext" / "train.jsonl.gz"))
    whole = [row for row in read(options.more / "pages.jsonl.gz") if row["id"].startswith(WHOLE)]
    train_blocks([*read(options.data / "pages" / "train.jsonl.gz"), *whole], lexicon, options.out)


if __name__ == "__main__":
    main()
