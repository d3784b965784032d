from datetime import time, timedelta

import pytest

from bot.desk.asked import Place
from bot.digest.gathering import Choice
from bot.digest.schedule import EVERY_DAY, Rhythm
from bot.digest.subscription import Subscription
from bot.digest.subscriptions import is_preview
from bot.serving.digesting import previews

PLACE = Place("slack", "T1", "C1")


@pytest.fixture
def composed(digest):
    """A composer of the digest of two stories, that notes what it was asked for."""

    class Composer:
        def __init__(self):
            self.asked = []

        async def __call__(self, subscription, after, until):
            self.asked.append((subscription, after, until))
            return digest

    return Composer()


def test_the_word_preview_asks_for_one():
    assert is_preview(" Preview ")
    assert not is_preview("preview at 8")


async def test_a_preview_tells_what_the_channels_next_digest_would_and_delivers_nothing(store, clock, composed):
    wanted = Subscription(PLACE, Rhythm(time(23), EVERY_DAY, "Asia/Tokyo"), "U1", clock(), Choice(topics=("Scale AI",)))
    await store.subscriptions.put(wanted)
    told = await store.deliveries.claim(PLACE, clock().date(), 60)
    await store.deliveries.finish(told, "sent", "m1")
    until = clock()
    clock.pass_seconds(3600 * 5)
    post = await previews(store, composed).preview(PLACE, "U2")
    assert composed.asked == [(wanted, until, clock())]
    assert str(post.day) == "2026-03-02"
    assert not await store.deliveries.is_known(PLACE, post.day)
    assert await store.deliveries.window(PLACE) == (until, clock())


async def test_the_stories_of_a_preview_can_be_opened(store, composed):
    post = await previews(store, composed).preview(PLACE, "U2")
    for number, story in zip(post.story_ids, post.digest.stories, strict=True):
        assert (await store.questions.answer(number)).fields["question"] == story.headline


async def test_a_channel_without_a_digest_is_shown_everything_of_the_last_day(store, clock, composed):
    await previews(store, composed).preview(PLACE, "U2")
    ((wanted, after, until),) = composed.asked
    assert wanted.choice == Choice()
    assert until - after == timedelta(days=1)
    assert await store.subscriptions.of(PLACE) is None
