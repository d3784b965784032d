"""Case: one question that was written down, until it has ended in something that the person sees."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.desk import words
from bot.desk.answering import Answering, Failed, Refused
from bot.desk.asked import Asked
from bot.desk.insisting import DATABASE_AWAY_SECONDS, insist
from bot.desk.limits import Limits
from bot.desk.memory import Memory
from bot.desk.observer import DeskObserver
from bot.desk.outcome import Accepted, Hold, Outcome, Unfinished
from bot.desk.showing import Showing
from bot.desk.surface import SurfaceError
from bot.logs import about, logger
from corpus.errors import LibraryError
from retrieval.answering.reply import Reply


@dataclass(frozen=True, slots=True)
class Cases:
    """Brings questions that were written down to their ends. Never raises for what goes wrong with one."""

    answering: Answering
    memory: Memory
    limits: Limits
    observer: DeskObserver

    async def first(self, accepted: Accepted, asked: Asked, showing: Showing) -> Outcome:
        """A question that was just accepted: answered unless it is one too many."""

        async def answer() -> Reply | None:
            if accepted.excess:
                raise Refused(accepted.excess)
            return await self.answering.answer(accepted.hold, asked, showing)

        return await self._to_its_end(accepted.hold, asked, showing, answer)

    async def again(self, left: Unfinished, showing: Showing) -> Outcome:
        """A question that another process left unfinished: not answered twice, not answered long after."""

        async def answer() -> Reply | None:
            message = await showing.shown(left.id) if left.may_be_shown else None
            if message is not None:
                await insist(lambda: self.memory.questions.shown(left.id, message), DATABASE_AWAY_SECONDS)
                return None
            age = (self.memory.clock() - left.asked_at).total_seconds()
            if age > self.limits.stale_seconds:
                raise Failed(words.TOO_LONG_AGO)
            if left.attempts > self.limits.attempts:
                raise Failed(words.BROKEN)
            return await self.answering.answer(left.hold, left.asked, showing, may_be_shown=left.may_be_shown)

        return await self._to_its_end(left.hold, left.asked, showing, answer)

    async def _to_its_end(
        self, hold: Hold, asked: Asked, showing: Showing, answer: Callable[[], Awaitable[Reply | None]]
    ) -> Outcome:
        """Answer, and where that fails tell the person why; what became of it is written down and logged."""
        began = time.monotonic()
        reply = None
        with about(request=f"{asked.person.platform}:{asked.key}", question=hold.question_id):
            try:
                reply = await answer()
                outcome = Outcome.of(reply) if reply is not None else Outcome.DUPLICATE  # nothing was left to be done
            except Refused as refused:
                outcome = await self._told(hold, Outcome.REFUSED, showing.refuse, str(refused))
            except Failed as failed:
                outcome = await self._told(hold, Outcome.FAILED, showing.fail, str(failed))
            except SurfaceError:
                outcome = await self._told(hold, Outcome.FAILED, showing.fail, words.NOT_SHOWN)
            except Exception:  # noqa: BLE001 - the last boundary: whatever breaks, the person who waits is told
                logger("desk").exception("question broke")
                outcome = await self._told(hold, Outcome.FAILED, showing.fail, words.BROKEN)
            seconds = time.monotonic() - began
            logger("desk").info("question ended", outcome=outcome.value, seconds=round(seconds, 3), **_about(reply))
        self.observer.ended(asked.person.platform, outcome, seconds, reply)
        return outcome

    async def _told(self, hold: Hold, outcome: Outcome, tell: Callable[[str], Awaitable[None]], said: str) -> Outcome:
        """Tell the person how the question ended, and write it down, even where the person can't be told.

        Nothing of that where somebody else has taken the question up: what they show counts.
        """
        log = logger("desk")
        if not await self._is_held(hold):
            log.warning("question taken up by another process")
            return Outcome.DUPLICATE
        try:
            await tell(said)
        except SurfaceError as error:
            log.error("person not told", words=said, error=str(error))  # noqa: TRY400 - ours: one line says it all
        try:
            await insist(lambda: self.memory.questions.finish(hold.question_id, outcome), DATABASE_AWAY_SECONDS)
        except LibraryError as error:
            log.error("outcome not written down", error=str(error))  # noqa: TRY400 - ours: one line says it all
        return outcome

    async def _is_held(self, hold: Hold) -> bool:
        """Whether it is ours to end; while the database can't say so, it is: rather told twice than left in silence."""
        try:
            return await self.memory.questions.is_held(hold)
        except LibraryError:
            return True


def _about(reply: Reply | None) -> dict[str, object]:
    """What a log says of a reply: how it came about, and nothing of what it says."""
    if reply is None:
        return {}
    result = reply.result
    return {
        "generator": result.generator,
        "confidence": round(result.confidence, 2),
        "left_out": reply.left_out,
        "notices": len(reply.notices),
    }
