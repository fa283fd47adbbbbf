"""Train the attribution network: `python train.py --data DIR --silver DIR --base DIR --out DIR`.

Resumes from `OUT/state.pt` when it is there, batch for batch: order, masking and dropout follow from the seed and the
step. What is kept for export, `OUT/mean.pt`, is the exponential mean of the weights over the last steps.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from data import Example, batches, examples, read_rows
from losses import Model, losses
from tokenizers import Tokenizer
from torch import Tensor, nn

KEEP = 0.998
WARM = 150
BODY = ("encoder.layers", "encoder.norm", "encoder.places")
EXTRA = ("plover.train", "timex.train", "pages.train", "stories.dev")
"""Further texts, with silver names alone."""


def load(data: Path, silver: Path, tokenizer: Tokenizer, extra: Sequence[str] = EXTRA) -> list[Example]:
    """Training examples: PolNeAR with silver names, and further texts with silver names alone."""
    names = {r["id"]: r["names"] for r in read_rows(silver / "polnear.train.jsonl")}
    made = list(examples(read_rows(data / "polnear" / "train.jsonl.gz"), names, tokenizer))
    for part in extra:
        rows = read_rows(silver / f"{part}.jsonl")
        texts = [{"id": r["id"], "text": r["text"]} for r in rows]
        made += examples(texts, {r["id"]: r["names"] for r in rows}, tokenizer)
    return made


class Trainer:
    """The state of a training run. Weights proper are kept in 32 bits; the network computes with a 16-bit copy, which
    is two to three times as fast on a processor with AMX; word vectors are frozen and stay as they are."""

    def __init__(self, model: Model, *, rate: float, head_rate: float, total: int, out: Path) -> None:
        self.model, self.total, self.out, self.step = model, total, out, 0
        self.words = model.encoder.words.weight.detach().clone()
        self.trained = {k: p.detach().clone() for k, p in model.named_parameters() if p.requires_grad}
        self.mean = {k: p.clone() for k, p in self.trained.items()}
        body = [p for k, p in self.trained.items() if k.startswith(BODY)]
        heads = [p for k, p in self.trained.items() if not k.startswith(BODY)]
        groups = [{"params": body, "lr": rate}, {"params": heads, "lr": head_rate}]
        self.optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimizer, self._rate)
        model.bfloat16()
        self.used = [p for p in model.parameters() if p.requires_grad]
        self._to_network()

    def _rate(self, step: int) -> float:
        """Linear warm-up, then half a cosine down to 3 %."""
        cosine = 0.5 * (1 + math.cos(math.pi * min(1.0, step / self.total)))
        return min(1.0, (step + 1) / WARM) * (0.03 + 0.97 * cosine)

    def _to_network(self) -> None:
        torch._foreach_copy_([p.data for p in self.used], list(self.trained.values()))

    def advance(self, parts: dict[str, Tensor]) -> None:
        """One step down the sum of the losses."""
        torch.stack([part.float() for part in parts.values()]).sum().backward()
        for mine, theirs in zip(self.trained.values(), self.used, strict=True):
            mine.grad = torch.zeros_like(mine) if theirs.grad is None else theirs.grad.float()
            theirs.grad = None
        nn.utils.clip_grad_norm_(self.trained.values(), 1.0)
        self.optimizer.step()
        self.schedule.step()
        self._to_network()
        self.step += 1
        decay = min(KEEP, (1 + self.step) / (10 + self.step))
        torch._foreach_lerp_(list(self.mean.values()), list(self.trained.values()), 1 - decay)

    def save(self) -> None:
        """Write `state.pt` and `mean.pt`, each at once."""
        state = {
            "trained": self.trained,
            "optimizer": self.optimizer.state_dict(),
            "schedule": self.schedule.state_dict(),
            "mean": self.mean,
            "step": self.step,
        }
        for name, value in (("state", state), ("mean", self.mean | {"encoder.words.weight": self.words})):
            torch.save(value, self.out / f"{name}.tmp")
            (self.out / f"{name}.tmp").rename(self.out / f"{name}.pt")

    def resume(self) -> None:
        """Take up `state.pt`, if there is one."""
        path = self.out / "state.pt"
        if not path.exists():
            return
        saved = torch.load(path)
        for mine, kept in ((self.trained, saved["trained"]), (self.mean, saved["mean"])):
            for name, value in mine.items():
                value.copy_(kept[name])
        self.optimizer.load_state_dict(saved["optimizer"])
        self.schedule.load_state_dict(saved["schedule"])
        self.step = saved["step"]
        self._to_network()


def run(trainer: Trainer, data: Sequence[Example], *, size: int, seed: int, per_epoch: int) -> None:
    """Train to the end, saving every 100 steps."""
    seen: dict[str, float] = {}
    began, pieces = time.time(), 0
    while trainer.step < trainer.total:
        epoch, within = divmod(trainer.step, per_epoch)
        order = batches(data, size, random.Random(seed * 1000 + epoch))
        group = [data[i] for i in order[within % len(order)]]
        torch.manual_seed(seed * 10**6 + trainer.step)
        parts = losses(trainer.model, group, random.Random(seed * 10**6 + trainer.step))
        trainer.advance(parts)
        pieces += sum(len(one.window) for one in group)
        for name, loss in parts.items():
            seen[name] = 0.98 * seen.get(name, loss.item()) + 0.02 * loss.item()
        if trainer.step % 20 == 0:
            speed = round(pieces / (time.time() - began))
            shown = {name: round(value, 4) for name, value in seen.items()}
            print(json.dumps({"step": trainer.step, "pieces a second": speed, **shown}), flush=True)
        if trainer.step % 100 == 0 or trainer.step == trainer.total:
            trainer.save()


def main() -> None:
    """Train, or take up where a run stopped."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True, help="folder with polnear/train.jsonl.gz")
    ap.add_argument("--silver", type=Path, required=True, help="folder that names.py wrote")
    ap.add_argument("--base", type=Path, required=True, help="folder with model.safetensors and tokenizer.json")
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--epochs", type=float, default=4.0)
    ap.add_argument("--size", type=int, default=2000, help="pieces in a batch")
    ap.add_argument("--rate", type=float, default=1.5e-4, help="learning rate of the encoder")
    ap.add_argument("--head-rate", type=float, default=6e-4, help="learning rate of what is new")
    ap.add_argument("--seed", type=int, default=1)
    args = ap.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    tokenizer = Tokenizer.from_file(str(args.base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    data = load(args.data, args.silver, tokenizer)
    model = Model()
    with torch.no_grad():
        model.encoder.load_base(str(args.base / "model.safetensors"))
    per_epoch = len(batches(data, args.size, random.Random(0)))
    total = round(per_epoch * args.epochs)
    trainer = Trainer(model, rate=args.rate, head_rate=args.head_rate, total=total, out=args.out)
    trainer.resume()
    print(f"{len(data)} windows, {per_epoch} steps an epoch, {total} in all, from {trainer.step}", flush=True)
    run(trainer, data, size=args.size, seed=args.seed, per_epoch=per_epoch)


if __name__ == "__main__":
    main()
