from types import SimpleNamespace

import aiohttp
import discord
import pytest

from bot.discord.faults import DiscordRefused, DiscordUnreachable, doing, persistently


class Platform:
    """Takes what is shown to it after it was away for so many calls, or refuses it."""

    def __init__(self, away, refusal=None):
        self.calls, self._away, self._refusal = 0, away, refusal

    async def show(self):
        self.calls += 1
        if self.calls <= self._away:
            raise DiscordUnreachable("a message", "Cut")
        if self._refusal:
            raise self._refusal
        return "shown"


async def test_an_outage_is_waited_out():
    platform = Platform(away=9)
    assert await persistently(platform.show, first_pause_seconds=0.0001) == "shown"


async def test_an_outage_that_does_not_end_is_told():
    with pytest.raises(DiscordUnreachable):
        await persistently(Platform(away=10**6).show, seconds=0.05, first_pause_seconds=0.001)


async def test_what_discord_refuses_is_not_asked_again():
    platform = Platform(away=0, refusal=DiscordRefused("a message", 50013, is_gone=False))
    with pytest.raises(DiscordRefused):
        await persistently(platform.show)
    assert platform.calls == 1


def answered(kind, status):
    """An error of the library's own, as it comes of an answer of this status."""
    return kind(SimpleNamespace(status=status, reason="why"), {"code": 50013, "message": "why"})


def of_the_library(kind=discord.HTTPException):
    """The kinds that come of an answer; that of a failed sync of commands is made of one of these."""
    below = [each for under in kind.__subclasses__() for each in of_the_library(under)]
    return [each for each in (kind, *below) if each is not discord.app_commands.CommandSyncFailure]


@pytest.mark.parametrize("kind", of_the_library())
def test_no_error_of_discords_library_gets_out(kind):
    """What was refused did not arrive; what the server failed at may have."""
    fails = issubclass(kind, discord.DiscordServerError)
    with pytest.raises((DiscordRefused, DiscordUnreachable)) as told, doing("a message"):
        raise answered(kind, 503 if fails else 403)
    assert told.value.arrived is (None if fails else False)


@pytest.mark.parametrize(
    "error", [TimeoutError(), aiohttp.ClientError(), ConnectionResetError(), RuntimeError("closed")]
)
def test_a_connection_that_breaks_leaves_it_in_doubt(error):
    with pytest.raises(DiscordUnreachable) as told, doing("a message"):
        raise error
    assert told.value.arrived is None
