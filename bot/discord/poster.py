"""DiscordPoster: puts digests into channels, each once: what `bot.digest.poster` asks for, with Discord's errors in its words."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import discord

from bot.desk.asked import Place
from bot.digest.poster import Post, PostFailed
from bot.digest.words import refused
from bot.discord.answers import plain_panel
from bot.discord.digest_panel import digest_panel
from bot.discord.faults import DiscordRefused, DiscordUnreachable, doing, persistently
from bot.discord.looking import message_carrying
from bot.discord.presence import Presence
from bot.discord.references import Action, Carried
from bot.discord.views import NOBODY, view_of
from bot.recall.lasting_numbers import story_passages
from bot.store.store import Store

POST_SECONDS, LOOK_SECONDS = 20.0, 20.0
"""How long Discord may be away: as little as its nonces surely last, and less than a delivery's lease."""

_FOR_GOOD = frozenset({10003, 10004, 50001, 50007, 50013})
"""Discord's codes for a channel or server that is gone, and for one that takes nothing from the bot, today at least."""


class DiscordPoster:
    """A Poster. Each digest carries the mark of its key, as its nonce and in a button, by which it is found again."""

    def __init__(self, presence: Presence, store: Store) -> None:
        self._presence = presence
        self._store = store

    async def post(self, place: Place, post: Post, key: str) -> str:
        """Post a digest; its message's id. Sent again soon, Discord gives back the one that is there."""
        mark = mark_of(key)
        passages = await story_passages(self._store, post.story_ids)
        panel = digest_panel(post, passages, mark=mark, can_open_thread=bool(place.workspace))

        async def send() -> int:
            channel = (await self._presence.client()).get_partial_messageable(int(place.channel))
            with doing("a digest"):
                return (await channel.send(view=view_of(panel), allowed_mentions=NOBODY, nonce=f"d{mark}")).id

        with _told_as_post_failed():
            return str(await persistently(send, POST_SECONDS))

    async def find(self, place: Place, key: str, since: datetime) -> str | None:
        """The id of the bot's own message of this key; None where it isn't there."""
        wanted = str(Carried(Action.UNSUBSCRIBE, str(mark_of(key))))

        async def look() -> int | None:
            client = await self._presence.client()
            return await message_carrying(client, int(place.channel), discord.utils.time_snowflake(since), wanted)

        with _told_as_post_failed():
            found = await persistently(look, LOOK_SECONDS)
        return None if found is None else str(found)

    async def tell_refused(self, place: Place, person: str) -> None:
        """Tell a person in direct messages that the channel takes no digest."""
        view = view_of(plain_panel(refused(f"<#{place.channel}>", "`/digest unsubscribe`")))
        with _told_as_post_failed(), doing("a direct message"):
            member = await (await self._presence.client()).fetch_user(int(person))
            await (await member.create_dm()).send(view=view, allowed_mentions=NOBODY)


def mark_of(key: str) -> int:
    """The number that stands for a key: short enough for a nonce."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big")


@contextmanager
def _told_as_post_failed() -> Iterator[None]:
    try:
        yield
    except DiscordRefused as error:
        raise PostFailed(str(error), is_final=error.code in _FOR_GOOD) from error
    except DiscordUnreachable as error:
        raise PostFailed(str(error), arrived=None) from error
