import asyncio

import pytest

from bot.desk.asked import Place
from bot.recall.story_threads import StoryThreads
from retrieval.digest.composing import compose
from tests.bot.digest.conftest import two_stories

CHANNEL = Place("slack", "T1", "C1")


@pytest.fixture
def story():
    return compose(two_stories()).stories[0]


class Beginner:
    """Begins threads m1, m2, …; the first ones fail as told."""

    def __init__(self, *failures):
        self.begun = []
        self._failures = list(failures)

    async def __call__(self, stored):
        await asyncio.sleep(0.02)
        if self._failures:
            raise self._failures.pop()
        self.begun.append(stored.asked.text)
        return f"m{len(self.begun)}"


async def test_of_two_who_click_at_once_one_opens_the_thread_and_the_other_is_led_there(opened, story):
    store, begin = opened(), Beginner()
    number = await store.stories.keep_story(CHANNEL, story, "k")
    found = await asyncio.gather(*(StoryThreads(each).open(number, CHANNEL, begin) for each in (store, opened())))
    assert begin.begun == [story.headline]
    assert sorted(each.is_new for each in found) == [False, True]
    assert {each.thread for each in found} == {"m1"}


async def test_the_thread_knows_the_story(store, story):
    number = await store.stories.keep_story(CHANNEL, story, "k")
    await StoryThreads(store).open(number, CHANNEL, Beginner())
    assert await store.questions.has_answered_in(Place("slack", "T1", "C1", "m1"))


async def test_a_thread_that_could_not_be_begun_is_begun_by_the_next_click(store, story):
    number, begin = await store.stories.keep_story(CHANNEL, story, "k"), Beginner(OSError("no"))
    with pytest.raises(OSError, match="no"):
        await StoryThreads(store).open(number, CHANNEL, begin)
    assert (await StoryThreads(store).open(number, CHANNEL, begin)).is_new


async def test_a_story_that_is_not_kept_any_more_opens_no_thread(store):
    begin = Beginner()
    assert await StoryThreads(store).open(99, CHANNEL, begin) is None
    assert begin.begun == []
