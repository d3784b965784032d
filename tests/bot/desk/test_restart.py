import asyncio

import pytest

from bot.desk import words
from bot.desk.desk import Desk
from bot.desk.limits import Limits
from bot.desk.outcome import Outcome
from bot.desk.showing import Showing
from bot.desk.surface import SurfaceError
from retrieval.answering.events import Stage, Working
from tests.bot.desk.test_desk import paused, until
from tests.bot.scripted import PAUSED, Platform, ScriptedResponder, WrittenSurface, asked, sample_answer


async def died_at_work(opened, *, limits=None, surface=None):
    """A process that accepted a question and ended without a word."""
    store, responder = opened(), ScriptedResponder(paused(sample_answer()))
    desk = Desk(responder, store, limits)
    task = asyncio.create_task(desk.take(asked(reply_to="here"), surface or WrittenSurface()))
    await until(lambda: responder.asked)
    return store, task, responder


async def ended(desk):
    await desk.close(5)


async def test_what_was_accepted_is_answered_after_a_restart(opened, store):
    await died_at_work(opened)
    surface, seen = WrittenSurface(), []
    desk = Desk(ScriptedResponder(), store, is_alone=True)

    def surface_of(question, question_id):
        seen.append((question.reply_to, question_id))
        return surface

    assert await desk.resume({"slack": surface_of}) == 1
    await ended(desk)
    assert surface.end == "reply"
    assert seen == [("here", 1)]


async def test_what_another_process_still_works_on_is_left_to_it(opened, store):
    await died_at_work(opened)
    assert await Desk(ScriptedResponder(), store).resume({"slack": lambda *_: WrittenSurface()}) == 0


async def test_what_a_silent_process_left_is_taken_up_by_another(opened, clock, store):
    await died_at_work(opened)
    clock.pass_seconds(31)
    desk = Desk(ScriptedResponder(), store)
    assert await desk.resume({"slack": lambda *_: WrittenSurface()}) == 1
    await ended(desk)


async def test_a_question_of_a_platform_that_is_not_there_waits_for_it(opened, store):
    await died_at_work(opened)
    desk = Desk(ScriptedResponder(), store, is_alone=True)
    assert await desk.resume({"discord": lambda *_: WrittenSurface()}) == 0


async def test_what_is_too_old_to_be_answered_unasked_gets_an_apology(opened, clock, store):
    await died_at_work(opened)
    clock.pass_seconds(3600)
    surface, desk = WrittenSurface(), Desk(ScriptedResponder(), store)
    await desk.resume({"slack": lambda *_: surface})
    await ended(desk)
    assert surface.told("fail") == [words.TOO_LONG_AGO]


async def test_a_question_that_ends_every_process_is_given_up(opened, store):
    await died_at_work(opened)
    surface, desk = WrittenSurface(), Desk(ScriptedResponder(), store, Limits(attempts=1), is_alone=True)
    await desk.resume({"slack": lambda *_: surface})
    await ended(desk)
    assert surface.told("fail") == [words.BROKEN]


async def test_an_answer_that_was_shown_just_before_the_end_is_not_shown_again(opened, store):
    platform = Platform()

    async def arrive_and_die():
        platform.shown[1] = ["message-1"]
        await asyncio.Event().wait()

    _, _, responder = await died_at_work(opened, surface=WrittenSurface(platform, faults={"reply": [arrive_and_die]}))
    responder.go_on()
    await until(lambda: platform.shown)
    again, desk = WrittenSurface(platform), Desk(ScriptedResponder(), store, is_alone=True)
    await desk.resume({"slack": lambda *_: again})
    await ended(desk)
    assert platform.shown == {1: ["message-1"]}
    assert again.told("reply") == []
    assert await desk.has_answered_in(asked().place)


async def test_a_process_that_was_paused_past_its_hold_shows_nothing(opened, clock, store):
    late = WrittenSurface()
    _, task, responder = await died_at_work(opened, surface=late)
    clock.pass_seconds(31)
    desk, other = Desk(ScriptedResponder(), store), WrittenSurface()
    await desk.resume({"slack": lambda *_: other})
    await ended(desk)
    responder.go_on()
    assert await task is Outcome.DUPLICATE
    assert (late.told("reply"), len(other.told("reply"))) == ([], 1)


