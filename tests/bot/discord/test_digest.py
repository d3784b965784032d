"""Digests on Discord: who may choose them, what is shown, and what can be done with one."""

import asyncio
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.desk.asked import Place
from bot.digest.poster import Post
from bot.digest.subscriptions import NONE
from bot.discord.digest_panel import digest_panel
from bot.discord.poster import DiscordPoster
from bot.discord.views import view_of
from corpus.library import Library
from retrieval.answering.answer import Answer
from retrieval.digest.composing import compose
from retrieval.digest.story import Digest, Story
from tests.bot.digest.conftest import two_stories
from tests.bot.discord.office import button, components_of, office, words
from tests.bot.discord.oracle import bare_links, buttons, shown, violations
from tests.bot.hostile import replies

CHOSEN = {"at": "8", "zone": "Europe/Berlin"}


def sent(panel):
    """What goes over the wire for a panel."""

    async def convert():
        return view_of(panel).to_components()

    return asyncio.run(convert())


def here(at):
    return Place("discord", str(at.guild.id), str(at.channel.id))


async def posted(at):
    """A digest of two stories, posted in the channel."""
    digest, place = compose(two_stories()), here(at)
    numbers = [await at.store.stories.keep_story(place, each, f"k{n}") for n, each in enumerate(digest.stories)]
    poster = DiscordPoster(at.presence, at.store)
    message = await poster.post(place, Post(digest, date(2026, 3, 1), tuple(numbers)), "one")
    (found,) = [each for each in at.channel.history() if each.id == int(message)]
    return found


async def test_who_manages_the_server_lets_a_digest_come_and_ends_it(tmp_path):
    async with office(tmp_path) as at:
        told = await at.chief.slash(at.channel, "digest subscribe", topics="Norlink", quiet=True, **CHOSEN)
        assert told.response.ephemeral
        assert "weekdays at 08:00 (Europe/Berlin), only what touches Norlink" in words(told.response)
        kept = await at.store.subscriptions.of(here(at))
        assert (kept.by, kept.is_quiet) == (str(at.chief.id), True)
        await at.chief.slash(at.channel, "digest unsubscribe")
        assert await at.store.subscriptions.of(here(at)) is None


async def test_who_does_not_manage_the_server_is_not_offered_the_digest(tmp_path):
    async with office(tmp_path) as at:
        assert "digest subscribe" in at.chief.available_commands(at.channel)
        assert "digest subscribe" not in at.alice.available_commands(at.channel)


async def test_an_hour_or_a_zone_that_is_none_is_told_and_nothing_is_kept(tmp_path):
    async with office(tmp_path) as at:
        told = await at.chief.slash(at.channel, "digest subscribe", at="dawn", zone="Mars/Olympus")
        assert "Choose an hour, such as 08:00." in words(told.response)
        assert "Mars/Olympus" in words(told.response)
        assert await at.store.subscriptions.of(here(at)) is None


async def test_time_zones_are_offered_while_somebody_types(tmp_path):
    async with office(tmp_path) as at:
        offered = await at.chief.autocomplete(at.channel, "digest subscribe", "zone", "berl", at="8")
        assert [each["value"] for each in offered] == ["Europe/Berlin"]


async def test_a_preview_is_for_who_asks_and_a_digest_of_now_for_everybody(tmp_path):
    async with office(tmp_path) as at:
        ahead = await at.chief.slash(at.channel, "digest preview")
        assert ahead.response.ephemeral
        assert "Only you see this preview." in words(ahead.response)
        assert "Norlink is laying off" in words(ahead.response)
        now = await at.chief.slash(at.channel, "digest now")
        assert not now.response.ephemeral
        assert "Norlink is laying off" in words(now.response)


async def test_each_story_has_its_points_its_sources_and_a_way_on(tmp_path):
    async with office(tmp_path) as at:
        digest = await posted(at)
        said = words(digest)
        assert "Harland Bridge falls" in said
        assert "Also in Evening Echo" in said
        carried = [each["custom_id"].split(":")[1] for each in buttons(components_of(digest))]
        assert {"choose", "story", "good", "bad", "unsubscribe"} <= set(carried)


