from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from web_server import Server

from onrecord.reading.fetch import Fetcher, Limits


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def fetcher(waits: list[float]) -> Iterator[Fetcher]:
    limits = Limits(seconds=1.0, quiet=0.5, page_bytes=200_000, redirects=3, pause=0.0)
    with Fetcher(limits=limits, allow_private=True, sleep=waits.append) as made:
        yield made
