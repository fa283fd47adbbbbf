"""Write `docs/commands.md`: every command with its help, as the program prints it.

usage: python docs/make_commands.py
"""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from onrecord.cli.app import COMMANDS, cli

PAGE = Path(__file__).resolve().parent / "commands.md"
HEAD = "# Commands\n\nWhat each command says of itself with `--help`; written by `python docs/make_commands.py`.\n"


def help_of(*words: str) -> str:
    """What a command prints with `--help`."""
    shown = CliRunner().invoke(cli, [*words, "--help"], prog_name="onrecord", terminal_width=100)
    return "\n".join(line.rstrip() for line in shown.output.strip().splitlines())


def page() -> str:
    """The whole page."""
    return HEAD + "".join(
        f"\n## onrecord {name}".rstrip() + f"\n\n```text\n{help_of(*name.split())}\n```\n" for name in ("", *COMMANDS)
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
