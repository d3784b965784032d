"""Answering: one accepted question, from its turn in the line to an end that the person sees."""

import asyncio
import time
from collections.abc import Sequence

from bot.desk import words
from bot.desk.asked import Asked
from bot.desk.conversation import turns_before
from bot.desk.insisting import DATABASE_AWAY_SECONDS, insist
from bot.desk.limits import Limits
from bot.desk.line import Line, LineFull
from bot.desk.memory import Memory
from bot.desk.outcome import Hold, Outcome
from bot.desk.showing import Showing
from bot.desk.surface import SurfaceError
from bot.logs import logger
from corpus.errors import CorpusError, LibraryError
from retrieval.answering.events import Finished, Responder, Stated, Working
from retrieval.answering.reply import Reply
from retrieval.errors import QuestionError, RetrievalError
from retrieval.follow_up import Turn

WAITED_FOR_ARTICLES = 0.75
"""For which share of an answer's time its articles are waited for."""

SHOWN_AGAIN_AFTER_SECONDS = (0.2, 1.5, None)
"""The pauses between tries to show an answer. Where it is in doubt whether one arrived, the next looks for it first."""


class Refused(Exception):
    """The question is not answered, for a reason that the person can do something about: its words."""


class Failed(Exception):
    """The question could not be answered: the words for the person."""


class Answering:
    """Answers questions that are written down, a few at a time."""

    def __init__(self, responder: Responder, memory: Memory, limits: Limits, line: Line) -> None:
        self._responder = responder
        self._memory = memory
        self._limits = limits
        self._line = line
        self._log = logger("desk")

    async def answer(self, hold: Hold, asked: Asked, showing: Showing, *, may_be_shown: bool = False) -> Reply | None:
        """Answer a question when its turn comes; the reply that was shown.

        None where it needed no showing: it was shown before, or another process has taken it up. Raises Refused, Failed,
        and SurfaceError where the answer could not be shown.
        """
        try:
            async with self._line.turn(showing.wait):
                reply = await self._reply(asked, showing)
                return await self._show(hold, reply, showing, may_be_shown=may_be_shown)
        except LineFull:
            raise Refused(words.LINE_FULL) from None

    async def _reply(self, asked: Asked, showing: Showing) -> Reply:
        """The reply, within its time; what is known of it meanwhile is shown. A database that is away is waited for."""
        seconds = self._limits.deadline_seconds

        async def respond() -> Reply:
            turns = await turns_before(asked, self._memory.questions, self._memory.clock())
            return await self._respond(asked, turns, showing)

        try:
            async with asyncio.timeout(seconds):
                return await insist(respond, seconds * WAITED_FOR_ARTICLES)
        except TimeoutError:
            self._log.warning("answer took too long", seconds=seconds)
            raise Failed(words.TOO_SLOW) from None
        except QuestionError as error:
            raise Refused(str(error)) from None
        except (RetrievalError, CorpusError) as error:
            self._log.error("articles out of reach", error=str(error))
            raise Failed(words.NO_ARTICLES) from error

    async def _respond(self, asked: Asked, turns: Sequence[Turn], showing: Showing) -> Reply:
        has_stated = False
        try:
            async for event in self._responder.respond(asked.text, asked.filters, turns):
                match event:
                    case Working():
                        await showing.work(event.stage)
                    case Stated():
                        has_stated = True
                        await showing.state(event)
                    case Finished():
                        return event.reply
        except LibraryError as error:
            if has_stated:  # another try might state something else
                self._log.error("articles out of reach", error=str(error))
                raise Failed(words.NO_ARTICLES) from error
            raise
        self._log.error("responder ended without a reply")
        raise Failed(words.BROKEN)

    async def _show(self, hold: Hold, reply: Reply, showing: Showing, *, may_be_shown: bool) -> Reply | None:
        """Show the reply unless it is shown already or the question has another owner; write down what became of it."""
        questions = self._memory.questions
        message: str | None = None
        for pause in SHOWN_AGAIN_AFTER_SECONDS:
            began = time.monotonic()
            held_seconds = await insist(lambda: questions.showing(hold, reply), DATABASE_AWAY_SECONDS)
            if not held_seconds:
                self._log.warning("question taken up by another process")
                return None
            left_seconds = held_seconds - (time.monotonic() - began)
            try:
                message = await showing.reply(reply, hold.question_id, left_seconds, may_be_shown=may_be_shown)
                break
            except SurfaceError as error:
                if pause is None:
                    raise
                may_be_shown = may_be_shown or error.arrived is None
                await asyncio.sleep(pause)
        await insist(lambda: questions.finish(hold.question_id, Outcome.of(reply), message), DATABASE_AWAY_SECONDS)
        return reply
