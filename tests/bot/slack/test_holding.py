"""What must hold under load, in bad weather and over restarts."""

import asyncio

from retrieval.answering.events import Finished, Stage, Stated, Working
from tests.bot.scripted import PAUSED, ScriptedResponder, events_of, sample_answer
from tests.bot.slack.fake.people import Newsroom, whole
from tests.bot.slack.office import footnote
from tests.bot.slack.oracle import shown


def stuck():
    return ScriptedResponder([Working(Stage.SEARCHING), PAUSED, *events_of(sample_answer())])


async def test_slack_hears_at_once_while_every_answer_slot_is_busy(slack, tmp_path):
    responder = stuck()
    async with footnote(slack, tmp_path, responder, limits={"slots": 2}):
        busy = [await slack.mention("C1", f"U{number}", "How many deckhands go?") for number in range(8)]
        await slack.until(lambda: responder.at_work == 2)
        commands = [await slack.command("C2", f"U{number}", "How many?") for number in range(8)]
        answer_free = await slack.open_home("U1")
        await slack.until(lambda: all(each.acked_at for each in slack.envelopes.values()))
        assert max(each.seconds for each in [*commands, answer_free, *slack.envelopes.values()]) < 3
        responder.go_on()
        for asked in busy:
            await slack.answered(asked)


async def test_who_waits_is_told_their_place_in_line(slack, tmp_path):
    responder = stuck()
    async with footnote(slack, tmp_path, responder, limits={"slots": 1}):
        await slack.mention("C1", "U1", "How many deckhands go?")
        await slack.until(lambda: responder.at_work)
        second = await slack.mention("C1", "U2", "And when?")
        await slack.until(lambda: ("C1", second.ts, "has your question next") in slack.statuses)
        third = await slack.mention("C1", "U3", "And why?")
        await slack.until(
            lambda: ("C1", third.ts, "is coming to your question: 1 question is before it") in slack.statuses
        )
        responder.go_on()
        await slack.answered(third)


async def test_past_the_limit_the_asker_alone_hears_a_polite_word(slack, tmp_path):
    async with footnote(slack, tmp_path, limits={"person_a_minute": 1}):
        await slack.answered(await slack.mention("C1", "U1", "How many deckhands go?"))
        second = await slack.mention("C1", "U1", "And when?")
        (told,) = await slack.until(lambda: [each for each in slack.seen("C1", viewer="U1") if each.only_for])
        assert "I take 1 question a minute" in told.text
        assert told.only_for == "U1"
        assert slack.seen("C1", second.ts) == []


async def test_where_it_may_not_speak_it_says_so_to_the_asker_alone(slack, tmp_path):
    async with footnote(slack, tmp_path, limits={"allowed_channels": frozenset({"C1"})}):
        await slack.mention("C2", "U1", "How many deckhands go?")
        (told,) = await slack.until(lambda: slack.seen("C2", viewer="U1"))
        assert told.only_for == "U1"
        assert "not set up to answer in this channel" in told.text


async def test_another_team_is_not_answered_where_only_one_is_allowed(slack, tmp_path):
    async with footnote(slack, tmp_path, limits={"allowed_workspaces": frozenset({"T0OTHER"})}):
        await slack.mention("C1", "U1", "How many deckhands go?")
        (told,) = await slack.until(lambda: slack.seen("C1", viewer="U1"))
        assert told.only_for == "U1"


async def test_a_refresh_of_the_connection_loses_no_question(tmp_path):
    async with Newsroom(redeliver_after=0.3) as slack, footnote(slack, tmp_path):
        await slack.answered(await slack.mention("C1", "U1", "How many deckhands go?"))
        await slack.disconnect()
        asked = [await slack.mention("C1", f"U{number}", "How many?") for number in range(5)]
        for each in asked:
            await slack.answered(each)
            assert len([one for one in slack.seen("C1", each.ts) if one.blocks]) == 1
        assert slack.connections_opened > 1
        assert slack.violations == []


async def test_a_question_that_was_accepted_when_the_process_died_is_answered_after_the_restart(slack, tmp_path):
    async with footnote(slack, tmp_path, stuck()):
        asked = await slack.mention("C1", "U1", "How many deckhands go?")
        await slack.until(lambda: slack.statuses)
    assert whole(slack.seen("C1", asked.ts)) is None
    async with footnote(slack, tmp_path):
        await slack.answered(asked)
        assert len(slack.seen("C1", asked.ts)) == 1


async def test_an_answer_that_was_begun_when_the_process_died_is_finished_in_its_message(slack, tmp_path):
    stated = [each for each in events_of(sample_answer()) if isinstance(each, Stated)]
    async with footnote(slack, tmp_path, ScriptedResponder([stated[0], PAUSED, Finished(sample_answer())])):
        asked = await slack.mention("C1", "U1", "How many deckhands go?")
        (begun,) = await slack.until(slack.streaming)
    async with footnote(slack, tmp_path):
        assert await slack.answered(asked) is begun
        assert "Sources" in shown(begun.blocks)
        assert len(slack.seen("C1", asked.ts)) == 1


async def test_a_question_for_one_person_is_answered_after_a_restart_too(slack, tmp_path):
    async with footnote(slack, tmp_path, stuck()):
        envelope = await slack.command("C1", "U1", "How many deckhands go?")
        await slack.until(lambda: envelope.acked_at)
    async with footnote(slack, tmp_path):
        await slack.until(lambda: slack.seen("C1", viewer="U1"))


async def test_twenty_people_at_once_are_each_answered_once(slack, tmp_path):
    async with footnote(slack, tmp_path):
        asked = await asyncio.gather(*(slack.mention(f"C{n % 4}", f"U{n}", f"How many, {n}?") for n in range(20)))
        for each in asked:
            await slack.answered(each)
        await asyncio.sleep(0.2)
        assert [len(slack.seen(each.channel, each.ts)) for each in asked] == [1] * 20
