import asyncio
from datetime import date, timedelta

import pytest

from bot.desk.outcome import Outcome
from bot.store.passages import ShownPassage
from bot.store.store import Store
from corpus.errors import LibraryTooNew
from retrieval.follow_up import Turn
from retrieval.retriever import Filters
from tests.bot.scripted import asked, sample_abstention, sample_answer


async def answered(store, key="e1", reply=None, **chosen):
    accepted = await store.questions.accept(asked(key, **chosen))
    reply = reply or sample_answer()
    assert await store.questions.showing(accepted.hold, reply)
    await store.questions.finish(accepted.id, Outcome.ANSWERED, f"message-{key}")
    return accepted.id


async def test_of_processes_that_accept_one_question_at_once_one_does(opened):
    stores = [opened() for _ in range(3)]
    accepted = await asyncio.gather(*(store.questions.accept(asked()) for store in stores for _ in range(5)))
    assert sum(each is not None for each in accepted) == 1


async def test_people_go_on_in_a_thread_while_its_answer_is_just_being_shown(store):
    accepted = await store.questions.accept(asked())
    assert not await store.questions.has_answered_in(asked().place)
    assert await store.questions.showing(accepted.hold, sample_answer())
    assert await store.questions.has_answered_in(asked().place)


async def test_a_question_comes_back_as_it_was_asked(opened):
    store, other = opened(), opened()
    filters = Filters(frozenset({"The Ledger"}), since=date(2026, 1, 2))
    question = asked(text="Wie viele? \x00 \N{SEEDLING}", thread=None, reply_to='{"ts": 1}', is_private=True)
    question = type(question)(**{name: getattr(question, name) for name in question.__slots__} | {"filters": filters})
    await store.questions.accept(question)
    (left,) = await other.questions.adopt(["slack"], held_too=True)
    assert left.asked.text == question.text.replace("\x00", "\N{REPLACEMENT CHARACTER}")
    assert (left.asked.filters, left.asked.place, left.asked.is_private) == (filters, question.place, True)


async def test_a_question_is_taken_over_by_one_process_only(opened, clock):
    first, *others = [opened() for _ in range(4)]
    for number in range(20):
        await first.questions.accept(asked(f"e{number}"))
    clock.pass_seconds(31)
    adopted = await asyncio.gather(*(store.questions.adopt(["slack"]) for store in others))
    assert sorted(left.id for some in adopted for left in some) == list(range(1, 21))


async def test_a_process_that_says_that_it_lives_keeps_its_questions(opened, clock):
    store, other = opened(), opened()
    await store.questions.accept(asked())
    for _ in range(4):
        clock.pass_seconds(20)
        assert await store.questions.keep() == 1
        assert await other.questions.adopt(["slack"]) == ()


async def test_what_another_process_took_over_is_not_shown_by_the_first(opened, clock):
    store, other = opened(), opened()
    accepted = await store.questions.accept(asked())
    clock.pass_seconds(31)
    (left,) = await other.questions.adopt(["slack"])
    assert not await store.questions.showing(accepted.hold, sample_answer())
    assert await other.questions.showing(left.hold, sample_answer())


async def test_what_was_shown_outlives_the_process(opened):
    number = await answered(opened())
    answer = await opened().questions.answer(number)
    assert answer.is_answer
    assert answer.message == "message-e1"
    assert [each["number"] for each in answer.fields["citations"]] == [1, 2, 3]
    assert answer.asked.text == "How many deckhands go?"


async def test_an_abstention_keeps_what_came_nearest(opened):
    store = opened()
    number = await answered(store, reply=sample_abstention())
    answer = await store.questions.answer(number)
    passage = await store.passages.passage(answer.citation(1)["reference"])
    assert passage.article_id == "gazette"


async def test_there_is_no_answer_to_a_question_that_was_never_asked(opened):
    assert await opened().questions.answer(7) is None


async def test_turns_are_the_newest_few_oldest_first(opened, clock):
    store = opened()
    for number in range(4):
        await answered(store, f"e{number}", sample_answer(f"Question {number}?"))
    said = sample_answer().turn.answer
    turns = await store.questions.turns(asked().place, 2, clock() - timedelta(days=1))
    assert turns == (Turn("Question 2?", said), Turn("Question 3?", said))


async def test_a_passage_has_one_number_whoever_shows_it(opened):
    store, other = opened(), opened()
    passage = ShownPassage("ledger", "abc", 0, 9, "Norlink is")
    numbers = await asyncio.gather(*(each.passages.references([passage] * 3) for each in (store, other) * 4))
    assert len({number for some in numbers for number in some}) == 1
    assert await other.passages.passage(numbers[0][0]) == passage


async def test_an_event_is_new_once(opened):
    store, other = opened(), opened()
    seen = await asyncio.gather(*(each.events.first("slack", "Ev1") for each in (store, other) * 5))
    assert sum(seen) == 1
    assert await store.events.first("discord", "Ev1")


async def test_events_are_forgotten_in_time(opened, clock):
    store = opened()
    await store.events.first("slack", "Ev1")
    clock.pass_seconds(60)
    assert await store.events.forget(clock()) == 1
    assert await store.events.first("slack", "Ev1")


