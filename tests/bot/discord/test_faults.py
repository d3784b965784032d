import pytest

from bot.discord.faults import DiscordRefused, DiscordUnreachable, persistently


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
