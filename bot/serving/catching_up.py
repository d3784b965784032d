"""CatchingUp: library and index follow the articles' sources while the bot serves."""

import asyncio
from collections.abc import Awaitable, Callable

EVERY_SECONDS = 60.0


class CatchingUp:
    """A part that does the work at intervals; the work itself sees to it that no question has to wait for it."""

    def __init__(self, work: Callable[[], Awaitable[object]], every_seconds: float = EVERY_SECONDS) -> None:
        self._work = work
        self._every = every_seconds

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            await self._work()
            await asyncio.sleep(self._every)
