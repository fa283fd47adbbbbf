"""What ships with the package besides code: every table and weight file, where it is from, how old it is."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import sqlite3
import tomllib
from importlib.resources import files
from pathlib import Path

import msgspec

from onrecord.model.errors import InstallError


class Shipped(msgspec.Struct, frozen=True, kw_only=True):
    """A file of the package. `origin` names the works it was made of, `as_of` is the month up to which
    it knows the world or in which it was made, `rows` counts those of a table, `card` is where more is told."""

    path: str
    what: str
    origin: str
    licence: str
    as_of: str
    card: str
    rows: int | None = None
    bytes: int = 0
    sha256: str = ""


def shipped() -> tuple[Shipped, ...]:
    """Every table and weight file of the package, counted and digested as it is on this disk.

    Raises:
        InstallError: a file is missing.
    """
    root = Path(str(files("onrecord")))
    listed = tomllib.loads((root / "sources.toml").read_text("utf-8"))["source"]
    return tuple(_counted(root, msgspec.convert(one, Shipped)) for one in listed)


def _counted(root: Path, one: Shipped) -> Shipped:
    path = root / one.path
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InstallError(f"the package lacks {one.path}: install onrecord again") from error
    return msgspec.structs.replace(
        one, rows=_rows(path, content), bytes=len(content), sha256=hashlib.sha256(content).hexdigest()
    )


def _rows(path: Path, content: bytes) -> int | None:
    """Rows of a table, lines of a word list, entries of a JSON object; None for weights."""
    name = path.name.removesuffix(".gz")
    if name.endswith(".sqlite"):
        return _places(path)
    if not name.endswith((".csv", ".tsv", ".txt", ".json")):
        return None
    text = (gzip.decompress(content) if path.name.endswith(".gz") else content).decode("utf-8")
    if name.endswith(".csv"):
        return sum(1 for _ in csv.DictReader(io.StringIO(text)))
    if name.endswith(".json"):
        return len(json.loads(text))
    return sum(1 for line in text.splitlines() if line.strip() and not line.startswith("#"))


def _places(path: Path) -> int:
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        return int(connection.execute("SELECT count(*) FROM place").fetchone()[0])
    finally:
        connection.close()
