"""Footnote at work in a simulated Discord: the real client, desk and store, with a responder that does what it is told."""

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import discord
import simcord

from bot.desk.desk import Desk
from bot.desk.limits import Limits
from bot.digest.poster import Posters
from bot.discord.client import FootnoteClient
from bot.discord.presence import Presence
from bot.recall.known import Known
from bot.serving.digesting import composer, previews
from bot.store.store import Store
from corpus.library import Library
from tests.bot.discord.oracle import buttons, shown
from tests.bot.scripted import GAZETTE, LEDGER, ScriptedResponder, sample_answer

GENEROUS = {"person_a_minute": 1000, "channel_a_minute": 1000, "workspace_a_minute": 10_000, "person_a_day": 10_000}


def fill(folder):
    """A library with the two articles of the sample answers."""
    with Library.open(folder) as library:
        for each in (LEDGER, GAZETTE):
            library.put(each, each.source, "stamp")


@dataclass
class Office:
    """A server with a channel and a member, the bot in it, and what the bot works with."""

    env: Any
    store: Store
    responder: ScriptedResponder
    library: Library
    limits: Limits
    client: FootnoteClient

    def __post_init__(self):
        self.guild = self.env.create_guild("Newsroom")
        self.channel = self.guild.create_text_channel("general")
        self.alice = self.guild.add_member(self.env.create_user("alice"))
        self.bob = self.guild.add_member(self.env.create_user("bob"))
        managers = self.guild.create_role("managers", permissions=discord.Permissions(manage_guild=True))
        self.chief = self.guild.add_member(self.env.create_user("chief"), roles=[managers])

    @property
    def presence(self):
        """What surfaces speak through."""
        presence = Presence()
        presence.take(self.client)
        return presence

    @property
    def name(self):
        """How the bot is called in a message."""
        return f"<@{self.client.user.id}>"

    async def restart(self):
        """The bot's process ends, and another one begins."""
        self.client = client_of(self.store, self.responder, self.library, self.limits)
        await self.env.restart_bot(self.client)


def client_of(store, responder, library, limits):
    desk = Desk(responder, store, limits, is_alone=True)
    ahead = previews(store, composer(library))
    return FootnoteClient(
        desk=desk, store=store, known=Known(library), previews=ahead, presence=Presence(), posters=Posters()
    )


@asynccontextmanager
async def office(folder, responder=None, **limits):
    """The bot in a server, until the block ends."""
    fill(folder)
    responder = responder or ScriptedResponder(sample_answer())
    limits = Limits(**{**GENEROUS, **limits})
    with Store.open(folder) as store, Library.open(folder) as library:
        client = client_of(store, responder, library, limits)
        async with simcord.run(client, shard_count=2, settle_timeout=30) as env:
            yield Office(env, store, responder, library, limits, client)


def words(message):
    """All that a message shows."""
    return shown(components_of(message)) or message.content


def components_of(message):
    components = message.components
    return [each.to_dict() if isinstance(each, discord.Component) else each for each in components]


def button(message, beginning):
    """The `custom_id` of the message's button that begins so."""
    (found,) = [
        each["custom_id"] for each in buttons(components_of(message)) if each["custom_id"].startswith(beginning)
    ]
    return found
