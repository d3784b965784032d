"""Looking: the bot's own messages in a channel, for one that is there already."""

from collections.abc import AsyncIterator

import discord

from bot.discord.faults import DiscordRefused, doing

LOOK_BACK = 50


async def own_messages(client: discord.Client, channel: int, since: int) -> AsyncIterator[discord.Message]:
    """The bot's messages after the one of that number, newest first; none where the channel isn't there.

    Raises SurfaceError where it can't be looked at.
    """
    place = client.get_partial_messageable(channel)
    try:
        with doing("a look at the channel"):
            async for message in place.history(limit=LOOK_BACK, after=discord.Object(since), oldest_first=False):
                if client.user is not None and message.author.id == client.user.id:
                    yield message
    except DiscordRefused as error:
        if not error.is_gone:
            raise


async def message_carrying(client: discord.Client, channel: int, since: int, custom_id: str) -> int | None:
    """The bot's message after that one which has a button or a choice that carries this; None where there is none."""
    async for message in own_messages(client, channel, since):
        if custom_id in custom_ids(message):
            return message.id
    return None


def custom_ids(message: discord.Message) -> set[str]:
    """What the buttons and choices of a message carry."""
    found: set[str] = set()
    pending: list[object] = list(message.components)
    while pending:
        component = pending.pop()
        pending += getattr(component, "children", ())
        carried = getattr(component, "custom_id", None)
        if carried:
            found.add(carried)
    return found
