"""Stories of people who ask."""

import asyncio

import pytest

from retrieval.answering.events import Finished, Stage, Stated, Working
from retrieval.errors import RetrievalError
from tests.bot.scripted import PAUSED, ScriptedResponder, events_of, huge_answer, sample_abstention, sample_answer
from tests.bot.slack.fake.faults import Cut, LostReply, RateLimited, Refusal, ServerError
from tests.bot.slack.office import footnote, remembered
from tests.bot.slack.oracle import shown


def parts(reply):
    return [each for each in events_of(reply) if isinstance(each, Stated)], Finished(reply)


def bot_messages(slack, asked):
    return slack.seen(asked.channel, asked.thread_ts or asked.ts)


async def test_a_mention_is_answered_once_in_its_thread(slack, tmp_path):
    async with footnote(slack, tmp_path):
        asked = await slack.mention("C1", "U1", "How many deckhands is Norlink laying off?")
        answer = await slack.answered(asked)
        assert "Norlink is laying off 120 deckhands in Aldersund. [1]" in shown(answer.blocks)
        assert answer.text == "Norlink is laying off 120 deckhands in Aldersund."
        assert answer.thread_ts == asked.ts
        await asyncio.sleep(0.2)
        assert len(bot_messages(slack, asked)) == 1


@pytest.mark.parametrize("how", [{"twice": True}, {"reordered": True}, {"twice": True, "reordered": True}])
async def test_a_mention_that_is_delivered_again_or_out_of_order_is_answered_once(slack, tmp_path, how):
    responder = ScriptedResponder(sample_answer())
    async with footnote(slack, tmp_path, responder):
        asked = await slack.mention("C1", "U1", "How many deckhands go?", **how)
        await slack.answered(asked)
        await asyncio.sleep(0.2)
        assert len(bot_messages(slack, asked)) == 1
        assert len(responder.asked) == 1
        assert all(each.acked_at for each in slack.envelopes.values())


async def test_the_question_is_what_the_person_wrote_without_the_bots_name(slack, tmp_path):
    responder = ScriptedResponder(sample_answer())
    async with footnote(slack, tmp_path, responder):
        await slack.answered(await slack.mention("C1", "U1", "Did AT&amp;T buy <https://x.example|Norlink>?"))
        assert responder.asked[0][0] == "Did AT&T buy Norlink?"


async def test_a_status_is_shown_before_the_answer(slack, tmp_path):
    async with footnote(slack, tmp_path):
        asked = await slack.mention("C1", "U1", "How many deckhands go?")
        await slack.answered(asked)
        assert slack.statuses[0] == ("C1", asked.ts, "is looking through the articles…")


async def test_a_direct_message_is_answered(slack, tmp_path):
    async with footnote(slack, tmp_path):
        await slack.answered(await slack.direct("U1", "How many deckhands go?"))


async def test_statements_are_streamed_as_they_pass_and_end_in_one_message(slack, tmp_path):
    (first, second), end = parts(sample_answer())
    responder = ScriptedResponder([Working(Stage.WRITING), first, 0.3, second, PAUSED, end])
    async with footnote(slack, tmp_path, responder):
        asked = await slack.mention("C1", "U1", "How many deckhands go?")
        stream = await slack.until(lambda: slack.streaming() and slack.streaming()[0])
        assert "120 deckhands" in shown(stream.blocks)
        await slack.until(lambda: "Mara Lindqvist" in shown(stream.blocks))
        assert "Sources" not in shown(stream.blocks)
        responder.go_on()
        answer = await slack.answered(asked)
        assert answer is stream
        assert not answer.is_streaming
        assert shown(answer.blocks).count("120 deckhands in Aldersund. [1]") == 2  # as a statement, and as one side
        assert "Sources" in shown(answer.blocks)
        assert len(bot_messages(slack, asked)) == 1


async def test_a_stream_that_slack_closed_is_recovered_by_one_update(slack, tmp_path):
    (first, _), end = parts(sample_answer())
    responder = ScriptedResponder([first, PAUSED, end])
    async with footnote(slack, tmp_path, responder):
        asked = await slack.mention("C1", "U1", "How many deckhands go?")
        await slack.until(slack.streaming)
        slack.expire_streams()
        responder.go_on()
        answer = await slack.answered(asked)
        assert len(bot_messages(slack, asked)) == 1
        assert len(slack.called("chat.update")) == 1
        assert "Sources" in shown(answer.blocks)


async def test_an_append_after_the_stream_was_closed_loses_nothing(slack, tmp_path):
    (first, second), end = parts(sample_answer())
    responder = ScriptedResponder([first, 0.3, second, PAUSED, end])
    async with footnote(slack, tmp_path, responder):
        asked = await slack.mention("C1", "U1", "How many deckhands go?")
        await slack.until(slack.streaming)
        slack.expire_streams()
        await slack.until(lambda: slack.called("chat.appendStream"))
        responder.go_on()
        assert "Mara Lindqvist" in shown((await slack.answered(asked)).blocks)
        assert len(bot_messages(slack, asked)) == 1


@pytest.mark.parametrize("fault", [RateLimited(1), Refusal("method_not_supported"), Cut(), LostReply(), ServerError()])
async def test_an_answer_whose_stream_cannot_be_begun_comes_all_the_same(slack, tmp_path, fault):
    (first, _), end = parts(sample_answer())
    slack.order("chat.startStream", fault)
    responder = ScriptedResponder([first, 0.3, end])
    async with footnote(slack, tmp_path, responder):
        asked = await slack.mention("C1", "U1", "How many deckhands go?")
        await slack.answered(asked)
        assert len(bot_messages(slack, asked)) == 1
        assert slack.streaming() == []


