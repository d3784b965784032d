"""The client: what Discord tells the bot → the desk, or what a click does."""

import asyncio
import hashlib
import json
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.references import UnknownReference, read_question_id
from bot.chat.words import BROKEN, UNREADABLE
from bot.desk.desk import Desk
from bot.desk.surface import SurfaceError
from bot.digest.poster import Posters
from bot.digest.previewing import Previews
from bot.discord.acknowledging import acknowledge
from bot.discord.answers import plain_panel
from bot.discord.commands import Commands
from bot.discord.deeds import Deeds, show
from bot.discord.digest_commands import DigestCommands
from bot.discord.digest_deeds import DigestDeeds
from bot.discord.faults import doing
from bot.discord.listening import Written, question_of
from bot.discord.missed import SPOKEN, Missed, is_called
from bot.discord.place import PLATFORM
from bot.discord.poster import DiscordPoster
from bot.discord.presence import Presence
from bot.discord.references import Action, Carried
from bot.discord.surfaces import Surfaces
from bot.discord.views import NOBODY, view_of
from bot.logs import logger
from bot.recall.known import Known
from bot.recall.recall import Recall
from bot.store.store import Store
from corpus.errors import CorpusError, LibraryError

SYNCED = "discord:commands"
IDENTIFY_PAUSE_SECONDS = 5.0
"""Discord lets one session begin in so long."""

HELP = "Ask me about the articles that I know, here or with /ask. Every statement of my answer cites the words it stands on."
CALL_ME = "I can't read messages that don't name me. Mention me, or reply to my answer, and I'll follow up."


class FootnoteTree(app_commands.CommandTree["FootnoteClient"]):
    """The commands; what goes wrong in one is told to who used it."""

    async def on_error(self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError) -> None:
        """Say that it went wrong, and note why; whatever a handler raises ends here, so that nobody is left in silence."""
        cause = error.__cause__ or error
        logger("discord").error("command failed", error=type(cause).__name__)
        await self.client.tell_broken(interaction)


