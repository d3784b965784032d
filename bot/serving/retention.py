"""Retention: what people asked is let go of after a set time."""

import asyncio
from datetime import timedelta

from bot.logs import logger
from bot.store.store import Store

EVERY_SECONDS = 3600.0
EVENTS_KEPT = timedelta(days=3)
"""Platforms deliver again within hours."""


class Retention:
    """A part that lets go of questions, conversations and feedback after so many days, and of events after three."""

    def __init__(self, store: Store, days: int | None) -> None:
        self._store = store
        self._kept = None if days is None else timedelta(days=days)

    async def run(self) -> None:
        """Look every hour, until cancelled."""
        while True:
            await self.let_go()
            await asyncio.sleep(EVERY_SECONDS)

    async def let_go(self) -> int:
        """Let go of what is older than it may be; how many questions that were."""
        now = self._store.clock()
        await self._store.events.forget(now - EVENTS_KEPT)
        if self._kept is None:
            return 0
        gone = await self._store.forgetting.older_than(now - self._kept)
        if gone:
            logger("serve").info("questions let go", count=gone)
        return gone
