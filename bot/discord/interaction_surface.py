"""InteractionSurface: where the answer to `/ask` or the message's menu appears."""

from collections.abc import Callable

import discord

from bot.discord import limits
from bot.discord.answers import plain_panel, reply_panel, stage_words
from bot.discord.faults import DiscordRefused, doing, persistently
from bot.discord.message_surface import PassageNumbers, custom_ids, waiting_words
from bot.discord.panel import Panel
from bot.discord.place import ReplyTo
from bot.discord.presence import Presence
from bot.discord.references import Action, Carried
from bot.discord.unfolding import Unfolding
from bot.discord.views import NOBODY, view_of
from retrieval.answering.events import Stage, Stated
from retrieval.answering.reply import Reply

_MARGIN_SECONDS = 20


def _now() -> float:
    """Seconds since 1970, by the clock that the library reads Discord's times with."""
    return discord.utils.utcnow().timestamp()


class InteractionSurface:
    """See `bot.desk.surface.Surface`.

    Within 15 minutes the answer is put in place of what the command was acknowledged with; after them it goes to the
    channel as an ordinary message, or, where it is for one person only, to their direct messages.
    """

    def __init__(
        self,
        presence: Presence,
        to: ReplyTo,
        passage_numbers: PassageNumbers,
        *,
        is_private: bool,
        clock: Callable[[], float] = _now,
    ) -> None:
        if to.application is None or to.token is None or to.answer is None:
            raise ValueError("an answer to an interaction has its token")
        self._presence = presence
        self._to = to
        self._application, self._token, self._answer = to.application, to.token, to.answer
        self._passage_numbers = passage_numbers
        self._is_private = is_private
        self._clock = clock
        self._unfolding = Unfolding(self._change)

    async def wait(self, ahead: int) -> None:
        """Show the place in line."""
        self._unfolding.say(waiting_words(ahead))

    async def work(self, stage: Stage) -> None:
        """Show the stage."""
        self._unfolding.say(stage_words(stage))

    async def state(self, stated: Stated) -> None:
        """Show a statement among those so far."""
        self._unfolding.add(stated)

    async def reply(self, reply: Reply, question_id: int) -> str:
        """Show the whole reply."""
        await self._unfolding.close()
        panel = reply_panel(reply, question_id, await self._passage_numbers(reply))
        return str(await persistently(lambda: self._show(panel, nonce=f"a{question_id}")))

    async def shown(self, question_id: int) -> str | None:
        """The answer to the interaction, where it carries the buttons of this question's answer."""
        if self._is_over:
            return None
        with doing("a look at the answer"):
            message = await (await self._webhook()).fetch_message(self._answer)
        return str(message.id) if str(Carried(Action.GOOD, str(question_id))) in custom_ids(message) else None

    async def refuse(self, words: str) -> None:
        """Tell the person why the question isn't taken."""
        await self.fail(words)

    async def fail(self, words: str) -> None:
        """Tell that there will be no answer."""
        await self._unfolding.close()
        panel = plain_panel(words)
        await persistently(lambda: self._show(panel, nonce=f"f{self._answer}"))

    @property
    def _is_over(self) -> bool:
        """Whether Discord no longer takes what is sent through the interaction."""
        return self._clock() - self._to.came_at > limits.TOKEN_SECONDS - _MARGIN_SECONDS

    async def _webhook(self) -> discord.Webhook:
        return discord.Webhook.partial(self._application, self._token, client=await self._presence.client())

    async def _show(self, panel: Panel, nonce: str) -> int:
        if not self._is_over:
            try:
                return await self._change(panel)
            except DiscordRefused as error:
                if not error.is_gone:
                    raise
        return await self._post(panel, nonce)

    async def _change(self, panel: Panel) -> int:
        with doing("the answer to an interaction"):
            webhook = await self._webhook()
            message = await webhook.edit_message(self._answer, view=view_of(panel), allowed_mentions=NOBODY)
        return message.id

    async def _post(self, panel: Panel, nonce: str) -> int:
        """Show it as an ordinary message, where the bot may."""
        client = await self._presence.client()
        with doing("a message"):
            if self._is_private:
                person = await client.fetch_user(self._to.user)
                channel: discord.abc.Messageable = await person.create_dm()
            else:
                channel = client.get_partial_messageable(self._to.channel)
            sent = await channel.send(view=view_of(panel), allowed_mentions=NOBODY, nonce=nonce)
        return sent.id
