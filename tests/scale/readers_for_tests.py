"""Functions that read a page in ways a page should not be read; importable, so that other processes find them."""

from __future__ import annotations

import os
import time

import msgspec
from invented import small_record

from onrecord.model.document import Record
from onrecord.model.errors import InstallError
from onrecord.model.provenance import RawPage, identify
from onrecord.scale.pool import ReadPage


def page(n: int, content: str | None = None) -> RawPage:
    return RawPage(uri=f"/pages/{n}.txt", kind="article", content=content if content is not None else f"page {n}")


def plain(raw: RawPage) -> Record:
    n = int(raw.uri.removeprefix("/pages/").removesuffix(".txt"))
    record = small_record(n)
    return msgspec.structs.replace(
        record, id=identify(raw)[0], input=msgspec.structs.replace(record.input, uri=raw.uri, sha256=identify(raw)[1])
    )


def moody(raw: RawPage) -> Record:
    """Reads a page unless its text says what else to do."""
    match raw.content:
        case "die":
            os._exit(9)
        case "hang":
            time.sleep(600)
        case "fail":
            raise ValueError("no such luck")
        case "unfit":
            raise InstallError("the weights do not fit")
        case "swell":
            bytearray(16 << 30)
        case "slow":
            time.sleep(0.3)
        case "half":
            record = plain(raw)
            return msgspec.structs.replace(record, text=record.text + "\ud83d")
    return plain(raw)


def give_plain() -> ReadPage:
    return plain


def give_moody() -> ReadPage:
    return moody


def give_nothing() -> ReadPage:
    raise ImportError("the weights are missing")


def die_at_start() -> ReadPage:
    os._exit(3)


def threads() -> ReadPage:
    """Says in the title how many threads libraries may use."""

    def read(raw: RawPage) -> Record:
        record = plain(raw)
        return msgspec.structs.replace(
            record, page=msgspec.structs.replace(record.page, title=os.environ["OMP_NUM_THREADS"])
        )

    return read
