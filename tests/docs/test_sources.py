"""Everything that ships besides code says where it is from."""

from __future__ import annotations

import hashlib
import re
from importlib.resources import files
from pathlib import Path

import pytest

import onrecord.sources
from onrecord.model.errors import InstallError
from onrecord.sources import shipped

PACKAGE = Path(str(files("onrecord")))
ROOT = Path(__file__).resolve().parents[2]
NO_DATA = ("README.md", "NOTICE", "SHA256SUMS", "py.typed", "sources.toml")
CODE = (".py", ".pyc", ".sql", ".html", ".css", ".js", ".svg")


def test_every_data_file_of_the_package_is_listed_once() -> None:
    there = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and path.name not in NO_DATA and path.suffix not in CODE
    }
    listed = [one.path for one in shipped()]
    assert sorted(listed) == sorted(set(listed))
    assert set(listed) == there, "list new data files in src/onrecord/sources.toml"


def test_each_says_what_it_is_and_is_digested() -> None:
    for one in shipped():
        assert all((one.what, one.origin, one.licence))
        assert re.fullmatch(r"\d{4}-\d\d", one.as_of)
        assert (ROOT / one.card).is_file()
        assert one.sha256 == hashlib.sha256((PACKAGE / one.path).read_bytes()).hexdigest()
        assert one.rows is None or one.rows > 0


def test_the_weights_are_those_that_were_summed() -> None:
    sums = (PACKAGE / "neural" / "weights" / "SHA256SUMS").read_text("utf-8")
    given = {one.path.rsplit("/", 1)[1]: one.sha256 for one in shipped() if one.path.startswith("neural/")}
    assert dict(reversed(line.split(maxsplit=1)) for line in sums.splitlines()) == given


def test_a_missing_file_is_said_plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = 'path = "gone.csv"\nwhat = "x"\norigin = "x"\nlicence = "x"\nas_of = "2026-11"\ncard = "x"\n'
    (tmp_path / "sources.toml").write_text(f"[[source]]\n{entry}", encoding="utf-8")
    monkeypatch.setattr(onrecord.sources, "files", lambda _name: tmp_path)
    with pytest.raises(InstallError, match=r"lacks gone\.csv"):
        shipped()
