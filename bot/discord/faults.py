"""Where the library's errors become ours."""

from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
import discord

from bot.desk.surface import SurfaceError

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
        is_gone = error.code in GONE_CODES or isinstance(error, discord.NotFound)
        raise DiscordRefused(what, error.code or error.status, is_gone=is_gone) from error
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        raise DiscordUnreachable(what, type(error).__name__) from error
