"""The command line: one file a command, each showing what `onrecord.views` or `onrecord.scale` gives."""

from onrecord.cli.app import main

__all__ = ["main"]
