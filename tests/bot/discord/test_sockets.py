"""What holds while Discord itself, or the way to it, misbehaves: over real sockets, with the library's own client."""

import asyncio
import time

import pytest

from bot.discord.part import DiscordPart
from bot.settings_faults import SettingsWrong
from bot.store.store import Store
from tests.bot.discord.at_work import footnote
from tests.bot.discord.fake import faults
from tests.bot.scripted import PAUSED, ScriptedResponder, events_of, sample_answer

QUESTION = "How many deckhands is Norlink laying off?"
HERE = 5001
ALICE, BOB = 11, 12


def slow(seconds):
    """A responder that shows progress for a while before its answer."""
    first, *rest = events_of(sample_answer())
    return ScriptedResponder((first, seconds, *rest))


async def test_commands_are_acknowledged_in_time_while_every_answer_slot_is_busy(tmp_path, discord):
    responder = ScriptedResponder((PAUSED, *events_of(sample_answer())))
    async with footnote(tmp_path, responder, discord=discord, slots=1):
        asked = [await discord.command(HERE, ALICE, "ask", question=f"{QUESTION} {number}") for number in range(8)]
        await discord.until(lambda: all(each.answered_at for each in asked))
        assert max(each.seconds for each in asked) < 1
        responder.go_on()
        for each in asked:
            assert "[1]" in (await discord.answered(each)).words


async def test_clicks_are_acknowledged_in_time_while_every_answer_slot_is_busy(tmp_path, discord):
    responder = ScriptedResponder(sample_answer(), (PAUSED, *events_of(sample_answer())))
    async with footnote(tmp_path, responder, discord=discord, slots=1):
        answer = await discord.answered(await discord.mention(HERE, ALICE, QUESTION))
        await discord.mention(HERE, BOB, QUESTION)
        await discord.until(lambda: len(responder.asked) == 2)
        clicks = [await discord.click(ALICE, answer, f"footnote:{each}") for each in ("passage", "good", "bad")]
        await discord.until(lambda: all(each.answered_at for each in clicks))
        assert max(each.seconds for each in clicks) < 1
        shown = await discord.until(lambda: clicks[0].response.words)
        assert "Norlink is laying off 120 deckhands" in shown


@pytest.mark.parametrize("fault", ["RateLimited", "ServerError", "Cut"])
async def test_what_was_not_taken_is_told_again(tmp_path, discord, fault):
    await each_route_fails_once(tmp_path, discord, getattr(faults, fault))


@pytest.mark.parametrize("fault", ["LostReply", "TakenButUnavailable"])
async def test_what_was_taken_without_a_word_is_shown_once(tmp_path, discord, fault):
    await each_route_fails_once(tmp_path, discord, getattr(faults, fault))


async def each_route_fails_once(folder, discord, fault):
    """Ask in both ways; each gets one answer and nothing else."""
    async with footnote(folder, slow(0.8), discord=discord):
        for route in ("send", "open_thread", "edit_answer", "callback", "edit"):
            discord.order(route, fault())
        written = await discord.mention(HERE, ALICE, QUESTION)
        command = await discord.command(HERE, BOB, "ask", question=QUESTION)
        await discord.answered(written, 20)
        await discord.answered(command, 20)
        assert len(discord.replies(written)) == len(discord.replies(command)) == 1
        assert command.seconds < 3


async def test_an_acknowledgement_that_fails_again_and_again_is_in_time_all_the_same(tmp_path, discord):
    async with footnote(tmp_path, discord=discord):
        # Each of the first three is waited out by the library itself for a second or longer.
        discord.order("callback", faults.RateLimited(5), faults.ServerError(502), faults.Slow(1), faults.Cut())
        command = await discord.command(HERE, BOB, "ask", question=QUESTION)
        await discord.answered(command)
        assert command.seconds < 3
        assert len(discord.replies(command)) == 1


async def test_an_acknowledgement_whose_word_comes_too_late_to_be_repeated_still_leads_to_an_answer(tmp_path, discord):
    async with footnote(tmp_path, discord=discord):
        # Taken, and then nobody can say so any more.
        discord.order("callback", faults.TakenButUnavailable(), faults.Refusal(404, 10062))
        command = await discord.command(HERE, BOB, "ask", question=QUESTION)
        await discord.answered(command, 12)
        assert len(discord.replies(command)) == 1


