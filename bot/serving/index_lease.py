"""IndexLease: of several processes that share an index, one brings it up to date."""

import asyncio
import time

from bot.store.store import Store
from corpus.errors import LibraryError

NAME = "index"
SECONDS = 20.0
RENEWED_EVERY_SECONDS = 5.0


class IndexLease:
    """A part that holds the lease wherever it can. A process that was paused past its end sees that by its own clock."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._fence = 0
        self._ends = 0.0

    def fence(self) -> int:
        """The lease's fencing number; 0 while another process holds it."""
        return self._fence if time.monotonic() < self._ends else 0

    async def renew(self) -> None:
        """Take the lease, or hold it for longer."""
        ends = time.monotonic() + SECONDS
        self._fence = await self._store.leases.hold(NAME, self._store.owner, SECONDS)
        self._ends = ends

    async def run(self) -> None:
        """Renew it until cancelled; then let go of it."""
        try:
            while True:
                await self.renew()
                await asyncio.sleep(RENEWED_EVERY_SECONDS)
        finally:
            self._ends = 0.0
            await self._let_go()

    async def _let_go(self) -> None:
        try:
            await self._store.leases.release(NAME, self._store.owner)
        except LibraryError:
            return  # it ends by itself
