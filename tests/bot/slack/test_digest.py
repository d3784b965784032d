from datetime import UTC, date, datetime

import aiohttp
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.slack.digest_blocks import digest_message
from bot.slack.poster import SlackPoster
from bot.slack.web import SlackWeb, open_client
from corpus.article import Article
from retrieval.answering.answer import Answer
from retrieval.digest.composing import compose
from retrieval.digest.story import Digest, Story
from tests.bot.digest.conftest import two_stories
from tests.bot.hostile import answers, texts
from tests.bot.slack.fake.faults import Cut, LostReply
from tests.bot.slack.fake.web_api import BOT_TOKEN
from tests.bot.slack.oracle import shown, violations

DAY = date(2025, 3, 4)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def two():
    return compose(two_stories())


def message_of(digest):
    return digest_message(digest, [range(1, 99) for _ in digest.stories], DAY)


async def numbers(stories):
    return [tuple(range(1, len(story.answer.citations) + 1)) for story in stories]


@pytest.fixture
async def poster(slack):
    async with aiohttp.ClientSession() as session:
        yield SlackPoster(SlackWeb(open_client(BOT_TOKEN, session, slack.api_url), session), numbers)


def test_a_digest_tells_each_story_with_its_points_and_their_sources(two):
    text = shown(message_of(two).blocks)
    assert text.startswith("What is new · 4 March 2025")
    for story in two.stories:
        assert story.headline in text
        for statement in story.answer.statements:
            assert statement.text in text


def test_no_two_sources_of_a_digest_share_a_number(two):
    lines = [
        paragraph["elements"][0]["text"]
        for block in message_of(two).blocks
        if block["type"] == "rich_text"
        for paragraph in block["elements"]
        if paragraph["type"] == "rich_text_section" and paragraph["elements"][0]["text"].startswith("[")
    ]
    assert len(lines) == len(set(lines)) == sum(len(story.answer.citations) for story in two.stories)


def test_the_notification_is_the_first_headline(two):
    assert message_of(two).text == f"What is new · 4 March 2025: {two.stories[0].headline}"


def test_a_day_without_news_says_so():
    assert "No news since the last digest." in shown(message_of(Digest((), 0)).blocks)


@st.composite
def digests(draw):
    stories = []
    for number in range(draw(st.integers(1, 9))):
        whole = draw(answers())
        part = Answer(
            whole.statements[:1],
            whole.citations[: max(whole.statements[0].citations)],
            0.9,
            "scripted",
        )
        own = Article(id=f"story-{number}", source="s.txt", text="x")
        stories.append(Story(draw(texts(400)), (own,), part, tuple(sorted({draw(texts(80))}))))
    return Digest(tuple(stories), len(stories), tuple(draw(st.lists(texts(400), max_size=12))))


@settings(max_examples=15, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(digests())
def test_slack_takes_any_digest_and_nothing_in_it_mentions_anybody(digest):
    message = message_of(digest)
    found = violations(
        "chat.postMessage", {"text": message.text, "blocks": list(message.blocks), "unfurl_links": False}
    )
    assert found == []


@pytest.mark.parametrize("fault", [None, Cut(), LostReply()])
async def test_a_digest_is_posted_once_and_found_again_by_its_key(slack, poster, two, fault):
    if fault:
        slack.order("chat.postMessage", fault)
    posted = await poster.post("C1", two, "sub-1:2025-03-04", DAY)
    assert [each.ts for each in slack.seen("C1")] == [posted]
    assert await poster.find("C1", "sub-1:2025-03-04", LONG_AGO) == posted
    assert await poster.find("C1", "sub-1:2025-03-05", LONG_AGO) is None
    assert await poster.find("C1", "sub-1:2025-03-04", datetime(2040, 1, 1, tzinfo=UTC)) is None
