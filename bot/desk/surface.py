"""Surface: where one question's answer appears. The desk speaks through it; each platform has one."""

from typing import Protocol

from retrieval.answering.events import Stage, Stated
from retrieval.answering.reply import Reply


class Surface(Protocol):
    """One place for one answer. Called by the desk, in this order, from one task.

    Any call may raise SurfaceError: what was to be shown did not arrive. Where that is a place in line, a stage or a
    statement, the desk goes on and shows no more of the kind. Where it is the reply, it looks for it with `shown`, tries
    once more, then `fail`, and writes down what became of it.
    """

    async def wait(self, ahead: int) -> None:
        """The question is accepted and waits: `ahead` others are answered first; 0 means that it is next."""

    async def work(self, stage: Stage) -> None:
        """A stage of the answer has begun."""

    async def state(self, stated: Stated) -> None:
        """A statement that passed its check; it is never taken back."""

    async def reply(self, reply: Reply, question_id: int) -> str:
        """The whole answer or the abstention, in one message; returns what names that message on the platform.

        `question_id` is what buttons carry, so that they work after a restart.
        """

    async def shown(self, question_id: int) -> str | None:
        """What names the message that shows this question's answer already; None where there is none.

        Asked before an answer is shown whose earlier showing ended in doubt: the process died, or `arrived` is None.
        """

    async def refuse(self, words: str) -> None:
        """Why the question isn't taken (a limit, a place where it may not speak), shown to the person who asked only."""

    async def fail(self, words: str) -> None:
        """The plain-text last resort, after an accepted question could not be answered or its answer not be shown."""


class SurfaceError(Exception):
    """A platform did not take what was to be shown. `arrived` is None where it is not known whether it did."""

    def __init__(self, message: str, *, arrived: bool | None = False) -> None:
        super().__init__(message)
        self.arrived = arrived
