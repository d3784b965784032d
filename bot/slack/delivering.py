"""Digests on their way into Slack: what `bot.digest.poster` asks for, with Slack's errors told in its words."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from bot.desk.asked import Place
from bot.digest.poster import Post, PostFailed
from bot.restoring import passage_numbers
from bot.slack.poster import SlackPoster
from bot.slack.web import SlackRefused, SlackUnreachable, SlackWeb
from bot.store.store import Store
from retrieval.digest.story import Story

_FOR_GOOD = {"channel_not_found", "is_archived", "not_in_channel", "account_inactive", "restricted_action"}
"""Slack's words for a channel that takes nothing from the bot, today at least."""


class SlackChannels:
    """A Poster: posts once; what is in doubt is for whoever looks next."""

    def __init__(self, web: SlackWeb, store: Store) -> None:
        self._web = web
        self._store = store

    async def post(self, place: Place, post: Post, key: str) -> str:
        """Post a digest that can be found again by its key; its message's `ts`."""

        async def passages(stories: tuple[Story, ...]) -> list[tuple[int, ...]]:
            stored = [await self._store.questions.answer(number) for number in post.story_ids[: len(stories)]]
            return [passage_numbers(each.fields) if each else () for each in stored]

        with _told_as_post_failed():
            return await SlackPoster(self._web, passages).post(place.channel, post.digest, key, post.day)

    async def find(self, place: Place, key: str, since: datetime) -> str | None:
        """The `ts` of the bot's own message of this key; None where it isn't there."""

        async def none(stories: tuple[Story, ...]) -> list[tuple[int, ...]]:
            return [() for _ in stories]

        with _told_as_post_failed():
            return await SlackPoster(self._web, none).find(place.channel, key, since)


@contextmanager
def _told_as_post_failed() -> Iterator[None]:
    try:
        yield
    except SlackRefused as error:
        raise PostFailed(str(error), is_final=error.reason in _FOR_GOOD) from error
    except SlackUnreachable as error:
        raise PostFailed(str(error), arrived=None) from error
