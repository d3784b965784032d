"""A bot under load: many people ask at random moments, and half way it is killed and started again."""

import asyncio
import random
import time
import weakref
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextvars import ContextVar
from typing import Any, TypeVar

from bench.quality.question_sets import OWN, read_rows
from bot.desk.limits import Limits

T = TypeVar("T")
SEED = 5
PEOPLE, QUESTIONS, QUICK_QUESTIONS = 50, 500, 60
A_SECOND = 5
"""Fifty people who each ask as often as they may: six questions a minute."""

ACK_SECONDS = 3.0
SETTLE_SECONDS = 90.0
LIMITS = Limits(person_a_minute=100, channel_a_minute=1000, workspace_a_minute=10_000, waiting=1000)
_LIFE: ContextVar["Killable | None"] = ContextVar("_LIFE", default=None)


class Killable(ABC):
    """A bot which can be killed and started again: whatever it does ends at once, wherever it is."""

    def __init__(self) -> None:
        self._tasks: weakref.WeakSet[asyncio.Future[Any]] = weakref.WeakSet()
        asyncio.get_running_loop().set_task_factory(_noted)

    @abstractmethod
    async def start(self) -> None:
        """Begin, and come back when it is connected."""

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Run as the bot's own, with every task that it makes."""
        token = _LIFE.set(self)
        asyncio.create_task(work)  # noqa: RUF006 - the factory notes it
        _LIFE.reset(token)

    def note(self, task: "asyncio.Future[Any]") -> None:
        """Note a task as the bot's own."""
        self._tasks.add(task)

    async def kill(self) -> None:
        """Nothing is finished, nothing handed over."""
        ended = list(self._tasks)
        for task in ended:
            task.cancel()
        await asyncio.gather(*ended, return_exceptions=True)


def _noted(loop: asyncio.AbstractEventLoop, work: Any, **more: Any) -> asyncio.Task[Any]:
    """Make a task, and note whose it is: a task inherits it from whoever makes it."""
    task: asyncio.Task[Any] = asyncio.Task(work, loop=loop, **more)
    bot = _LIFE.get()
    if bot is not None:
        bot.note(task)
    return task


def texts() -> list[str]:
    """What is asked: questions on the shipped articles."""
    return [row["question"] for row in read_rows(OWN / "shipped.jsonl")]


async def ask_all(
    bot: Killable, chance: random.Random, ask: Callable[[str], Awaitable[T]], questions: int, seconds: float
) -> list[T]:
    """Ask all questions at random moments; half way the bot is killed and started again."""
    asked: list[T] = []
    choices = texts()
    moments = sorted(chance.uniform(0, seconds) for _ in range(questions))
    began, is_restarted = time.monotonic(), False
    for number, moment in enumerate(moments):
        await asyncio.sleep(max(0.0, began + moment - time.monotonic()))
        if number >= questions // 2 and not is_restarted:
            is_restarted = True
            await bot.kill()
            await bot.start()
        asked.append(await ask(chance.choice(choices)))
    return asked


async def settle(are_answered: Callable[[], bool]) -> None:
    """Wait until everything is answered, or it has taken too long."""
    deadline = time.monotonic() + SETTLE_SECONDS
    while time.monotonic() < deadline and not are_answered():
        await asyncio.sleep(0.5)
    await asyncio.sleep(5)  # a late second answer would come now


def first_statement_figures(milliseconds: Sequence[float]) -> dict[str, float]:
    """How soon people saw a first statement: half of them, and 99 in 100."""
    ordered = sorted(milliseconds)
    return {
        f"first_statement_p{share}_ms": round(ordered[min(len(ordered) - 1, len(ordered) * share // 100)])
        for share in (50, 99)
    }
