"""MessageSurface: where the answer to a mention, a direct message or a follow-up appears: a message that others see too."""

import contextlib
import functools
from typing import Any

import discord

from bot.chat.wording import shortened, visible
from bot.chat.words import place_in_line
from bot.desk.surface import SurfaceError
from bot.discord import limits
from bot.discord.answers import plain_panel, reply_panel, stage_words
from bot.discord.faults import DiscordRefused, doing, persistently
from bot.discord.looking import custom_ids, message_carrying, own_messages
from bot.discord.panel import Panel
from bot.discord.place import ReplyTo
from bot.discord.presence import Presence
from bot.discord.references import Action, Carried
from bot.discord.unfolding import Unfolding
from bot.discord.views import NOBODY, view_of
from bot.recall.lasting_numbers import PassageNumbers
from retrieval.answering.events import Stage, Stated
from retrieval.answering.reply import Reply

THREAD_EXISTS = 160004
"""Discord's code for a message that has a thread already."""


class MessageSurface:
    """See `bot.desk.surface.Surface`. `is_resumed`: another process may have begun to answer before it ended."""

    def __init__(
        self,
        presence: Presence,
        to: ReplyTo,
        question: str,
        passage_numbers: PassageNumbers,
        *,
        is_resumed: bool = False,
    ) -> None:
        if to.message is None:
            raise ValueError("an answer to a message names it")
        self._presence = presence
        self._to = to
        self._question_message = to.message
        self._name = shortened(visible(question) or "Question", limits.THREAD_NAME_CHARACTERS)
        self._passage_numbers = passage_numbers
        self._is_resumed = is_resumed
        self._target: int | None = None if to.opens_thread else to.channel
        self._message: int | None = None
        self._messages = 0
        self._may_be_sent = is_resumed
        self._unfolding = Unfolding(self._show)

    async def wait(self, ahead: int) -> None:
        """Show the place in line."""
        self._unfolding.say(place_in_line(ahead))

    async def work(self, stage: Stage) -> None:
        """Show the stage."""
        self._unfolding.say(stage_words(stage))

    async def state(self, stated: Stated) -> None:
        """Show a statement among those so far."""
        self._unfolding.add(stated)

    async def reply(self, reply: Reply, question_id: int) -> str:
        """Show the whole reply in place of what was shown so far."""
        await self._unfolding.close()
        panel = reply_panel(reply, question_id, await self._passage_numbers(reply))
        return str(await self._show_once(panel))

    async def shown(self, question_id: int) -> str | None:
        """The message that carries the buttons of this question's answer.

        Not looked for where showing it again does no harm: the message that was begun is changed, and one that is sent
        again soon is the one that is there.
        """
        if not self._is_resumed or self._is_new():
            return None
        client, wanted = await self._presence.client(), str(Carried(Action.GOOD, str(question_id)))
        for channel in dict.fromkeys((self._target or self._question_message, self._to.channel)):
            look = functools.partial(message_carrying, client, channel, self._question_message, wanted)
            found = await persistently(look)
            if found is not None:
                return str(found)
        return None

    async def refuse(self, words: str) -> None:
        """Tell why the question isn't taken, under the question itself."""
        self._target = self._target or self._to.channel
        await self.fail(words)

    async def fail(self, words: str) -> None:
        """Tell that there will be no answer."""
        await self._unfolding.close()
        await self._show_once(plain_panel(words))

    async def _show_once(self, panel: Panel) -> int:
        """Show the panel in the message that was begun, by this process or the one before, or in a new one."""
        if self._message is None and self._is_resumed:
            with contextlib.suppress(SurfaceError):  # at worst a begun message stays beside the whole one
                self._message = await self._begun()
        return await persistently(lambda: self._show(panel))

    async def _show(self, panel: Panel) -> int:
        if self._message is not None:
            try:
                return await self._change(self._message, panel)
            except DiscordRefused as error:
                if not error.is_gone:
                    raise
                self._message, self._may_be_sent = None, False
                self._messages += 1
        return await self._send(panel)

    async def _change(self, message: int, panel: Panel) -> int:
        channel = await self._place()
        with doing("the change of a message"):
            await channel.get_partial_message(message).edit(view=view_of(panel), allowed_mentions=NOBODY)
        return message

    async def _send(self, panel: Panel) -> int:
        """Send a message, once however often it is tried: Discord gives back the one that has its nonce."""
        channel = await self._place()
        may_be_sent, self._may_be_sent = self._may_be_sent, True
        with doing("a message"):
            sent = await channel.send(
                view=view_of(panel),
                allowed_mentions=NOBODY,
                nonce=f"a{self._question_message}.{self._messages}",
                **self._reference(channel),
            )
        self._message = sent.id
        # What is given back shows what it showed when it was sent, which may have been less than this.
        return await self._change(sent.id, panel) if may_be_sent else sent.id

    def _is_new(self) -> bool:
        """Whether whatever was sent for the question is still known to Discord by its nonce."""
        asked_at = discord.utils.snowflake_time(self._question_message)
        return (discord.utils.utcnow() - asked_at).total_seconds() < limits.NONCE_SECONDS

    def _reference(self, channel: discord.PartialMessageable) -> dict[str, Any]:
        """That the answer replies to the question, where both stand in one channel."""
        if channel.id != self._to.channel:
            return {}
        reference = discord.MessageReference(
            message_id=self._question_message, channel_id=channel.id, fail_if_not_exists=False
        )
        return {"reference": reference}

    async def _place(self) -> discord.PartialMessageable:
        """Where the answer goes; a thread is opened when there is something to say in it."""
        if self._target is None:
            self._target = await self._opened_thread()
        return (await self._presence.client()).get_partial_messageable(self._target)

    async def _opened_thread(self) -> int:
        """A thread of the question's message; the channel itself where the bot may not open one."""
        client = await self._presence.client()
        try:
            with doing("a thread"):
                # A message's own method refuses while the client hasn't been told of the server, as after a restart.
                thread = await client.http.start_thread_with_message(
                    self._to.channel, self._question_message, name=self._name, auto_archive_duration=1440
                )
        except DiscordRefused as error:
            return self._question_message if error.code == THREAD_EXISTS else self._to.channel
        return int(thread["id"])

    async def _begun(self) -> int | None:
        """The bot's latest message that has no buttons of an answer: one that was begun, and isn't whole."""
        client = await self._presence.client()
        for message in await own_messages(client, self._target or self._question_message, self._question_message):
            is_reply = message.reference is None or message.reference.message_id == self._question_message
            if is_reply and not custom_ids(message):
                return message.id
        return None
