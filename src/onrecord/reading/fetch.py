"""Pages from the web, asked for politely and taken carefully.

Politely: a user agent that says who asks, robots.txt, a pause between two questions to one host, conditional requests,
and waiting as long as a busy server asks for. Carefully: only `http` and `https`, only machines on the open internet
(checked at every hop, on the very address that is connected to), and bounds on time, size, redirects and unpacking.
"""

from __future__ import annotations

import datetime
import re
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self

import httpcore
import httpx
import msgspec

from onrecord.model.errors import FetchError
from onrecord.model.provenance import Fetched
from onrecord.reading.addresses import CheckedBackend, Resolve, resolve
from onrecord.reading.robots import ALL, MOST_BYTES, Robots, read_robots
from onrecord.reading.unpack import ACCEPTED, unpacked
from onrecord.version import __version__

AGENT = "onrecord"
USER_AGENT = f"{AGENT}/{__version__} (puts news pages on record; honours robots.txt)"

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 500, 502, 503, 504})
_NOT_MODIFIED = 304
_OK = 200
_HOST = re.compile(rb"[0-9A-Za-z._:-]{1,253}")
_NO_PAGES = ("image/", "audio/", "video/", "font/", "application/pdf", "application/zip")


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds of one fetch: `seconds` for an answer in all and `quiet` without a byte of it, `page_bytes` of an answer
    packed or unpacked, `redirects` followed, `tries` of a busy server, `pause` seconds between two questions to one
    host, `longest_wait` seconds waited when a server asks for it."""

    seconds: float = 60.0
    quiet: float = 20.0
    page_bytes: int = 16 * 2**20
    redirects: int = 5
    tries: int = 3
    pause: float = 1.0
    longest_wait: float = 60.0


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What an address gave: `url` is where it was found in the end, `content` is unpacked."""

    url: str
    content: bytes
    media_type: str
    charset: str | None
    fetched: Fetched


class _Response(msgspec.Struct, frozen=True):
    status: int
    headers: httpx.Headers
    content: bytes = b""


