"""Acknowledging: Discord is told within three seconds that a command or a click has arrived, however badly it listens."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

import discord

from bot.discord import limits
from bot.discord.faults import DiscordRefused, DiscordUnreachable, doing
from bot.discord.held import HeldInteraction
from bot.logs import logger

TRY_SECONDS = 0.6
"""The library waits out refusals and limits for longer than there is time: a try is given up after so long."""

PAUSE_SECONDS = 0.1
WRITTEN_WITHIN_SECONDS = 0.8
ACKNOWLEDGED_BEFORE, GONE = 40060, 10062
MAY_BE_ACKNOWLEDGED = frozenset({ACKNOWLEDGED_BEFORE, GONE})
"""Discord's codes for an interaction that was acknowledged before, and for one that takes no acknowledgement any more."""


async def acknowledge(interaction: discord.Interaction[Any], *, in_place: bool = False, alone: bool = True) -> None:
    """Tell Discord that it has arrived: what is shown next is a new message, or comes in place of the old one.

    Raises SurfaceError where Discord has not taken it.
    """

    async def defer() -> None:
        if in_place:
            await interaction.response.defer()
        else:
            await interaction.response.defer(ephemeral=alone, thinking=True)

    async def look() -> None:
        with doing("a look at the acknowledgement"):
            await interaction.original_response()

    await _insist(defer, look)


async def open_modal(interaction: discord.Interaction[Any], modal: discord.ui.Modal) -> None:
    """Acknowledge a click by opening a modal. Raises SurfaceError where Discord has not taken it."""

    async def look() -> None:
        """A modal that was opened can't be asked for."""

    await _insist(lambda: interaction.response.send_modal(modal), look)


class Acknowledgement:
    """A question's, which waits until the question is written down: what Discord was told of is not forgotten by a crash.

    Begins by itself where that takes long. Never raises: a question that can't be acknowledged is answered in the channel.
    """

    def __init__(self, interaction: discord.Interaction[Any], *, alone: bool) -> None:
        self._interaction = interaction
        self._alone = alone
        self._is_due = asyncio.Event()
        self._task = asyncio.create_task(self._run())

    def begin(self) -> None:
        """Wait no longer."""
        self._is_due.set()

    async def ended(self) -> None:
        """Begin, and wait until Discord has taken it or takes it no more."""
        self.begin()
        await asyncio.wait({self._task})

    async def _run(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(WRITTEN_WITHIN_SECONDS):
                await self._is_due.wait()
        try:
            await acknowledge(self._interaction, alone=self._alone)
        except (DiscordRefused, DiscordUnreachable) as error:
            logger("discord").warning("question not acknowledged", error=str(error))


async def acknowledge_again(held: HeldInteraction, *, alone: bool) -> None:
    """Acknowledge a question that another process took and perhaps didn't acknowledge before it ended; never raises."""

    async def look() -> None:
        """Whoever shows the answer sees whether there is a place for it."""

    try:
        await _insist(lambda: held.defer(alone=alone), look)
    except (DiscordRefused, DiscordUnreachable) as error:
        logger("discord").warning("question not acknowledged", error=str(error))


async def _insist(defer: Callable[[], Awaitable[object]], look: Callable[[], Awaitable[None]]) -> None:
    """Try until Discord has taken it or its time is over; `look` is for whether it has arrived without a word."""
    loop = asyncio.get_running_loop()
    ends = loop.time() + limits.ACKNOWLEDGE_SECONDS
    while True:
        try:
            with doing("an acknowledgement"):
                async with asyncio.timeout(TRY_SECONDS):
                    await defer()
                    return
        except DiscordRefused as error:
            if error.code not in MAY_BE_ACKNOWLEDGED:
                raise
            # It may have arrived, and the word of it been lost: then there is a response already.
            if error.code == GONE:
                await look()
            return
        except DiscordUnreachable:
            if loop.time() > ends:
                raise
            await asyncio.sleep(PAUSE_SECONDS)