async def test_a_command_that_could_not_be_acknowledged_is_answered_by_a_message_that_says_what_was_asked(
    tmp_path, discord
):
    async with footnote(tmp_path, discord=discord):
        discord.order("callback", faults.Refusal(404, 10062))
        await discord.command(HERE, BOB, "ask", question=QUESTION)
        (answer,) = await discord.until(lambda: discord.seen(HERE))
        assert answer.words.startswith(f"Asked: {QUESTION}")
        assert answer.is_whole


async def test_a_command_that_was_written_down_and_not_acknowledged_is_answered_after_a_restart(tmp_path, discord):
    responder = ScriptedResponder((PAUSED, *events_of(sample_answer())))
    async with footnote(tmp_path, responder, discord=discord, drain=0):
        discord.order("callback", *[faults.ServerError(503) for _ in range(8)])
        command = await discord.command(HERE, BOB, "ask", question=QUESTION)
        await discord.until(lambda: responder.asked)
    assert command.answered_at is None
    discord.forget_faults()
    async with footnote(tmp_path, discord=discord):
        # In its place, or, where the three seconds are over by now, in the channel.
        await discord.until(lambda: sum(each.is_whole for each in discord.messages) == 1)


async def test_what_was_asked_while_nobody_was_there_is_answered_on_the_return_where_the_bot_was_asked_before(
    tmp_path, discord
):
    async with footnote(tmp_path, discord=discord):
        known = await discord.answered(await discord.mention(HERE, ALICE, QUESTION))
        await discord.answered(await discord.direct(BOB, QUESTION))
    missed = [await discord.mention(place, BOB, QUESTION) for place in (HERE, known.channel)]
    missed += [await discord.direct(BOB, QUESTION)]
    aside = await discord.write(HERE, ALICE, QUESTION)
    discord.order("history", faults.Cut(), faults.Refusal(403, 50001))
    async with footnote(tmp_path, discord=discord):
        await discord.until(lambda: len(discord.called("history")) >= 4)
        await discord.until(lambda: sum(bool(discord.answers(each)) for each in missed) >= 2)
        assert discord.replies(aside) == []
    async with footnote(tmp_path, discord=discord):
        for each in missed:
            await discord.answered(each)
        assert [len(discord.replies(each)) for each in missed] == [1, 1, 1]


async def test_an_answer_is_shown_once_where_the_bot_may_not_read_what_stands_there(tmp_path, discord):
    async with footnote(tmp_path, discord=discord):
        discord.order("history", *[faults.Refusal(403, 50001) for _ in range(9)])
        discord.order("send", *[faults.TakenButUnavailable() for _ in range(3)])
        asked = await discord.mention(HERE, ALICE, QUESTION)
        await discord.answered(asked)
        assert len(discord.replies(asked)) == 1


async def test_a_passage_is_shown_though_discord_stumbles(tmp_path, discord):
    async with footnote(tmp_path, discord=discord):
        answer = await discord.answered(await discord.mention(HERE, ALICE, QUESTION))
        discord.order("edit_answer", faults.Cut(), faults.ServerError(503))
        click = await discord.click(BOB, answer, "footnote:passage")
        assert "120 deckhands" in await discord.until(lambda: click.response and click.response.words)


@pytest.mark.parametrize("break_off", ["reconnect", "drop"])
async def test_what_is_asked_while_the_connection_is_away_is_answered_once(tmp_path, discord, break_off):
    async with footnote(tmp_path, discord=discord):
        before = await discord.mention(HERE, ALICE, QUESTION)
        await getattr(discord.gateway_of, break_off)()
        meanwhile = await discord.mention(HERE, BOB, QUESTION)
        await discord.connected()
        after = await discord.mention(HERE, ALICE, QUESTION)
        for asked in (before, meanwhile, after):
            await discord.answered(asked)
        await asyncio.sleep(0.2)
        assert [len(discord.replies(asked)) for asked in (before, meanwhile, after)] == [1, 1, 1]
        assert (discord.gateway_of.identified, discord.gateway_of.resumed) == (1, 1)


async def test_a_session_that_ended_is_begun_anew_and_what_was_accepted_is_answered(tmp_path, discord):
    async with footnote(tmp_path, slow(0.5), discord=discord):
        asked = await discord.mention(HERE, ALICE, QUESTION)
        await discord.until(lambda: discord.replies(asked) or discord.called("current_user"))
        await discord.gateway_of.invalidate()
        await discord.answered(asked)
        await discord.connected()
        assert discord.gateway_of.identified == 2
        await discord.answered(await discord.mention(HERE, BOB, QUESTION))


