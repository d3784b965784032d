"""What became of a question at the desk."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.desk.asked import Asked
from retrieval.answering.answer import Answer
from retrieval.answering.reply import Reply


class Outcome(StrEnum):
    """What the desk did with a question. LEFT: it stays written down, for whoever takes it up after this process."""

    ANSWERED = "answered"
    ABSTAINED = "abstained"
    REFUSED = "refused"
    FAILED = "failed"
    DUPLICATE = "duplicate"
    LEFT = "left"

    @classmethod
    def of(cls, reply: Reply) -> "Outcome":
        """What came of a question whose reply was shown."""
        return cls.ANSWERED if isinstance(reply.result, Answer) else cls.ABSTAINED


@dataclass(frozen=True, slots=True)
class Hold:
    """A question that is being worked on, for the so-manieth time, counted from 1; whoever takes it up next counts on.

    So of two that work on it, as may be where one was paused, only the later may show anything.
    """

    question_id: int
    attempt: int


@dataclass(frozen=True, slots=True)
class Accepted:
    """A question that was written down; `excess` says why it is one too many, empty where it isn't."""

    id: int
    excess: str = ""

    @property
    def hold(self) -> Hold:
        """By what it is worked on."""
        return Hold(self.id, 1)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A question that somebody still waits for, `attempts` counting this one.

    `may_be_shown`: its answer was on its way when the work on it ended.
    """

    id: int
    asked: Asked
    asked_at: datetime
    attempts: int
    may_be_shown: bool

    @property
    def hold(self) -> Hold:
        """By what it is worked on."""
        return Hold(self.id, self.attempts)
