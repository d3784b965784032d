import asyncio

import pytest

from bot.desk import words
from bot.desk.desk import Desk
from bot.desk.limits import Limits
from bot.desk.outcome import Outcome
from bot.desk.surface import SurfaceError
from bot.store.store import Store
from corpus.errors import LibraryBusy
from retrieval.answering.events import Stage, Working
from retrieval.errors import IndexUnavailable, QuestionError
from retrieval.follow_up import Turn
from tests.bot.desk.surface_contract import SurfaceContract
from tests.bot.scripted import (
    PAUSED,
    Platform,
    ScriptedResponder,
    WrittenSurface,
    asked,
    events_of,
    sample_abstention,
    sample_answer,
)


class TestTheWrittenSurface(SurfaceContract):
    @pytest.fixture
    def surface(self):
        return WrittenSurface()

    @pytest.fixture
    def texts(self, surface):
        return lambda: "\n".join(_text(value) for _, value in surface.calls)


def _text(value):
    result = getattr(value, "result", None)
    said = [each.text for each in getattr(result, "statements", ())]
    return " ".join([*said, getattr(result, "reason", ""), value if isinstance(value, str) else ""])


async def until(condition):
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0.005)


def paused(reply):
    first, *rest = events_of(reply)
    return (first, PAUSED, *rest)


async def test_a_question_is_answered(store):
    surface = WrittenSurface()
    assert await Desk(ScriptedResponder(), store).take(asked(), surface) is Outcome.ANSWERED
    assert [name for name, _ in surface.calls] == ["work", "state", "state", "reply"]


async def test_an_abstention_is_an_end_of_its_own(store):
    surface = WrittenSurface()
    assert await Desk(ScriptedResponder(sample_abstention()), store).take(asked(), surface) is Outcome.ABSTAINED
    assert surface.end == "reply"


async def test_a_question_is_answered_once_however_often_it_is_delivered(store):
    desk, first, again = Desk(ScriptedResponder(), store), WrittenSurface(), WrittenSurface()
    both = await asyncio.gather(desk.take(asked(), first), desk.take(asked(), again))
    assert sorted(both) == [Outcome.ANSWERED, Outcome.DUPLICATE]
    assert len([*first.told("reply"), *again.told("reply")]) == 1


async def test_two_platforms_may_use_the_same_key(store):
    desk = Desk(ScriptedResponder(), store)
    assert await desk.take(asked(platform="slack"), WrittenSurface()) is Outcome.ANSWERED
    assert await desk.take(asked(platform="discord"), WrittenSurface()) is Outcome.ANSWERED


async def test_a_question_that_is_started_is_written_down_before_start_returns(store):
    responder, surface = ScriptedResponder(paused(sample_answer())), WrittenSurface()
    desk = Desk(responder, store)
    assert await desk.start(asked(), surface) is None
    assert await store.questions.accept(asked()) is None
    responder.go_on()
    await desk.close(5)
    assert surface.end == "reply"


async def test_a_question_that_is_refused_at_once_says_so_when_it_is_started(store):
    desk = Desk(ScriptedResponder(), store, Limits(allowed_channels=frozenset({"C2"})))
    assert await desk.start(asked(), WrittenSurface()) is Outcome.REFUSED


async def test_no_more_answers_are_worked_on_at_once_than_there_are_slots(store):
    responder = ScriptedResponder((Working(Stage.SEARCHING), 0.02, *events_of(sample_answer())[1:]))
    desk = Desk(responder, store, Limits(slots=2))
    surfaces = [WrittenSurface() for _ in range(6)]
    outcomes = await asyncio.gather(*(desk.take(asked(f"e{n}"), surface) for n, surface in enumerate(surfaces)))
    assert outcomes == [Outcome.ANSWERED] * 6
    assert responder.most_at_work == 2


async def test_who_waits_is_told_the_place_in_line(store):
    responder = ScriptedResponder(paused(sample_answer()))
    desk = Desk(responder, store, Limits(slots=1))
    surfaces = [WrittenSurface() for _ in range(3)]
    for number, surface in enumerate(surfaces):
        await desk.start(asked(f"e{number}"), surface)
    await until(lambda: surfaces[2].told("wait"))
    responder.go_on()
    await desk.close(5)
    assert [surface.told("wait") for surface in surfaces] == [[], [0], [1, 0]]
    assert {surface.end for surface in surfaces} == {"reply"}


