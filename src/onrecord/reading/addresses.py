"""Which machines may be asked: names are resolved and checked here, and the checked address is what is connected to."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

from onrecord.model.errors import FetchError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_CLOUD_METADATA = frozenset({ipaddress.ip_address("168.63.129.16")})
"""Metadata services at addresses that are global by their number; the others are link-local or private already."""


def is_public(address: Address) -> bool:
    """Whether an address is on the open internet; one that wraps an IPv4 address (mapped, 6to4, NAT64, Teredo) counts
    as that one."""
    if isinstance(address, ipaddress.IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if address in _NAT64:
            wrapped = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_public(wrapped)
    return address.is_global and not address.is_multicast and not address.is_reserved and address not in _CLOUD_METADATA


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, in the system's order.

    Raises:
        OSError, UnicodeError: the name has none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked_addresses(host: str, port: int, *, allow_private: bool = False, resolve: Resolve = resolve) -> list[str]:
    """The addresses of a host, when every one of them is public or private ones are allowed.

    Raises:
        FetchError: one of them is not, or the name has none.
    """
    try:
        addresses = resolve(host, port)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"'{host}' has no address: {error}", reason="no such host") from error
    for address in addresses:
        if not allow_private and not is_public(ipaddress.ip_address(address.partition("%")[0])):
            raise FetchError(f"'{host}' is at {address}, which is not on the open internet", reason="address refused")
    return addresses


class CheckedBackend(httpcore.NetworkBackend):
    """Connects to checked addresses only, and holds every connection to one deadline (`time.monotonic` seconds)."""

    def __init__(self, *, allow_private: bool, resolve: Resolve = resolve) -> None:
        self._allow_private = allow_private
        self._resolve = resolve
        self._network = httpcore.SyncBackend()
        self.deadline = float("inf")

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address of `host` that answers.

        Raises:
            FetchError: the host is not on the open internet.
            httpcore.ConnectError, httpcore.ConnectTimeout: no address answers.
        """
        addresses = checked_addresses(host, port, allow_private=self._allow_private, resolve=self._resolve)
        problem: Exception = httpcore.ConnectError(f"'{host}' has no address")
        for address in addresses:
            try:
                found = self._network.connect_tcp(address, port, self.left(timeout), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
            else:
                return _Timed(found, self)
        raise problem

    def left(self, timeout: float | None) -> float:
        """How many seconds an operation may take.

        Raises:
            httpcore.ReadTimeout: the deadline has passed.
        """
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for the whole answer is over")
        return left if timeout is None else min(left, timeout)


class _Timed(httpcore.NetworkStream):
    """A connection whose every operation ends by its backend's deadline: a server cannot spin an answer out."""

    def __init__(self, stream: httpcore.NetworkStream, backend: CheckedBackend) -> None:
        self._stream = stream
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._backend.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._backend.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, self._backend.left(timeout)), self._backend)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
