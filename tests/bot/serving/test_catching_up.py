import asyncio

from structlog.testing import capture_logs

from bot.serving.catching_up import CatchingUp
from corpus.problem import Problem
from corpus.sync.report import SyncReport


async def told_of(*reports):
    """What the log says while these come in, one after the other."""
    left = list(reports)

    async def work():
        return left.pop(0) if left else await asyncio.Event().wait()

    with capture_logs() as logs:
        running = asyncio.create_task(CatchingUp(work, every_seconds=0).run())
        async with asyncio.timeout(5):
            while left:
                await asyncio.sleep(0)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    return [(each["event"], each.get("new"), each.get("problem")) for each in logs]


async def test_what_came_in_is_told_and_that_nothing_did_is_not():
    assert await told_of(SyncReport(new=("a", "b")), SyncReport()) == [("articles brought in", 2, None)]


async def test_a_problem_is_told_when_it_comes_up_and_when_it_comes_again_after_it_was_gone():
    wrong = SyncReport(problems=(Problem("https://news.example/feed", "can't be reached"),))
    told = ("source not read", None, "https://news.example/feed: can't be reached")
    assert await told_of(wrong, wrong) == [told]
    assert await told_of(wrong, SyncReport(), wrong) == [told, told]
