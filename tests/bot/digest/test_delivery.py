import asyncio
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.desk.asked import Place
from bot.digest.delivery import Deliverer
from bot.digest.poster import Posters
from bot.digest.schedule import EVERY_DAY, Rhythm
from bot.digest.subscription import Subscription
from retrieval.digest.story import Digest
from tests.bot.digest.fake_channel import FakeChannels

PLACE = Place("slack", "T1", "C1")
NOON = Rhythm(time(12), EVERY_DAY, "UTC")
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def channels():
    return FakeChannels()


@pytest.fixture
def deliverer(channels, clock, digest):
    """Makes a deliverer on a store, with a digest of two stories or the one given."""

    def make(store, told=digest):
        posters = Posters()
        posters.enter("slack", channels)

        async def compose(subscription, after, until):
            return told

        return Deliverer(
            subscriptions=store.subscriptions, deliveries=store.deliveries, stories=store.stories, posters=posters,
            compose=compose, clock=clock, lease_seconds=60, retry_seconds=30,
        )  # fmt: skip

    return make


async def subscribed(store, **chosen):
    await store.subscriptions.put(
        Subscription(**{"place": PLACE, "rhythm": NOON, "by": "U1", "since": LONG_AGO} | chosen)
    )
    return store


async def test_a_due_digest_is_posted_once_however_often_one_looks(opened, channels, deliverer):
    work = deliverer(await subscribed(opened()))
    for _ in range(3):
        await work.deliver_due()
    assert [(place, key) for place, key, *_ in channels.posted] == [(PLACE, "digest:T1:C1:2026-03-01:daily")]


async def test_of_replicas_that_look_at_once_one_posts(opened, channels, deliverer):
    await subscribed(opened())
    await asyncio.gather(*(deliverer(opened()).deliver_due() for _ in range(4)))
    assert len(channels.posted) == 1


async def test_an_answer_lost_on_its_way_makes_no_second_post(store, channels, deliverer, clock):
    work = deliverer(await subscribed(store))
    channels.troubles = ["answer lost"]
    await work.deliver_due()
    clock.pass_seconds(61)
    await work.deliver_due()
    assert len(channels.posted) == 1
    assert channels.looks == 1


async def test_a_post_that_was_lost_is_posted_after_a_look(store, channels, deliverer, clock):
    work = deliverer(await subscribed(store))
    channels.troubles = ["lose"]
    await work.deliver_due()
    assert channels.posted == []
    clock.pass_seconds(61)
    await work.deliver_due()
    assert len(channels.posted) == 1
    assert channels.looks == 1


async def test_a_post_that_was_refused_for_now_is_tried_again_without_a_look(store, channels, deliverer, clock):
    work = deliverer(await subscribed(store))
    channels.troubles = ["refuse"]
    await work.deliver_due()
    await work.deliver_due()
    assert channels.posted == []
    clock.pass_seconds(31)
    await work.deliver_due()
    assert len(channels.posted) == 1
    assert channels.looks == 0


async def test_a_channel_that_is_gone_is_not_tried_again(store, channels, deliverer, clock):
    work = deliverer(await subscribed(store))
    channels.troubles = ["gone"]
    for _ in range(3):
        await work.deliver_due()
        clock.pass_seconds(120)
    assert channels.posted == []
    assert channels.troubles == []


async def test_who_asked_for_the_digest_of_a_channel_that_is_gone_is_told_once(store, channels, deliverer, clock):
    work = deliverer(await subscribed(store))
    channels.troubles = ["gone", "gone", "", "gone"]
    for _ in range(4):
        await work.deliver_due()
        clock.pass_seconds(86400)
    told = ("U1", "I could not post the digest that you asked for in C1")
    assert [(person, words.partition(":")[0]) for person, words in channels.told] == [told, told]
    assert len(channels.posted) == 1


async def test_a_channel_that_takes_long_does_not_hold_up_the_others(store, channels, deliverer):
    others = [Place("slack", "T1", f"C{number}") for number in range(2, 6)]
    work = deliverer(await subscribed(store))
    for place in others:
        await subscribed(store, place=place)
    channels.slow = {"C1": True}
    at_it = asyncio.create_task(work.deliver_due())
    async with asyncio.timeout(10):
        while len(channels.posted) < len(others):
            await asyncio.sleep(0.01)
    assert {place for place, *_ in channels.posted} == set(others)
    channels.may_go_on.set()
    assert await at_it == len(others) + 1


