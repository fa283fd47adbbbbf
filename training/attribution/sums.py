"""The sums by which an installation can tell that its weights are whole."""

from __future__ import annotations

import hashlib
from pathlib import Path


def write_sums(folder: Path) -> None:
    """Write `SHA256SUMS` of every weight file in the folder."""
    files = sorted(path for path in folder.iterdir() if path.suffix in (".onnx", ".npy", ".json"))
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (folder / "SHA256SUMS").write_text("".join(lines), "ascii")
