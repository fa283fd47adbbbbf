"""The shipped weights that tell report from furniture; trained by `training/lines`, plain arrays throughout."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from functools import cache
from importlib import resources

import numpy as np
from numpy.lib.npyio import NpzFile

from onrecord.model.errors import InstallError
from onrecord.text.convolution import Network, network_from
from onrecord.text.trees import Trees, trees_from

MAX_LINES = 6_000
"""Lines of a page beyond this are taken for furniture unseen."""


@cache
def line_trees() -> Trees:
    """The trees for the lines of plain text: a first look."""
    return _trees("lines.npz")


@cache
def line_trees_again() -> Trees:
    """The trees for a second look at the lines of plain text, with what the first found around them."""
    return _trees("lines_again.npz")


@cache
def line_networks() -> Network:
    """The networks along the lines of plain text, for the second look too."""
    with _arrays("lines_along.npz") as arrays:
        return network_from(arrays)


@cache
def block_trees() -> Trees:
    """The trees for the blocks of markup, at the first look."""
    return _trees("blocks.npz")


@cache
def settling_trees() -> Trees:
    """The trees for the same blocks at the second look."""
    return _trees("settling.npz")


@cache
def lexicon() -> Mapping[str, float]:
    """Words that stand in the furniture (negative) or in the prose (positive) of many sites."""
    found: dict[str, float] = json.loads(_data("lexicon.json"))
    return found


def _trees(name: str) -> Trees:
    with _arrays(name) as arrays:
        return trees_from(arrays)


def _arrays(name: str) -> NpzFile:
    found: NpzFile = np.load(io.BytesIO(_data(name)), allow_pickle=False)
    return found


def _data(name: str) -> bytes:
    try:
        return resources.files("onrecord.text").joinpath("data", name).read_bytes()
    except FileNotFoundError as error:
        raise InstallError(f"the installation lacks text/data/{name}; install onrecord again") from error
