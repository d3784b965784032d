"""Leases: of several processes, one does what must be done once, until its lease ends.

Martin Kleppmann, "How to do distributed locking" (2016): a process that was paused past its lease doesn't know it, so
each lease has a fencing number that only grows, and what is written under an older one is refused.
"""

from datetime import timedelta

from sqlalchemy import Connection, select, update

from bot.store.clock import Clock
from bot.store.inserting import insert_once
from bot.store.schema import leases
from bot.store.transactions import Transactions


class Leases:
    """Leases by name."""

    def __init__(self, transactions: Transactions, clock: Clock) -> None:
        self._transactions = transactions
        self._clock = clock

    async def hold(self, name: str, owner: str, seconds: float) -> int:
        """Take or renew a lease: its fencing number, from 1, or 0 where another owner holds it."""

        def work(connection: Connection) -> int:
            now = self._clock()
            until = now + timedelta(seconds=seconds)
            row = {"name": name, "owner": owner, "fence": 1, "held_until": until}
            if insert_once(connection, leases, row) is not None:
                return 1
            found = connection.execute(select(leases).where(leases.c.name == name).with_for_update()).one()
            # A lease that ends later than two of its kind would is one from before the clock was set back.
            ended = found.held_until <= now or found.held_until > until + timedelta(seconds=seconds)
            if found.owner != owner and not ended:
                return 0
            fence: int = found.fence + (1 if ended or found.owner != owner else 0)
            connection.execute(
                update(leases).where(leases.c.name == name).values(owner=owner, fence=fence, held_until=until)
            )
            return fence

        return await self._transactions.write(work)

    async def is_current(self, name: str, fence: int) -> bool:
        """Whether nobody has taken the lease since it had this fencing number, and it has not ended."""
        statement = select(leases).where(leases.c.name == name)
        row = await self._transactions.read(lambda connection: connection.execute(statement).first())
        return row is not None and row.fence == fence and row.held_until > self._clock()

    async def release(self, name: str, owner: str) -> None:
        """Let go of a lease, so that others needn't wait for its end."""
        ended = update(leases).where(leases.c.name == name, leases.c.owner == owner).values(held_until=self._clock())
        await self._transactions.write(lambda connection: connection.execute(ended))
