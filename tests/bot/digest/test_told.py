from dataclasses import replace

from bot.chat.fitting import Room, fitted
from bot.digest.told import ToldStory


def told_of(story, part, before):
    return ToldStory(story, part, tuple(range(100, 100 + len(story.answer.citations))), before)


def test_numbers_go_on_without_a_gap_whatever_was_left_out(digest):
    story = digest.stories[0]
    last = story.answer.citations[-1]
    assert last.number > 1
    part = replace(
        fitted(story.answer, Room(4000, 20, lambda _: 10)), citations=(last,), statements=(), disagreements=()
    )
    (cited,) = told_of(story, part, 7).citations
    assert (cited.number, cited.span) == (8, last.span)


def test_what_is_shown_is_numbered_and_opened_by_its_own_passage(digest):
    for story in digest.stories:
        part = fitted(story.answer, Room(4000, 20, lambda _: 10))
        told = told_of(story, part, 3)
        assert [each.number for each in told.citations] == list(range(4, 4 + len(part.citations)))
        assert [passage for _, passage in told.openable] == [99 + each.number for each in part.citations]
        shown = {each.number for each in told.citations}
        assert all(shown.issuperset(side.citations) for each in told.disagreements for side in each.sides)
