"""Digests on their way into Slack, over its real socket."""

import time

import aiohttp
import pytest

from bot.desk.asked import Place
from bot.slack.poster import SlackPoster
from bot.slack.web import SlackWeb, open_client
from tests.bot.digest.poster_contract import LONG_AGO, PosterContract
from tests.bot.slack.fake.faults import Cut, LostReply, RateLimited, Refusal, ServerError
from tests.bot.slack.fake.web_api import BOT_TOKEN
from tests.bot.slack.office import BRISK

FAULTS = {
    "refuse": Refusal("fatal_error"),
    "lose": Cut(),
    "answer lost": LostReply(),
    "gone": Refusal("is_archived"),
}


class SlackOffice:
    place = Place("slack", "T1", "C1")
    person = "U1"

    def __init__(self, slack, poster):
        self.slack, self.poster = slack, poster

    def order(self, trouble):
        self.slack.order("chat.postMessage", FAULTS[trouble])

    def posted(self):
        return [each.ts for each in self.slack.seen("C1")]

    def told(self):
        return [each.text for each in self.slack.seen("DU1")]


class TestSlackPoster(PosterContract):
    @pytest.fixture
    async def office(self, slack, store):
        async with aiohttp.ClientSession() as session:
            web = SlackWeb(open_client(BOT_TOKEN, session, slack.api_url), session)
            yield SlackOffice(slack, SlackPoster(web, store, BRISK))

    @pytest.mark.parametrize("fault", [LostReply(), ServerError()])
    async def test_a_doubtful_post_is_looked_for_by_its_metadata_before_it_is_sent_again(
        self, slack, office, post, fault
    ):
        slack.order("chat.postMessage", fault)
        await office.poster.post(office.place, post, "one")
        methods = [each.method for each in slack.calls]
        first = methods.index("chat.postMessage")
        assert methods[first + 1] == "conversations.history"
        assert methods.count("chat.postMessage") == (1 if isinstance(fault, LostReply) else 2)
        assert len(office.posted()) == 1

    @pytest.mark.parametrize("reason", ["invalid_blocks", "msg_blocks_too_long"])
    async def test_a_digest_whose_blocks_are_refused_comes_in_plain_text_and_is_found(
        self, slack, office, post, reason
    ):
        slack.order("chat.postMessage", Refusal(reason))
        message = await office.poster.post(office.place, post, "one")
        (seen,) = slack.seen("C1")
        assert seen.blocks == []
        for story in post.digest.stories:
            assert story.answer.statements[0].text in seen.text
        assert await office.poster.find(office.place, "one", LONG_AGO) == message

    async def test_being_too_fast_is_waited_out(self, slack, office, post):
        slack.order("chat.postMessage", RateLimited(1))
        began = time.monotonic()
        await office.poster.post(office.place, post, "one")
        assert time.monotonic() - began >= 1
        assert len(office.posted()) == 1

    async def test_links_do_not_unfurl_and_nobody_is_called_by_name(self, slack, office, post):
        await office.poster.post(office.place, post, "one")
        (sent,) = slack.called("chat.postMessage")
        assert sent["unfurl_links"] is False
        assert sent["unfurl_media"] is False
        assert sent["link_names"] is False
