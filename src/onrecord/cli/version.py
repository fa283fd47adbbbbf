"""`onrecord version`: the versions of onrecord and of what it stands on."""

from __future__ import annotations

import platform
import sqlite3
from importlib.metadata import PackageNotFoundError, version

import click
import msgspec

from onrecord.cli.options import Output, output_options
from onrecord.cli.output import give_one
from onrecord.store.migrating import SCHEMA_VERSION
from onrecord.version import __version__


class Versions(msgspec.Struct, frozen=True, kw_only=True):
    """What reads, and on what."""

    onrecord: str
    schema: int
    python: str
    sqlite: str
    onnxruntime: str | None
    trafilatura: str | None


@click.command("version")
@output_options
def command(output: Output) -> None:
    """The versions of onrecord, of a record file's schema, and of what they stand on."""
    found = Versions(
        onrecord=__version__,
        schema=SCHEMA_VERSION,
        python=platform.python_version(),
        sqlite=sqlite3.sqlite_version,
        onnxruntime=_version("onnxruntime"),
        trafilatura=_version("trafilatura"),
    )
    if output.form == "table":
        for name in found.__struct_fields__:
            click.echo(f"{name} {getattr(found, name) or 'not installed'}")
    else:
        give_one(found, output)


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
