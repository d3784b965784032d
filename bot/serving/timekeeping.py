"""Timekeeping: the store's clock follows that of the database's server while the bot serves."""

import asyncio

from bot.logs import logger
from bot.store.store import Store
from corpus.errors import LibraryError

EVERY_SECONDS = 30.0


class Timekeeping:
    """A part that looks at the clock that all replicas share, at intervals."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def run(self) -> None:
        """Look until cancelled; while the database is away, the time goes on from the last look."""
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            try:
                await self._store.follow_clock()
            except LibraryError as error:
                logger("serve").warning("database away", error=str(error))
