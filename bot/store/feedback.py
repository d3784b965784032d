"""Feedback: what people thought of answers."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.store.clock import Clock
from bot.store.inserting import insert_or_replace
from bot.store.schema import feedback
from bot.store.transactions import Transactions


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one person thought of one answer; the reason is empty where none was given."""

    question_id: int
    platform: str
    person: str
    is_good: bool
    reason: str
    given_at: datetime


class Feedback:
    """One opinion for each person and question: the latest."""

    def __init__(self, transactions: Transactions, clock: Clock) -> None:
        self._transactions = transactions
        self._clock = clock

    async def give(self, question_id: int, platform: str, person: str, *, is_good: bool, reason: str = "") -> None:
        """Keep an opinion in place of the person's former one."""
        row = {
            "question_id": question_id,
            "platform": platform,
            "person": person,
            "is_good": is_good,
            "reason": reason,
            "given_at": self._clock(),
        }
        key = ("question_id", "platform", "person")
        await self._transactions.write(lambda connection: insert_or_replace(connection, feedback, row, key))

    async def all(self, since: datetime | None = None) -> tuple[Opinion, ...]:
        """Every opinion given since then, oldest first."""
        columns = [feedback.c[name] for name in Opinion.__slots__]
        statement = select(*columns).order_by(feedback.c.given_at, feedback.c.id)
        if since is not None:
            statement = statement.where(feedback.c.given_at >= since)
        rows = await self._transactions.read(lambda connection: connection.execute(statement).all())
        return tuple(Opinion(*row) for row in rows)
