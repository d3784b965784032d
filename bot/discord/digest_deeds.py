"""What people do with digests on Discord: choose, look ahead, end one, ask about a story."""

from typing import Any

import discord

from bot.chat.wording import shortened, visible
from bot.desk.asked import Place
from bot.desk.surface import SurfaceError
from bot.digest.form import Form, FormFaults, read_form
from bot.digest.previewing import Previews
from bot.digest.subscriptions import Subscriptions
from bot.digest.words import PREVIEW
from bot.discord import limits
from bot.discord.acknowledging import acknowledge
from bot.discord.answers import plain_panel, reply_panel
from bot.discord.deeds import person_of, show
from bot.discord.digest_panel import digest_panel
from bot.discord.faults import DiscordRefused, doing, persistently
from bot.discord.markup import bold, link, literal, small
from bot.discord.panel import Panel, Words, fits
from bot.discord.place import PLATFORM
from bot.discord.views import NOBODY, view_of
from bot.logs import logger
from bot.recall.lasting_numbers import story_passages
from bot.recall.recall import LOST, Recall, Recalled
from bot.recall.story_threads import StoryThreads
from bot.store.store import Store
from bot.store.stored_answer import StoredAnswer

MAY_NOT = "Only who may manage this server can change its digest."
NOT_HERE = "I am not in this server, so I can't post here. Who manages it can add me, or ask me for a digest directly."
NO_WRITING = "I may not write in this channel yet: allow me View Channel and Send Messages here."
NOT_OPENED = "I may not open a thread in this channel. Ask me here or with /ask instead."
ASK_ON = "Ask about this story here: mention me, or reply to this message."

Interaction = discord.Interaction[Any]


class DigestDeeds:
    """Raises SurfaceError where Discord doesn't take it, LibraryError where it can't be read or kept."""

    def __init__(self, store: Store, recall: Recall, previews: Previews) -> None:
        self._store = store
        self._recall = recall
        self._previews = previews
        self._threads = StoryThreads(store)
        self._subscriptions = Subscriptions(store.subscriptions, store.clock)

    async def subscribe(self, interaction: Interaction, form: Form) -> None:
        """Let the channel have the digest that a form says."""
        await acknowledge(interaction)
        words = _hindrance(interaction)
        if words is None:
            try:
                wish = read_form(form)
            except FormFaults as faults:
                words = " ".join(faults.faults.values())
            else:
                words = await self._subscriptions.choose(place_of(interaction), person_of(interaction).id, wish)
                words += "" if _may_write(interaction) else f" {NO_WRITING}"
        await show(interaction, plain_panel(words))

    async def unsubscribe(self, interaction: Interaction) -> None:
        """End the channel's digest."""
        await acknowledge(interaction)
        words = None if may_manage(interaction) else MAY_NOT
        await show(interaction, plain_panel(words or await self._subscriptions.end(place_of(interaction))))

    async def preview(self, interaction: Interaction, *, alone: bool) -> None:
        """Show what the digest would tell now, to who asks or to everybody here; the next one tells it again."""
        is_alone = alone or not may_manage(interaction)
        await acknowledge(interaction, alone=is_alone)
        if not may_manage(interaction):
            await show(interaction, plain_panel(MAY_NOT))
            return
        post = await self._previews.preview(place_of(interaction), person_of(interaction).id)
        passages = await story_passages(self._store, post.story_ids)
        await show(interaction, digest_panel(post, passages, mark=None, note=PREVIEW if is_alone else ""))

    async def ask_about(self, interaction: Interaction, story_id: int) -> None:
        """Open a thread that knows a story, or lead to the one that is open."""
        await acknowledge(interaction)
        place = place_of(interaction)
        recalled = await self._recall.answer(story_id)
        if recalled is None:
            await show(interaction, plain_panel(LOST))
            return

        async def begin(stored: StoredAnswer) -> str:
            return await _begun(interaction.client, int(place.channel), stored, recalled)

        try:
            opened = await self._threads.open(story_id, place, begin)
        except DiscordRefused:
            await show(interaction, plain_panel(NOT_OPENED))
            return
        if opened is None:
            await show(interaction, plain_panel(LOST))
            return
        address = f"https://discord.com/channels/{place.workspace or '@me'}/{opened.thread}"
        there = (
            "There is a thread about this story already." if not opened.is_new else "There is a thread about it now."
        )
        await show(interaction, Panel((Words(f"{there} {link(address, 'Go to the thread')}"),)))


def place_of(interaction: Interaction) -> Place:
    """The channel whose digest is meant, also from a thread in it."""
    channel = interaction.channel
    parent = channel.parent_id if isinstance(channel, discord.Thread) else None
    return Place(PLATFORM, str(interaction.guild_id or ""), str(parent or interaction.channel_id or 0))


def may_manage(interaction: Interaction) -> bool:
    """Whether who asks may say what digest comes: to themselves, or in a server that they may manage."""
    return interaction.guild_id is None or interaction.permissions.manage_guild


def _hindrance(interaction: Interaction) -> str | None:
    """Why there can be no digest here, in words; None where there can."""
    if not may_manage(interaction):
        return MAY_NOT
    is_brought = interaction.is_user_integration() and not interaction.is_guild_integration()
    return NOT_HERE if interaction.guild_id is not None and is_brought else None


def _may_write(interaction: Interaction) -> bool:
    allowed = interaction.app_permissions
    return interaction.guild_id is None or (allowed.view_channel and allowed.send_messages)


async def _begun(client: discord.Client, channel: int, stored: StoredAnswer, recalled: Recalled) -> str:
    """A new thread that begins with the story; the thread's id."""
    name = shortened(visible(stored.asked.text) or "A story", limits.THREAD_NAME_CHARACTERS)
    with doing("a thread"):
        # A public one, of no message: a digest tells several stories.
        thread = await client.http.start_thread_without_message(channel, name=name, auto_archive_duration=1440, type=11)
    panel = _opening(recalled)

    async def tell() -> None:
        with doing("a message"):
            place = client.get_partial_messageable(int(thread["id"]))
            await place.send(view=view_of(panel), allowed_mentions=NOBODY, nonce=f"s{thread['id']}")

    try:
        await persistently(tell)
    except SurfaceError as error:  # the thread knows the story in any case
        logger("discord").warning("story not told in its thread", error=str(error))
    return str(thread["id"])


def _opening(recalled: Recalled) -> Panel:
    """The story, and how to ask about it."""
    panel = reply_panel(recalled.reply, recalled.question_id, recalled.passages)
    asked = shortened(visible(recalled.asked), limits.THREAD_NAME_CHARACTERS)
    parts = (Words(bold(literal(asked))), *panel.parts, Words(small(ASK_ON)))
    return Panel(parts) if fits(parts) else panel
