"""Showing: a surface that can't hang and can't break an answer."""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.desk.surface import Surface, SurfaceError
from bot.logs import logger
from retrieval.answering.events import Stage, Stated
from retrieval.answering.reply import Reply

T = TypeVar("T")
TOLD_AGAIN_AFTER_SECONDS = (0.2, 0.8)
WAIT_TOLD_EVERY_SECONDS = 5.0


class Showing:
    """One question's surface, each call within `seconds`.

    What shows progress never raises: the answer counts. What shows the end raises SurfaceError where it did not arrive.
    """

    def __init__(self, surface: Surface, seconds: float) -> None:
        self._surface = surface
        self._seconds = seconds
        self._shows_progress = True
        self._wait_told_at = float("-inf")
        self._log = logger("desk")

    async def wait(self, ahead: int) -> None:
        """Tell the place in line: at first, when it is the next, and now and then between."""
        if ahead and time.monotonic() - self._wait_told_at < WAIT_TOLD_EVERY_SECONDS:
            return
        self._wait_told_at = time.monotonic()
        await self._progress(self._surface.wait(ahead))

    async def work(self, stage: Stage) -> None:
        """Tell what is being done."""
        if self._shows_progress:
            await self._progress(self._surface.work(stage))

    async def state(self, stated: Stated) -> None:
        """Show a statement."""
        if self._shows_progress:
            await self._progress(self._surface.state(stated))

    async def reply(self, reply: Reply, question_id: int, within_seconds: float, *, may_be_shown: bool = False) -> str:
        """Show the answer; where it is in doubt whether it was shown, look before showing it again.

        Within that time, for afterwards another process may show it: one that was paused finds its time over, and stops.
        """
        ends = time.monotonic() + within_seconds
        if may_be_shown:
            found = await self._ended(self._surface.shown(question_id), ends - time.monotonic())
            if found is not None:
                return found
        if ends <= time.monotonic():
            raise SurfaceError("its time was over before it could be shown")
        try:
            return await self._ended(self._surface.reply(reply, question_id), ends - time.monotonic())
        except SurfaceError as error:
            self._log.warning("answer not shown", error=str(error), arrived=error.arrived)
            raise

    async def shown(self, question_id: int) -> str | None:
        """What names the answer's message where it is shown already."""
        return await self._ended(self._surface.shown(question_id))

    async def refuse(self, words: str) -> None:
        """Tell the person why the question isn't taken."""
        await self._insistently(lambda: self._surface.refuse(words))

    async def fail(self, words: str) -> None:
        """Tell the person that there will be no answer."""
        await self._insistently(lambda: self._surface.fail(words))

    async def _insistently(self, call: Callable[[], Awaitable[None]]) -> None:
        """The last that a person hears of a question: tried again, for silence is worse than hearing it twice."""
        for pause in TOLD_AGAIN_AFTER_SECONDS:
            try:
                return await self._ended(call())
            except SurfaceError as error:
                self._log.warning("person not told yet", error=str(error))
            await asyncio.sleep(pause)
        return await self._ended(call())

    async def _progress(self, call: Awaitable[None]) -> None:
        try:
            await self._ended(call)
        except SurfaceError as error:
            self._shows_progress = False
            self._log.info("progress not shown", error=str(error))

    async def _ended(self, call: Awaitable[T], at_most_seconds: float = math.inf) -> T:
        """What the call returns within its time; SurfaceError, of unknown arrival, where it doesn't."""
        seconds = min(self._seconds, at_most_seconds)
        try:
            async with asyncio.timeout(seconds):
                return await call
        except TimeoutError:
            raise SurfaceError(f"no word from the platform for {seconds:.3g} s", arrived=None) from None
        except SurfaceError:
            raise
        except Exception as error:  # a platform's code breaks as it likes; the person must be told all the same
            self._log.exception("surface broke")
            raise SurfaceError(type(error).__name__, arrived=None) from error
