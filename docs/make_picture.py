"""Draw `docs/said.svg`: what the README's question prints in a terminal, from the example pages.

usage: python docs/make_picture.py
"""

from __future__ import annotations

import io
import os
import pty
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
WIDTH = 100
QUESTION = ("said", "Irena Valko", "--text", "fishermen")


def printed(*words: str, record: Path) -> str:
    """What the command prints on a terminal of that width."""
    ours, theirs = pty.openpty()
    environment = os.environ | {"COLUMNS": str(WIDTH), "TERM": "xterm-256color", "ONRECORD": str(record)}
    command = [sys.executable, "-m", "onrecord", *words]
    with subprocess.Popen(command, stdout=theirs, stderr=subprocess.DEVNULL, env=environment) as run:
        os.close(theirs)
        out = b""
        while chunk := _read(ours):
            out += chunk
        run.wait()
    return out.decode("utf-8").replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other end has closed: the command is done
        return b""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "record.db"
        read = [sys.executable, "-m", "onrecord", "read", str(ROOT / "examples" / "pages"), "--to", str(record)]
        subprocess.run(read, check=True)
        lines = printed(*QUESTION, record=record)
    console = Console(record=True, width=WIDTH, file=io.StringIO())
    console.print(Text("$ onrecord " + " ".join(f'"{w}"' if " " in w else w for w in QUESTION), style="bold"))
    console.print(Text.from_ansi(lines))
    svg = console.export_svg(title="onrecord")
    without_fonts_of_others = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    (ROOT / "docs" / "said.svg").write_text(without_fonts_of_others, encoding="utf-8")


if __name__ == "__main__":
    main()
