"""Messages that are posted once: a post that ends in doubt is looked for before it is sent again."""

import asyncio

from bot.slack.blocks import Message
from bot.slack.elements import Json
from bot.slack.pace import USUAL, Pace
from bot.slack.web import SlackRefused, SlackUnreachable, SlackWeb

EVENT_TYPE = "footnote"
TRIES = 3
TOO_MUCH = {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long", "invalid_arguments"}
"""Slack's words for a message that it doesn't take as it is."""

QUIET = {"unfurl_links": False, "unfurl_media": False, "link_names": False}


class Posting:
    """Posts and changes messages of the bot. Each carries a key in its metadata, by which it is found again."""

    def __init__(self, web: SlackWeb, pace: Pace = USUAL) -> None:
        self._web = web
        self._pace = pace

    async def post(
        self, channel: str, thread: str | None, message: Message | str, key: str, *, since: str = "0"
    ) -> str:
        """Post a message, and return what names it; `since` is a time before it, to look from.

        Raises SlackRefused, and SlackUnreachable where several tries ended without an answer.
        """
        arguments = {"channel": channel, "metadata": _metadata(key), "parse": "none", **QUIET, **content_of(message)}
        if thread:
            arguments["thread_ts"] = thread
        for tried in range(TRIES):
            try:
                return str((await self._web.call("chat.postMessage", **arguments))["ts"])
            except SlackUnreachable:
                await asyncio.sleep(self._pace.doubt)
                found = await self._looked_for(channel, thread, key, since)
                if found is not None or tried == TRIES - 1:
                    if found is None:
                        raise
                    return found
        raise AssertionError("unreachable")

    async def change(self, channel: str, ts: str, message: Message | str, key: str) -> None:
        """Replace a message of the bot by another; may be repeated, so it is."""
        # Without blocks of its own, a message would keep those that it had.
        content = {"blocks": [], **content_of(message)}
        arguments = {"channel": channel, "ts": ts, "metadata": _metadata(key), "parse": "none", **content}
        for tried in range(TRIES):
            try:
                await self._web.call("chat.update", **arguments)
            except SlackUnreachable:
                if tried == TRIES - 1:
                    raise
                await asyncio.sleep(self._pace.doubt)
            else:
                return

    async def find(self, channel: str, thread: str | None, key: str, *, since: str = "0") -> str | None:
        """What names the bot's message of a key; None where it isn't there."""
        for each in await self._web.own_messages(channel, thread, since):
            if _key_of(each) == key:
                return str(each["ts"])
        return None

    async def _looked_for(self, channel: str, thread: str | None, key: str, since: str) -> str | None:
        """What names a message whose post is in doubt; where one may not look, the doubt stays."""
        try:
            return await self.find(channel, thread, key, since=since)
        except SlackRefused as error:
            raise SlackUnreachable("chat.postMessage", f"nor does it let look: {error.reason}") from error

    async def begun(self, channel: str, thread: str, *, since: str) -> str | None:
        """The bot's latest message in a thread that has no key: an answer that was begun, and isn't whole."""
        unsigned = [each for each in await self._web.own_messages(channel, thread, since) if _key_of(each) is None]
        return str(unsigned[-1]["ts"]) if unsigned else None


def answer_key(question_id: int) -> str:
    """The key of the message that answers a question."""
    return f"answer:{question_id}"


def content_of(message: Message | str) -> Json:
    """The text and the blocks of a message."""
    return {"text": message} if isinstance(message, str) else {"text": message.text, "blocks": list(message.blocks)}


def _metadata(key: str) -> Json:
    return {"event_type": EVENT_TYPE, "event_payload": {"key": key}}


def _key_of(message: Json) -> str | None:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return None
    key = (metadata.get("event_payload") or {}).get("key")
    return str(key) if key else None


def is_too_much(error: SlackRefused) -> bool:
    """Whether Slack refused the message itself, so that a plainer one may pass."""
    return error.reason in TOO_MUCH
