"""Missed: what people asked while nobody was connected: Discord tells it to no one afterwards, but it can be read."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from datetime import timedelta

import discord

from bot.desk.asked import Asked, Place
from bot.desk.surface import SurfaceError
from bot.discord.faults import persistently
from bot.discord.listening import Written, question_of
from bot.discord.looking import messages_since
from bot.discord.place import PLATFORM
from bot.logs import logger
from bot.store.store import Store

LOOK_BACK = timedelta(minutes=15)
"""Later a question is not answered unasked."""

PLACES_SINCE = timedelta(days=7)
MOST_PLACES, MOST_THREADS = 100, 200
"""Places are read one after the other: those where people asked last."""

SPOKEN = frozenset({discord.MessageType.default, discord.MessageType.reply})


class Missed:
    """Reads the places where people have asked before. What it gives may be known already."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def questions(self, client: discord.AutoShardedClient, shard: int) -> AsyncIterator[Asked]:
        """What names the bot, or was said to it alone, in the last minutes where the shard is told of it, oldest first in each place.

        Raises a LibraryError where it can't be known which places these are; one that can't be read is left out.
        """
        now = self._store.clock()
        since = discord.utils.time_snowflake(now - LOOK_BACK)
        asked_in = await self._store.questions.places(PLATFORM, now - PLACES_SINCE, MOST_THREADS)
        mine = [each for each in asked_in if _shard_of(each, client.shard_count or 1) == shard]
        for place in _places(mine)[:MOST_PLACES]:
            here = int(place.thread or place.channel)
            try:
                said = await persistently(lambda channel=here: messages_since(client, channel, since))  # type: ignore[misc]
            except SurfaceError as error:
                logger("discord").info("place not read", channel=here, error=str(error))
                continue
            for message in reversed(said):
                asked = _question_in(place, message, client.user)
                if asked is not None:
                    yield asked


def _places(asked_in: Iterable[Place]) -> list[Place]:
    """The channels, then the threads in them: each question that is asked in a channel has a thread of its own."""
    threads = list(asked_in)
    return list(dict.fromkeys([*(replace(each, thread=None) for each in threads), *threads]))


def _shard_of(place: Place, shards: int) -> int:
    """The shard that is told of a place, as Discord reckons it."""
    return (int(place.workspace or 0) >> 22) % shards


def _question_in(place: Place, message: discord.Message, bot: discord.ClientUser | None) -> Asked | None:
    """The question of a message that is meant for the bot."""
    if bot is None or message.author.bot or message.type not in SPOKEN:
        return None
    thread = int(place.thread) if place.thread else None
    calls_bot = not place.workspace or is_called(message, bot.id)
    written = Written(
        message.id, message.author.id, place.workspace, int(place.channel), thread, message.content, calls_bot
    )
    asked = question_of(written, bot.id)
    return asked if calls_bot and asked.text else None


def is_called(message: discord.Message, bot: int) -> bool:
    """Whether the message names the bot, or replies to it."""
    mentioned = any(each.id == bot for each in message.mentions)
    replied = message.reference.resolved if message.reference else None
    return mentioned or (isinstance(replied, discord.Message) and replied.author.id == bot)
