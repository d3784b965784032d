"""SeenEvents: platforms deliver again what they aren't sure of; what was seen is not done twice."""

from datetime import datetime

from sqlalchemy import Connection, delete

from bot.store.clock import Clock
from bot.store.inserting import insert_once
from bot.store.schema import seen_events
from bot.store.transactions import Transactions


class SeenEvents:
    """Events other than questions: buttons, commands, openings. Questions are seen by their own rows."""

    def __init__(self, transactions: Transactions, clock: Clock) -> None:
        self._transactions = transactions
        self._clock = clock

    async def first(self, platform: str, key: str) -> bool:
        """Whether the event is seen for the first time, by any process; from now on it isn't."""
        row = {"platform": platform, "key": key, "seen_at": self._clock()}
        return await self._transactions.write(lambda connection: insert_once(connection, seen_events, row) is not None)

    async def forget(self, before: datetime) -> int:
        """Let go of events seen before then; how many."""

        def work(connection: Connection) -> int:
            return connection.execute(delete(seen_events).where(seen_events.c.seen_at < before)).rowcount

        return await self._transactions.write(work)
