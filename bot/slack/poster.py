"""SlackPoster: puts digests into channels, each once."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime

from bot.slack.digest_blocks import digest_message
from bot.slack.posting import Posting
from bot.slack.web import SlackWeb
from retrieval.digest.story import Digest, Story

DigestPassages = Callable[[tuple[Story, ...]], Awaitable[list[tuple[int, ...]]]]
"""The lasting numbers of each story's citations; may raise a LibraryError."""


class SlackPoster:
    """Posts digests. Each carries its key in its metadata, by which it is found again before a doubtful second post."""

    def __init__(self, web: SlackWeb, passages: DigestPassages) -> None:
        self._posting = Posting(web)
        self._passages = passages

    async def post(self, channel: str, digest: Digest, key: str, day: date | None = None) -> str:
        """Post a digest, and return what names its message.

        Raises SlackRefused where Slack doesn't take it, and SlackUnreachable where nobody knows whether it has.
        """
        message = digest_message(digest, await self._passages(digest.stories), day)
        return await self._posting.post(channel, None, message, f"digest:{key}")

    async def find(self, channel: str, key: str, since: datetime) -> str | None:
        """What names the digest of a key that was posted since then; None where there is none."""
        return await self._posting.find(channel, None, f"digest:{key}", since=f"{since.timestamp():.6f}")
