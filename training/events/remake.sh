#!/bin/sh
# Remake the event coder's weights: training/events/remake.sh DATA BASE WORK
#   DATA  folder with the plover, pages, polnear, timex, stories and place sets (see CARD.md)
#   BASE  folder with model.safetensors and tokenizer.json of all-MiniLM-L6-v2 (sha256 53aa5117…)
#   WORK  scratch folder; the two ONNX files and their sums end up in src/onrecord/neural/weights
set -eu
DATA=$1 BASE=$2 WORK=$3
HERE=$(cd "$(dirname "$0")" && pwd)
WEIGHTS="$HERE/../../src/onrecord/neural/weights"
export OMP_NUM_THREADS=1 PYTHONPATH="$HERE/../../src"
cd "$HERE"
train() { python train_coder.py --data "$DATA" --base "$BASE" "$@"; }
again() { train --init "$WORK/$1" --frozen 3 --epochs 3 --quiet 900 --lr 8e-5 --out "$WORK/$2" --seed "$3" --stories "$4" --head-lr "$5"; }
train --out "$WORK/first" --epochs 5 --frozen 1 --seed 11
for seed in 1 2 3; do again first/mean.pt "second$seed" $seed 25 5e-4; done
python average.py "$WORK/second.pt" "$WORK/second1/mean.pt:0.334" "$WORK/second2/mean.pt:0.333" "$WORK/second3/mean.pt:0.333"
for seed in 21 22; do again second.pt "third$seed" $seed 20 4e-4; done
python average.py "$WORK/coder.pt" "$WORK/first/mean.pt:0.16" "$WORK/second.pt:0.24" \
    "$WORK/third21/mean.pt:0.3" "$WORK/third22/mean.pt:0.3"
python export_coder.py --weights "$WORK/coder.pt" --to "$WEIGHTS"
PYTHONPATH="$PYTHONPATH:$HERE/../attribution" python -c \
    "from pathlib import Path; from sums import write_sums; write_sums(Path('$WEIGHTS'))"