async def test_who_lost_a_question_and_took_it_up_again_shows_it_once(opened, clock):
    desk, store, late, responder = await _lost_and_found(opened, clock)
    again = WrittenSurface()
    await desk.resume({"slack": lambda *_: again})
    responder.go_on()
    await ended(desk)
    assert len([*late.told("reply"), *again.told("reply")]) == 1
    store.close()


async def _lost_and_found(opened, clock):
    """A process that was paused while another took its question up, and died too."""
    store, late = opened(), WrittenSurface()
    responder = ScriptedResponder(paused(sample_answer()))
    desk = Desk(responder, store)
    await desk.start(asked(), late)
    await until(lambda: responder.asked)
    clock.pass_seconds(31)
    with opened() as other:
        assert len(await other.questions.adopt(["slack"])) == 1
    clock.pass_seconds(31)
    return desk, store, late, responder


async def test_an_answer_of_doubtful_end_is_not_shown_again_by_who_lost_the_question(opened, clock, store):
    other, late = WrittenSurface(), WrittenSurface()

    async def lose_it_and_hang_up():
        clock.pass_seconds(31)
        await Desk(ScriptedResponder(), store).resume({"slack": lambda *_: other})
        await until(lambda: other.told("reply"))
        raise SurfaceError("connection lost", arrived=None)

    late.faults["reply"] = [lose_it_and_hang_up]
    with opened() as first:
        assert await Desk(ScriptedResponder(), first).take(asked(), late) is Outcome.DUPLICATE
    assert (late.told("reply"), len(other.told("reply"))) == ([], 1)


async def test_who_was_paused_while_showing_an_answer_finds_its_time_over():
    async def be_paused():
        await asyncio.sleep(5)

    for seconds, faults in ((0.05, {"reply": [be_paused]}), (-1.0, {})):
        surface = WrittenSurface(faults=faults)
        with pytest.raises(SurfaceError):
            await Showing(surface, 60.0).reply(sample_answer(), 1, seconds)
        assert surface.told("reply") == []


async def test_a_failure_is_not_told_over_the_answer_of_who_took_the_question_up(opened, clock, store):
    late, responder = WrittenSurface(), ScriptedResponder([Working(Stage.SEARCHING), PAUSED, RuntimeError("bug")])
    slow = Desk(responder, opened())
    task = asyncio.create_task(slow.take(asked(), late))
    await until(lambda: responder.asked)
    clock.pass_seconds(31)
    desk, other = Desk(ScriptedResponder(), store), WrittenSurface()
    await desk.resume({"slack": lambda *_: other})
    await ended(desk)
    responder.go_on()
    assert await task is Outcome.DUPLICATE
    assert (late.told("fail"), other.end) == ([], "reply")


async def test_a_question_whose_place_can_not_be_found_again_holds_up_no_other(opened, store):
    with opened() as gone:
        for key in ("e1", "e2"):
            await gone.questions.accept(asked(key))
    surface, desk = WrittenSurface(), Desk(ScriptedResponder(), store, is_alone=True)

    def surface_of(question, question_id):
        if question.key == "e1":
            raise ValueError("unreadable")
        return surface

    await desk.resume({"slack": surface_of})
    await ended(desk)
    assert surface.end == "reply"
    with opened() as other:
        assert await other.questions.adopt(["slack"], held_too=True) == ()


async def test_closing_finishes_what_was_taken(store):
    responder, surface = ScriptedResponder(paused(sample_answer())), WrittenSurface()
    desk = Desk(responder, store)
    await desk.start(asked(), surface)
    asyncio.get_running_loop().call_later(0.05, responder.go_on)
    await desk.close(5)
    assert surface.end == "reply"


async def test_what_can_not_be_finished_in_time_is_left_to_the_next_process(opened, store):
    responder, surface = ScriptedResponder(paused(sample_answer())), WrittenSurface()
    desk = Desk(responder, store)
    taken = asyncio.create_task(desk.take(asked(), surface))
    await until(lambda: responder.asked)
    await desk.close(0.05)
    assert await taken is Outcome.LEFT
    with opened() as other:
        following, again = Desk(ScriptedResponder(), other), WrittenSurface()
        assert await following.resume({"slack": lambda *_: again}) == 1
        await ended(following)
        assert again.end == "reply"
    assert surface.told("fail") == []


async def test_a_desk_that_closes_takes_no_more_and_says_so(store):
    desk, surface = Desk(ScriptedResponder(), store), WrittenSurface()
    await desk.close(1)
    assert await desk.take(asked(), surface) is Outcome.REFUSED
    assert surface.told("refuse") == [words.STOPPING]
