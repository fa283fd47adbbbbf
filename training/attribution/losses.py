"""What the attribution network is trained to get right."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import torch
from data import BEGIN, IGNORE, INSIDE, OUT, Attribution, Example
from network import MASK_PIECE, Encoder, Linker, bucket
from torch import Tensor, nn
from torch.nn import functional

from onrecord.model.spans import Span


class Model(nn.Module):
    """Both parts, trained together."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.linker = Linker()


def padded(arrays: Sequence[np.ndarray], fill: int = 0) -> Tensor:
    """[B, N] tensor of arrays of unlike length."""
    made = np.full((len(arrays), max(map(len, arrays))), fill, dtype=np.int64)
    for i, a in enumerate(arrays):
        made[i, : len(a)] = a
    return torch.from_numpy(made)


def tag_loss(logits: Tensor, tags: Tensor) -> Tensor:
    """Mean cross entropy over labelled pieces; 0 without any."""
    if not bool((tags != IGNORE).any()):
        return logits.sum() * 0.0
    return functional.cross_entropy(logits.float().flatten(0, 1), tags.flatten(), ignore_index=IGNORE)


def islands(likely: np.ndarray) -> list[Span]:
    """Runs of True."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], likely.astype(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]


def candidates(one: Example, likely: np.ndarray, rng: random.Random) -> list[tuple[Span, Span, Attribution | None]]:
    """Cues to read the paragraph for: the gold ones, sometimes as the tagger sees them, and its mistakes."""
    found = [
        island
        for first, last in one.window.segments
        for island in ((a + first, b + first) for a, b in islands(likely[first:last]))
    ]
    made: list[tuple[Span, Span, Attribution | None]] = []
    for a in one.attributions:
        seen = [f for f in found if f[0] < a.cue[1] and f[1] > a.cue[0]]
        made.append((a.segment, rng.choice(seen) if seen and rng.random() < 0.3 else a.cue, a))
    wrong = [f for f in found if not any(f[0] < a.cue[1] and f[1] > a.cue[0] for a in one.attributions)]
    for f in rng.sample(wrong, min(len(wrong), 5)):
        segment = next(s for s in one.window.segments if s[0] <= f[0] < s[1])
        made.append((segment, f, None))
    return made


def link_loss(
    model: Model, group: list[Example], hidden: Tensor, cue_logits: Tensor, rng: random.Random
) -> tuple[Tensor, ...]:
    """Losses of the linker: content tags, source pointers, source pieces, is it a cue."""
    chances = cue_logits.detach().float().softmax(-1)
    likely = (chances[..., OUT] < 0.75).numpy()
    links = [(i, *c) for i, one in enumerate(group) if one.cue[1] != IGNORE for c in candidates(one, likely[i], rng)]
    if not links:
        zero = hidden.sum() * 0.0
        return zero, zero, zero, zero
    links.sort(key=lambda link: link[1][1] - link[1][0])
    third = -(-len(links) // 3)
    parts = [_link_part(model, links[i : i + third], hidden, chances) for i in range(0, len(links), third)]
    return tuple(sum(p[k] * p[4] for p in parts) / sum(p[4] for p in parts) for k in range(4))  # type: ignore[misc]


def _link_part(model: Model, links: list, hidden: Tensor, chances: Tensor) -> tuple:
    size = max(s[1] - s[0] for _, s, _, _ in links)
    at, mask, within, distance, content, piece = (np.zeros((len(links), size), dtype=np.int64) for _ in range(6))
    content[:] = IGNORE
    piece[:] = IGNORE
    first, last, valid = (np.full(len(links), IGNORE, dtype=np.int64) for _ in range(3))
    for i, (_, (a, b), cue, gold) in enumerate(links):
        n = b - a
        at[i, :n] = np.arange(a, b)
        mask[i, :n] = 1
        within[i, cue[0] - a : cue[1] - a] = 1
        where = np.arange(a, b)
        distance[i, :n] = np.where(where < cue[0], where - cue[0], np.where(where >= cue[1], where - cue[1] + 1, 0))
        valid[i] = gold is not None
        if gold is None:
            continue
        content[i, :n] = OUT
        for s, e in gold.contents:
            content[i, s - a : e - a] = INSIDE
            content[i, s - a] = BEGIN
        if gold.known:
            piece[i, :n] = 0
            first[i] = size if gold.source is None else gold.source[0] - a
            last[i] = size if gold.source is None else gold.source[1] - 1 - a
            if gold.source is not None:
                piece[i, gold.source[0] - a : gold.source[1] - a] = 1
    rows = torch.tensor([i for i, *_ in links])[:, None]
    index = torch.from_numpy(at)
    there = torch.from_numpy(mask)
    c, s, w = model.linker(
        hidden[rows, index],
        chances[rows, index].to(hidden.dtype),
        torch.from_numpy(within),
        bucket(torch.from_numpy(distance)),
        there,
    )
    s, w = s.float(), w.float()
    far = (1.0 - there.float()) * -1e4
    firsts = torch.cat([s[..., 0] + far, w[:, 1:2]], 1)
    lasts = torch.cat([s[..., 1] + far, w[:, 2:3]], 1)
    known = torch.from_numpy(first)
    pointer = (
        functional.cross_entropy(firsts, known, ignore_index=IGNORE)
        + functional.cross_entropy(lasts, torch.from_numpy(last), ignore_index=IGNORE)
        if bool((known != IGNORE).any())
        else firsts.sum() * 0.0
    )
    labels = torch.from_numpy(piece)
    got = labels != IGNORE
    inside = (
        functional.binary_cross_entropy_with_logits(s[..., 2][got], labels[got].float())
        if bool(got.any())
        else s.sum() * 0.0
    )
    cue = functional.binary_cross_entropy_with_logits(w[:, 0], torch.from_numpy(valid).float())
    return tag_loss(c, torch.from_numpy(content)), pointer, inside, cue, len(links)


def losses(model: Model, group: list[Example], rng: random.Random) -> dict[str, Tensor]:
    """The weighted losses of one batch."""
    ids = padded([e.window.ids for e in group])
    mask = padded([np.ones(len(e.window), dtype=np.int64) for e in group])
    hide = (torch.rand(ids.shape) < 0.03) & (ids > 999)
    words = model.encoder.words(torch.where(hide, MASK_PIECE, ids))
    encoder = model.encoder
    hidden = encoder.hidden(
        words, padded([e.window.quotes for e in group]), padded([e.window.shapes for e in group]), mask
    )
    hidden = functional.dropout(hidden, 0.1)
    cue, flat, names = encoder.cue(hidden), encoder.flat(hidden), encoder.names(hidden)
    content, pointer, inside, valid = link_loss(model, group, hidden, cue, rng)
    tags = {k: padded([getattr(e, k) for e in group], IGNORE) for k in ("cue", "source", "content", "names")}
    return {
        "cue": 4.0 * tag_loss(cue, tags["cue"]),
        "flat": 0.7 * (tag_loss(flat[..., :3], tags["source"]) + tag_loss(flat[..., 3:], tags["content"])),
        "names": 0.7 * tag_loss(names, tags["names"]),
        "content": 2.0 * content,
        "pointer": 0.3 * pointer,
        "inside": 1.0 * inside,
        "valid": 0.3 * valid,
    }