@pytest.mark.parametrize("away", ["reconnect", "invalidate", "drop"])
async def test_it_ends_when_it_is_told_to_while_a_session_is_begun_anew(tmp_path, discord, away):
    async with footnote(tmp_path, discord=discord):
        discord.gateway_of.greets = False
        await getattr(discord.gateway_of, away)()
        await discord.until(lambda: discord.gateway_of.connections == 2)
        began = time.monotonic()
    assert time.monotonic() - began < 5


async def test_an_event_that_is_told_twice_is_answered_once(tmp_path, discord):
    async with footnote(tmp_path, discord=discord):
        written = await discord.mention(HERE, ALICE, QUESTION, twice=True)
        command = await discord.command(HERE, ALICE, "ask", question=QUESTION, twice=True)
        await discord.answered(written)
        await discord.answered(command)
        await asyncio.sleep(0.2)
        assert len(discord.replies(written)) == len(discord.replies(command)) == 1


async def test_a_question_outlives_the_client_that_it_came_by(tmp_path, discord):
    responder = ScriptedResponder((PAUSED, *events_of(sample_answer())))
    async with footnote(tmp_path, responder, discord=discord) as supervision:
        written = await discord.mention(HERE, ALICE, QUESTION)
        command = await discord.command(HERE, BOB, "ask", question=QUESTION)
        await discord.until(lambda: len(responder.asked) == 2)
        await discord.gateway_of.end(4011)
        await discord.until(lambda: supervision.states["discord"].restarts == 1)
        responder.go_on()
        await discord.answered(written)
        await discord.answered(command)
        assert len(discord.replies(written)) == len(discord.replies(command)) == 1


async def test_what_was_begun_when_the_process_ended_is_shown_once_by_the_next(tmp_path, discord):
    async with footnote(tmp_path, slow(60), discord=discord, drain=0):
        written = await discord.mention(HERE, ALICE, QUESTION)
        command = await discord.command(HERE, BOB, "ask", question=QUESTION)
        await discord.until(lambda: discord.replies(written) and discord.replies(command)[0].words)
    async with footnote(tmp_path, discord=discord):
        await discord.answered(written)
        await discord.answered(command)
        assert len(discord.replies(written)) == len(discord.replies(command)) == 1


async def test_after_the_fifteen_minutes_the_answer_is_a_message_in_the_channel(tmp_path, discord):
    responder = ScriptedResponder((PAUSED, *events_of(sample_answer())))
    async with footnote(tmp_path, responder, discord=discord):
        command = await discord.command(HERE, BOB, "ask", question=QUESTION)
        await discord.until(lambda: responder.asked and command.answered_at)
        discord.expire_tokens()
        responder.go_on()
        await discord.until(lambda: any(each.is_whole and not each.token for each in discord.seen(HERE)))
        assert not command.response.is_whole


async def test_an_answer_whose_message_was_taken_away_is_shown_anew(tmp_path, discord):
    responder = ScriptedResponder((events_of(sample_answer())[0], PAUSED, *events_of(sample_answer())))
    async with footnote(tmp_path, responder, discord=discord):
        asked = await discord.mention(HERE, ALICE, QUESTION)
        (begun,) = await discord.until(lambda: discord.replies(asked))
        begun.is_deleted = True
        responder.go_on()
        await discord.answered(asked)


async def test_the_commands_are_told_to_discord_once(tmp_path, discord):
    for _ in range(2):
        async with footnote(tmp_path, discord=discord):
            await discord.answered(await discord.command(HERE, ALICE, "ask", question=QUESTION))
    assert len(discord.called("put_commands")) == 1


async def test_without_the_intent_it_reads_nothing_that_does_not_name_it(tmp_path, discord):
    async with footnote(tmp_path, discord=discord):
        aside = await discord.write(HERE, ALICE, QUESTION)
        await discord.answered(await discord.mention(HERE, ALICE, QUESTION))
        assert discord.replies(aside) == []


async def test_a_server_that_is_away_is_not_taken_for_a_direct_message(tmp_path, discord):
    discord.gateway_of.tells_of_server = False
    async with footnote(tmp_path, discord=discord):
        aside = await discord.write(HERE, ALICE, QUESTION)
        await discord.answered(await discord.mention(HERE, ALICE, QUESTION))
        assert discord.replies(aside) == []


async def test_a_token_that_discord_does_not_take_is_told_in_words(discord, tmp_path):
    with Store.open(tmp_path) as store:
        part = DiscordPart("wrong", desk=None, store=store, known=None, previews=None)
        with pytest.raises(SettingsWrong, match="DISCORD_TOKEN"):
            await part.run()
