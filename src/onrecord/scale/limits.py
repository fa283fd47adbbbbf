"""How long reading a page may take in this process, and how much memory a process may use."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

MEMORY_LIMIT = 4 << 30
"""Bytes of memory that a reading process may use: several times what the largest page takes."""


class LateError(BaseException):
    """The time of a page is over. No `Exception`: what reads the page must not take it for a failure of one step."""


@contextmanager
def alarm_after(seconds: float) -> Iterator[None]:
    """Raises `LateError` within the block when it takes longer, as soon as Python's own code runs again."""
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)


def _late(_signal: int, _frame: object) -> None:
    raise LateError


def bound_memory() -> None:
    """Hold this process to `MEMORY_LIMIT`, or to less where it is held to that already; not on Windows."""
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        soft = MEMORY_LIMIT if most == resource.RLIM_INFINITY else min(most, MEMORY_LIMIT)
        resource.setrlimit(resource.RLIMIT_DATA, (soft, most))
