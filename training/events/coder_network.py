"""The event coder's network: an encoder that scores each piece for each event type, and a reader that, given a trigger
and a type, points at the actor and the recipient.

A sentence is known to hold an event of a type, seldom where: the type's score of a sentence is the log-sum-exp of its
pieces' scores, so training finds the trigger by itself (multiple-instance learning). Pointing is BERT's reading of
SQuAD 2, with 'nobody' as an answer.
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "attribution"))
from network import BUCKETS, WIDTH, Encoder, Layer, bucket

TYPES = 16
READ_WIDTH, READ_HEADS, READ_INNER, READ_LAYERS = 256, 4, 768, 2

__all__ = ["TYPES", "Coder", "Reader", "Scorer", "bucket"]


class Scorer(nn.Module):
    """Pieces -> hidden states and a score a type."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.types = nn.Linear(WIDTH, TYPES)
        nn.init.constant_(self.types.bias, -6.0)

    def forward(self, words: Tensor, quotes: Tensor, shapes: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """words [B, N, 384], quotes, shapes, mask [B, N] -> hidden [B, N, 384], scores [B, N, 16]."""
        hidden = self.encoder.hidden(words, quotes, shapes, mask)
        return hidden, self.types(hidden)


class Reader(nn.Module):
    """Hidden states, a trigger and a type -> where actor and recipient begin and end."""

    def __init__(self) -> None:
        super().__init__()
        self.inward = nn.Linear(WIDTH, READ_WIDTH)
        self.trigger = nn.Linear(WIDTH, READ_WIDTH)
        self.kind = nn.Embedding(TYPES, READ_WIDTH)
        self.distance = nn.Embedding(BUCKETS, READ_WIDTH)
        self.norm = nn.LayerNorm(READ_WIDTH, eps=1e-6)
        self.layers = nn.ModuleList(Layer(READ_WIDTH, READ_HEADS, READ_INNER, 1e-6) for _ in range(READ_LAYERS))
        self.ends = nn.Linear(READ_WIDTH, 4)
        self.nobody = nn.Linear(2 * READ_WIDTH, 4)

    def forward(
        self, hidden: Tensor, at: Tensor, kind: Tensor, distance: Tensor, mask: Tensor
    ) -> tuple[Tensor, Tensor]:
        """hidden [E, N, 384], at [E, N] (1 at the trigger), kind [E], distance (buckets) and mask [E, N] ->
        [E, N, 4] actor first, actor last, recipient first, recipient last; [E, 4] nobody, for each."""
        part = at.to(hidden.dtype).unsqueeze(-1)
        trigger = (hidden * part).sum(1)
        x = self.inward(hidden) + (self.trigger(trigger) + self.kind(kind)).unsqueeze(1)
        x = self.norm(x + self.distance(distance))
        bias = ((1.0 - mask.to(x.dtype)) * -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        own = (x * part).sum(1)
        mean = (x * mask.to(x.dtype).unsqueeze(-1)).sum(1) / mask.to(x.dtype).sum(1, keepdim=True)
        return self.ends(x), self.nobody(torch.cat([own, mean], -1))


class Coder(nn.Module):
    """Both, trained together."""

    def __init__(self) -> None:
        super().__init__()
        self.scorer = Scorer()
        self.reader = Reader()
