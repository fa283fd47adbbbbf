"""Train the event coder: `python training/events/train_coder.py --data DIR --base DIR --out DIR`.

`--base` holds `model.safetensors` and `tokenizer.json` of all-MiniLM-L6-v2. Seeds are fixed; the exponential mean of
the weights is what is kept, in `OUT/mean.pt`.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from pathlib import Path

import numpy as np
import torch
from coder_data import Example, training_examples
from coder_network import TYPES, Coder, bucket
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

KEEP = 0.995
FAR = -1e4


def padded(arrays: list[np.ndarray], fill: int = 0) -> Tensor:
    """[B, N] tensor of arrays of unlike length."""
    made = np.full((len(arrays), max(map(len, arrays))), fill, dtype=np.int64)
    for row, array in zip(made, arrays, strict=True):
        row[: len(array)] = array
    return torch.from_numpy(made)


def type_loss(group: list[Example], scores: Tensor) -> Tensor:
    """Binary cross entropy over sentences and types: present somewhere among the places, absent from all others."""
    total = scores.new_zeros(())
    count = 0.0
    for one, score in zip(group, scores, strict=True):
        score = score[: len(one.window)]
        blocked = torch.zeros((len(one.window), TYPES), dtype=torch.bool)
        blocked[0], blocked[-1] = True, True
        for known in one.events:
            places = torch.from_numpy(known.places)
            for kind in known.types:
                blocked[places, kind] = True
            if known.doubtful:
                continue
            found = torch.logsumexp(score[places][:, list(known.types)].flatten(), 0)
            total = total + 2.0 * one.weight * functional.softplus(-found)
            count += 2.0 * one.weight
        absent = torch.logsumexp(score.masked_fill(blocked, FAR), 0)
        total = total + one.weight * one.absent * functional.softplus(absent).sum()
        count += one.weight * one.absent
    return total / max(count, 1.0)


def reading_loss(model: Coder, group: list[Example], hidden: Tensor, scores: Tensor, rng: random.Random) -> Tensor:
    """Cross entropy of the four pointers, for every event whose parties are known."""
    asked = [(i, known) for i, one in enumerate(group) for known in one.events if known.parties]
    if not asked:
        return hidden.sum() * 0.0
    size = hidden.shape[1]
    at, distance = np.zeros((len(asked), size), dtype=np.int64), np.zeros((len(asked), size), dtype=np.int64)
    gold = np.full((len(asked), 4), size, dtype=np.int64)
    kinds = []
    for row, (i, known) in enumerate(asked):
        kind = rng.choice(known.types)
        places = np.flatnonzero(known.places)
        best = places[int(scores[i, places, kind].argmax())]
        where = int(rng.choice(places.tolist())) if rng.random() < 0.1 else int(best)
        at[row, where] = 1
        distance[row] = np.arange(size) - where
        kinds.append(kind)
        for offset, party in ((0, known.actor), (2, known.recipient)):
            if party is not None:
                gold[row, offset], gold[row, offset + 1] = party
    rows = torch.tensor([i for i, _ in asked])
    mask = padded([np.ones(len(one.window), dtype=np.int64) for one in group])[rows]
    ends, nobody = model.reader(
        hidden[rows], torch.from_numpy(at), torch.tensor(kinds), bucket(torch.from_numpy(distance)), mask
    )
    ends = ends.float() + ((1.0 - mask.float()) * FAR).unsqueeze(-1)
    choices = torch.cat([ends, nobody.float().unsqueeze(1)], 1)
    return functional.cross_entropy(choices.permute(0, 2, 1).flatten(0, 1), torch.from_numpy(gold).flatten())


def lower(model: Coder, data: list[Example], frozen: int) -> list[Tensor]:
    """What the frozen lower layers make of each sentence: computed once, since it never changes."""
    encoder = model.scorer.encoder
    made = []
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for one in data:
            w = one.window
            words, quotes, shapes = (torch.from_numpy(a)[None] for a in (w.ids, w.quotes, w.shapes))
            x = encoder.norm(
                encoder.words(words)
                + encoder.places(torch.arange(len(w)))
                + encoder.quotes(quotes)
                + encoder.shapes(shapes)
            )
            for layer in encoder.layers[:frozen]:
                x = layer(x, torch.zeros(1, 1, 1, len(w)))
            made.append(x[0].bfloat16())
    return made


def losses(
    model: Coder, group: list[Example], below: list[Tensor], frozen: int, rng: random.Random
) -> tuple[Tensor, Tensor]:
    """Type loss and reading loss of a batch, from what the lower layers made of it."""
    mask = padded([np.ones(len(one.window), dtype=np.int64) for one in group])
    x = nn.utils.rnn.pad_sequence(below, batch_first=True).float()
    with torch.autocast("cpu", dtype=torch.bfloat16):
        x = functional.dropout(x, 0.1)
        bias = ((1.0 - mask.float()) * FAR)[:, None, None, :]
        for layer in model.scorer.encoder.layers[frozen:]:
            x = layer(x, bias)
        hidden = functional.dropout(x, 0.1)
        scores = model.scorer.types(hidden).float()
        read = reading_loss(model, group, hidden, scores.detach().numpy(), rng)
    return type_loss(group, scores), read


def batches(data: list[Example], size: int, rng: random.Random) -> list[list[int]]:
    """Indices of examples of like length, at most `size` places a batch, in random order."""
    order = sorted(range(len(data)), key=lambda i: len(data[i].window) + rng.random() * 8)
    made: list[list[int]] = []
    for index in order:
        if made and (len(made[-1]) + 1) * len(data[index].window) <= size:
            made[-1].append(index)
        else:
            made.append([index])
    rng.shuffle(made)
    return made


def main() -> None:
    """Train and keep the mean weights."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--base", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--epochs", type=int, default=5)
    ap.add_argument("--size", type=int, default=1100)
    ap.add_argument("--quiet", type=int, default=1500)
    ap.add_argument("--stories", type=int, default=70)
    ap.add_argument("--lr", type=float, default=1.2e-4)
    ap.add_argument("--head-lr", type=float, default=1e-3)
    ap.add_argument("--frozen", type=int, default=1, help="lower layers kept as they are")
    ap.add_argument("--init", type=Path, help="weights to go on from")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--everything", action="store_true", help="train on our held-out labels too")
    ap.add_argument("--leave", metavar="K/N", help="leave out fold K of N of the PLOVER sentences")
    args = ap.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    tokenizer = Tokenizer.from_file(str(args.base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    data = training_examples(
        args.data,
        tokenizer,
        seed=args.seed,
        quiet=args.quiet,
        stories=args.stories,
        everything=args.everything,
        leave=args.leave,
    )
    model = Coder()
    encoder = model.scorer.encoder
    with torch.no_grad():
        encoder.load_base(str(args.base / "model.safetensors"))
    if args.init:
        model.load_state_dict(torch.load(args.init, map_location="cpu"))
    encoder.requires_grad_(False)
    body = [p.requires_grad_(True) for p in encoder.layers[args.frozen :].parameters()]
    heads = [*model.scorer.types.parameters(), *model.reader.parameters()]
    below = lower(model, data, args.frozen)
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": args.lr}, {"params": heads, "lr": args.head_lr}], weight_decay=0.01
    )
    total = sum(len(batches(data, args.size, random.Random(args.seed * 1000 + e))) for e in range(args.epochs))
    warm = min(100, total // 10 + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda i: min(1.0, (i + 1) / warm) * (0.03 + 0.97 * 0.5 * (1 + math.cos(math.pi * min(1.0, i / total)))),
    )
    trained = {k: p for k, p in model.named_parameters() if p.requires_grad}
    mean = {k: p.detach().clone() for k, p in trained.items()}
    print(
        f"{len(data)} sentences, {sum(len(e.events) for e in data)} events, {total} steps",
        flush=True,
    )
    step, began, seen = 0, time.time(), [0.0, 0.0]
    for epoch in range(args.epochs):
        for batch in batches(data, args.size, random.Random(args.seed * 1000 + epoch)):
            kinds, read = losses(
                model,
                [data[i] for i in batch],
                [below[i] for i in batch],
                args.frozen,
                random.Random(args.seed * 10**6 + step),
            )
            (kinds + 0.5 * read).backward()
            nn.utils.clip_grad_norm_(trained.values(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            step += 1
            decay = min(KEEP, (1 + step) / (10 + step))
            torch._foreach_lerp_(list(mean.values()), [p.detach() for p in trained.values()], 1 - decay)
            seen = [0.97 * s + 0.03 * v.item() for s, v in zip(seen, (kinds, read), strict=True)]
            if step % 25 == 0:
                print(
                    json.dumps(
                        {
                            "step": step,
                            "seconds": round(time.time() - began),
                            "types": round(seen[0], 4),
                            "read": round(seen[1], 4),
                        }
                    ),
                    flush=True,
                )
        torch.save(model.state_dict() | mean, args.out / "mean.pt")


if __name__ == "__main__":
    main()
