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
    python train_coder.py --data "$DATA" --base "$BASE" --out "$WORK/run$K" --epochs 5 --frozen 1 --leave "$K/$FOLDS"
    mkdir -p "$WORK/fold$K"
    cp "$WEIGHTS"/* "$WORK/fold$K"
    python export_coder.py --weights "$WORK/run$K/mean.pt" --to "$WORK/fold$K"
done
