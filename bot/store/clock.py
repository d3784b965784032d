"""The clocks that the store reads: this machine's for a file, the database server's for all that share one."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select

from corpus.database import Database

Clock = Callable[[], datetime]
"""Now, in UTC."""


def utc_now() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


def clock_of(database: Database) -> Clock:
    """The clock to hold leases by: one that all who use the database see alike. A LibraryError where it can't be asked."""
    with database.reading() as connection:
        is_shared = connection.dialect.name == "postgresql"
    return ServerClock(database) if is_shared else utc_now


class ServerClock:
    """The time of the database's server, carried on between looks by a clock that nobody sets.

    A replica whose own clock jumps would else take over what others work on, or think that what it holds has ended.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.look()

    def look(self) -> None:
        """Ask the server again: its clock is set now and then, too. A LibraryError where it can't be asked."""
        with self._database.reading() as connection:
            before = _steady()
            there: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
            self._known = there.astimezone(UTC), (before + _steady()) / 2

    def __call__(self) -> datetime:
        """Now, in UTC."""
        there, at = self._known
        return there + timedelta(seconds=_steady() - at)


def _steady() -> float:
    """Seconds on a clock that only goes forward, and also while the machine sleeps where the system has such a one."""
    number = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if number is None else time.clock_gettime(number)
