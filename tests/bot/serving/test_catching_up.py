import asyncio
import io
import json

import pytest

from bot.logs import set_up
from bot.serving.catching_up import CatchingUp
from corpus.problem import Problem
from corpus.sync.report import SyncReport
from tests.conftest import CurrentStderr


@pytest.fixture
def log():
    """Everything that is logged, line by line."""
    log = io.StringIO()
    set_up(as_json=True, to=log)
    yield log
    set_up(as_json=True, to=CurrentStderr())


async def told_of(log, *reports):
    """What the log says while these come in, one after the other."""
    left, before = list(reports), len(log.getvalue())

    async def work():
        return left.pop(0) if left else await asyncio.Event().wait()

    running = asyncio.create_task(CatchingUp(work, every_seconds=0).run())
    async with asyncio.timeout(5):
        while left:
            await asyncio.sleep(0)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    lines = map(json.loads, log.getvalue()[before:].splitlines())
    return [(each["event"], each.get("new"), each.get("problem")) for each in lines]


async def test_what_came_in_is_told_and_that_nothing_did_is_not(log):
    assert await told_of(log, SyncReport(new=("a", "b")), SyncReport()) == [("articles brought in", 2, None)]


async def test_a_problem_is_told_when_it_comes_up_and_when_it_comes_again_after_it_was_gone(log):
    wrong = SyncReport(problems=(Problem("https://news.example/feed", "can't be reached"),))
    told = ("source not read", None, "https://news.example/feed: can't be reached")
    assert await told_of(log, wrong, wrong) == [told]
    assert await told_of(log, wrong, SyncReport(), wrong) == [told, told]
