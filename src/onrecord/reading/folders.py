"""Every file of a folder, in a fixed order, safe from loops, pipes and what may not be opened."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from onrecord.model.provenance import Skipped


def files_in(folder: Path) -> Iterator[Path | Skipped]:
    """The files of a folder and of its folders, each folder's own files first, in the order of their names.

    Links to folders are followed, but no folder is read twice. Hidden names, and what is no regular file, are passed
    over.
    """
    seen: set[tuple[int, int]] = set()
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            status = here.stat()
            names = sorted(os.listdir(here))  # noqa: PTH208 - names alone: a folder may hold millions
        except OSError as error:
            yield Skipped(uri=path_uri(here), reason="cannot be read", detail=error.strerror or str(error))
            continue
        if (status.st_dev, status.st_ino) in seen:
            told = "reached again through a link"
            yield Skipped(uri=path_uri(here), reason="folder already read", detail=told, state="aside")
            continue
        seen.add((status.st_dev, status.st_ino))
        folders: list[Path] = []
        yield from _sorted_out(here, names, folders)
        waiting.extend(reversed(folders))


def path_uri(path: Path) -> str:
    """A path as a `uri`: bytes of a file's name that are no UTF-8 are replaced, since no record could carry them."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _sorted_out(here: Path, names: list[str], folders: list[Path]) -> Iterator[Path | Skipped]:
    """The files among `names`; folders are put into `folders`."""
    for name in names:
        path = here / name
        if name.startswith("."):
            yield Skipped(uri=path_uri(path), reason="hidden", state="aside")
            continue
        try:
            mode = path.stat().st_mode
        except OSError as error:
            yield Skipped(uri=path_uri(path), reason="cannot be read", detail=error.strerror or str(error))
            continue
        if stat.S_ISDIR(mode):
            folders.append(path)
        elif stat.S_ISREG(mode):
            yield path
        else:
            told = "a pipe, socket or device"
            yield Skipped(uri=path_uri(path), reason="not a file", detail=told, state="aside")
