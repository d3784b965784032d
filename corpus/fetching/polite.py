"""Polite fetching: robots.txt honoured, one request at a time to a host with a pause between, several hosts at once."""

import asyncio
import time
from urllib.parse import urlsplit

from corpus.errors import FetchError
from corpus.fetching.robots import EVERYTHING, NOTHING, Robots, read_robots
from corpus.fetching.transport import Fetched, Transport

PAUSE_SECONDS = 1.0
MOST_HOSTS_AT_ONCE = 8
ROBOTS_KEPT_SECONDS = 24 * 3600.0
FAULT_KEPT_SECONDS = 600.0
CLOSED_SECONDS = 120.0
"""How long a site is left alone that asks for fewer requests and doesn't say for how long."""


class PoliteFetcher:
    """Fetches as a guest does. `pause_seconds` lies between two requests to one host, more where it asks for more."""

    def __init__(
        self, transport: Transport, *, pause_seconds: float = PAUSE_SECONDS, most_at_once: int = MOST_HOSTS_AT_ONCE
    ) -> None:
        self._transport = transport
        self._pause_seconds = pause_seconds
        self._slots = asyncio.Semaphore(most_at_once)
        self._turns: dict[str, asyncio.Lock] = {}
        self._free_at: dict[str, float] = {}
        self._robots: dict[str, tuple[float, Robots]] = {}
        self._closed_until: dict[str, float] = {}

    async def get(self, address: str, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """What is at an address; FetchError where nothing is to be had there, or its site asks not to fetch it."""
        parts = urlsplit(address)
        origin = f"{parts.scheme}://{parts.netloc}".lower()
        async with self._turns.setdefault(origin, asyncio.Lock()):
            self._refuse_closed(origin)
            robots = await self._robots_of(origin)
            if not robots.allows(address):
                raise FetchError("is not fetched, for its site asks programs not to (robots.txt)", is_refused=True)
            fetched = await self._in_turn(origin, robots, address, etag, last_modified)
        if urlsplit(fetched.address).netloc.lower() != parts.netloc.lower():
            await self._refuse_elsewhere(fetched.address)
        return fetched

    def _refuse_closed(self, origin: str) -> None:
        """Raise FetchError while a site that asked to be left alone is left alone."""
        left = self._closed_until.get(origin, 0.0) - time.monotonic()
        if left > 0:
            raise FetchError("asks for fewer requests (429)", status=429, retry_after_seconds=left)

    async def _refuse_elsewhere(self, address: str) -> None:
        """Raise FetchError where a page was found on another site that doesn't want it fetched."""
        parts = urlsplit(address)
        robots = await self._robots_of(f"{parts.scheme}://{parts.netloc}".lower())
        if not robots.allows(address):
            raise FetchError("leads to a site that asks programs not to fetch it (robots.txt)", is_refused=True)

    async def _in_turn(
        self, origin: str, robots: Robots, address: str, etag: str | None, last_modified: str | None
    ) -> Fetched:
        pause = max(self._pause_seconds, robots.delay_seconds or 0.0)
        await asyncio.sleep(max(0.0, self._free_at.get(origin, 0.0) - time.monotonic()))
        try:
            async with self._slots:
                return await self._transport.get(address, etag, last_modified)
        except FetchError as error:
            if error.retry_after_seconds or error.status == 429:
                self._closed_until[origin] = time.monotonic() + (error.retry_after_seconds or CLOSED_SECONDS)
            raise
        finally:
            self._free_at[origin] = time.monotonic() + pause

    async def _robots_of(self, origin: str) -> Robots:
        """What a site asks for; everything is allowed where it has no robots.txt, nothing while it can't be asked."""
        known = self._robots.get(origin)
        if known is not None and time.monotonic() < known[0]:
            return known[1]
        try:
            async with self._slots:
                robots = read_robots((await self._transport.get(f"{origin}/robots.txt")).body)
        except FetchError as error:
            if not error.is_answer:
                raise
            robots = NOTHING if error.is_fault_of_server else EVERYTHING
        kept = ROBOTS_KEPT_SECONDS if robots is not NOTHING else FAULT_KEPT_SECONDS
        self._robots[origin] = (time.monotonic() + kept, robots)
        return robots
