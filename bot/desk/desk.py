"""Desk: a question in, an answer out, on any platform: once only, within limits, never silent."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any

from bot.desk import words
from bot.desk.answering import Answering
from bot.desk.asked import Asked, Person, Place
from bot.desk.case import Cases
from bot.desk.insisting import insist
from bot.desk.limits import Limits
from bot.desk.line import Line
from bot.desk.memory import Memory
from bot.desk.observer import DeskObserver, Unobserved
from bot.desk.outcome import Outcome
from bot.desk.showing import Showing
from bot.desk.surface import Surface, SurfaceError
from bot.logs import about, logger
from corpus.errors import LibraryError
from retrieval.answering.events import Responder

Surfaces = Mapping[str, Callable[[Asked, int], Surface]]
"""By platform: makes the surface of a question again, from what was asked and the question's id."""

KEEP_EVERY_SECONDS = 10.0
ACCEPT_WITHIN_SECONDS = 2.0


class Desk:
    """Takes questions from every platform. For one event loop.

    Every question that is taken ends in an answer, an abstention or a reason that the person sees, or, where this process
    ends first, is taken up by whoever comes next.
    """

    def __init__(
        self,
        responder: Responder,
        store: Memory,
        limits: Limits | None = None,
        *,
        observer: DeskObserver | None = None,
        is_alone: bool = False,
    ) -> None:
        """`is_alone`: no other process answers from this store, so whatever is unfinished at the start was left."""
        self._is_alone = is_alone
        self._memory = store
        self._limits = limits or Limits()
        self._observer = observer or Unobserved()
        line = Line(self._limits.slots, self._limits.waiting, self._observer.waiting)
        answering = Answering(responder, store, self._limits, line)
        self._cases = Cases(answering, store, self._limits, self._observer)
        self._tasks: set[asyncio.Task[Outcome]] = set()
        self._surfaces: dict[str, Callable[[Asked, int], Surface]] = {}
        self._is_open = True
        self._log = logger("desk")

    async def take(self, asked: Asked, surface: Surface) -> Outcome:
        """Take a question, and return when it has ended. Never raises for what goes wrong with it."""
        begun = await self._begin(asked, surface)
        if isinstance(begun, Outcome):
            return begun
        try:
            return await asyncio.shield(begun)
        except asyncio.CancelledError:
            if begun.cancelled():
                return Outcome.LEFT
            raise

    async def start(self, asked: Asked, surface: Surface) -> Outcome | None:
        """Take a question, and return as soon as it is written down: None, or why it has ended already."""
        begun = await self._begin(asked, surface)
        return None if isinstance(begun, asyncio.Task) else begun

    async def has_answered_in(self, place: Place) -> bool:
        """Whether an answer was given in that very place: there people needn't call the bot by its name again."""
        return await self._memory.questions.has_answered_in(place)

    def refusal_at(self, place: Place) -> str | None:
        """Why the bot may not speak in a place, for who wants it to; None where it may."""
        return self._limits.refusal_at(place)

    async def feedback(self, question_id: int, person: Person, *, is_good: bool, reason: str = "") -> None:
        """Keep what a person thought of an answer; LibraryError where it can't be kept."""
        await self._memory.feedback.give(question_id, person.platform, person.id, is_good=is_good, reason=reason)

    async def resume(self, surfaces: Surfaces) -> int:
        """Take up what processes that ended have left unfinished on these platforms; how many there were.

        Called by each platform's part once it can show answers. From then on `run` looks for such questions.
        """
        self._surfaces |= surfaces
        left = await self._memory.questions.adopt(sorted(self._surfaces), held_too=self._is_alone)
        for unfinished in left:
            try:
                surface = self._surfaces[unfinished.asked.person.platform](unfinished.asked, unfinished.id)
            except Exception:  # noqa: BLE001 - the boundary to platform code: one question may not hold up the others
                self._log.exception("no surface", question=unfinished.id)
                await self._memory.questions.finish(unfinished.id, Outcome.FAILED)
                continue
            self._spawn(self._cases.again(unfinished, self._showing(surface)))
        return len(left)

    async def run(self) -> None:
        """Keep this process's questions from others, and take up what others have left, until cancelled."""
        while True:
            try:
                await self._memory.questions.keep()
                await self.resume({})
            except LibraryError as error:
                self._log.warning("database away", error=str(error))
            await asyncio.sleep(KEEP_EVERY_SECONDS)

    async def close(self, within_seconds: float) -> None:
        """Take no more questions, finish what was taken within the time, and leave the rest to whoever comes next."""
        self._is_open = False
        if self._tasks:
            _, left = await asyncio.wait(self._tasks, timeout=within_seconds)
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)
        try:
            await self._memory.questions.let_go()
        except LibraryError as error:
            self._log.warning("database away", error=str(error))

    async def _begin(self, asked: Asked, surface: Surface) -> "Outcome | asyncio.Task[Outcome]":
        """Write a question down and begin with it; or how it has ended already."""
        showing = self._showing(surface)
        with about(request=f"{asked.person.platform}:{asked.key}"):
            refusal = self._limits.refusal_of(asked) if self._is_open else words.STOPPING
            if refusal is not None:
                return await self._end_unwritten(asked, Outcome.REFUSED, showing.refuse, refusal)
            try:
                accepted = await insist(
                    lambda: self._memory.questions.accept(asked, self._limits.rules_for(asked)), ACCEPT_WITHIN_SECONDS
                )
            except LibraryError as error:
                self._log.error("question not written down", error=str(error))
                return await self._end_unwritten(asked, Outcome.FAILED, showing.fail, words.NOT_WRITTEN_DOWN)
            if accepted is None:
                self._log.info("question known already")
                return Outcome.DUPLICATE
            self._log.info("question accepted", question=accepted.id, text=asked.text)
            return self._spawn(self._cases.first(accepted, asked, showing))

    async def _end_unwritten(
        self, asked: Asked, outcome: Outcome, tell: Callable[[str], Awaitable[None]], said: str
    ) -> Outcome:
        self._log.info("question not taken", outcome=outcome.value, words=said)
        try:
            await tell(said)
        except SurfaceError as error:
            self._log.warning("person not told", words=said, error=str(error))
        self._observer.ended(asked.person.platform, outcome, 0.0, None)
        return outcome

    def _showing(self, surface: Surface) -> Showing:
        return Showing(surface, self._limits.show_seconds)

    def _spawn(self, case: Coroutine[Any, Any, Outcome]) -> "asyncio.Task[Outcome]":
        task = asyncio.create_task(case)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task