async def test_a_digest_that_breaks_does_not_take_the_others_along(store, channels, deliverer):
    work = deliverer(await subscribed(store))
    await subscribed(store, place=Place("slack", "T1", "C2"))
    channels.troubles = ["break"]
    with pytest.raises(ZeroDivisionError):
        await work.deliver_due()
    assert len(channels.posted) == 1


async def test_who_was_taken_over_does_not_post(store, clock):
    day = date(2026, 3, 1)
    first = await store.deliveries.claim(PLACE, day, 60)
    assert await store.deliveries.claim(PLACE, day, 60) is None
    clock.pass_seconds(61)
    second = await store.deliveries.claim(PLACE, day, 60)
    assert second.fence == first.fence + 1
    assert not await store.deliveries.sending(first, 60)
    assert await store.deliveries.sending(second, 60)


async def test_who_held_it_past_its_lease_does_not_post(store, clock):
    claim = await store.deliveries.claim(PLACE, date(2026, 3, 1), 60)
    clock.pass_seconds(61)
    assert not await store.deliveries.sending(claim, 60)


async def test_after_a_day_on_which_nobody_served_that_day_is_dropped_and_the_next_posted(
    store, channels, deliverer, clock
):
    work = deliverer(await subscribed(store))
    clock.pass_seconds(-3600)
    await work.deliver_due()
    assert channels.posted == []
    clock.pass_seconds(2 * 86400 + 7200)
    await work.deliver_due()
    assert [key for _, key, *_ in channels.posted] == ["digest:T1:C1:2026-03-03:daily"]
    assert await store.deliveries.is_known(PLACE, date(2026, 3, 2))
    assert not await store.deliveries.drop(PLACE, date(2026, 3, 2))


async def test_a_digest_begins_where_the_last_one_ended(store, clock):
    first = await store.deliveries.claim(PLACE, date(2026, 3, 1), 60)
    await store.deliveries.finish(first, "sent", "m1")
    clock.pass_seconds(86400)
    second = await store.deliveries.claim(PLACE, date(2026, 3, 2), 60)
    assert second.after == first.until
    assert second.until - first.until == timedelta(days=1)


async def test_a_quiet_channel_hears_nothing_on_a_day_without_news(store, channels, deliverer):
    work = deliverer(await subscribed(store, is_quiet=True), Digest((), 0))
    await work.deliver_due()
    assert channels.posted == []


async def test_any_other_channel_is_told_that_there_is_no_news(store, channels, deliverer):
    work = deliverer(await subscribed(store), Digest((), 0))
    await work.deliver_due()
    assert channels.posted[0][3].digest.is_empty


async def test_who_subscribes_after_the_hour_waits_for_the_next_day(store, channels, deliverer, clock):
    work = deliverer(await subscribed(store, since=clock.now + timedelta(minutes=1)))
    clock.pass_seconds(120)
    await work.deliver_due()
    assert channels.posted == []


async def test_the_stories_of_a_digest_can_be_found_again(store, channels, deliverer):
    await deliverer(await subscribed(store)).deliver_due()
    post = channels.posted[0][3]
    stored = await store.questions.answer(post.story_ids[0])
    assert stored.fields["question"] == post.digest.stories[0].headline
    assert all(each["reference"] for each in stored.fields["citations"])


async def test_a_thread_that_is_opened_about_a_story_knows_it(store, channels, deliverer):
    await deliverer(await subscribed(store)).deliver_due()
    post = channels.posted[0][3]
    thread = Place("slack", "T1", "C1", "m1")
    await store.stories.open_thread(await store.questions.answer(post.story_ids[0]), thread, "opened:1")
    (turn,) = await store.questions.turns(thread, 6, LONG_AGO)
    assert turn.question == post.digest.stories[0].headline
    assert await store.questions.has_answered_in(thread)


async def test_stories_count_for_no_figure_and_nobody_takes_them_for_open_questions(store, channels, deliverer, clock):
    await deliverer(await subscribed(store)).deliver_due()
    clock.pass_seconds(3600)
    assert await store.questions.adopt(["slack"]) == ()
    assert (await store.statistics.since(LONG_AGO)).people == 0


async def test_a_subscription_comes_back_as_it_was_put_and_the_last_one_counts(opened):
    store = opened()
    await subscribed(store)
    await subscribed(store, is_quiet=True)
    (only,) = await opened().subscriptions.all()
    assert only == Subscription(PLACE, NOON, "U1", LONG_AGO, is_quiet=True)
    assert await store.subscriptions.of(PLACE) == only
    assert await store.subscriptions.remove(PLACE)
    assert not await store.subscriptions.remove(PLACE)
