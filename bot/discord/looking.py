"""Looking: what stands in a channel, for what was said there and for a message that is there already."""

import discord

from bot.discord.faults import DiscordRefused, doing

LOOK_BACK = 50


async def messages_since(client: discord.Client, channel: int, since: int) -> list[discord.Message]:
    """The messages after the one of that number, newest first; none where the channel isn't there.

    Raises SurfaceError where it can't be looked at.
    """
    place = client.get_partial_messageable(channel)
    try:
        with doing("a look at the channel"):
            after = discord.Object(since)
            return [each async for each in place.history(limit=LOOK_BACK, after=after, oldest_first=False)]
    except DiscordRefused as error:
        if not error.is_gone:
            raise
        return []


async def own_messages(client: discord.Client, channel: int, since: int) -> list[discord.Message]:
    """The bot's among them."""
    said = await messages_since(client, channel, since)
    return [each for each in said if client.user is not None and each.author.id == client.user.id]


async def message_carrying(client: discord.Client, channel: int, since: int, custom_id: str) -> int | None:
    """The bot's message after that one which has a button or a choice that carries this; None where there is none."""
    for message in await own_messages(client, channel, since):
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
