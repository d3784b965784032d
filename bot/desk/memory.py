"""What the desk needs to remember: protocols that the store keeps. Each may raise a LibraryError."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.desk.asked import Asked, Person, Place
from bot.desk.limits import Rule
from bot.desk.outcome import Accepted, Hold, Outcome, Unfinished
from retrieval.answering.reply import Reply
from retrieval.follow_up import Turn


class QuestionMemory(Protocol):
    """The questions of all platforms and processes. Called by the desk."""

    async def accept(self, asked: Asked, rules: Sequence[Rule] = ()) -> Accepted | None:
        """Write a question down for this process to answer; None where its event is known already."""

    async def showing(self, hold: Hold, reply: Reply) -> float:
        """Write down the answer that is about to be shown; for how many seconds from the call on nobody else shows one.

        0, and nothing is written, where the question was taken up by another, or again, meanwhile, as it may where
        this process was paused.
        """

    async def is_held(self, hold: Hold) -> bool:
        """Whether nobody else has taken the question up, and it has not ended."""

    async def finish(self, question_id: int, outcome: Outcome, message: str | None = None) -> None:
        """Write down what became of a question; `message` is what names the answer on its platform."""

    async def shown(self, question_id: int, message: str) -> None:
        """Write down that the answer that was on its way has been shown, as that message."""

    async def keep(self) -> int:
        """Say that this process lives and works on its questions; how many there are."""

    async def let_go(self) -> int:
        """Leave this process's unfinished questions to whoever comes next; how many."""

    async def adopt(self, platforms: Sequence[str], *, held_too: bool = False) -> tuple[Unfinished, ...]:
        """Take over questions that nobody works on, oldest first; with `held_too`, all that aren't this process's."""

    async def turns(self, place: Place, most: int, since: datetime, person: Person | None = None) -> tuple[Turn, ...]:
        """What was asked and answered in a place since then, oldest first; with `person`, by that person only."""

    async def has_answered_in(self, place: Place) -> bool:
        """Whether a question was answered, or the articles were found not to say, in that very place."""


class FeedbackMemory(Protocol):
    """What people thought of answers. Called by the desk."""

    async def give(self, question_id: int, platform: str, person: str, *, is_good: bool, reason: str = "") -> None:
        """Keep an opinion in place of the person's former one."""


class Memory(Protocol):
    """All that the desk remembers by."""

    @property
    def questions(self) -> QuestionMemory:
        """The questions."""

    @property
    def feedback(self) -> FeedbackMemory:
        """The opinions."""

    def clock(self) -> datetime:
        """Now, in UTC."""