async def test_a_lease_has_one_holder(opened):
    store, other = opened(), opened()
    held = await asyncio.gather(*(each.leases.hold("index", each.owner, 10) for each in (store, other) * 4))
    assert len({number for number in held if number}) == 1
    assert held.count(0) == 4


async def test_a_lease_that_ended_goes_to_another_with_a_higher_fence(opened, clock):
    store, other = opened(), opened()
    first = await store.leases.hold("index", store.owner, 10)
    assert await store.leases.hold("index", store.owner, 10) == first
    clock.pass_seconds(11)
    second = await other.leases.hold("index", other.owner, 10)
    assert second > first
    assert not await store.leases.is_current("index", first)
    assert await other.leases.is_current("index", second)


async def test_a_clock_that_is_set_back_holds_up_neither_leases_nor_questions(opened, clock):
    store, other = opened(), opened()
    await store.leases.hold("index", store.owner, 10)
    await store.questions.accept(asked())
    clock.pass_seconds(-3600)
    assert await other.leases.hold("index", other.owner, 10) == 2
    assert len(await other.questions.adopt(["slack"])) == 1


async def test_a_clock_that_is_set_forward_lets_nothing_be_shown_twice(opened, clock):
    store, other = opened(), opened()
    accepted = await store.questions.accept(asked())
    clock.pass_seconds(3600)
    assert len(await other.questions.adopt(["slack"])) == 1
    assert not await store.questions.showing(accepted.hold, sample_answer())


async def test_a_lease_that_was_released_can_be_taken_at_once(opened):
    store, other = opened(), opened()
    await store.leases.hold("index", store.owner, 10)
    await store.leases.release("index", store.owner)
    assert await other.leases.hold("index", other.owner, 10)


async def test_a_kept_value_is_the_latest_put(opened):
    store = opened()
    await store.kept.put("commands", {"hash": "a"})
    await store.kept.put("commands", {"hash": "b"})
    assert await opened().kept.get("commands") == {"hash": "b"}
    await store.kept.put("commands", None)
    assert await store.kept.get("commands") is None


async def test_what_a_person_asked_and_thought_is_forgotten_and_passages_stay(opened):
    store = opened()
    mine, theirs = await answered(store, "e1", person="U1"), await answered(store, "e2", person="U2")
    await store.feedback.give(mine, "slack", "U2", is_good=True)
    await store.feedback.give(theirs, "slack", "U1", is_good=False, reason="my reason")
    await store.feedback.give(theirs, "slack", "U2", is_good=True)
    reference = (await store.questions.answer(mine)).citation(1)["reference"]
    assert await store.forgetting.person("U1") == 1
    assert await store.questions.answer(mine) is None
    assert await store.questions.answer(theirs) is not None
    assert [opinion.person for opinion in await store.feedback.all()] == ["U2"]
    assert await store.passages.passage(reference) is not None


async def test_retention_lets_go_of_what_has_ended_only(opened, clock):
    store = opened()
    old = await answered(store, "e1")
    waiting = await store.questions.accept(asked("e2"))
    clock.pass_seconds(86_400)
    new = await answered(store, "e3")
    assert await store.forgetting.older_than(clock() - timedelta(hours=1)) == 1
    assert await store.questions.answer(old) is None
    assert await store.questions.answer(new) is not None
    assert [left.id for left in await opened().questions.adopt(["slack"], held_too=True)] == [waiting.id]


async def test_statistics_tell_who_asked_what_and_what_came_of_it(opened, clock):
    store = opened()
    mine = await answered(store, "e1", text="Who?")
    unsaid = await store.questions.accept(asked("e2", "Where to?", person="U2"))
    clock.pass_seconds(2)
    await store.questions.finish(unsaid.id, Outcome.ABSTAINED)
    await store.feedback.give(mine, "slack", "U2", is_good=False, reason="too short")
    stats = await opened().statistics.since(clock() - timedelta(days=1))
    assert (stats.by_status, stats.people, stats.seconds) == ({"answered": 1, "abstained": 1}, 2, (0.0, 2.0))
    assert stats.unanswered == (("Where to?", 1),)
    assert [(each.question, each.reason) for each in stats.disliked] == [("Who?", "too short")]
    assert (await store.statistics.since(clock())).by_status == {}


async def test_a_number_is_never_given_to_a_second_question(opened, clock):
    store = opened()
    old = await answered(store, "e1")
    await store.forgetting.older_than(clock() + timedelta(seconds=1))
    assert await answered(store, "e2") > old


async def test_the_database_of_a_newer_footnote_is_left_alone(tmp_path):
    from sqlalchemy import text

    from corpus.database import Database

    Store.open(tmp_path).close()
    database = Database.open(tmp_path / "state.sqlite3")
    with database.writing() as connection:
        connection.execute(text("UPDATE bot_version SET version_num = '9999'"))
    database.close()
    with pytest.raises(LibraryTooNew, match="upgrade Footnote"):
        Store.open(tmp_path)


@pytest.mark.parametrize("wrong", [{"start": 3, "end": 3}, {"start": -1, "end": 3}, {"article_id": ""}])
def test_a_passage_is_a_stretch_of_an_article(wrong):
    with pytest.raises(ValueError, match="stretch"):
        ShownPassage(**{"article_id": "a", "content_hash": "b", "start": 0, "end": 3} | wrong)
