"""The `onrecord` command: finds the subcommand, and turns every error into one line and an exit code."""

from __future__ import annotations

import errno
import logging
import os
import sys
from importlib import import_module

import click

from onrecord.model.errors import OnRecordError

COMMANDS = {
    "read": "Read pages and put them on record.",
    "learn": "Learn which lines recur on the pages of an outlet, for reading to leave out.",
    "show": "Print a page with its evidence marked.",
    "said": "Who said what about whom, in order of time.",
    "events": "Who did what to whom, in order of time.",
    "positions": "What somebody says and does about somebody over time: formulas, turning points, gaps.",
    "compare": "Two pages side by side: speakers, targets, dates, and what is alike in words.",
    "timeline": "What somebody said and did, and what others said of them and did to them.",
    "network": "Who speaks about whom and who acts upon whom, and how often.",
    "actors": "Who is on record.",
    "report": "Write a record as one page to show to others.",
    "search": "Find pages by the words in them.",
    "versions": "What changed in a page that was read more than once.",
    "copies": "Pages whose text stands on other pages too.",
    "stories": "Pages that tell of the same happening.",
    "merge": "Join record files.",
    "export": "Write what is on record in the forms of other programs.",
    "coverage": "Which outlets carried a story, what each quoted, and who is missing.",
    "utterance": "Every page that carries what a statement says, and how each gives it.",
    "alerts": "What is new to the questions that are kept.",
    "problems": "What could not be read, was passed over, or does not agree.",
    "judge": "Say whether two actors are the same: same, different or unsure.",
    "sources": "The tables and weights that ship: from where, and how old.",
    "info": "What a record file holds, and with which versions it was read.",
    "version": "The versions of onrecord and of what it stands on.",
}
"""Each is the `command` of the module of its name; named here so that `onrecord --help` imports none of them."""

_EXAMPLES = """
\b
Examples:
  onrecord read pages/ articles.jsonl          read them into record.db
  onrecord read page.html --to -               one page as JSON, nothing kept
  onrecord said "Kim Jong Un" --about USA      who said what about whom
  onrecord timeline Kenya --since 2024 --csv   what it said and did, as CSV
  onrecord show page.html                      the page, its evidence marked

Questions go to $ONRECORD, else to record.db in this folder; --record FILE names another.
'onrecord COMMAND --help' says more of each.
"""


class _ReaderLeftError(Exception):
    """Whoever read our output has gone."""


class _Commands(click.Group):
    """A group whose commands are imported only when they are run."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"onrecord.cli.{cmd_name}").command
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; what fails is told by `run`, a closed pipe too, of which click would make a failure."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise _ReaderLeftError from error

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(f"no command {args[0]!r}; there are {', '.join(COMMANDS)}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=_Commands, epilog=_EXAMPLES, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="onrecord", prog_name="onrecord", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Show logs, and the traceback of what goes wrong.")
def cli(debug: bool) -> None:
    """Reads news pages and puts them on record: who said or did what to whom, when, where, and on whose word."""
    if debug:
        logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    else:
        logging.getLogger().addHandler(logging.NullHandler())  # what fails is said in the record or in one line


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """The exit code of a command line: 0 done, 1 failed, 2 misused, 130 interrupted."""
    try:
        done = cli.main(arguments, prog_name="onrecord", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        _complain("interrupted")
        return 130
    except (_ReaderLeftError, BrokenPipeError):
        _silence_output()
        return 0
    except OnRecordError as error:
        _complain(str(error))
        return _failed(error, arguments, error.exit_code)
    except OSError as error:
        if error.filename is None and error.errno in _OUTPUT_FAILED:
            _silence_output()
            _complain(f"standard output cannot be written to: {error.strerror}")
            return 1
        return _faulty(error, arguments)
    except Exception as error:  # noqa: BLE001 - the last resort: a person gets a line, not a traceback
        return _faulty(error, arguments)
    return done if isinstance(done, int) else 0


_OUTPUT_FAILED = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO})


def _silence_output() -> None:
    """What is still buffered must not complain at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _faulty(error: Exception, arguments: list[str]) -> int:
    _complain(f"{type(error).__name__}: {error} (a fault of onrecord; 'onrecord --debug …' shows where)")
    return _failed(error, arguments, 1)


def _failed(error: Exception, arguments: list[str], code: int) -> int:
    if "--debug" in arguments:
        logging.getLogger("onrecord").error("the error above came about so", exc_info=error)
    return code


def _complain(what: str) -> None:
    line = " ".join("".join(char if char.isprintable() else " " for char in what).split())
    click.echo(f"onrecord: {line}", err=True)
