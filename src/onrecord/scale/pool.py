"""Pages through `pipeline.read_page` over a pool of processes: order kept, memory bounded, no page able to end the
run."""

from __future__ import annotations

import itertools
import logging
import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING, cast

from onrecord.model.document import Record
from onrecord.model.errors import InstallError
from onrecord.model.provenance import RawPage
from onrecord.scale.limits import LateError, alarm_after, bound_memory
from onrecord.scale.unread import unread, writable

if TYPE_CHECKING:
    from onrecord.resolving.who import OwnTable
    from onrecord.text import Profile

ReadPage = Callable[[RawPage], Record]
Named = str | os.PathLike[str]

TIME_LIMIT = 60.0
"""Seconds a page may take."""

START_LIMIT = 180.0
"""Seconds a process may take to load the weights and tables."""

_FEW = 4
"""So many pages are read in the process that asks: done before others had loaded the weights."""

_AHEAD = 4
"""Pages a process that may be under way or done while an earlier one is still read."""

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_context = multiprocessing.get_context("spawn")


def usable_cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def pipeline_reader(actors: OwnTable | None = None, profile: Profile | None = None) -> ReadPage:
    """`pipeline.read_page` with a user's own table and profiles, imported only where it is run, since it brings the
    weights and tables with it.

    It has read a sentence before it is handed out, so that loading them is on no page's time.

    Raises:
        InstallError: a part of the installation is missing.
    """
    from onrecord.pipeline import read_page
    from onrecord.text import NO_PROFILE

    plain = actors is None and profile is None
    read = read_page if plain else partial(read_page, actors=actors, profile=profile or NO_PROFILE)
    read(RawPage(uri="warming-up", kind="article", content="The minister said on Monday that it was warm in Oslo."))
    return read


def reader_with(actors: Named | None, profiles: Named | Iterable[Named] = ()) -> Callable[[], ReadPage]:
    """What makes a reader in every process, with a user's own table of who is who (a CSV) and profiles of outlets; they
    are read here, once, so that all processes have the same.

    Raises:
        InputError: the table or a profile cannot be read, or is wrong.
    """
    named = [Path(one) for one in ([profiles] if isinstance(profiles, str | os.PathLike) else profiles)]
    if actors is None and not named:
        return pipeline_reader
    from onrecord.resolving.who import read_own_table
    from onrecord.text import read_profiles

    table = read_own_table(Path(actors)) if actors is not None else None
    return partial(pipeline_reader, table, read_profiles(named) if named else None)


def read_pages(
    pages: Iterable[RawPage],
    *,
    jobs: int | None = None,
    time_limit: float = TIME_LIMIT,
    reader: Callable[[], ReadPage] = pipeline_reader,
) -> Iterator[Record]:
    """The records of pages, in the order of the pages.

    Over `jobs` processes (default: the usable cores; for a handful of pages, one), a page that takes longer than
    `time_limit` seconds, more memory than `limits.MEMORY_LIMIT` or its process down gives a record without text that
    says so in `problems`. With one job everything runs in this process, where only the time is held (in its main
    thread, and not on Windows). `reader` gives the function that reads a page; it is called in each process.

    Raises:
        InstallError: the processes cannot start.
    """
    stream = iter(pages)
    if jobs is None:
        first = list(itertools.islice(stream, _FEW + 1))
        stream, jobs = itertools.chain(first, stream), usable_cores() if len(first) > _FEW else 1
    if jobs > 1:
        yield from _Pool(jobs, time_limit, reader).run(stream)
        return
    read: ReadPage | None = None
    for raw in stream:
        read = read or reader()
        yield _in_time(read, raw, time_limit)


def _in_time(read: ReadPage, raw: RawPage, seconds: float) -> Record:
    try:
        with alarm_after(seconds):
            return guarded(read, raw)
    except LateError:
        return writable(unread(raw, "not read", f"reading it took longer than {seconds:g} s"))


def guarded(read: ReadPage, raw: RawPage) -> Record:
    """The record of a page; one that says so in `problems` when reading it failed.

    Raises:
        InstallError: a part of the installation is missing, so that no page can be read.
    """
    try:
        return writable(read(raw))
    except InstallError:
        raise
    except Exception as error:
        logging.getLogger(__name__).exception("reading %s failed", raw.uri)
        return writable(unread(raw, "reading failed", f"{type(error).__name__}: {error}"))


