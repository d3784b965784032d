import asyncio
from datetime import UTC, date, datetime

import aiohttp
import pytest

from bot.desk.asked import Place
from bot.digest.poster import Post
from bot.slack.delivering import SlackChannels
from bot.slack.web import SlackWeb, open_client
from retrieval.digest.composing import compose
from tests.bot.digest.conftest import two_stories
from tests.bot.slack.fake.web_api import BOT_TOKEN
from tests.bot.slack.office import footnote

PLACE = Place("slack", "T1", "C1")
DAY = date(2025, 3, 4)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@pytest.fixture
async def channels(slack, store):
    async with aiohttp.ClientSession() as session:
        yield SlackChannels(SlackWeb(open_client(BOT_TOKEN, session, slack.api_url), session), store)


async def test_a_digest_is_found_again_by_its_key(channels, store):
    digest = compose(two_stories())
    numbers = [await store.stories.keep_story(PLACE, story, f"k{at}") for at, story in enumerate(digest.stories)]
    message = await channels.post(PLACE, Post(digest, DAY, tuple(numbers)), "one")
    assert await channels.find(PLACE, "one", LONG_AGO) == message
    assert await channels.find(PLACE, "two", LONG_AGO) is None


async def test_a_channel_says_what_digest_it_wants(slack, tmp_path):
    async with footnote(slack, tmp_path) as part:
        await slack.command("C1", "U1", "weekdays at 8 Europe/Berlin only Scale AI", command="/digest")
        async with asyncio.timeout(5):
            while not (kept := await part.store.subscriptions.all()):
                await asyncio.sleep(0.01)
        (subscription,) = kept
        assert subscription.place.channel == "C1"
        assert subscription.choice.topics == ("Scale AI",)
