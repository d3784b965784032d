"""The file that readings are kept in: opened, its table made, SQLite's errors as ours."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from retrieval.answering.keeping.rules import rules
from retrieval.errors import IndexDamaged, IndexUnavailable
from retrieval.index.keyword_file import connect_to_read

_BUSY_SECONDS = 30.0
_TABLES = (
    "CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE reading (article TEXT PRIMARY KEY, listed TEXT NOT NULL, content BLOB NOT NULL, findings BLOB NOT NULL)",
)


@contextmanager
def our_errors(path: Path) -> Iterator[None]:
    """SQLite's errors as ours: IndexUnavailable where the file can't be used now, IndexDamaged where it isn't what was written."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise IndexUnavailable(f"The kept readings {path} can't be used ({error}); articles are read anew.") from error
    except sqlite3.DatabaseError as error:
        raise IndexDamaged(f"The kept readings {path} are damaged ({error}); articles are read anew.") from error


def connect(path: Path) -> tuple[sqlite3.Connection, bool]:
    """A connection to the file, made where there is none, and whether it can be written; nothing in it was read by other rules.

    Raises IndexUnavailable, and IndexDamaged.
    """
    with our_errors(path):
        try:
            return _connect_to_write(path), True
        except sqlite3.OperationalError:
            if not path.is_file():
                raise
            return connect_to_read(path), False


def _connect_to_write(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        with writing(connection):
            _make_ready(connection)
    except BaseException:  # whatever kept it from being opened, the file is let go
        connection.close()
        raise
    return connection


def _make_ready(connection: sqlite3.Connection) -> None:
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'about'").fetchone():
        for statement in _TABLES:
            connection.execute(statement)
    if read_about(connection, "rules") != rules():
        connection.execute("DELETE FROM reading")
        connection.execute("DELETE FROM about")
        connection.execute("INSERT INTO about VALUES ('rules', ?)", (rules(),))


def read_about(connection: sqlite3.Connection, key: str) -> str | None:
    """What the file says of itself: the `rules` that all of it was read by, the `stamp` of the library that it holds whole."""
    found = connection.execute("SELECT value FROM about WHERE key = ?", (key,)).fetchone()
    return str(found[0]) if found else None


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """One change: there whole, or not at all."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:  # whatever ends the writing, half of it isn't kept
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
