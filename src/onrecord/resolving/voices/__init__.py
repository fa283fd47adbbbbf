"""On whose word: the chain that carries each statement, and the claims that events are."""

from onrecord.resolving.voices.chain import link_voices
from onrecord.resolving.voices.claims import attribute_events

__all__ = ["attribute_events", "link_voices"]
