"""Who: people, states, organisations and groups; who speaks, of whom, to whom; in which role at the page's date."""

from onrecord.resolving.who.coding import Code, code_phrase
from onrecord.resolving.who.own_table import OwnTable, read_own_table
from onrecord.resolving.who.resolve import resolve_actors, resolver

__all__ = ["Code", "OwnTable", "code_phrase", "read_own_table", "resolve_actors", "resolver"]
