"""Stories of people and their digest: from the command to the post, in the home, and under the post."""

import asyncio
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.desk.asked import Place
from bot.digest.delivery import Deliverer
from bot.digest.gathering import Choice
from bot.digest.poster import Posters
from bot.digest.schedule import EVERY_DAY, Rhythm
from bot.digest.subscriptions import NONE, OFF
from bot.serving.digesting import composer
from corpus.library import Library
from tests.bot.slack.fake.faults import LostReply, Refusal
from tests.bot.slack.fake.web_api import TEAM
from tests.bot.slack.office import footnote
from tests.bot.slack.oracle import shown

CHANNEL = Place("slack", TEAM, "C1")
DIRECT = Place("slack", TEAM, "DU1")


class Morning:
    """Slack, the bot at work in it, a clock that a test sets, and what delivers digests."""

    def __init__(self, slack, folder, clock):
        self.slack, self.folder, self.clock, self.posters = slack, folder, clock, Posters()

    def working(self):
        return footnote(self.slack, self.folder, clock=self.clock, posters=self.posters)

    async def deliver(self, part):
        """Look once whether a digest is due, as `serve` does; how many were posted."""
        store = part.store
        self.slack.epoch = int(self.clock().timestamp())  # what Slack names messages by
        with Library.open(self.folder) as library:
            return await Deliverer(
                subscriptions=store.subscriptions, deliveries=store.deliveries, stories=store.stories,
                posters=self.posters, compose=composer(library), clock=self.clock,
            ).deliver_due()  # fmt: skip


