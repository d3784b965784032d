import asyncio

from bot.desk.surface import SurfaceError
from bot.discord.unfolding import Unfolding
from retrieval.answering.responder import statements_of
from tests.bot.scripted import sample_answer

BRISK = {"grace_seconds": 0.02, "interval_seconds": 0.05}


class Screen:
    """Takes panels; fails where it is told to."""

    def __init__(self, error=None):
        self.seen = []
        self._error = error

    async def show(self, panel):
        if self._error:
            raise self._error
        self.seen.append("\n".join(part.markup for part in panel.parts))


async def test_an_answer_that_is_quick_shows_no_progress():
    screen = Screen()
    unfolding = Unfolding(screen.show, grace_seconds=5, interval_seconds=5)
    unfolding.say("Looking through the articles")
    await unfolding.close()
    assert screen.seen == []


async def test_a_slow_answer_shows_what_is_done_and_its_statements_as_they_come():
    screen = Screen()
    unfolding = Unfolding(screen.show, **BRISK)
    unfolding.say("Looking through the articles")
    await asyncio.sleep(0.06)
    for stated in statements_of(sample_answer()):
        unfolding.add(stated)
        await asyncio.sleep(0.12)
    await unfolding.close()
    first, second, third = screen.seen
    assert first == "-# Looking through the articles…"
    assert "120 deckhands" in second
    assert "Mara Lindqvist" not in second
    assert "Mara Lindqvist" in third


async def test_statements_that_come_at_once_are_one_change():
    screen = Screen()
    unfolding = Unfolding(screen.show, **BRISK)
    for stated in statements_of(sample_answer()):
        unfolding.add(stated)
    await asyncio.sleep(0.04)
    await unfolding.close()
    assert len(screen.seen) == 1


async def test_progress_that_cannot_be_shown_ends_quietly():
    unfolding = Unfolding(Screen(SurfaceError("no")).show, **BRISK)
    unfolding.say("Looking")
    await asyncio.sleep(0.05)
    unfolding.say("Writing")
    await unfolding.close()
