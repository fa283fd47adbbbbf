"""The documentation cannot drift: commands, fields and links are what the program has."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from onrecord.cli.app import COMMANDS
from onrecord.model.attribution import Statement
from onrecord.model.document import Record
from onrecord.model.event import Event
from onrecord.views.record_file import RecordFile

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_every_command_is_described(name: str) -> None:
    page = (DOCS / "commands.md").read_text(encoding="utf-8")
    section = page.split(f"\n## onrecord {name}\n")[1].split("\n## ")[0]
    command = import_module(f"onrecord.cli.{name}").command
    missing = [option for one in command.params for option in one.opts if option[0] == "-" and option not in section]
    assert not missing, "run: python docs/make_commands.py"


def test_every_field_of_the_record_is_described() -> None:
    text = (DOCS / "record.md").read_text(encoding="utf-8")
    for kind in (Record, Statement, Event):
        missing = [field for field in kind.__struct_fields__ if f"`{field}`" not in text and f"`{field} " not in text]
        assert not missing, f"{kind.__name__}: {missing}"


def test_every_link_leads_somewhere() -> None:
    for page in (ROOT / "README.md", *DOCS.glob("*.md"), *ROOT.glob("examples/*.md"), *ROOT.glob("eval/*.md")):
        for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
            if not target.startswith("http"):
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_question_in_python_is_described() -> None:
    page = (DOCS / "asking.md").read_text(encoding="utf-8")
    methods = [name for name, value in vars(RecordFile).items() if name[0] != "_" and callable(value)]
    missing = [name for name in methods if name != "close" and f"`{name}(" not in page]
    assert not missing