async def test_one_too_many_in_line_is_told_to_come_later(store):
    responder, late = ScriptedResponder(paused(sample_answer())), WrittenSurface()
    desk = Desk(responder, store, Limits(slots=1, waiting=1))
    for number in range(2):
        await desk.start(asked(f"e{number}"), WrittenSurface())
    await until(lambda: len(responder.asked) == 1)
    await asyncio.sleep(0.05)
    assert await desk.take(asked("late"), late) is Outcome.REFUSED
    assert late.told("refuse") == [words.LINE_FULL]
    responder.go_on()
    await desk.close(5)


@pytest.mark.parametrize(
    ("limits", "elsewhere"),
    [
        (Limits(person_a_minute=2), {"person": "U2"}),
        (Limits(person_a_day=2), {"person": "U2"}),
        (Limits(channel_a_minute=2), {"channel": "C2"}),
        (Limits(workspace_a_minute=2), {"workspace": "W2"}),
    ],
)
async def test_who_asks_too_often_is_refused_with_a_reason_and_others_are_not(store, limits, elsewhere):
    desk, surface = Desk(ScriptedResponder(), store, limits), WrittenSurface()
    for number in range(2):
        assert await desk.take(asked(f"e{number}"), WrittenSurface()) is Outcome.ANSWERED
    assert await desk.take(asked("too often"), surface) is Outcome.REFUSED
    assert surface.end == "refuse"
    assert await desk.take(asked("other", **elsewhere), WrittenSurface()) is Outcome.ANSWERED


async def test_a_limit_a_minute_is_over_after_a_minute(store, clock):
    desk = Desk(ScriptedResponder(), store, Limits(person_a_minute=1))
    assert await desk.take(asked("e1"), WrittenSurface()) is Outcome.ANSWERED
    assert await desk.take(asked("e2"), WrittenSurface()) is Outcome.REFUSED
    clock.pass_seconds(61)
    assert await desk.take(asked("e3"), WrittenSurface()) is Outcome.ANSWERED


@pytest.mark.parametrize("elsewhere", [{"workspace": "W2"}, {"channel": "C2"}])
async def test_only_allowed_workspaces_and_channels_are_answered_in(store, elsewhere):
    limits = Limits(allowed_workspaces=frozenset({"W1"}), allowed_channels=frozenset({"C1"}))
    desk, surface = Desk(ScriptedResponder(), store, limits), WrittenSurface()
    assert await desk.take(asked("e1"), WrittenSurface()) is Outcome.ANSWERED
    assert await desk.take(asked("e2", **elsewhere), surface) is Outcome.REFUSED
    assert surface.end == "refuse"


async def test_a_question_that_can_not_be_asked_is_refused_with_its_reason(store):
    desk, surface = Desk(ScriptedResponder([QuestionError("The question is empty.")]), store), WrittenSurface()
    assert await desk.take(asked(text="?"), surface) is Outcome.REFUSED
    assert surface.told("refuse") == ["The question is empty."]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (IndexUnavailable("secret path"), words.NO_ARTICLES),
        (LibraryBusy("secret path"), words.NO_ARTICLES),
        (RuntimeError("secret key"), words.BROKEN),
    ],
)
async def test_what_breaks_is_told_in_words_that_give_nothing_away(store, error, said):
    responder, surface = ScriptedResponder([Working(Stage.SEARCHING), error]), WrittenSurface()
    desk = Desk(responder, store, Limits(deadline_seconds=0.5))
    assert await desk.take(asked(), surface) is Outcome.FAILED
    assert surface.told("fail") == [said]


async def test_articles_that_are_out_of_reach_for_a_moment_are_waited_for(store):
    away = [Working(Stage.SEARCHING), LibraryBusy("away")]
    desk, surface = Desk(ScriptedResponder(away, away, sample_answer()), store), WrittenSurface()
    assert await desk.take(asked(), surface) is Outcome.ANSWERED
    assert surface.end == "reply"


