"""HTTP bodies out of their content and transfer codings (RFC 9110 8.4, RFC 9112 7.1), within a bound."""

from __future__ import annotations

import io
from collections.abc import Callable

import msgspec
from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader, ZstdReader

from onrecord.reading.formats import is_binary
from onrecord.reading.streams import Gunzipped, Readable, read_up_to

ACCEPTED = "gzip, deflate, br, zstd"
"""The codings a server may use."""

_READERS: dict[str, Callable[[io.BytesIO], Readable]] = {
    "gzip": Gunzipped,
    "x-gzip": Gunzipped,
    "deflate": lambda packed: GzipReader(packed, zlib=True),
    "br": BrotliReader,
    "zstd": ZstdReader,
    "chunked": ChunkedReader,
}


class Body(msgspec.Struct, frozen=True):
    """An unpacked body; `cut` when longer than the bound, `damage` says what kept the rest from being unpacked."""

    data: bytes
    cut: bool = False
    damage: str | None = None


def unpacked(body: bytes, codings: str, *, limit: int) -> Body:
    """A body without its codings (`"gzip"`, `"gzip, chunked"`: in the order they were laid on), at most `limit` bytes.

    Archives often hold bodies that are plain already under headers that name a coding: such a body is left as it is.
    """
    damage: str | None = None
    for coding in reversed(codings.lower().split(",")):
        name = coding.strip()
        if name in {"", "identity"}:
            continue
        if name not in _READERS:
            return Body(body, damage=f"unknown coding '{name[:40]}'")
        data, error = read_up_to(_READERS[name](io.BytesIO(body)), limit + 1)
        if error is not None and not data and not is_binary(body[:1024]):
            continue
        if error is not None:
            damage = f"{name}: {error}"
        body = data
    return Body(body[:limit], cut=len(body) > limit, damage=damage)
