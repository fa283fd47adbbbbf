"""The shipped weights and the one place that runs them."""

from onrecord.neural.encoding import Encoding, Reading, encode

__all__ = ["Encoding", "Reading", "encode"]
