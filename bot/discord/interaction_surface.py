"""InteractionSurface: where the answer to `/ask` or the message's menu appears."""

from collections.abc import Callable

import discord

from bot.chat.words import place_in_line
from bot.discord import limits
from bot.discord.acknowledging import Acknowledgement, acknowledge_again
from bot.discord.answers import answering, plain_panel, reply_panel, stage_words
from bot.discord.faults import DiscordRefused, doing, persistently
from bot.discord.held import HeldInteraction
from bot.discord.looking import message_carrying
from bot.discord.panel import Panel
from bot.discord.place import ReplyTo
from bot.discord.presence import Presence
from bot.discord.references import Action, Carried
from bot.discord.unfolding import Unfolding
from bot.discord.views import NOBODY, view_of
from bot.recall.lasting_numbers import PassageNumbers
from retrieval.answering.events import Stage, Stated
from retrieval.answering.reply import Reply

_MARGIN_SECONDS = 20


def _now() -> float:
    """Seconds since 1970, by the clock that the library reads Discord's times with."""
    return discord.utils.utcnow().timestamp()


class InteractionSurface:
    """See `bot.desk.surface.Surface`.

    Within 15 minutes the answer is put in place of what the command was acknowledged with; after them, or where Discord
    took no acknowledgement, it goes to the channel as an ordinary message, or, where it is for one person only, to their
    direct messages. `acknowledged` is the acknowledgement on its way; a process that takes the question up again
    (`is_resumed`) makes it itself while there is time.
    """

    def __init__(
        self,
        presence: Presence,
        to: ReplyTo,
        question: str,
        passage_numbers: PassageNumbers,
        *,
        is_private: bool,
        acknowledged: Acknowledgement | None = None,
        is_resumed: bool = False,
        clock: Callable[[], float] = _now,
    ) -> None:
        if to.application is None or to.token is None or to.interaction is None:
            raise ValueError("an answer to an interaction has its token")
        self._presence = presence
        self._to = to
        self._interaction = to.interaction
        self._held = HeldInteraction(presence, application=to.application, interaction=to.interaction, token=to.token)
        self._question = question
        self._passage_numbers = passage_numbers
        self._is_private = is_private
        self._acknowledged = acknowledged
        self._is_resumed = is_resumed
        self._clock = clock
        self._unfolding = Unfolding(self._change)

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
        """Show the whole reply."""
        await self._unfolding.close()
        panel = reply_panel(reply, question_id, await self._passage_numbers(reply))
        return str(await persistently(lambda: self._show(panel, nonce=f"a{question_id}")))

    async def shown(self, question_id: int) -> str | None:
        """The ordinary message that shows this question's answer; shown in place of the acknowledgement, it may be again."""
        if not (self._is_resumed and self._is_over):
            return None
        wanted = str(Carried(Action.GOOD, str(question_id)))

        async def look() -> int | None:
            client = await self._presence.client()
            with doing("a look at the channel"):
                channel = (await self._direct()).id if self._is_private else self._to.channel
            return await message_carrying(client, channel, self._interaction, wanted)

        found = await persistently(look)
        return None if found is None else str(found)

    async def refuse(self, words: str) -> None:
        """Tell the person why the question isn't taken."""
        await self.fail(words)

    async def fail(self, words: str) -> None:
        """Tell that there will be no answer."""
        await self._unfolding.close()
        panel = plain_panel(words)
        await persistently(lambda: self._show(panel, nonce=f"f{self._interaction}"))

    @property
    def _is_over(self) -> bool:
        """Whether Discord no longer takes what is sent through the interaction."""
        return self._clock() - self._to.came_at > limits.TOKEN_SECONDS - _MARGIN_SECONDS

    async def _show(self, panel: Panel, nonce: str) -> int:
        if not self._is_over:
            try:
                return await self._change(panel)
            except DiscordRefused as error:
                if not error.is_gone:
                    raise
        return await self._post(panel, nonce)

    async def _change(self, panel: Panel) -> int:
        await self._acknowledgement()
        with doing("the answer to an interaction"):
            return await self._held.show(panel)

    async def _acknowledgement(self) -> None:
        """Wait until the question is acknowledged, or can't be any more."""
        if self._acknowledged is not None:
            await self._acknowledged.ended()
        elif self._is_resumed and self._clock() - self._to.came_at < limits.ACKNOWLEDGE_SECONDS:
            await acknowledge_again(self._held, alone=self._is_private)

    async def _post(self, panel: Panel, nonce: str) -> int:
        """Show it as an ordinary message, where the bot may; it says what it answers, for nothing else does."""
        with doing("a message"):
            channel = await self._direct() if self._is_private else await self._channel()
            view = view_of(answering(self._question, panel))
            sent = await channel.send(view=view, allowed_mentions=NOBODY, nonce=nonce)
        return sent.id

    async def _direct(self) -> discord.DMChannel:
        person = await (await self._presence.client()).fetch_user(self._to.user)
        return await person.create_dm()

    async def _channel(self) -> discord.PartialMessageable:
        return (await self._presence.client()).get_partial_messageable(self._to.channel)
