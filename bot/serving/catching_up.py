"""CatchingUp: library and index follow the articles' sources while the bot serves."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.logs import logger
from corpus.problem import Problem
from corpus.sync.report import SyncReport

EVERY_SECONDS = 60.0


class CatchingUp:
    """A part that does the work at intervals; the work itself sees to it that no question has to wait for it."""

    def __init__(self, work: Callable[[], Awaitable[SyncReport]], every_seconds: float = EVERY_SECONDS) -> None:
        self._work = work
        self._every = every_seconds
        self._problems: frozenset[Problem] = frozenset()
        self._log = logger("articles")

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            self._tell(await self._work())
            await asyncio.sleep(self._every)

    def _tell(self, found: SyncReport) -> None:
        """Log what came in, and each problem when it comes up, for it comes up again each time until it is mended."""
        if not found.is_empty:
            counts = {"new": len(found.new), "changed": len(found.changed), "removed": len(found.removed)}
            self._log.info("articles brought in", **counts)
        for problem in found.problems:
            if problem not in self._problems:
                self._log.warning("source not read", problem=str(problem))
        self._problems = frozenset(found.problems)