async def test_what_was_stated_is_not_stated_again_in_other_words(store):
    broken_off = [*events_of(sample_answer())[:2], LibraryBusy("away")]
    desk, surface = Desk(ScriptedResponder(broken_off, sample_answer()), store), WrittenSurface()
    assert await desk.take(asked(), surface) is Outcome.FAILED
    assert surface.told("fail") == [words.NO_ARTICLES]
    assert len(surface.told("state")) == 1


async def test_a_failure_that_could_not_be_told_is_told_again(store):
    surface = WrittenSurface(faults={"fail": [SurfaceError("503"), SurfaceError("no word", arrived=None)]})
    assert await Desk(ScriptedResponder([RuntimeError("bug")]), store).take(asked(), surface) is Outcome.FAILED
    assert surface.told("fail") == [words.BROKEN]


async def test_a_responder_that_ends_without_a_reply_is_a_failure(store):
    desk, surface = Desk(ScriptedResponder([Working(Stage.SEARCHING)]), store), WrittenSurface()
    assert await desk.take(asked(), surface) is Outcome.FAILED
    assert surface.end == "fail"


async def test_a_responder_that_hangs_is_given_up_and_the_person_is_told(store):
    responder, surface = ScriptedResponder([Working(Stage.SEARCHING), PAUSED], sample_answer()), WrittenSurface()
    desk = Desk(responder, store, Limits(slots=1, deadline_seconds=0.5))
    assert await desk.take(asked("e1"), surface) is Outcome.FAILED
    assert surface.told("fail") == [words.TOO_SLOW]
    assert await desk.take(asked("e2"), WrittenSurface()) is Outcome.ANSWERED


async def test_an_answer_that_did_not_arrive_is_shown_again(store):
    surface = WrittenSurface(faults={"reply": [SurfaceError("503", arrived=False)]})
    assert await Desk(ScriptedResponder(), store).take(asked(), surface) is Outcome.ANSWERED
    assert len(surface.told("reply")) == 1


async def test_an_answer_that_may_have_arrived_is_looked_for_before_it_is_shown_again(store):
    platform = Platform()

    async def arrive_and_hang_up():
        platform.shown[1] = ["message-1"]
        raise SurfaceError("connection lost", arrived=None)

    surface = WrittenSurface(platform, faults={"reply": [arrive_and_hang_up]})
    assert await Desk(ScriptedResponder(), store).take(asked(), surface) is Outcome.ANSWERED
    assert platform.shown == {1: ["message-1"]}
    assert (await store.questions.answer(1)).message == "message-1"


@pytest.mark.parametrize("opened", ["sqlite"], indirect=True)  # it waits for the platform, whatever the database
async def test_an_answer_that_arrived_is_not_said_to_be_missing_where_it_can_not_be_looked_for_at_once(store):
    platform = Platform()

    async def arrive_and_hang_up():
        platform.shown[1] = ["message-1"]
        raise SurfaceError("connection lost", arrived=None)

    faults = {"reply": [arrive_and_hang_up], "shown": [SurfaceError("connection lost", arrived=None)]}
    surface = WrittenSurface(platform, faults=faults)
    assert await Desk(ScriptedResponder(), store).take(asked(), surface) is Outcome.ANSWERED
    assert (platform.shown, surface.told("fail")) == ({1: ["message-1"]}, [])


@pytest.mark.parametrize("opened", ["sqlite"], indirect=True)  # it waits for the platform, whatever the database
async def test_an_answer_that_can_not_be_shown_is_a_failure_that_the_person_is_told(store):
    surface = WrittenSurface(faults={"reply": [SurfaceError("too long")] * 3})
    assert await Desk(ScriptedResponder(), store).take(asked(), surface) is Outcome.FAILED
    assert surface.told("fail") == [words.NOT_SHOWN]


async def test_a_platform_that_takes_nothing_at_all_ends_in_a_failure_that_is_written_down(store):
    surface = WrittenSurface(faults={name: [SurfaceError("gone")] * 9 for name in ("work", "state", "reply", "fail")})
    assert await Desk(ScriptedResponder(), store).take(asked(), surface) is Outcome.FAILED
    assert await store.questions.adopt(["slack"], held_too=True) == ()


