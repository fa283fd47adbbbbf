"""`onrecord export` as a person meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from invented import lake_record, small_record

from onrecord.cli.app import run
from onrecord.cli.export import FORMS
from onrecord.export.forms import STREAMED
from onrecord.export.tables import _WRITERS
from onrecord.store import Store

Out = pytest.CaptureFixture[bytes]


@pytest.fixture(autouse=True)
def record_db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(tmp_path / "record.db", write=True) as store:
        for record in (lake_record(), small_record(1), small_record(2)):
            store.add(record)
    monkeypatch.delenv("ONRECORD", raising=False)
    monkeypatch.chdir(tmp_path)


def ask(capfdbinary: Out, *arguments: str, code: int = 0) -> tuple[str, str]:
    assert run(["export", *arguments]) == code
    out, err = capfdbinary.readouterr()
    return out.decode(), err.decode()


def test_every_form_has_its_writer() -> None:
    assert set(FORMS) == set(STREAMED) | set(_WRITERS)


@pytest.mark.parametrize("form", sorted(STREAMED))
def test_a_form_goes_to_standard_output_or_a_file(capfdbinary: Out, form: str) -> None:
    out, err = ask(capfdbinary, "--format", form)
    assert out.endswith("\n")
    assert err.endswith(" rows\n")
    assert ask(capfdbinary, "--format", form, "--to", "out")[0] == ""
    assert Path("out").read_bytes().decode() == out


def test_tables_go_into_a_folder(capfdbinary: Out) -> None:
    out, err = ask(capfdbinary, "--format", "csv", "--to", "new/tables", "--json")
    assert json.loads(out)["rows"]["statements"] == 5
    assert err.endswith("rows → new/tables\n")
    assert len(Path("new/tables/statements.csv").read_text().splitlines()) == 6


def test_a_name_that_nobody_bears_is_said(capfdbinary: Out) -> None:
    out, err = ask(capfdbinary, "--format", "polecat", "--actor", "Nobody Atall")
    assert out.count("\n") == 1
    assert "nobody on record is called 'Nobody Atall'" in err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--format", "csv"], "name a folder with --to"),
        (["--format", "csv", "--to", "t", "--since", "2024"], "writes whole tables"),
        (["--format", "parquet", "--to", "t", "--status", "denied"], "writes whole tables"),
        (["--format", "graphml", "--actor", "TZA"], "by --since and --until only"),
        (["--format", "polecat", "--json"], "has no room there"),
        (["--format", "polecat", "--since", "soon"], "is no date"),
        (["--format", "excel"], "is not one of"),
        ([], "--format"),
    ],
)
def test_misuse_is_told(capfdbinary: Out, arguments: list[str], told: str) -> None:
    out, err = ask(capfdbinary, *arguments, code=2)
    assert told in err
    assert "\t" not in out


def test_a_place_that_cannot_be_written_to(capfdbinary: Out) -> None:
    _, err = ask(capfdbinary, "--format", "prov", "--to", "no/such/out", code=1)
    assert err == "onrecord: no/such/out cannot be written: No such file or directory\n"
    _, err = ask(capfdbinary, "--format", "csv", "--to", "record.db", code=1)
    assert "record.db cannot be written" in err
