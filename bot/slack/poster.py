"""SlackPoster: puts digests into channels, each once: what `bot.digest.poster` asks for, with Slack's errors in its words."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from bot.desk.asked import Place
from bot.digest.poster import Post, PostFailed
from bot.digest.words import refused
from bot.logs import logger
from bot.recall.lasting_numbers import story_passages
from bot.slack.digest_blocks import digest_message, plain_digest
from bot.slack.pace import USUAL, Pace
from bot.slack.posting import Posting, is_too_much
from bot.slack.web import SlackRefused, SlackUnreachable, SlackWeb
from bot.store.store import Store

_FOR_GOOD = {"channel_not_found", "is_archived", "not_in_channel", "account_inactive", "restricted_action"}
"""Slack's words for a channel that takes nothing from the bot, today at least."""


class SlackPoster:
    """A Poster. Each digest carries its key in its metadata, by which it is found again before a doubtful second post."""

    def __init__(self, web: SlackWeb, store: Store, pace: Pace = USUAL) -> None:
        self._web = web
        self._posting = Posting(web, pace)
        self._store = store
        self._log = logger("slack")

    async def post(self, place: Place, post: Post, key: str) -> str:
        """Post a digest, in plain text where Slack refuses its blocks; its message's `ts`."""
        message = digest_message(post, await story_passages(self._store, post.story_ids))
        with _told_as_post_failed():
            try:
                return await self._posting.post(place.channel, None, message, key)
            except SlackRefused as error:
                if not is_too_much(error):
                    raise
                self._log.warning("digest refused as it is, posted in plain text", reason=error.reason)
                return await self._posting.post(place.channel, None, plain_digest(post), key)

    async def find(self, place: Place, key: str, since: datetime) -> str | None:
        """The `ts` of the bot's own message of this key; None where it isn't there."""
        with _told_as_post_failed():
            return await self._posting.find(place.channel, None, key, since=f"{since.timestamp():.6f}")

    async def tell_refused(self, place: Place, person: str) -> None:
        """Tell a person in direct messages that the channel takes no digest."""
        words = refused(f"<#{place.channel}>", "`/digest off`")
        with _told_as_post_failed():
            opened = await self._web.call("conversations.open", users=person)
            await self._posting.post(str(opened["channel"]["id"]), None, words, f"refused:{place.channel}")


@contextmanager
def _told_as_post_failed() -> Iterator[None]:
    try:
        yield
    except SlackRefused as error:
        raise PostFailed(str(error), is_final=error.reason in _FOR_GOOD) from error
    except SlackUnreachable as error:
        raise PostFailed(str(error), arrived=None) from error
