"""Write `docs/data-dictionary.md`: every table and column of a record file, in the words of the schema's own comments.

usage: python docs/make_data_dictionary.py
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

PAGE = Path(__file__).resolve().parent / "data-dictionary.md"
HEAD = """# Data dictionary

The tables of a record file; `onrecord export --format csv` (or `jsonl`, `parquet`) writes them as they are. Made of the
comments of the schema by `python docs/make_data_dictionary.py`.

"""
_TABLE = re.compile(r"CREATE TABLE (\w+) \((?:\s*-- (.*))?")
_COLUMN = re.compile(r'    "?(\w+)"? (?:TEXT|INTEGER|REAL|BLOB)\b[^-]*(?:-- (.*))?')
_MORE = re.compile(r"    \s*-- (.*)")
_PROSE = re.compile(r"-- (.*?)( -{3,})?")


class Words(NamedTuple):
    """What the comments of the schema say: of the whole, before each table, of tables, of columns."""

    before: dict[str, list[str]]
    tables: dict[str, str]
    columns: dict[tuple[str, str], str]


def words_of(schema: str) -> Words:
    """Read the comments of a schema laid out as ours: one column a line, what it is after `--`."""
    words = Words({}, {}, {})
    prose: list[str] = []
    table = column = ""
    for line in schema.splitlines():
        if found := _TABLE.match(line):
            table, column = found[1], ""
            words.before[table], words.tables[table], prose = prose, found[2] or "", []
        elif table and (found := _COLUMN.match(line)):
            column = found[1]
            words.columns[table, column] = found[2] or ""
        elif table and column and (found := _MORE.match(line)):
            words.columns[table, column] += f" {found[1]}"
        elif line.startswith(")"):
            table = ""
        elif not table and (found := _PROSE.fullmatch(line)):
            prose.append(f"## {found[1]}\n" if found[2] else found[1])
        elif not table and not line and prose:
            prose.append("")
    return words


def page() -> str:
    """The whole page."""
    schema = files("onrecord.store").joinpath("schema.sql").read_text("utf-8")
    database = sqlite3.connect(":memory:")
    database.executescript(schema)
    words = words_of(schema)
    return HEAD + "\n".join(line for table in words.tables for line in _section(database, table, words))


def _section(database: sqlite3.Connection, table: str, words: Words) -> Iterator[str]:
    yield from words.before[table]
    yield f"### {table}\n"
    if words.tables[table]:
        yield f"{_sentence(words.tables[table])}\n"
    yield "| column | type | | what |\n| --- | --- | --- | --- |"
    references = {row[3]: f"→ {row[2]}.{row[4]}" for row in database.execute(f"PRAGMA foreign_key_list({table})")}
    for _, name, kind, required, _, key in database.execute(f"PRAGMA table_info({table})"):
        facts = ["key" if key else "", "" if required or key else "may be null", references.get(name, "")]
        told = words.columns[table, name].replace("|", "\\|")
        yield f"| `{name}` | {kind.lower()} | {', '.join(filter(None, facts))} | {told} |"
    yield ""


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:].rstrip(".") + "."


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
