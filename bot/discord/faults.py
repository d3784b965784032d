"""Where the library's errors become ours."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import aiohttp
import discord

from bot.desk.surface import SurfaceError

T = TypeVar("T")
INSIST_SECONDS = 40.0
"""Less than the desk gives one message, so that what is tried again ends by itself."""

FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.3, 8.0
TOO_MANY_REQUESTS = 429
GONE_CODES = frozenset({10003, 10008, 10015, 10062, 50027})
"""Discord's codes for a channel, message, webhook or interaction that isn't there any more, and for a token that ended."""


class DiscordRefused(SurfaceError):
    """Discord answered, and did not do it; `code` is its own number for why, `is_gone`: what was to be changed isn't there any more."""

    def __init__(self, what: str, code: int, *, is_gone: bool) -> None:
        super().__init__(f"Discord refused {what}: code {code}", arrived=False)
        self.code = code
        self.is_gone = is_gone


class DiscordUnreachable(SurfaceError):
    """No answer came, so that nobody knows whether Discord has done it."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(f"Discord did not answer {what}: {why}", arrived=None)


@contextmanager
def doing(what: str) -> Iterator[None]:
    """Turn the library's errors into ours; `what` names what was tried."""
    try:
        yield
    except discord.DiscordServerError as error:
        raise DiscordUnreachable(what, f"status {error.status}") from error
    except discord.HTTPException as error:
        if error.status == TOO_MANY_REQUESTS:  # where the library has waited out several limits in vain
            raise DiscordUnreachable(what, f"status {error.status}") from error
        is_gone = error.code in GONE_CODES or isinstance(error, discord.NotFound)
        raise DiscordRefused(what, error.code or error.status, is_gone=is_gone) from error
    except (TimeoutError, aiohttp.ClientError, OSError, RuntimeError) as error:
        # RuntimeError: what aiohttp raises for a connection that was closed while the library waited out a limit.
        raise DiscordUnreachable(what, type(error).__name__) from error


async def persistently(
    show: Callable[[], Awaitable[T]],
    seconds: float = INSIST_SECONDS,
    first_pause_seconds: float = FIRST_PAUSE_SECONDS,
) -> T:
    """What `show` returns, tried again with growing pauses where no answer came; for what Discord does once however often
    it is told.
    """
    loop = asyncio.get_running_loop()
    ends, pause = loop.time() + seconds, first_pause_seconds
    while True:
        try:
            return await show()
        except DiscordUnreachable:
            if loop.time() + pause > ends:
                raise
        await asyncio.sleep(pause)
        pause = min(LONGEST_PAUSE_SECONDS, pause * 2)
