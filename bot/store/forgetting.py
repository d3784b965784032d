"""Forgetting: what was asked is deleted, after its time or because the person wants it."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, or_, select

from bot.store.schema import UNFINISHED, feedback, questions
from bot.store.transactions import Transactions


class Forgetting:
    """Deletes questions with their answers, and the feedback on them. What others were shown on the platform stays there."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def older_than(self, moment: datetime) -> int:
        """Delete finished questions that were asked before then; how many."""
        old = (questions.c.asked_at < moment) & questions.c.status.not_in(UNFINISHED)
        return await self._transactions.write(lambda connection: _delete(connection, old, None))

    async def person(self, person: str, platform: str | None = None) -> int:
        """Delete all that a person asked and thought, on one platform or on all; how many questions that were."""
        theirs: ColumnElement[bool] = questions.c.person == person
        opinions: ColumnElement[bool] = feedback.c.person == person
        if platform is not None:
            theirs, opinions = theirs & (questions.c.platform == platform), opinions & (feedback.c.platform == platform)
        return await self._transactions.write(lambda connection: _delete(connection, theirs, opinions))


def _delete(connection: Connection, which: ColumnElement[bool], opinions: ColumnElement[bool] | None) -> int:
    on_them: ColumnElement[bool] = feedback.c.question_id.in_(select(questions.c.id).where(which))
    connection.execute(delete(feedback).where(on_them if opinions is None else or_(on_them, opinions)))
    return connection.execute(delete(questions).where(which)).rowcount
