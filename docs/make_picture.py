"""Take `docs/report.png`: the report of the example pages as a browser shows it, the words of one answer opened.

usage: python docs/make_picture.py [BROWSER]

BROWSER is a Chromium or Chrome; without it one is looked for on the path.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "report.png"
SIZE = "1240,1700"
OPENED = "We will not sign a paper"
QUIET = """
--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-sync
--disable-component-update --hide-scrollbars""".split()
BROWSERS = ("chromium", "google-chrome", "chrome")


def browser() -> str:
    """The browser to use."""
    named = sys.argv[1:2] or [
        found for name in ("chromium", "google-chrome", "chrome") if (found := shutil.which(name))
    ]
    if not named:
        sys.exit("no browser found: name a Chromium or Chrome")
    return named[0]


def opened(report: str) -> str:
    """The report as it is after a reader has opened the words of the answer that is chosen for the picture."""
    answers = report.index('id="said"')
    at = report.index("<details>", report.index(OPENED, answers))
    return report[:at] + "<details open>" + report[at + len("<details>") :]


def onrecord(*words: str) -> None:
    """Run the program."""
    subprocess.run([sys.executable, "-m", "onrecord", *words], check=True)


def main() -> None:
    """Read, report, open, take."""
    with tempfile.TemporaryDirectory() as folder:
        record, report = Path(folder) / "record.db", Path(folder) / "report.html"
        onrecord("read", str(ROOT / "examples" / "pages"), "--to", str(record))
        onrecord("report", "--record", str(record), "--since", "2024-03", "--out", str(report))
        report.write_text(opened(report.read_text("utf-8")), encoding="utf-8")
        shot = [f"--user-data-dir={folder}/browser", f"--window-size={SIZE}", f"--screenshot={PICTURE}"]
        subprocess.run([browser(), *QUIET, *shot, report.as_uri()], check=True, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
