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
python train_coder.py --data "$DATA" --base "$BASE" --out "$WORK/first" --epochs 4 --frozen 1
python train_coder.py --data "$DATA" --base "$BASE" --out "$WORK/second" --init "$WORK/first/mean.pt" \
    --frozen 3 --epochs 4 --quiet 600 --stories 25 --lr 8e-5 --head-lr 5e-4
python average.py "$WORK/coder.pt" "$WORK/first/mean.pt:0.4" "$WORK/second/mean.pt:0.6"
python export_coder.py --weights "$WORK/coder.pt" --to "$WEIGHTS"
PYTHONPATH="$PYTHONPATH:$HERE/../attribution" python -c \
    "from pathlib import Path; from sums import write_sums; write_sums(Path('$WEIGHTS'))"