class FootnoteClient(commands.AutoShardedBot):
    """The bot on Discord. Reads only what needs no privileged intent, unless `reads_messages`.

    Nothing is kept in memory that another shard or process needs.
    """

    def __init__(
        self,
        *,
        desk: Desk,
        store: Store,
        known: Known,
        previews: Previews,
        presence: Presence,
        posters: Posters,
        reads_messages: bool = False,
        identify_pause_seconds: float = IDENTIFY_PAUSE_SECONDS,
    ) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True, message_content=reads_messages)
        super().__init__(
            commands.when_mentioned,
            intents=intents,
            allowed_mentions=NOBODY,
            help_command=None,
            tree_cls=FootnoteTree,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
        )
        self._identify_pause_seconds = identify_pause_seconds
        self._desk = desk
        self._store = store
        self._presence = presence
        self._surfaces = Surfaces(presence, store)
        self._posters = posters
        recall = Recall(store, known)
        self._deeds = Deeds(desk, recall, known)
        self._digests = DigestDeeds(store, recall, previews)
        self._log = logger("discord")
        Commands(desk=desk, store=store, known=known, surfaces=self._surfaces).add_to(self.tree)
        self.tree.add_command(DigestCommands(self._digests, known).group())

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:  # noqa: ARG002 - the library's
        """Wait before a session is begun anew."""
        if not initial:
            await asyncio.sleep(self._identify_pause_seconds)

    async def setup_hook(self) -> None:
        """Bring the commands up to date, and take up what was left unanswered; runs once, before anything is heard."""
        self._presence.take(self)
        self._posters.enter(PLATFORM, DiscordPoster(self._presence, self._store))
        await self._sync_commands()
        left = await self._desk.resume({PLATFORM: self._surfaces.again})
        self._log.info("logged in", taken_up=left)

    async def on_shard_connect(self, shard: int) -> None:
        """Take the questions that were asked while the shard had no connection; after each that was begun anew."""
        try:
            async for asked in Missed(self._store).questions(self, shard):
                await self._desk.start(asked, self._surfaces.of(asked))
        except LibraryError as error:
            self._log.warning("missed questions not looked for", error=str(error))

    async def on_message(self, message: discord.Message, /) -> None:
        """A mention, a direct message, a reply to an answer, or a follow-up in a thread of answers."""
        if message.author.bot or self.user is None or message.type not in SPOKEN:
            return
        written = self._written(message)
        asked = question_of(written, self.user.id)
        if not written.calls_bot and not (written.thread is not None and await self._desk.has_answered_in(asked.place)):
            return
        if not asked.text:
            await self._say_how(message, written)
            return
        await self._desk.start(asked, self._surfaces.of(asked))

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """A click on a button, a choice, or a modal that was sent; commands have their own way."""
        if interaction.type not in {discord.InteractionType.component, discord.InteractionType.modal_submit}:
            return
        data: dict[str, Any] = dict(interaction.data or {})
        try:
            await self._click(interaction, Carried.read(str(data.get("custom_id", ""))))
        except UnknownReference as error:
            self._log.warning("unknown button", value=str(error))
            await self._tell(interaction, UNREADABLE)
        except (SurfaceError, CorpusError) as error:
            self._log.warning("deed failed", error=str(error))
            await self.tell_broken(interaction)

    async def on_error(self, event_method: str, /, *args: Any, **_: Any) -> None:
        """Say to who clicked or asked that it broke; whatever an event's handler raises ends here."""
        self._log.exception("handler broke", of_event=event_method)
        match args:
            case (discord.Interaction() as interaction, *_):
                await self.tell_broken(interaction)
            case (discord.Message() as message, *_) if self._written(message).calls_bot:
                await self._say(message, BROKEN)
            case _:
                return

    async def _click(self, interaction: discord.Interaction[Any], carried: Carried) -> None:
        match carried.action:
            case Action.STORY:
                await self._digests.ask_about(interaction, read_question_id(carried.value))
            case Action.UNSUBSCRIBE:
                await self._digests.unsubscribe(interaction)
            case _:
                await self._deeds.click(interaction, carried)

    async def tell_broken(self, interaction: discord.Interaction[Any]) -> None:
        """Say to who clicked that it went wrong."""
        await self._tell(interaction, BROKEN)

    async def _tell(self, interaction: discord.Interaction[Any], words: str) -> None:
        try:
            if not interaction.response.is_done():
                await acknowledge(interaction)
            await show(interaction, plain_panel(words))
        except SurfaceError as error:
            self._log.warning("person not told", error=str(error))

    def _written(self, message: discord.Message) -> Written:
        """The message as plain values."""
        channel = message.channel
        parent = channel.parent_id if isinstance(channel, discord.Thread) else None
        # A server that the client has not been told of yet, or is away, is known by its channel alone.
        server = message.guild.id if message.guild else getattr(channel, "guild_id", None)
        return Written(
            message.id,
            message.author.id,
            str(server or ""),
            parent or channel.id,
            channel.id if parent else None,
            message.content,
            server is None or (self.user is not None and is_called(message, self.user.id)),
        )

    async def _say_how(self, message: discord.Message, written: Written) -> None:
        """Nothing was asked: say how to, once a thread where the bot can't read what is said."""
        if not written.calls_bot and not await self._store.events.first(PLATFORM, f"call me:{written.thread}"):
            return
        await self._say(message, HELP if written.calls_bot else CALL_ME)

    async def _say(self, message: discord.Message, words: str) -> None:
        try:
            with doing("a message"):
                await message.channel.send(view=view_of(plain_panel(words)), allowed_mentions=NOBODY)
        except SurfaceError as error:
            self._log.warning("person not told", error=str(error))

    async def _sync_commands(self) -> None:
        """Tell Discord the commands, where they are not what it was told last: it takes 200 changes a day."""
        told = [command.to_dict(self.tree) for command in self.tree.get_commands()]
        described = json.dumps([self.application_id, told], sort_keys=True)
        mark = hashlib.sha256(described.encode()).hexdigest()
        if await self._store.kept.get(SYNCED) == mark:
            return
        await self.tree.sync()
        await self._store.kept.put(SYNCED, mark)
        self._log.info("commands synced", commands=len(told))
