"""The data dictionary is that of the schema, and the schema says what everything in it is."""

from __future__ import annotations

import runpy
import sqlite3
from importlib.resources import files
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
MADE = runpy.run_path(str(DOCS / "make_data_dictionary.py"))


def test_the_page_is_that_of_the_schema() -> None:
    written = (DOCS / "data-dictionary.md").read_text(encoding="utf-8")
    assert written == MADE["page"](), "run: python docs/make_data_dictionary.py"


def test_every_column_is_found() -> None:
    schema = files("onrecord.store").joinpath("schema.sql").read_text("utf-8")
    database = sqlite3.connect(":memory:")
    database.executescript(schema)
    there = {
        (table, column)
        for (table,) in database.execute(
            "SELECT name FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
        for (column,) in database.execute("SELECT name FROM pragma_table_info(?)", (table,))
    }
    told = MADE["words_of"](schema).columns
    assert set(told) == there
    assert not [column for column, words in told.items() if not words], "say in schema.sql what it is"
