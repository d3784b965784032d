"""Store: everything the bot remembers, by noun."""

import asyncio
import uuid
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, func, select

from bot.store.clock import Clock, ServerClock, clock_of, utc_now
from bot.store.deliveries import Deliveries
from bot.store.events import SeenEvents
from bot.store.feedback import Feedback
from bot.store.forgetting import Forgetting
from bot.store.kept import KeptValues
from bot.store.leases import Leases
from bot.store.moving import Moving
from bot.store.passages import PassageReferences
from bot.store.questions import Questions
from bot.store.statistics import Statistics
from bot.store.stories import Stories
from bot.store.subscriptions import Subscriptions
from bot.store.transactions import Transactions
from bot.store.upgrade import upgrade
from corpus.database import Database, ensure_folder

FILE_NAME = "state.sqlite3"


class Store:
    """What the bot remembers. Methods are awaited; the database's time is spent in threads.

    `owner` names this process among all that share the database, anew at each start. Raises a LibraryError where the
    database can't be used.
    """

    def __init__(self, database: Database, clock: Clock | None = None) -> None:
        self.owner = uuid.uuid4().hex
        try:
            upgrade(database)
            self.clock = clock = clock or clock_of(database)
        except BaseException:  # whatever ends the opening, the database is let go
            database.close()
            raise
        self.transactions = Transactions(database)
        self.questions = Questions(self.transactions, clock, self.owner)
        self.feedback = Feedback(self.transactions, clock)
        self.passages = PassageReferences(self.transactions)
        self.events = SeenEvents(self.transactions, clock)
        self.leases = Leases(self.transactions, clock)
        self.subscriptions = Subscriptions(self.transactions)
        self.deliveries = Deliveries(self.transactions, clock)
        self.stories = Stories(self.transactions, clock)
        self.kept = KeptValues(self.transactions)
        self.forgetting = Forgetting(self.transactions)
        self.moving = Moving(self.transactions)
        self.statistics = Statistics(self.transactions)

    @classmethod
    def open(cls, folder: Path, clock: Clock | None = None) -> Self:
        """The store of a data folder, made where there is none."""
        ensure_folder(folder)
        return cls(Database.open(folder / FILE_NAME), clock)

    @classmethod
    def connect(cls, url: str, clock: Clock | None = None) -> Self:
        """The store at an SQLAlchemy URL, such as `postgresql+psycopg://host/name`."""
        return cls(Database.connect(url), clock)

    async def server_time(self) -> datetime:
        """What time it is for the database's server; for a file, ours."""

        def work(connection: Connection) -> datetime:
            if connection.dialect.name == "sqlite":
                return utc_now()
            moment: datetime = connection.execute(select(func.now())).scalar_one()
            return moment

        return await self.transactions.read(work)

    async def follow_clock(self) -> None:
        """Look again what time it is for all that share the database; a LibraryError where it is away."""
        if isinstance(self.clock, ServerClock):
            await asyncio.to_thread(self.clock.look)

    def close(self) -> None:
        """Finish what is being written, and close the database."""
        self.transactions.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
