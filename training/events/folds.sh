#!/bin/sh
# Weights for cross-validating the relation view: training/events/folds.sh DATA BASE WORK [FOLDS]
#   leaves WORK/fold0, WORK/fold1 …, each a folder of weights trained without its fold of the PLOVER sentences;
#   score them with: python eval/relations.py --folds WORK/fold0 WORK/fold1 …
set -eu
DATA=$1 BASE=$2 WORK=$3 FOLDS=${4:-3}
HERE=$(cd "$(dirname "$0")" && pwd)
WEIGHTS="$HERE/../../src/onrecord/neural/weights"
export OMP_NUM_THREADS=1 PYTHONPATH="$HERE/../../src"
cd "$HERE"
for K in $(seq 0 $((FOLDS - 1))); do
    train() { python train_coder.py --data "$DATA" --base "$BASE" --leave "$K/$FOLDS" "$@"; }
    train --out "$WORK/first$K" --epochs 4 --frozen 1
    train --out "$WORK/second$K" --init "$WORK/first$K/mean.pt" --epochs 3 --frozen 3 --quiet 900 --stories 25 \
        --lr 8e-5 --head-lr 5e-4
    python average.py "$WORK/coder$K.pt" "$WORK/first$K/mean.pt:0.4" "$WORK/second$K/mean.pt:0.6"
    mkdir -p "$WORK/fold$K"
    cp "$WEIGHTS"/* "$WORK/fold$K"
    python export_coder.py --weights "$WORK/coder$K.pt" --to "$WORK/fold$K"
done