async def test_progress_that_can_not_be_shown_does_not_hold_up_the_answer(store):
    surface = WrittenSurface(faults={"work": [SurfaceError("stream closed")], "state": [ValueError("bug")]})
    assert await Desk(ScriptedResponder(), store).take(asked(), surface) is Outcome.ANSWERED
    assert surface.told("state") == []


async def test_a_surface_that_hangs_does_not_hold_up_the_answer(store):
    async def hang():
        await asyncio.Event().wait()

    surface = WrittenSurface(faults={"work": [hang]})
    desk = Desk(ScriptedResponder(), store, Limits(show_seconds=0.05))
    assert await desk.take(asked(), surface) is Outcome.ANSWERED


async def test_a_question_that_can_not_be_written_down_is_not_taken_in_silence(tmp_path, monkeypatch):
    store, surface = Store.open(tmp_path), WrittenSurface()
    store.close()
    (tmp_path / "state.sqlite3").unlink()
    (tmp_path / "state.sqlite3").mkdir()
    assert await Desk(ScriptedResponder(), _Reopened(store, tmp_path)).take(asked(), surface) is Outcome.FAILED
    assert surface.told("fail") == [words.NOT_WRITTEN_DOWN]


class _Reopened:
    """The store's memory over a database that has become a folder: every use of it fails."""

    def __init__(self, store, folder):
        from bot.store.questions import Questions
        from bot.store.transactions import Transactions
        from corpus.database import Database

        self.clock = store.clock
        self.feedback = store.feedback
        self.questions = Questions(Transactions(Database.open(folder / "state.sqlite3")), store.clock, store.owner)


async def test_in_a_thread_what_was_said_before_goes_with_the_question(store):
    responder = ScriptedResponder()
    desk = Desk(responder, store)
    await desk.take(asked("e1", "Who runs Norlink?", person="U1"), WrittenSurface())
    await desk.take(asked("e2", "Since when?", person="U2"), WrittenSurface())
    said = sample_answer().turn.answer
    assert responder.asked[1][2] == (Turn("Who runs Norlink?", said),)


async def test_outside_of_threads_only_what_the_same_person_asked_not_long_ago_goes_with_it(store, clock):
    responder = ScriptedResponder()
    desk = Desk(responder, store)
    for key, person, seconds in (("e1", "U1", 0), ("e2", "U2", 0), ("e3", "U1", 60), ("e4", "U1", 3600)):
        clock.pass_seconds(seconds)
        await desk.take(asked(key, key, person=person, thread=None), WrittenSurface())
    assert [[turn.question for turn in turns] for _, _, turns in responder.asked] == [[], [], ["e1"], []]


async def test_it_knows_in_which_threads_it_has_answered(store):
    desk = Desk(ScriptedResponder(), store)
    await desk.take(asked(), WrittenSurface())
    assert await desk.has_answered_in(asked().place)
    assert not await desk.has_answered_in(asked(thread="T2").place)


async def test_a_refused_question_opens_no_conversation(store):
    desk = Desk(ScriptedResponder([QuestionError("The question is empty.")]), store)
    await desk.take(asked(), WrittenSurface())
    assert not await desk.has_answered_in(asked().place)


async def test_feedback_is_kept_and_the_latest_counts(store):
    desk = Desk(ScriptedResponder(), store)
    await desk.take(asked(), WrittenSurface())
    await desk.feedback(1, asked().person, is_good=True)
    await desk.feedback(1, asked().person, is_good=False, reason="too short")
    (opinion,) = await store.feedback.all()
    assert (opinion.question_id, opinion.is_good, opinion.reason) == (1, False, "too short")


async def test_what_was_shown_is_found_again_by_question_and_citation(store):
    await Desk(ScriptedResponder(), store).take(asked(), WrittenSurface())
    answer = await store.questions.answer(1)
    cited = answer.citation(3)
    assert cited["quote"] == "Norlink is laying off 150 deckhands, the union said."
    passage = await store.passages.passage(cited["reference"])
    assert (passage.article_id, passage.quote) == ("gazette", cited["quote"])
    assert answer.citation(4) is None
