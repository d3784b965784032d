"""What every surface keeps, the fakes too. A test class inherits it, and gives `surface` and `texts`."""

import pytest

from retrieval.answering.events import Stage
from retrieval.answering.responder import statements_of
from tests.bot.scripted import huge_answer, sample_abstention, sample_answer


class SurfaceContract:
    """Inherit, and define the fixtures `surface`, a new one whose question has the id 7, and `texts`.

    `texts()` gives all that a person would read there, as one string.
    """

    async def test_a_whole_answer_is_shown_and_named(self, surface, texts):
        reply = sample_answer()
        await surface.work(Stage.SEARCHING)
        for stated in statements_of(reply):
            await surface.state(stated)
        assert await surface.reply(reply, 7)
        for statement in reply.result.statements:
            assert statement.text in texts()

    async def test_an_abstention_is_shown_and_named(self, surface, texts):
        assert await surface.reply(sample_abstention(), 7)
        assert "The articles do not say." in texts()

    async def test_a_huge_answer_is_shown_from_its_beginning(self, surface, texts):
        assert await surface.reply(huge_answer(), 7)
        assert "Statement 0 says" in texts()

    async def test_an_answer_that_was_shown_is_found_again(self, surface):
        message = await surface.reply(sample_answer(), 7)
        assert await surface.shown(7) == message

    async def test_an_answer_that_was_not_shown_is_not_found(self, surface):
        assert await surface.shown(7) is None

    @pytest.mark.parametrize("ahead", [0, 1, 250])
    async def test_a_wait_may_come_before_anything_else(self, surface, texts, ahead):
        await surface.wait(ahead)
        assert await surface.reply(sample_answer(), 7)
        assert "Norlink" in texts()

    async def test_a_refusal_may_be_all_that_there_is(self, surface, texts):
        await surface.refuse("Please ask again in a minute.")
        assert "Please ask again in a minute." in texts()

    async def test_a_failure_is_told_after_statements_were_shown(self, surface, texts):
        await surface.work(Stage.SEARCHING)
        for stated in statements_of(sample_answer()):
            await surface.state(stated)
        await surface.fail("Something went wrong on my side.")
        assert "Something went wrong on my side." in texts()