class _Worker:
    """A process that reads one page at a time."""

    def __init__(self, reader: Callable[[], ReadPage]) -> None:
        self.pipe, theirs = _context.Pipe()
        self.process = _context.Process(target=_work, args=(theirs, reader), daemon=True)
        self.process.start()
        theirs.close()
        self.ready = False
        self.at = -1
        self.page: RawPage | None = None
        self.deadline = time.monotonic() + START_LIMIT

    @property
    def idle(self) -> bool:
        return self.ready and self.page is None

    def give(self, at: int, page: RawPage, time_limit: float) -> None:
        self.at, self.page, self.deadline = at, page, time.monotonic() + time_limit
        self.pipe.send(page)

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


class _Pool:
    def __init__(self, jobs: int, time_limit: float, reader: Callable[[], ReadPage]) -> None:
        self._time_limit = time_limit
        self._reader = reader
        self._workers = [_Worker(reader) for _ in range(jobs)]
        self._done: dict[int, Record] = {}

    def run(self, pages: Iterator[RawPage]) -> Iterator[Record]:
        """Read all pages; the processes end with it, however it ends."""
        numbered = enumerate(pages)
        waiting: deque[tuple[int, RawPage]] = deque()
        given, out, more = 0, 0, True
        try:
            while more or out < given:
                while more and given - out < _AHEAD * len(self._workers) and len(waiting) < self._idle():
                    following = next(numbered, None)
                    more = following is not None
                    if following is not None:
                        waiting.append(following)
                        given += 1
                self._hand_out(waiting)
                self._collect()
                while out in self._done:
                    yield self._done.pop(out)
                    out += 1
        finally:
            for worker in self._workers:
                worker.stop()

    def _idle(self) -> int:
        return sum(worker.idle for worker in self._workers)

    def _hand_out(self, waiting: deque[tuple[int, RawPage]]) -> None:
        for n, worker in enumerate(self._workers):
            if waiting and worker.idle:
                at, page = waiting.popleft()
                try:
                    worker.give(at, page, self._time_limit)
                except OSError:
                    self._lose(n, "the process reading it ended")

    def _collect(self) -> None:
        """Wait until a process has something to say or is over its time, and take it."""
        busy = {worker.pipe: n for n, worker in enumerate(self._workers) if not worker.idle}
        if not busy:
            return
        soonest = min(self._workers[n].deadline for n in busy.values())
        for pipe in wait(list(busy), timeout=max(0.0, soonest - time.monotonic())):
            self._take(busy[cast("Connection", pipe)])
        now = time.monotonic()
        for n in busy.values():
            if not self._workers[n].idle and self._workers[n].deadline < now:
                self._lose(n, f"reading it took longer than {self._time_limit:g} s")

    def _take(self, n: int) -> None:
        worker = self._workers[n]
        try:
            told = worker.pipe.recv()
        except (EOFError, OSError):
            self._lose(n, "the process reading it ended (out of memory, or a crash)")
            return
        if isinstance(told, Record):
            self._done[worker.at], worker.page = told, None
        elif told is None:
            worker.ready = True
        else:
            raise InstallError(str(told))

    def _lose(self, n: int, why: str) -> None:
        """Give up on the page of a process, and put another process in its place."""
        worker = self._workers[n]
        if worker.page is None:
            raise InstallError("a reading process ended or hung before it could read a page (out of memory?)")
        self._done[worker.at] = writable(unread(worker.page, "not read", why))
        worker.stop()
        self._workers[n] = _Worker(self._reader)


def _work(pipe: Connection, reader: Callable[[], ReadPage]) -> None:
    """The life of a process: load, say so, then a page in and a record out until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the process that owns the run, which ends this one
    os.environ.update(dict.fromkeys(_THREADS, "1") | {"TOKENIZERS_PARALLELISM": "false"})
    bound_memory()
    logging.getLogger().addHandler(logging.NullHandler())  # what fails is said in the record
    try:
        read = reader()
        pipe.send(None)
        while True:
            pipe.send(guarded(read, pipe.recv()))
    except (EOFError, OSError):
        return
    except InstallError as error:
        pipe.send(str(error))
    except Exception as error:  # noqa: BLE001 - told to the process that owns the run, which raises it
        pipe.send(f"the reading processes cannot start: {type(error).__name__}: {error}")
