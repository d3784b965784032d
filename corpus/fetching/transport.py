"""Transport: one address fetched over http(s), from public machines alone, within limits; aiohttp's home in corpus.

The address that a name leads to is looked up once, checked, and connected to: what was checked is what is spoken to. The
same at every redirect. No cookies, no proxies from the environment, no credentials.
"""

import asyncio
import re
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.client_exceptions import ClientError
from yarl import URL

from corpus.addresses import is_web_address
from corpus.errors import FetchError
from corpus.fetching.inflate import ACCEPTED, Inflater
from corpus.fetching.public import is_public, is_web_port

USER_AGENT = "Footnote/0.1 (reads news feeds and articles; honours robots.txt)"
LARGEST_BODY_BYTES = 10_000_000
TIMEOUT_SECONDS = 30.0
MOST_REDIRECTS = 5
LONGEST_RETRY_AFTER_SECONDS = 7 * 24 * 3600.0

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w:.-]{2,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back: `address` is where it was found in the end, `moved_to` where it says to look from now on.

    `is_unchanged` says that it is what it was when `etag` or `last_modified` was given; then there is no body.
    """

    address: str
    body: bytes
    content_type: str = ""
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None
    is_unchanged: bool = False


class Transport:
    """Fetches; safe to use by many tasks at once. Open it with `async with`."""

    def __init__(
        self,
        *,
        allow_private_addresses: bool = False,
        timeout_seconds: float = TIMEOUT_SECONDS,
        largest_body_bytes: int = LARGEST_BODY_BYTES,
        resolver: AbstractResolver | None = None,
    ) -> None:
        self._allow_private = allow_private_addresses
        self._timeout_seconds = timeout_seconds
        self._limit = largest_body_bytes
        self._resolver = resolver
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        resolver = CheckedResolver(self._resolver, allow_private_addresses=self._allow_private)
        connector = aiohttp.TCPConnector(resolver=resolver, use_dns_cache=False, limit=32, limit_per_host=2)
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            requote_redirect_url=False,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=15, sock_read=20),
            headers={"User-Agent": USER_AGENT, "Accept-Encoding": ACCEPTED, "Accept": "*/*"},
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def get(self, address: str, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """What is at an address, unless it still is what it was; FetchError where nothing is to be had there."""
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in conditions.items() if value and value.isprintable()}
        try:
            async with asyncio.timeout(self._timeout_seconds):
                return await self._followed(address, headers)
        except TimeoutError:
            raise FetchError(f"took longer than {self._timeout_seconds:.0f} seconds") from None
        except (ClientError, OSError, ssl.SSLError, ValueError, asyncio.IncompleteReadError) as error:
            raise _translated(error) from error

    async def _followed(self, address: str, headers: Mapping[str, str]) -> Fetched:
        """What the address leads to, over redirects."""
        moved_to, is_permanent = None, True
        for _ in range(MOST_REDIRECTS + 1):
            self._refuse(address)
            step = await self._step(address, headers, moved_to)
            if isinstance(step, Fetched):
                return step
            address, status = step
            is_permanent = is_permanent and status in _PERMANENT
            moved_to = address if is_permanent else moved_to
        raise FetchError(f"leads on more than {MOST_REDIRECTS} times")

    def _refuse(self, address: str) -> None:
        """Raise FetchError for what isn't fetched whatever it leads to."""
        if not is_web_address(address):
            raise FetchError("leads to what is no http or https address")
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        if not is_web_port(port):
            raise FetchError(f"leads to port {port}, where no web server is")
        if not self._allow_private and _is_literal(host) and not is_public(host):
            raise _private()

    async def _step(self, address: str, headers: Mapping[str, str], moved_to: str | None) -> Fetched | tuple[str, int]:
        """One request: what came, or where it leads with which status."""
        if self._session is None:
            raise RuntimeError("a Transport is opened with `async with`")
        async with self._session.get(URL(address, encoded=True), headers=headers, allow_redirects=False) as response:
            if response.status in _REDIRECTS and response.headers.get("Location"):
                return urljoin(address, response.headers["Location"].strip()), response.status
            if response.status == 304 and headers:
                return Fetched(address, b"", moved_to=moved_to, is_unchanged=True)
            if response.status != 200:
                raise _refusal(response.status, response.headers.get("Retry-After"))
            inflater = Inflater(response.headers.get("Content-Encoding", ""), self._limit)
            async for part in response.content.iter_chunked(1 << 16):
                inflater.take(part)
            kind = response.headers.get("Content-Type", "")
            charset = _CHARSET.search(kind)
            return Fetched(
                address,
                bytes(inflater.plain),
                kind.partition(";")[0].strip().lower(),
                charset[1] if charset else None,
                response.headers.get("ETag"),
                response.headers.get("Last-Modified"),
                moved_to,
            )


class CheckedResolver(AbstractResolver):
    """Looks a name up and hands on its addresses only if every one of them may be spoken to."""

    def __init__(self, inner: AbstractResolver | None = None, *, allow_private_addresses: bool = False) -> None:
        self._inner = inner
        self._allow_private = allow_private_addresses

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses of a host; FetchError where one isn't public."""
        inner = self._inner or aiohttp.ThreadedResolver()
        found = await inner.resolve(host, port, family)
        if not self._allow_private and not all(is_public(each["host"]) for each in found):
            raise _private()
        return found

    async def close(self) -> None:
        """Nothing is open."""


def _is_literal(host: str) -> bool:
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _private() -> FetchError:
    return FetchError(
        "leads into a private network, which is not fetched from; FOOTNOTE_ALLOW_PRIVATE_ADDRESSES allows it"
    )


def _refusal(status: int, retry_after: str | None) -> FetchError:
    """What a status means for whoever wants the page."""
    wait = retry_after_seconds(retry_after) if retry_after and status in (429, 503) else None
    said = {404: "is not there (404)", 410: "is not there any more (410)", 429: "asks for fewer requests (429)"}
    message = said.get(status) or f"answers with status {status}"
    if status in (401, 402, 403, 451):
        message = f"is not for everyone ({status})"
    elif status >= 500:
        message = f"has a fault of its own ({status})"
    return FetchError(message, status=status, retry_after_seconds=wait)


def retry_after_seconds(written: str, now: datetime | None = None) -> float | None:
    """How long a `Retry-After` asks to wait (RFC 9110, section 10.2.3), a week at most; None where it says nothing."""
    text = written.strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:12]), LONGEST_RETRY_AFTER_SECONDS)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    seconds = (moment - (now or datetime.now(UTC))).total_seconds()
    return min(max(0.0, seconds), LONGEST_RETRY_AFTER_SECONDS)


def _translated(error: Exception) -> FetchError:
    """The fault of a connection, for the person who wants the page."""
    inner: BaseException | None = error
    while inner is not None:  # what the resolver raised arrives wrapped
        if isinstance(inner, FetchError):
            return inner
        inner = inner.__cause__ or getattr(inner, "os_error", None)
    if isinstance(error, aiohttp.ClientSSLError | ssl.SSLError):
        return FetchError("has no certificate that can be trusted")
    if isinstance(error, aiohttp.ClientConnectorDNSError | socket.gaierror):
        return FetchError("has a name that leads nowhere")
    if isinstance(error, aiohttp.ClientPayloadError | aiohttp.ServerDisconnectedError | ConnectionResetError):
        return FetchError("broke off in the middle")
    if isinstance(error, aiohttp.ClientConnectionError | OSError):
        return FetchError("can't be reached")
    return FetchError("answers in a way that is no http")
