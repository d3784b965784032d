"""Discord as a part that runs beside others, until it is cancelled."""

import asyncio

import discord

from bot.desk.desk import Desk
from bot.digest.poster import Posters
from bot.digest.previewing import Previews
from bot.discord.client import IDENTIFY_PAUSE_SECONDS, FootnoteClient
from bot.discord.place import PLATFORM
from bot.discord.presence import Presence
from bot.logs import logger
from bot.recall.known import Known
from bot.settings_faults import SettingsWrong
from bot.store.store import Store

NOT_LET_IN = "Discord does not take DISCORD_TOKEN; `footnote check` says why."
NOT_ALLOWED_TO_READ = (
    "FOOTNOTE_DISCORD_READS_MESSAGES is set, but the app may not read messages: switch on Message Content Intent under "
    "Bot in the developer portal, or leave the setting out."
)
_TOKEN_NO_LONGER_GOOD = 4004


class DiscordPart:
    """Runs until cancelled; raises SettingsWrong where Discord doesn't let it in."""

    def __init__(
        self,
        token: str,
        *,
        desk: Desk,
        store: Store,
        known: Known,
        previews: Previews,
        posters: Posters | None = None,
        reads_messages: bool = False,
        identify_pause_seconds: float = IDENTIFY_PAUSE_SECONDS,
    ) -> None:
        self._token = token
        self._desk = desk
        self._store = store
        self._known = known
        self._previews = previews
        self._posters = posters or Posters()
        self._reads_messages = reads_messages
        self._identify_pause_seconds = identify_pause_seconds
        self._presence = Presence()

    async def run(self) -> None:
        """Connect, take up what was left unanswered, and listen."""
        client = FootnoteClient(
            desk=self._desk,
            store=self._store,
            known=self._known,
            previews=self._previews,
            presence=self._presence,
            posters=self._posters,
            reads_messages=self._reads_messages,
            identify_pause_seconds=self._identify_pause_seconds,
        )
        async with client:
            try:
                await _listen(client, self._token)
            except discord.LoginFailure as error:
                raise SettingsWrong([NOT_LET_IN]) from error
            except discord.ConnectionClosed as error:
                if error.code == _TOKEN_NO_LONGER_GOOD:
                    raise SettingsWrong([NOT_LET_IN]) from error
                raise
            except discord.PrivilegedIntentsRequired as error:
                raise SettingsWrong([NOT_ALLOWED_TO_READ]) from error
            finally:
                self._posters.leave(PLATFORM)
        logger("discord").info("disconnected")


async def _listen(client: FootnoteClient, token: str) -> None:
    """Listen until cancelled, or until the library gives up.

    The library keeps a cancellation to itself while it begins a session anew; a client that is closed ends all the same.
    """
    listening = asyncio.create_task(client.start(token))
    try:
        await asyncio.wait([listening])
    finally:
        if not listening.done():
            await client.close()
            listening.cancel()
    listening.result()
