"""What every poster does, the tests' own included. A platform's test class inherits this and gives the fixture `office`.

The office has a `poster`, `place`, `order(trouble)` for what befalls the next post ("refuse", "lose", "answer lost",
"gone"), `posted()`: the names of the digests' messages that people see, oldest first, and `told()`: what its `person` was
told in direct messages.
"""

from datetime import UTC, date, datetime

import pytest

from bot.digest.poster import Post, PostFailed
from retrieval.digest.composing import compose
from tests.bot.digest.conftest import two_stories

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
FAR_AHEAD = datetime(2040, 1, 1, tzinfo=UTC)


class PosterContract:
    @pytest.fixture
    async def post(self, store, office):
        """A digest whose stories are kept."""
        digest = compose(two_stories())
        numbers = [
            await store.stories.keep_story(office.place, story, f"k{at}") for at, story in enumerate(digest.stories)
        ]
        return Post(digest, date(2026, 3, 1), tuple(numbers))

    async def test_a_digest_is_posted_once_and_found_again_by_its_key(self, office, post):
        message = await office.poster.post(office.place, post, "one")
        assert office.posted() == [message]
        assert await office.poster.find(office.place, "one", LONG_AGO) == message

    async def test_nothing_is_found_of_another_key_or_of_a_time_after_it(self, office, post):
        await office.poster.post(office.place, post, "one")
        assert await office.poster.find(office.place, "two", LONG_AGO) is None
        assert await office.poster.find(office.place, "one", FAR_AHEAD) is None

    async def test_a_post_whose_answer_was_lost_on_its_way_is_there_once_and_can_be_found(self, office, post):
        office.order("answer lost")
        await posted_or_in_doubt(office, post)
        (message,) = office.posted()
        assert await office.poster.find(office.place, "one", LONG_AGO) == message

    async def test_a_post_that_was_lost_is_not_there_twice_after_it_was_looked_for(self, office, post):
        office.order("lose")
        if (
            not await posted_or_in_doubt(office, post)
            and await office.poster.find(office.place, "one", LONG_AGO) is None
        ):
            await office.poster.post(office.place, post, "one")
        assert len(office.posted()) == 1

    async def test_a_post_that_was_refused_did_not_arrive(self, office, post):
        office.order("refuse")
        with pytest.raises(PostFailed) as failed:
            await office.poster.post(office.place, post, "one")
        assert failed.value.arrived is False
        assert not failed.value.is_final
        assert office.posted() == []

    async def test_a_channel_that_is_gone_is_given_up(self, office, post):
        office.order("gone")
        with pytest.raises(PostFailed) as failed:
            await office.poster.post(office.place, post, "one")
        assert failed.value.is_final
        assert office.posted() == []

    async def test_who_asked_for_it_is_told_alone_where_a_channel_takes_nothing(self, office):
        await office.poster.tell_refused(office.place, office.person)
        (words,) = office.told()
        assert office.place.channel in words
        assert office.posted() == []


async def posted_or_in_doubt(office, post):
    """Whether the poster has posted it for sure; in doubt it says that nobody knows."""
    try:
        await office.poster.post(office.place, post, "one")
    except PostFailed as failed:
        if failed.arrived is not None:
            raise
        return False
    return True