class Fetcher:
    """Fetches addresses one after the other, remembering each site's robots.txt and when it was last asked.

    `allow_private` lets it ask machines that are not on the open internet. To be used by one thread, and closed.
    """

    def __init__(
        self,
        *,
        limits: Limits = Limits(),  # noqa: B008 - frozen
        allow_private: bool = False,
        user_agent: str = USER_AGENT,
        resolve: Resolve = resolve,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._limits = limits
        self._user_agent = user_agent
        self._sleep = sleep
        self._backend = CheckedBackend(allow_private=allow_private, resolve=resolve)
        self._pool = httpcore.ConnectionPool(network_backend=self._backend, max_connections=8, keepalive_expiry=15.0)
        self._robots: dict[str, Robots | FetchError] = {}
        self._next: dict[str, float] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close its connections."""
        self._pool.close()

    def fetch(self, url: str, known: Fetched | None = None) -> Answer | None:
        """What an address gives; nothing when it has not changed since it was `known`.

        Raises:
            FetchError: it is refused, forbidden, too large, too slow, or does not answer with a page.
        """
        address, response = self._follow(web_address(url), known)
        if response.status == _NOT_MODIFIED and known is not None:
            return None
        if response.status != _OK:
            raise FetchError(f"{url}: HTTP status {response.status}", reason=f"HTTP status {response.status}")
        media_type, charset = _content_type(response.headers)
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        etag, modified = response.headers.get("etag"), response.headers.get("last-modified")
        return Answer(
            url=str(address), content=response.content, media_type=media_type, charset=charset,
            fetched=Fetched(at=now, url=url, etag=etag, last_modified=modified),
        )  # fmt: skip

    def _follow(self, address: httpx.URL, known: Fetched | None) -> tuple[httpx.URL, _Response]:
        first = address
        for _ in range(self._limits.redirects + 1):
            if not self._robots_of(address).allows(address.raw_path.decode("ascii")):
                raise FetchError(f"{address}: its site's robots.txt forbids it", reason="forbidden by robots.txt")
            response = self._ask(address, known, self._limits.page_bytes)
            if response.status not in _REDIRECTS or "location" not in response.headers:
                return address, response
            address = _joined(address, response.headers["location"])
        raise FetchError(f"{first}: more than {self._limits.redirects} redirects", reason="too many redirects")

    def _robots_of(self, address: httpx.URL) -> Robots:
        origin = f"{address.scheme}://{address.netloc.decode('ascii')}"
        if origin not in self._robots:
            try:
                self._robots[origin] = self._fetch_robots(address)
            except FetchError as error:
                self._robots[origin] = error
        known = self._robots[origin]
        if isinstance(known, FetchError):
            raise FetchError(f"{address}: {known}", reason=known.reason)
        return known

    def _fetch_robots(self, address: httpx.URL) -> Robots:
        """A site's rules: all is allowed where there are none (RFC 9309 2.3.1).

        Raises:
            FetchError: they cannot be had now; nothing may be asked of such a site.
        """
        where = address.copy_with(raw_path=b"/robots.txt", fragment=None)
        for _ in range(self._limits.redirects + 1):
            response = self._ask(where, None, MOST_BYTES, cut=True)
            if response.status == _OK:
                return read_robots(response.content.decode("utf-8", "replace"), AGENT)
            if response.status not in _REDIRECTS or "location" not in response.headers:
                break
            where = _joined(where, response.headers["location"])
        if response.status in _BUSY or response.status >= 500:
            raise FetchError(f"{where}: HTTP status {response.status}", reason="no robots.txt to be had")
        return ALL

    def _ask(self, address: httpx.URL, known: Fetched | None, limit: int, *, cut: bool = False) -> _Response:
        """An answer, asking again when the server is busy or the connection breaks."""
        for attempt in range(self._limits.tries):
            wait, last = 2.0**attempt, attempt == self._limits.tries - 1
            try:
                response = self._ask_once(address, known, limit, cut=cut)
            except httpcore.TimeoutException as error:
                raise FetchError(f"{address}: no whole answer in time: {error}", reason="too slow") from error
            except (httpcore.NetworkError, httpcore.ProtocolError) as error:
                if last:
                    raise FetchError(f"{address}: no answer: {error}", reason="no answer") from error
            else:
                if response.status not in _BUSY or last:
                    return response
                wait = max(wait, _retry_after(response.headers))
            if wait > self._limits.longest_wait:
                raise FetchError(f"{address}: asks to wait {wait:.0f} seconds", reason="asks to wait too long")
            self._sleep(wait)
        raise FetchError(f"{address}: was not asked", reason="no answer")

    def _ask_once(self, address: httpx.URL, known: Fetched | None, limit: int, *, cut: bool) -> _Response:
        self._wait_for(address)
        self._backend.deadline = time.monotonic() + self._limits.seconds
        quiet = self._limits.quiet
        timeouts = {"connect": quiet, "read": quiet, "write": quiet, "pool": quiet}
        with self._pool.stream(
            "GET", _core_url(address), headers=self._headers(address, known), extensions={"timeout": timeouts}
        ) as answer:
            headers = httpx.Headers(answer.headers)
            if answer.status != _OK:
                return _Response(answer.status, headers)
            if not cut and _content_type(headers)[0].startswith(_NO_PAGES):
                raise FetchError(f"{address}: it is {_content_type(headers)[0]}", reason="not a page")
            return _Response(answer.status, headers, _body(answer, headers, address, limit, cut=cut))

    def _wait_for(self, address: httpx.URL) -> None:
        """Wait until the host may be asked again."""
        origin = f"{address.scheme}://{address.netloc.decode('ascii')}"
        now = time.monotonic()
        at = max(now, self._next.get(address.host, now))
        robots = self._robots.get(origin)
        asked = robots.delay if isinstance(robots, Robots) else 0.0
        self._next[address.host] = at + max(self._limits.pause, min(asked, self._limits.longest_wait))
        if at > now:
            self._sleep(at - now)

    def _headers(self, address: httpx.URL, known: Fetched | None) -> list[tuple[bytes, bytes]]:
        headers = {
            "Host": address.netloc.decode("ascii"),
            "User-Agent": self._user_agent,
            "Accept": "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5",
            "Accept-Encoding": ACCEPTED,
        }
        if known and known.etag:
            headers["If-None-Match"] = known.etag
        if known and known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        return [(name.encode(), value.encode("latin-1", "replace")) for name, value in headers.items()]


def web_address(url: str) -> httpx.URL:
    """A web address, in its normal form and without its fragment.

    Raises:
        FetchError: it is none, or carries a password.
    """
    try:
        address = httpx.URL(url).copy_with(fragment=None)
    except httpx.InvalidURL as error:
        raise FetchError(f"{url[:200]!r} is no web address: {error}", reason="not a web address") from error
    if address.scheme not in {"http", "https"} or not _HOST.fullmatch(address.raw_host):
        raise FetchError(f"{url[:200]!r} is no http or https address", reason="not a web address")
    if address.port is not None and address.port >= 2**16:
        raise FetchError(f"{url[:200]!r} has no port that exists", reason="not a web address")
    if address.userinfo:
        raise FetchError(f"the address at '{address.host}' carries a user name or password", reason="not a web address")
    return address


def _joined(address: httpx.URL, location: str) -> httpx.URL:
    try:
        return web_address(str(address.join(location)))
    except httpx.InvalidURL as error:
        raise FetchError(f"{address}: redirects to no address: {error}", reason="not a web address") from error


def _core_url(address: httpx.URL) -> httpcore.URL:
    return httpcore.URL(scheme=address.raw_scheme, host=address.raw_host, port=address.port, target=address.raw_path)


def _body(answer: httpcore.Response, headers: httpx.Headers, address: httpx.URL, limit: int, *, cut: bool) -> bytes:
    """The unpacked body; longer than `limit` it is refused, unless it is to be `cut`."""
    raw = bytearray()
    for chunk in answer.iter_stream():
        raw += chunk
        if len(raw) > limit:
            break
    body = unpacked(bytes(raw[: limit + 1]), headers.get("content-encoding", ""), limit=limit)
    if (body.cut or len(raw) > limit) and not cut:
        raise FetchError(f"{address}: larger than {limit} bytes", reason="too large")
    if body.damage is not None and not cut:
        raise FetchError(f"{address}: cannot be unpacked: {body.damage}", reason="damaged answer")
    return body.data


def _content_type(headers: httpx.Headers) -> tuple[str, str | None]:
    """The media type and the charset that a Content-Type header declares."""
    media_type, *parameters = headers.get("content-type", "").split(";")
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return media_type.strip().lower(), value.strip(" \t\"'") or None
    return media_type.strip().lower(), None


def _retry_after(headers: httpx.Headers) -> float:
    """The seconds that a Retry-After header asks for, given in seconds or as a date; 0 without one."""
    value = headers.get("retry-after", "").strip()
    if value.isdecimal():
        return float(value[:9])
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    if at.tzinfo is None:
        at = at.replace(tzinfo=datetime.UTC)
    return max(0.0, (at - datetime.datetime.now(datetime.UTC)).total_seconds())
