"""The attribution network: a MiniLM encoder, tag heads, and a linker that reads a paragraph once more for each cue.

Encoder: all-MiniLM-L6-v2 (6 layers of 384), word embeddings frozen, two embeddings added for the quotation state and
the letter shape of each piece. Heads on it tag cues, sources, contents (the last two only to teach the encoder) and
names. Linker: two layers of 192 over the cue's own paragraph; each piece is given the cue's vector, whether it
belongs to the cue, its distance from it and the cue tagger's opinion of it. It says whether the cue is one, points at
the source's first and last piece or at none (as in BERT's reading of SQuAD 2), and tags the content.
"""

from __future__ import annotations

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

LAYERS, WIDTH, HEADS, INNER = 6, 384, 12, 1536
LINK_WIDTH, LINK_LAYERS, LINK_HEADS, LINK_INNER = 192, 2, 4, 384
BUCKETS = 40
MASK_PIECE = 103
NAME_TAGS = 11


class Layer(nn.Module):
    """A post-norm transformer layer, as in BERT."""

    def __init__(self, width: int, heads: int, inner: int, eps: float = 1e-12) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width, eps=eps)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=eps)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        b, n, w = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(-1, -2) * (w // self.heads) ** -0.5 + bias
        mixed = (scores.softmax(-1).to(v.dtype) @ v).transpose(1, 2).reshape(b, n, w)
        x = self.norm(x + self.out(mixed))
        return self.norm2(x + self.down(functional.gelu(self.up(x))))


class Encoder(nn.Module):
    """Pieces -> hidden states and the tags of cues, sources, contents and names."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.words.weight.requires_grad_(False)
        self.places = nn.Embedding(512, WIDTH)
        self.quotes = nn.Embedding(4, WIDTH)
        self.shapes = nn.Embedding(6, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(WIDTH, HEADS, INNER) for _ in range(LAYERS))
        self.cue = nn.Linear(WIDTH, 3)
        self.flat = nn.Linear(WIDTH, 6)
        self.names = nn.Linear(WIDTH, NAME_TAGS)
        nn.init.zeros_(self.quotes.weight)
        nn.init.zeros_(self.shapes.weight)

    def load_base(self, path: str) -> None:
        """Take the weights of a BERT-style safetensors file."""
        w = load_file(path)
        w = {k.removeprefix("bert."): v for k, v in w.items()}
        state = self.state_dict()

        def put(ours: str, *theirs: str) -> None:
            state[ours].copy_(torch.cat([w[t] for t in theirs]))

        put("words.weight", "embeddings.word_embeddings.weight")
        put("places.weight", "embeddings.position_embeddings.weight")
        state["places.weight"] += w["embeddings.token_type_embeddings.weight"][0]
        for part in ("weight", "bias"):
            put(f"norm.{part}", f"embeddings.LayerNorm.{part}")
            for i in range(LAYERS):
                theirs = f"encoder.layer.{i}."
                put(
                    f"layers.{i}.qkv.{part}", *(f"{theirs}attention.self.{x}.{part}" for x in ("query", "key", "value"))
                )
                put(f"layers.{i}.out.{part}", f"{theirs}attention.output.dense.{part}")
                put(f"layers.{i}.norm.{part}", f"{theirs}attention.output.LayerNorm.{part}")
                put(f"layers.{i}.up.{part}", f"{theirs}intermediate.dense.{part}")
                put(f"layers.{i}.down.{part}", f"{theirs}output.dense.{part}")
                put(f"layers.{i}.norm2.{part}", f"{theirs}output.LayerNorm.{part}")

    def hidden(self, words: Tensor, quotes: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """Hidden states [B, N, 384] of word vectors [B, N, 384]; quotes, shapes, mask [B, N]."""
        where = torch.arange(words.shape[1], device=words.device)
        x = self.norm(words + self.places(where) + self.quotes(quotes) + self.shapes(shapes))
        bias = ((1.0 - mask.to(x.dtype)) * -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def forward(self, words: Tensor, quotes: Tensor, shapes: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Hidden states, cue tag logits [B, N, 3] and name tag logits [B, N, 11]."""
        x = self.hidden(words, quotes, shapes, mask)
        return x, self.cue(x), self.names(x)


def bucket(distance: Tensor) -> Tensor:
    """Signed distances in pieces -> 0..BUCKETS-1: exact up to 8, then logarithmic."""
    size = distance.abs()
    log = 8 + (torch.log(size.clamp(min=1).float() / 8) / torch.log(torch.tensor(24.0)) * 11).long()
    small = torch.where(size <= 8, size, log.clamp(min=8, max=19))
    return torch.where(distance < 0, small + 20, small)


class Linker(nn.Module):
    """A paragraph's hidden states and one cue -> is it a cue, where is its source, what is its content."""

    def __init__(self) -> None:
        super().__init__()
        self.inward = nn.Linear(WIDTH, LINK_WIDTH)
        self.cue_vector = nn.Linear(WIDTH, LINK_WIDTH)
        self.others = nn.Linear(3, LINK_WIDTH)
        self.distance = nn.Embedding(BUCKETS, LINK_WIDTH)
        self.within = nn.Embedding(2, LINK_WIDTH)
        self.norm = nn.LayerNorm(LINK_WIDTH, eps=1e-6)
        self.layers = nn.ModuleList(Layer(LINK_WIDTH, LINK_HEADS, LINK_INNER, 1e-6) for _ in range(LINK_LAYERS))
        self.content = nn.Linear(LINK_WIDTH, 3)
        self.source = nn.Linear(LINK_WIDTH, 3)
        self.whole = nn.Linear(2 * LINK_WIDTH, 4)

    def forward(
        self, hidden: Tensor, cues: Tensor, within: Tensor, distance: Tensor, mask: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """hidden [C, N, 384], cue tag probabilities [C, N, 3], within/distance(buckets)/mask [C, N] ->
        content logits [C, N, 3], source first/last/inside logits [C, N, 3], [C, 4]: is a cue, no first, no last,
        spare."""
        part = within.to(hidden.dtype).unsqueeze(-1)
        cue = (hidden * part).sum(1) / part.sum(1)
        x = self.inward(hidden) + self.cue_vector(cue).unsqueeze(1) + self.others(cues)
        x = self.norm(x + self.distance(distance) + self.within(within))
        bias = ((1.0 - mask.to(x.dtype)) * -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        own = (x * part).sum(1) / part.sum(1)
        mean = (x * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
        return self.content(x), self.source(x), self.whole(torch.cat([own, mean], -1))