@pytest.fixture
def morning(slack, tmp_path, clock):
    """Articles come in by the real clock, so the morning is tomorrow's."""
    clock.now = datetime.now(UTC).replace(hour=7, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return Morning(slack, tmp_path, clock)


async def said_to(slack, envelope):
    """What the command was answered with at once."""
    await slack.until(lambda: envelope.acked_at, why="the acknowledgement")
    return envelope.answer["text"]


async def digest_in(slack, part, morning, channel="C1"):
    """The post of a digest that every day at 8 brings, after it came."""
    place = Place("slack", TEAM, channel)
    await slack.command(channel, "U1", "daily at 8 UTC", command="/digest")
    await until_kept(part, place)
    morning.clock.pass_seconds(3600)
    assert await morning.deliver(part) == 1
    return slack.seen(channel)[-1]


async def until_kept(part, place, kept=True):
    async with asyncio.timeout(5):
        while (await part.store.subscriptions.of(place) is not None) is not kept:
            await asyncio.sleep(0.01)
    return await part.store.subscriptions.of(place)


async def test_a_channel_says_what_digest_it_wants(slack, morning):
    async with morning.working() as part:
        said = await said_to(
            slack, await slack.command("C1", "U1", "weekdays at 8 Europe/Berlin only Scale AI", command="/digest")
        )
        assert "weekdays at 08:00 (Europe/Berlin), only what touches Scale AI" in said
        assert (await part.store.subscriptions.of(CHANNEL)).choice == Choice(topics=("Scale AI",))


async def test_who_names_no_time_zone_gets_their_own(slack, morning):
    async with morning.working():
        said = await said_to(slack, await slack.command("C1", "U1", "daily at 8", command="/digest"))
        assert "(Europe/Berlin)" in said


async def test_where_the_bot_is_not_in_the_channel_who_asks_is_told_to_invite_it(slack, morning):
    slack.members["C1"] = False
    async with morning.working():
        said = await said_to(slack, await slack.command("C1", "U1", "daily at 8 UTC", command="/digest"))
        assert "/invite me" in said


async def test_in_a_channel_where_the_bot_may_not_speak_only_who_asks_is_told_so(slack, tmp_path):
    async with footnote(slack, tmp_path, limits={"allowed_channels": frozenset({"C2"})}) as part:
        said = await said_to(slack, await slack.command("C1", "U1", "daily at 8 UTC", command="/digest"))
        assert said == "I am not set up to answer in this channel."
        assert await part.store.subscriptions.all() == ()


async def test_a_digest_comes_once_at_its_hour_though_the_bot_was_restarted(slack, morning):
    async with morning.working() as part:
        await slack.command("C1", "U1", "daily at 8 UTC", command="/digest")
        await until_kept(part, CHANNEL)
        assert await morning.deliver(part) == 0
        morning.clock.pass_seconds(3600)
        assert await morning.deliver(part) == 1
    async with morning.working() as part:
        assert await morning.deliver(part) == 0
        (post,) = slack.seen("C1")
        assert "Norlink is laying off" in shown(post.blocks)
        morning.clock.pass_seconds(86_400)
        assert await morning.deliver(part) == 1
        assert "No news since the last digest." in shown(slack.seen("C1")[-1].blocks)


async def test_a_bot_that_ended_before_it_knew_that_its_post_had_arrived_posts_no_second_one(slack, morning):
    async with morning.working() as part:
        await slack.command("C1", "U1", "daily at 8 UTC", command="/digest")
        await until_kept(part, CHANNEL)
        morning.clock.pass_seconds(3600)
        slack.order("chat.postMessage", LostReply())
        slack.order("conversations.history", *[Refusal("fatal_error")] * 9)
        assert await morning.deliver(part) == 0
    slack.calls.clear()
    slack.calm()
    async with morning.working() as part:
        morning.clock.pass_seconds(150)
        assert await morning.deliver(part) == 0
        assert len(slack.seen("C1")) == 1
        assert slack.called("chat.postMessage") == []
        morning.clock.pass_seconds(86_400)
        assert await morning.deliver(part) == 1


async def test_a_preview_is_seen_by_who_asks_alone_and_its_passages_open(slack, morning):
    async with morning.working() as part:
        await slack.command("C1", "U2", "preview", command="/digest")
        seen = await slack.until(
            lambda: [each for each in slack.seen("C1", viewer="U2") if each.blocks], why="a preview"
        )
        assert seen[0].only_for == "U2"
        assert slack.seen("C1", viewer="U1") == []
        await slack.click("U2", seen[0], "passage")
        await slack.until(lambda: slack.views, why="the passage")
        assert not await part.store.deliveries.is_known(CHANNEL, morning.clock().date())


async def test_a_story_is_asked_about_in_a_thread_that_knows_it(slack, morning):
    async with morning.working() as part:
        post = await digest_in(slack, part, morning)
        await slack.click("U2", post, "ask_story")
        root = await slack.until(
            lambda: [each for each in slack.seen("C1") if "Ask about this" in each.text], why="a thread"
        )
        told = await slack.until(lambda: slack.seen("C1", root[0].ts)[:1], why="the story")
        assert "Norlink is laying off" in shown(told[0].blocks)
        follow_up = await slack.write("C1", "U2", "How many deckhands go?", root[0].ts)
        answer = await slack.until(lambda: slack.seen("C1", follow_up.thread_ts)[1:], why="the answer")
        assert answer[0].blocks


async def test_the_thread_of_a_story_is_opened_once_and_who_asks_again_is_led_there(slack, morning):
    async with morning.working() as part:
        post = await digest_in(slack, part, morning)
        await slack.click("U2", post, "ask_story", twice=True)
        await slack.until(lambda: [each for each in slack.seen("C1") if "Ask about this" in each.text], why="a thread")
        await slack.click("U3", post, "ask_story")
        led = await slack.until(lambda: [each for each in slack.seen("C1", viewer="U3") if each.only_for == "U3"])
        assert "There is a thread about this story already: https://" in led[0].text
        assert len([each for each in slack.seen("C1") if "Ask about this" in each.text]) == 1


async def test_a_story_is_judged_and_its_passage_seen(slack, morning):
    async with morning.working() as part:
        post = await digest_in(slack, part, morning)
        await slack.click("U2", post, "passage")
        await slack.until(lambda: slack.views, why="the passage")
        await slack.click("U2", post, "good")
        async with asyncio.timeout(5):
            while not (given := await part.store.feedback.all()):
                await asyncio.sleep(0.01)
        assert given[0].is_good


async def test_a_channel_unsubscribes_where_the_digest_stands(slack, morning):
    async with morning.working() as part:
        post = await digest_in(slack, part, morning)
        await slack.click("U2", post, "digest_end")
        told = await slack.until(lambda: [each for each in slack.seen("C1", viewer="U2") if each.only_for], why="word")
        assert told[0].text == OFF
        await until_kept(part, CHANNEL, kept=False)


async def test_a_channel_changes_its_digest_where_it_stands(slack, morning):
    async with morning.working() as part:
        post = await digest_in(slack, part, morning)
        await slack.click("U2", post, "digest_settings")
        await slack.until(lambda: slack.views, why="the settings")
        await slack.submit(
            "U2", "V1", at="17:30", days=["0", "4"], zone="Asia/Kolkata", topics="Scale AI, Meta", quiet=["quiet"]
        )
        told = await slack.until(lambda: [each for each in slack.seen("C1", viewer="U2") if each.only_for], why="word")
        assert "Mondays and Fridays at 17:30 (Asia/Kolkata)" in told[0].text
        kept = await part.store.subscriptions.of(CHANNEL)
        assert kept.rhythm == Rhythm(time(17, 30), frozenset({0, 4}), "Asia/Kolkata")
        assert kept.choice.topics == ("Scale AI", "Meta")
        assert kept.is_quiet


async def test_a_person_gets_changes_and_ends_their_own_digest_in_the_home(slack, morning):
    async with morning.working() as part:
        await slack.open_home("U1")
        await slack.until(lambda: "U1" in slack.homes, why="the home")
        assert "You get no digest." in shown(slack.homes["U1"])
        await slack.click_in_home("U1", "digest_settings")
        await slack.until(lambda: slack.views, why="the settings")
        await slack.submit("U1", "V1", at="06:45", publishers="The Ledger")
        await slack.until(lambda: "06:45 (Europe/Berlin)" in shown(slack.homes["U1"]), why="the digest in the home")
        kept = await part.store.subscriptions.of(DIRECT)
        assert kept.choice.publishers == {"The Ledger"}
        await slack.click_in_home("U1", "digest_settings")
        await slack.until(lambda: len(slack.views) == 2, why="the settings")
        await slack.submit("U1", "V2", at="09:00")
        await slack.until(lambda: "09:00 (Europe/Berlin)" in shown(slack.homes["U1"]), why="the change")
        await slack.click_in_home("U1", "digest_end")
        await slack.until(lambda: "You get no digest." in shown(slack.homes["U1"]), why="the end")
        assert await part.store.subscriptions.of(DIRECT) is None


async def test_a_persons_own_digest_comes_in_their_direct_messages(slack, morning):
    async with morning.working() as part:
        await slack.open_home("U1")
        await slack.until(lambda: "U1" in slack.homes, why="the home")
        await slack.click_in_home("U1", "digest_settings")
        await slack.until(lambda: slack.views, why="the settings")
        await slack.submit("U1", "V1", at="08:00", zone="UTC", days=[str(day) for day in EVERY_DAY])
        await until_kept(part, DIRECT)
        morning.clock.pass_seconds(3600)
        assert await morning.deliver(part) == 1
        (post,) = slack.seen("DU1")
        assert "Norlink is laying off" in shown(post.blocks)


async def test_the_home_previews_the_digest_in_direct_messages(slack, morning):
    async with morning.working():
        await slack.open_home("U1")
        await slack.until(lambda: "U1" in slack.homes, why="the home")
        await slack.click_in_home("U1", "digest_preview")
        (post,) = await slack.until(lambda: slack.seen("DU1"), why="the preview")
        assert "Only you see this preview." in shown(post.blocks)


async def test_what_is_wrong_in_the_settings_is_told_beside_it_and_nothing_kept(slack, morning):
    async with morning.working() as part:
        await slack.open_home("U1")
        await slack.until(lambda: "U1" in slack.homes, why="the home")
        await slack.click_in_home("U1", "digest_settings")
        await slack.until(lambda: slack.views, why="the settings")
        envelope = await slack.submit("U1", "V1", zone="Mars/Olympus", days=[])
        await slack.until(lambda: envelope.acked_at, why="the acknowledgement")
        assert envelope.answer["response_action"] == "errors"
        assert set(envelope.answer["errors"]) == {"zone", "days"}
        assert await part.store.subscriptions.all() == ()


async def test_help_names_what_the_command_takes(slack, morning):
    async with morning.working():
        said = await said_to(slack, await slack.command("C1", "U1", "help", command="/digest"))
        assert said.startswith(NONE)
        assert "preview" in said
