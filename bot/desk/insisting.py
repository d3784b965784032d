"""Insisting: a database that is away for a minute is asked again, so that nothing is lost meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.logs import logger
from corpus.errors import LibraryDamaged, LibraryError, LibraryTooNew

T = TypeVar("T")
DATABASE_AWAY_SECONDS = 120.0
"""For how long a question that is being answered waits for its database."""

FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.2, 5.0


async def insist(call: Callable[[], Awaitable[T]], seconds: float) -> T:
    """What the call returns, tried again with growing pauses while the database is away, for that long; then LibraryError.

    At once where waiting changes nothing.
    """
    loop = asyncio.get_running_loop()
    ends, pause = loop.time() + seconds, FIRST_PAUSE_SECONDS
    while True:
        try:
            return await call()
        except (LibraryTooNew, LibraryDamaged):
            raise
        except LibraryError as error:
            if loop.time() + pause > ends:
                raise
            logger("desk").warning("database away", error=str(error))
        await asyncio.sleep(pause)
        pause = min(LONGEST_PAUSE_SECONDS, pause * 2)
