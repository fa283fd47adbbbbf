"""Average weights of runs that share a beginning: `python average.py OUT FILE:WEIGHT FILE:WEIGHT …`."""

from __future__ import annotations

import sys

import torch


def main() -> None:
    """Average and save (model soups, Wortsman 2022)."""
    out, *parts = sys.argv[1:]
    mean: dict[str, torch.Tensor] = {}
    for part in parts:
        path, _, share = part.rpartition(":")
        for name, value in torch.load(path, map_location="cpu").items():
            mean[name] = mean.get(name, 0) + float(share) * value.float()
    torch.save(mean, out)


if __name__ == "__main__":
    main()