async def test_asking_about_a_story_opens_one_thread_that_knows_it(tmp_path):
    async with office(tmp_path) as at:
        digest = await posted(at)
        first = await at.alice.click(digest, custom_id=story_button(digest))
        (thread,) = at.channel.threads
        assert thread.name == "Harland Bridge falls"
        assert "14 people were injured" in words(thread.last_message)
        assert f"/{thread.id}" in str(components_of(first.response))
        await at.bob.click(digest, custom_id=story_button(digest))
        assert len(at.channel.threads) == 1
        await at.bob.send(thread, f"{at.name} and who had warned?")
        ((_, _, turns),) = at.responder.asked
        assert [turn.question for turn in turns] == ["Harland Bridge falls"]


def story_button(message):
    return next(
        each["custom_id"] for each in buttons(components_of(message)) if each["custom_id"].startswith("footnote:story")
    )


async def test_where_no_thread_may_be_opened_it_says_so(tmp_path):
    async with office(tmp_path) as at:
        digest = await posted(at)
        at.env.inject_error("POST", "/channels/*/threads", status=403, code=50013)
        told = await at.alice.click(digest, custom_id=story_button(digest))
        assert "I may not open a thread in this channel." in words(told.response)


async def test_a_passage_of_a_digest_can_be_chosen_and_a_story_judged_after_a_restart(tmp_path):
    async with office(tmp_path) as at:
        digest = await posted(at)
        await at.restart()
        (choice, *_) = [each for each in buttons(components_of(digest)) if "options" in each]
        opened = await at.bob.select(digest, [choice["options"][0]["value"]], custom_id=choice["custom_id"])
        assert "collapsed into the River Tolle" in words(opened.response)
        (good, *_) = [each for each in buttons(components_of(digest)) if each["custom_id"].startswith("footnote:good")]
        assert "Thank you." in words((await at.bob.click(digest, custom_id=good["custom_id"])).response)


async def test_a_digest_is_ended_where_it_stands_by_who_may(tmp_path):
    async with office(tmp_path) as at:
        await at.chief.slash(at.channel, "digest subscribe", **CHOSEN)
        digest = await posted(at)
        end = button(digest, "footnote:unsubscribe:")
        refused = await at.alice.click(digest, custom_id=end)
        assert "Only who may manage this server" in words(refused.response)
        assert await at.store.subscriptions.of(here(at)) is not None
        assert NONE not in words((await at.chief.click(digest, custom_id=end)).response)
        assert await at.store.subscriptions.of(here(at)) is None


def test_the_shipped_articles_make_one_story_in_which_several_publishers_and_both_sides_are_heard(shipped_data):
    with Library.open(shipped_data) as library:
        digest = compose([library.article(each.id) for each in library.listing()])
    (story,) = digest.stories
    passages = [range(1, 1 + len(story.answer.citations))]
    said = shown(sent(digest_panel(Post(digest, date(2026, 3, 1), (1,)), passages, mark=7)))
    assert "The articles disagree: " in said
    assert said.index("The articles disagree: ") < said.index("Sources")
    sources = said.partition("Sources")[2].splitlines()
    assert len({line for line in sources if "TechRepublic" in line or "AI Latest Byte" in line}) == 2


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(replies(), max_size=5), st.booleans())
def test_no_digest_breaks_a_limit_mentions_anybody_or_links_by_itself(told, is_preview):
    stories = list(hostile_stories(told))
    digest = Digest(tuple(stories), 9, ("@here # more",) if stories else ())
    post = Post(digest, date(2026, 3, 1), tuple(range(1, len(stories) + 1)))
    passages = [tuple(range(1, 1 + len(each.answer.citations))) for each in stories]
    components = sent(digest_panel(post, passages, mark=None if is_preview else 7))
    assert list(violations({"components": components, "allowed_mentions": {"parse": []}})) == []
    assert bare_links(components) == []
    assert shown(components).startswith("What is new")


def hostile_stories(told):
    """Stories of the answers that are short enough for one, each of articles of its own."""
    known = set()
    for answer in (each.result for each in told):
        if not isinstance(answer, Answer) or len(answer.statements) > 4:
            continue
        articles = {each.article.id: each.article for each in answer.citations}
        if not known & set(articles):
            known |= set(articles)
            headline = answer.statements[0].text.strip() or "…"
            yield Story(headline, tuple(articles.values()), answer, ("Echo @everyone",))
