"""Bytes from files, archives and pipes: looked at without being lost, unpacked, never more of them than asked for."""

from __future__ import annotations

import codecs
import gzip
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Protocol, cast

import msgspec
from fastwarc.stream_io import ZstdReader

HEAD = 64 * 2**10
"""How many bytes are looked at to tell what a stream holds."""

CHUNK = 2**20

DAMAGE = (OSError, EOFError, zlib.error)
"""What reading a damaged or vanishing file raises, packed or not."""


_ZSTD = (b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18")
"""How a zstd stream begins, and one that begins with its dictionary."""

_ZSTD_PIECE = 512


class Readable(Protocol):
    """Anything with a `read`: a file, a pipe, a gzip member."""

    def read(self, size: int = -1, /) -> bytes: ...


class Peeked:
    """A stream whose first `HEAD` bytes have been looked at and will still be read.

    Damage met while looking is kept and raised where a reader comes to it.
    """

    def __init__(self, file: Readable) -> None:
        self._file = file
        self._damage: Exception | None
        self.head, self._damage = read_up_to(file, HEAD)
        self._left = self.head
        self._given = 0

    def read(self, size: int = -1, /) -> bytes:
        """Up to `size` bytes; all that is left when `size` is negative.

        Raises:
            OSError, EOFError, zlib.error: the stream is damaged.
        """
        given = self._read(size)
        self._given += len(given)
        return given

    def tell(self) -> int:
        """How many bytes have been read."""
        return self._given

    def _read(self, size: int) -> bytes:
        given = self._left if size < 0 else self._left[:size]
        self._left = self._left[len(given) :]
        if len(given) == size:
            return given
        if self._damage is None:
            try:
                return given + self._file.read(size if size < 0 else size - len(given))
            except DAMAGE as error:
                self._damage = error
        if given:
            return given
        raise self._damage


class Gunzipped:
    """The unpacked content of a gzip stream. It gives what it has before it raises, which `GzipFile.read` does not."""

    def __init__(self, file: Readable) -> None:
        # only `read` is called on a stream that is read forwards
        self._file = gzip.GzipFile(mode="rb", fileobj=cast("BinaryIO", file))

    def read(self, size: int = -1, /) -> bytes:
        return self._file.read1(size)


class BrokenZstdError(OSError):
    """A zstd stream that is damaged or breaks off."""


class Unzstd:
    """The unpacked content of a zstd stream of any number of frames, with the dictionary that a web archive may begin
    with. It reads a little at a time, since what damage is met with is lost."""

    def __init__(self, file: Readable) -> None:
        self._file = ZstdReader(cast("BinaryIO", file))

    def read(self, size: int = -1, /) -> bytes:
        """Up to `size` bytes, a few hundred at most.

        Raises:
            BrokenZstdError: the stream is damaged or breaks off here.
        """
        try:
            return self._file.read(_ZSTD_PIECE if size < 0 else min(size, _ZSTD_PIECE))
        except OSError as error:
            raise BrokenZstdError(str(error)) from error


class _Transcoded:
    """A UTF-16 or UTF-32 stream, given as UTF-8."""

    def __init__(self, file: Readable, encoding: str) -> None:
        self._file = file
        self._decode = codecs.getincrementaldecoder(encoding)("replace").decode

    def read(self, size: int = -1, /) -> bytes:
        while data := self._file.read(size):
            if text := self._decode(data):
                return text.encode("utf-8")
        return self._decode(b"", True).encode("utf-8")


def read_up_to(file: Readable, size: int) -> tuple[bytes, Exception | None]:
    """The next `size` bytes, fewer at the end of the stream or where it is damaged, and that damage."""
    parts: list[bytes] = []
    while size > 0:
        try:
            part = file.read(min(size, CHUNK))
        except DAMAGE as error:
            return b"".join(parts), error
        if not part:
            break
        parts.append(part)
        size -= len(part)
    return b"".join(parts), None


def looked_into(file: Readable) -> Peeked:
    """The stream, or what is in it when it is packed with gzip (any number of members) or zstd (of frames)."""
    stream = Peeked(file)
    if stream.head.startswith(b"\x1f\x8b"):
        return Peeked(Gunzipped(stream))
    return Peeked(Unzstd(stream)) if stream.head.startswith(_ZSTD) else stream


def wide_encoding(head: bytes) -> str | None:
    """`utf-16` or `utf-32` when a byte order mark says so."""
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    return "utf-16" if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else None


def as_utf8(stream: Peeked) -> Readable:
    """The stream itself, or what it says in UTF-8 when it starts with a UTF-16 or UTF-32 byte order mark."""
    encoding = wide_encoding(stream.head)
    return _Transcoded(stream, encoding) if encoding else stream


class Line(msgspec.Struct, frozen=True):
    """A line without its end; `number` counts from 1; a line longer than the limit is `cut` to nothing."""

    number: int
    data: bytes
    cut: bool = False


def read_lines(file: Readable, *, limit: int) -> Iterator[Line]:
    """Lines of a stream, holding no more than `limit` bytes of any.

    Raises:
        OSError, EOFError, zlib.error: the stream is damaged, after every whole line before the damage.
    """
    number, size = 1, 0
    parts: list[bytes] = []
    while chunk := file.read(CHUNK):
        *ended, rest = chunk.split(b"\n")
        for piece in ended:
            parts.append(piece)
            cut = size + len(piece) > limit
            yield Line(number, b"" if cut else b"".join(parts), cut)
            number, size, parts = number + 1, 0, []
        size += len(rest)
        parts = [*parts, rest] if size <= limit else []
    if size:
        yield Line(number, b"".join(parts), size > limit)


def damage_reason(error: Exception) -> str:
    """Under which reason damage is counted."""
    if isinstance(error, EOFError):
        return "truncated gzip"
    if isinstance(error, (gzip.BadGzipFile, zlib.error)):
        return "broken gzip"
    if isinstance(error, BrokenZstdError):
        return "broken zstd"
    return "cannot be read"
