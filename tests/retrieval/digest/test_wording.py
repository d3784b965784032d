"""A language model words a digest: the model is scripted, the server that it answers through is real."""

import json
import re
from contextlib import asynccontextmanager
from datetime import date

from bench.model.endpoint import Scripted, endpoint
from retrieval.answering.generating.openai_model import OpenAIModel
from retrieval.answering.generating.second_opinion import RulesAlone
from retrieval.answering.generating.writer import Limits, Writer
from retrieval.answering.usage import Spent
from retrieval.counting import count_high
from retrieval.digest.composing import compose
from retrieval.digest.wording import Wording
from tests.bot.digest.conftest import bridge, two_stories

INJURED = "14 people were injured when the Harland Bridge collapsed into the River Tolle"
WORDS = "14 people were injured when the Harland Bridge collapsed on Monday night, police said."


class Purse:
    def __init__(self, *, is_used_up=False):
        self._is_used_up = is_used_up
        self.booked = []

    def is_used_up(self):
        return self._is_used_up

    def book(self, usage):
        self.booked.append(usage)
        return Spent(usage)


@asynccontextmanager
async def wording(script, *, purse=None, seconds=60.0):
    """What words digests by a model that answers as the script says."""
    async with (
        endpoint(script) as address,
        OpenAIModel("scripted", api_key="sk-canary", base_url=address, timeout_seconds=seconds, price=None) as model,
    ):
        writer = Writer(model, RulesAlone(), lambda: count_high, Limits(seconds))
        yield Wording(writer, purse or Purse())


def saying(text, quote):
    """A script that says something of the first passage that has the words, where one has."""

    def script(request):
        shown = request["messages"][1]["content"]
        found = re.search(rf"\[passage (\d+) [^\n]*\n(?:(?!\[end of).)*?{re.escape(quote)}", shown, re.DOTALL)
        cited = [{"text": text, "citations": [{"passage": int(found[1]), "quote": quote}]}] if found else []
        return Scripted(json.dumps({"statements": cited}))

    return script


async def test_a_model_words_the_points_that_its_passages_bear_out():
    plain = compose(two_stories())
    async with wording(saying(WORDS, INJURED)) as model:
        told = await model.worded(plain)
    bridge_, bakery = told.stories
    assert [each.text for each in bridge_.answer.statements] == [WORDS]
    assert bridge_.answer.generator == "scripted"
    (citation,) = bridge_.answer.citations
    assert INJURED in citation.quote
    assert "The <Ledger>" in bridge_.also_in
    assert bakery == plain.stories[1]


async def test_what_the_passages_do_not_bear_out_is_not_told():
    plain = compose(two_stories())
    async with wording(saying("41 people died when the Harland Bridge collapsed.", INJURED)) as model:
        assert await model.worded(plain) == plain


async def test_a_model_that_fails_is_not_asked_again_and_the_digest_stays_as_it_was():
    plain, asked = compose(two_stories()), []

    def script(request):
        asked.append(request)
        return Scripted(status=401)

    async with wording(script) as model:
        assert await model.worded(plain) == plain
    assert len(asked) == 1


async def test_what_is_not_in_form_leaves_the_digest_as_it_was():
    plain = compose(two_stories())
    async with wording(lambda request: Scripted("Here is your digest!")) as model:
        assert await model.worded(plain) == plain


async def test_without_budget_no_model_is_asked():
    plain, asked = compose(two_stories()), []
    async with wording(asked.append, purse=Purse(is_used_up=True)) as model:
        assert await model.worded(plain) == plain
    assert asked == []


async def test_what_it_took_is_booked():
    purse = Purse()
    async with wording(saying(WORDS, INJURED), purse=purse) as model:
        await model.worded(compose(two_stories()))
    assert sum(usage.calls for usage in purse.booked) == 2


async def test_a_model_is_shown_only_what_is_new_of_a_story_that_goes_on():
    before = two_stories()[:1]
    new = bridge(
        9, "Harbour *Post*", "The Harland Bridge will be torn down in May, the mayor of Tolle said on Wednesday."
    )
    shown = []

    def script(request):
        shown.append(request["messages"][1]["content"])
        return Scripted('{"statements": []}')

    digest = compose([new], before)
    async with wording(script) as model:
        await model.worded(digest)
    assert digest.stories[0].since == date(2025, 3, 4)
    assert "torn down in May" in shown[0]
    assert "were injured" not in shown[0]


async def test_a_story_has_at_most_four_points_whatever_a_model_says():
    texts = [f"The bridge of Harland lost its pillar number {number} on Monday." for number in range(1, 8)]
    articles = [bridge(number, f"Paper {number}", text) for number, text in enumerate(texts, 1)]
    digest = compose(articles)

    def script(request):
        passages = re.findall(r"\[passage (\d+) [^\n]*\n(.*?)\n\[end of", request["messages"][1]["content"], re.DOTALL)
        said = [
            {"text": sentence, "citations": [{"passage": int(number), "quote": sentence}]}
            for number, text in passages
            for sentence in texts
            if sentence in text
        ]
        return Scripted(json.dumps({"statements": said + said}))

    async with wording(script) as model:
        told = await model.worded(digest)
    assert all(1 <= len(story.answer.statements) <= 4 for story in told.stories)
