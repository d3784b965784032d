"""PrivateSurface: where the answer to `/ask` or the message shortcut appears: to the person who asked, and nobody else."""

from bot.chat.words import place_in_line
from bot.recall.lasting_numbers import PassageNumbers
from bot.slack.blocks import Message, plain_reply, reply_message
from bot.slack.elements import Json, escaped
from bot.slack.place import ReplyTo
from bot.slack.posting import Posting, content_of, is_too_much
from bot.slack.web import SlackRefused, SlackWeb
from retrieval.answering.events import Stage, Stated
from retrieval.answering.reply import Reply

LOOKING = "Looking through the articles…"


class PrivateSurface:
    """See `bot.desk.surface.Surface`.

    Messages that one person sees can't be streamed, and their address takes five: the place in line, then the answer.
    """

    def __init__(self, web: SlackWeb, to: ReplyTo, passage_numbers: PassageNumbers) -> None:
        if to.response_url is None:
            raise ValueError("an answer to one person goes to a response_url")
        self._web = web
        self._to = to
        self._response_url = to.response_url
        self._passage_numbers = passage_numbers
        self._has_told_wait = False

    async def wait(self, ahead: int) -> None:
        """Tell the place in line, once."""
        if ahead and not self._has_told_wait:
            self._has_told_wait = True
            await self._web.respond(self._response_url, _alone(f"{place_in_line(ahead)}."))

    async def work(self, stage: Stage) -> None:
        """Nothing: the command was acknowledged with the words for it."""

    async def state(self, stated: Stated) -> None:
        """Nothing: the answer comes whole."""

    async def reply(self, reply: Reply, question_id: int) -> str:
        """Show the whole reply to the person, with a button to share it."""
        message = reply_message(reply, question_id, await self._passage_numbers(reply), can_share=True)
        try:
            return await self._tell(message)
        except SlackRefused as error:
            if not is_too_much(error):
                raise
            return await self._tell(plain_reply(reply))

    async def shown(self, question_id: int) -> str | None:  # noqa: ARG002 - every surface is asked so
        """None: a message that one person sees can't be looked for; one that comes again replaces the first."""
        return None

    async def refuse(self, words: str) -> None:
        """Tell the person why the question isn't taken."""
        await self._tell(escaped(words))

    async def fail(self, words: str) -> None:
        """Tell the person that there will be no answer."""
        await self._tell(escaped(words))

    async def _tell(self, message: Message | str) -> str:
        """Tell the person alone: through the command's address, in the channel, or else in a direct message."""
        content = content_of(message)
        try:
            await self._web.respond(self._response_url, _alone(**content))
        except SlackRefused:
            return await self._tell_otherwise(message, content)
        return "response"

    async def _tell_otherwise(self, message: Message | str, content: Json) -> str:
        try:
            posted = await self._web.call(
                "chat.postEphemeral", channel=self._to.channel, user=self._to.user, parse="none", **content
            )
            return str(posted.get("message_ts", "ephemeral"))
        except SlackRefused as error:
            if is_too_much(error):
                raise
        opened = await self._web.call("conversations.open", users=self._to.user)
        return await Posting(self._web).post(
            str(opened["channel"]["id"]), None, message, f"private:{self._response_url[-40:]}"
        )


def _alone(text: str, **content: object) -> Json:
    """A message to one person through a response_url, in place of the one before."""
    return {"response_type": "ephemeral", "replace_original": True, "text": text, **content}
