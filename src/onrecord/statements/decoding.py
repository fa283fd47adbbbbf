"""A reading of a cue -> the pieces of its source and of its content.

The source is the best pair of a first and a last piece, or none (as BERT answers SQuAD 2's questions); the content is
the best sequence of tags (Viterbi), kept off the cue and the source.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.model.spans import Span
from onrecord.neural import Reading

Floats = npt.NDArray[np.floating]

MAX_SOURCE = 60
"""Pieces in the longest source that is looked for."""
INSIDE_WEIGHT = 0.7
"""What a piece's own log-odds of being in the source weigh beside the ends' (0.2 to 1 are equally good on PolNeAR
dev)."""
MAX_ISLANDS = 3
_NEVER = -1e9


@dataclass(frozen=True, slots=True)
class Parts:
    """Piece ranges of one attribution, and how sure each part is, as log-odds or mean log-probabilities: `valid` that
    the cue is one, `tagged` the tagger's opinion of it, `source_chance` the choice made and by how much it beats its
    rival."""

    cue: Span
    source: Span | None
    content: tuple[Span, ...]
    valid: float
    tagged: float
    source_margin: float
    source_chance: float
    content_chance: float


def decode(reading: Reading, *, none_bias: float = 0.0) -> Parts:
    """The most likely parts of a reading; `none_bias` is added to the score of having no source."""
    source, chance, margin = best_source(reading, none_bias=none_bias)
    content, sure = best_content(reading, source)
    first, last = reading.cue
    return Parts(
        cue=reading.cue,
        source=source,
        content=content,
        valid=float(reading.whole[0]),
        tagged=float(reading.tagged[first:last].mean()),
        source_margin=margin,
        source_chance=chance,
        content_chance=sure,
    )


def best_source(reading: Reading, *, none_bias: float) -> tuple[Span | None, float, float]:
    """The source's piece range or None, the log-probability of that choice, and by how much it beats its rival (a span
    against none). Among spans, pieces that are themselves likely part of a source count too."""
    n = len(reading.starts)
    firsts = _log_softmax(np.append(reading.source[:, 0], reading.whole[1]).astype(np.float64))
    lasts = _log_softmax(np.append(reading.source[:, 1], reading.whole[2]).astype(np.float64))
    none = float(firsts[n] + lasts[n]) + none_bias
    upto = np.concatenate(([0.0], np.cumsum(reading.source[:, 2].astype(np.float64))))
    scores = firsts[:n, None] + lasts[None, :n] + INSIDE_WEIGHT * (upto[None, 1:] - upto[:n, None])
    scores[~_allowed(n, reading.cue)] = _NEVER
    first, last = divmod(int(scores.argmax()), n)
    best = float(firsts[first] + lasts[last])
    if best <= none or scores[first, last] == _NEVER:
        return None, none, none - best
    return (first, last + 1), best, best - none


def _allowed(n: int, cue: Span) -> npt.NDArray[np.bool_]:
    """Which pairs of first and last piece may be a source: in order, not too long, on one side of the cue."""
    where = np.arange(n)
    ahead = where[None, :] - where[:, None]
    side = np.where(where < cue[0], 1, np.where(where >= cue[1], 2, 0))
    allowed: npt.NDArray[np.bool_] = (ahead >= 0) & (ahead < MAX_SOURCE) & (side[:, None] == side) & (side[:, None] > 0)
    return allowed


def best_content(reading: Reading, source: Span | None) -> tuple[tuple[Span, ...], float]:
    """The content's piece ranges and the mean log-probability of its pieces' tags."""
    scores = _log_softmax(reading.content.astype(np.float64))
    for first, last in (reading.cue, source or reading.cue):
        scores[first:last, 1:] = _NEVER
    tags = viterbi(scores)
    islands = _islands(tags)
    islands = sorted(sorted(islands, key=lambda island: island[0] - island[1])[:MAX_ISLANDS])
    inside = [at for first, last in islands for at in range(first, last)]
    sure = float(np.mean([max(scores[at, 1], scores[at, 2]) for at in inside])) if inside else _NEVER
    return tuple(islands), sure


def viterbi(scores: Floats) -> list[int]:
    """The best sequence of tags (outside, begin, inside) in which nothing is inside without a beginning."""
    rows: list[list[float]] = scores.tolist()
    back: list[tuple[int, int, int]] = []
    out, begin, inside = 0.0, _NEVER, _NEVER
    for o, b, i in rows:
        any_best = max(out, begin, inside)
        any_from = 0 if out == any_best else 1 if begin == any_best else 2
        in_from = 1 if begin >= inside else 2
        back.append((any_from, any_from, in_from))
        out, begin, inside = any_best + o, any_best + b, max(begin, inside) + i
    tag = max((out, 0), (begin, 1), (inside, 2))[1]
    tags = [tag]
    for step in reversed(back[1:]):
        tag = step[tag]
        tags.append(tag)
    return tags[::-1]


def _islands(tags: list[int]) -> list[Span]:
    """Runs of tagged pieces; a run that begins right behind another is the same island."""
    found: list[Span] = []
    for at, tag in enumerate(tags):
        if tag and found and found[-1][1] == at:
            found[-1] = (found[-1][0], at + 1)
        elif tag:
            found.append((at, at + 1))
    return found


def _log_softmax(logits: Floats) -> Floats:
    shifted = logits - logits.max(axis=-1, keepdims=True)
    made: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return made
