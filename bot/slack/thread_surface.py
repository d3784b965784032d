"""ThreadSurface: where the answer to a mention, a direct message or a follow-up appears: a thread that others see too."""

import contextlib
from collections.abc import Awaitable, Callable

from bot.chat.words import in_line
from bot.desk.surface import SurfaceError
from bot.recall.lasting_numbers import PassageNumbers
from bot.slack.blocks import Message, plain_reply, reply_message
from bot.slack.elements import escaped
from bot.slack.pace import USUAL, Pace
from bot.slack.place import ReplyTo
from bot.slack.posting import Posting, answer_key, is_too_much
from bot.slack.streaming import StatementStream
from bot.slack.web import SlackRefused, SlackWeb
from retrieval.answering.events import Stage, Stated
from retrieval.answering.reply import Reply

IsFirst = Callable[[str], Awaitable[bool]]
"""Whether something is done for the first time, by any process; may raise a LibraryError."""


class ThreadSurface:
    """See `bot.desk.surface.Surface`. `is_resumed`: another process may have begun to answer before it ended."""

    def __init__(
        self,
        web: SlackWeb,
        to: ReplyTo,
        passage_numbers: PassageNumbers,
        is_first: IsFirst,
        *,
        pace: Pace = USUAL,
        is_resumed: bool = False,
    ) -> None:
        if to.thread is None:
            raise ValueError("an answer in a thread hangs under a message")
        self._web = web
        self._posting = Posting(web, pace)
        self._to = to
        self._thread = to.thread
        self._passage_numbers = passage_numbers
        self._is_first = is_first
        self._is_resumed = is_resumed
        self._stream = StatementStream(web, self._posting, to, pace)

    async def wait(self, ahead: int) -> None:
        """Show the place in line as the status."""
        await self._status(f"is coming to your question: {in_line(ahead)}" if ahead else "has your question next")

    async def work(self, stage: Stage) -> None:
        """Show the stage as the status: "Footnote is looking through the articles…"."""
        await self._status(f"is {stage.value[:1].lower()}{stage.value[1:]}…")

    async def state(self, stated: Stated) -> None:
        """Show a statement in the stream."""
        self._stream.add(stated)

    async def reply(self, reply: Reply, question_id: int) -> str:
        """Show the whole reply, in the streamed message where there is one."""
        begun = await self._begun()
        message = reply_message(reply, question_id, await self._passage_numbers(reply))
        try:
            return await self._end(begun, message, answer_key(question_id))
        except SlackRefused as error:
            if not is_too_much(error):
                raise
            return await self._end(begun, plain_reply(reply), answer_key(question_id))

    async def shown(self, question_id: int) -> str | None:
        """The message that answers the question already."""
        return await self._posting.find(
            self._to.channel, self._thread, answer_key(question_id), since=self._to.asked_ts
        )

    async def refuse(self, words: str) -> None:
        """Tell the person alone why the question isn't taken: once, though a mention comes as two events."""
        if not await self._is_first(f"refusal:{self._to.channel}:{self._to.asked_ts}"):
            return
        if self._to.is_direct:
            await self.fail(words)
            return
        try:
            await self._web.call(
                "chat.postEphemeral",
                channel=self._to.channel,
                user=self._to.user,
                text=escaped(words),
                # An ephemeral message in a thread that doesn't exist yet is seen by nobody.
                **({"thread_ts": self._thread} if self._thread != self._to.asked_ts else {}),
            )
        finally:
            await self._status("")

    async def fail(self, words: str) -> None:
        """Tell in the thread, in plain text, that there will be no answer."""
        await self._end(await self._begun(), escaped(words), f"end:{self._to.asked_ts}")

    async def _begun(self) -> str | None:
        """The message in which the answer was begun, by this process or by the one before."""
        begun = await self._stream.close()
        if begun is None and self._is_resumed:
            with contextlib.suppress(SurfaceError):  # at worst a begun message stays beside the whole one
                begun = await self._posting.begun(self._to.channel, self._thread, since=self._to.asked_ts)
                if begun is not None:
                    await self._stream.stop(begun)
        return begun

    async def _end(self, begun: str | None, message: Message | str, key: str) -> str:
        """Put the message in place of what was begun, or post it."""
        if begun is not None:
            try:
                await self._posting.change(self._to.channel, begun, message, key)
            except SlackRefused as error:
                if is_too_much(error):
                    raise
            else:
                return begun
        return await self._posting.post(self._to.channel, self._thread, message, key, since=self._to.asked_ts)

    async def _status(self, words: str) -> None:
        """Show a status under the thread; it goes by itself when a message comes."""
        with contextlib.suppress(SurfaceError):  # a status is a nicety: an old workspace may not have it
            await self._web.call_hastily(
                "assistant.threads.setStatus", channel_id=self._to.channel, thread_ts=self._thread, status=words
            )
