"""Observer: who watches the desk, for metrics."""

from typing import Protocol

from bot.desk.outcome import Outcome
from retrieval.answering.reply import Reply


class DeskObserver(Protocol):
    """Told what happens at the desk. Called from the event loop; must not block."""

    def waiting(self, length: int) -> None:
        """So many questions wait in line now."""

    def ended(self, platform: str, outcome: Outcome, seconds: float, reply: Reply | None) -> None:
        """A question has ended, so long after it was taken; with the reply where there was one."""


class Unobserved:
    """Nobody watches."""

    def waiting(self, length: int) -> None:
        """Nothing is noted."""

    def ended(self, platform: str, outcome: Outcome, seconds: float, reply: Reply | None) -> None:
        """Nothing is noted."""