async def test_a_rate_limit_is_waited_out(slack, tmp_path):
    slack.order("chat.postMessage", RateLimited(1))
    async with footnote(slack, tmp_path):
        asked = await slack.mention("C1", "U1", "How many deckhands go?")
        await slack.answered(asked)
        assert len(slack.called("chat.postMessage")) == 2


@pytest.mark.parametrize("fault", [Cut(), LostReply(), ServerError()])
async def test_a_post_that_ends_in_doubt_is_neither_lost_nor_doubled(slack, tmp_path, fault):
    slack.order("chat.postMessage", fault)
    async with footnote(slack, tmp_path):
        asked = await slack.mention("C1", "U1", "How many deckhands go?")
        await slack.answered(asked)
        await asyncio.sleep(0.2)
        assert len(bot_messages(slack, asked)) == 1


async def test_where_slack_refuses_the_blocks_the_answer_comes_as_plain_text(slack, tmp_path):
    slack.order("chat.postMessage", Refusal("invalid_blocks"))
    async with footnote(slack, tmp_path):
        asked = await slack.mention("C1", "U1", "How many deckhands go?")
        (message,) = await slack.until(lambda: bot_messages(slack, asked))
        assert "Norlink is laying off 120 deckhands in Aldersund. [1]" in message.text
        assert "[1] Ledger https://news.example/ledger" in message.text


async def test_whatever_breaks_the_person_is_told_in_the_thread(slack, tmp_path):
    responder = ScriptedResponder([RetrievalError("index /secret/path is broken")])
    async with footnote(slack, tmp_path, responder):
        asked = await slack.mention("C1", "U1", "How many deckhands go?")
        (message,) = await slack.until(lambda: bot_messages(slack, asked))
        assert "I can't get at my articles just now" in message.text
        assert "secret" not in message.text


async def test_an_answer_that_breaks_midway_leaves_no_half_answer_behind(slack, tmp_path):
    (first, _), _ = parts(sample_answer())
    responder = ScriptedResponder([first, 0.3, RuntimeError("boom")])
    async with footnote(slack, tmp_path, responder):
        asked = await slack.mention("C1", "U1", "How many deckhands go?")
        await slack.until(slack.streaming)
        await slack.until(lambda: not slack.streaming() and slack.called("chat.update"))
        (message,) = bot_messages(slack, asked)
        assert "Something went wrong on my side" in message.text
        assert message.blocks == []


async def test_the_largest_and_worst_answer_arrives_whole_within_the_limits(slack, tmp_path):
    async with footnote(slack, tmp_path, ScriptedResponder(huge_answer())):
        answer = await slack.answered(await slack.mention("C1", "U1", "What is said?"))
        assert "Sources" in shown(answer.blocks)
        assert "more statements did not fit here" in shown(answer.blocks)


async def test_an_abstention_offers_what_came_nearest(slack, tmp_path):
    async with footnote(slack, tmp_path, ScriptedResponder(sample_abstention())):
        answer = await slack.answered(await slack.mention("C1", "U1", "What is the capital of Peru?"))
        assert shown(answer.blocks).startswith("The articles do not say.")
        await slack.click("U1", answer, "nearest")
        await slack.until(lambda: slack.views)
        assert "The ferries will sail twice a day until spring." in shown(slack.views["V1"])
        await slack.click_in_view("U1", "V1", "passage")
        await slack.until(lambda: len(slack.views) == 2)
        assert "Norlink is laying off 150 deckhands" in shown(slack.views["V2"])


async def test_a_thread_that_it_answered_in_goes_on_without_a_mention(slack, tmp_path):
    responder = ScriptedResponder(sample_answer())
    async with footnote(slack, tmp_path, responder) as part:
        asked = await slack.mention("C1", "U1", "How many deckhands go?")
        await slack.answered(asked)
        await remembered(part, asked)
        await slack.write("C1", "U2", "And when?", thread_ts=asked.ts)
        await slack.until(lambda: len(bot_messages(slack, asked)) == 2)
        assert responder.asked[1][0] == "And when?"
        assert responder.asked[1][2][0].question == "How many deckhands go?"


async def test_it_goes_on_in_its_threads_after_a_restart(slack, tmp_path):
    async with footnote(slack, tmp_path) as part:
        asked = await slack.mention("C1", "U1", "How many deckhands go?")
        await slack.answered(asked)
        await remembered(part, asked)
    async with footnote(slack, tmp_path):
        await slack.write("C1", "U1", "And when?", thread_ts=asked.ts)
        await slack.until(lambda: len(bot_messages(slack, asked)) == 2)


async def test_it_keeps_out_of_everybody_elses_talk(slack, tmp_path):
    responder = ScriptedResponder(sample_answer())
    async with footnote(slack, tmp_path, responder):
        await slack.write("C1", "U1", "How many deckhands go?")
        other = slack.add("C1", "U2", "A thread of ours")
        await slack.write("C1", "U1", "What do you think?", thread_ts=other.ts)
        edited = slack.add("C1", "U1", "How many?")
        await slack.tell("message", edited, subtype="message_changed")
        await slack.tell("message", slack.add("C1", "U9", "beep"), bot_id="B9")
        await slack.answered(await slack.mention("C2", "U1", "How many deckhands go?"))
        assert slack.seen("C1") == []
        assert len(responder.asked) == 1
        assert all(each.acked_at for each in slack.envelopes.values())


async def test_a_mention_without_a_question_gets_a_kind_word(slack, tmp_path):
    async with footnote(slack, tmp_path):
        await slack.mention("C1", "U1", "")
        await slack.until(lambda: slack.seen("C1", viewer="U1"))
