"""Transactions: short pieces of work on the database, each in a thread, while the event loop goes on."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from typing import TypeVar

from sqlalchemy import Connection

from corpus.database import Database

T = TypeVar("T")
THREADS = 4


class Transactions:
    """Runs work in whole transactions, in threads of its own: answers that hang in theirs can't hold it up.

    Raises a LibraryError where the database can't be used.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="store")
        # SQLite has one writer at a time; those of this process queue here, where waiting costs nothing.
        self._writer = threading.Lock() if database.is_file else nullcontext()

    async def read(self, work: Callable[[Connection], T]) -> T:
        """What the work finds, in a transaction that sees one state of the database."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._read, work)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """What the work returns once its transaction is committed."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._write, work)

    def _read(self, work: Callable[[Connection], T]) -> T:
        with self._database.reading() as connection:
            return work(connection)

    def _write(self, work: Callable[[Connection], T]) -> T:
        with self._writer, self._database.writing() as connection:
            return work(connection)

    def close(self) -> None:
        """Wait for what runs, then close the database."""
        self._threads.shutdown()
        self._database.close()
