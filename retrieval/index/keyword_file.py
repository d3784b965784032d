"""The keyword index's file: opened, its tables made, SQLite's errors as ours.

Written in one transaction, in WAL mode, so that other processes read the former state meanwhile.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from retrieval.errors import IndexDamaged, IndexUnavailable

KEYWORD_VERSION = "3"
"""Names the tables and the rules that make their rows; a file of another version is made anew."""

TITLE_WEIGHT = 1.0

_BUSY_SECONDS = 30.0
_TABLES = f"""
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE publisher (row INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE article (row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, state TEXT NOT NULL, publisher INTEGER,
                      published TEXT, passages INTEGER NOT NULL, title BLOB NOT NULL);
CREATE TABLE passage (row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, article INTEGER NOT NULL,
                      position INTEGER NOT NULL, sentences BLOB NOT NULL);
CREATE INDEX passage_of_article ON passage (article);
CREATE INDEX passage_of_id ON passage (id);
CREATE VIRTUAL TABLE found USING fts5 (body, title, publisher, tokenize = "unicode61 remove_diacritics 0 tokenchars '.'");
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (found, row);
INSERT INTO found (found, rank) VALUES ('rank', 'bm25(1.0, {TITLE_WEIGHT}, 0.0)');
"""  # noqa: S608 - a number of our own


@contextmanager
def our_errors(path: Path) -> Iterator[None]:
    """SQLite's errors as ours."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise IndexUnavailable(f"The keyword index {path} can't be used: {error}.") from error
    except sqlite3.DatabaseError as error:
        raise IndexDamaged(
            f"The keyword index {path} is damaged ({error}); it is made anew from the library."
        ) from error


def connect_to_read(path: Path) -> sqlite3.Connection:
    """To a file that can't be written. Its log can't be followed then; where that is empty, the file alone is whole."""
    log = path.with_name(f"{path.name}-wal")
    immutable = "" if log.is_file() and log.stat().st_size else "&immutable=1"
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro{immutable}", uri=True, check_same_thread=False)


def connect(path: Path) -> tuple[sqlite3.Connection, bool]:
    """A connection to a file with our tables, and whether it can be written; raises IndexDamaged for another version."""
    with our_errors(path):
        is_writable = True
        try:
            connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
            if not _has_tables(connection):
                _create(connection)
        except sqlite3.OperationalError:
            connection = connect_to_read(path)
            is_writable = False
            if not _has_tables(connection):
                raise
        if read_about(connection).get("version") != KEYWORD_VERSION:
            connection.close()
            raise IndexDamaged(f"The keyword index {path} is of another version; it is made anew from the library.")
    return connection, is_writable


def _has_tables(connection: sqlite3.Connection) -> bool:
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'about'").fetchone()
    return found is not None


def _create(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("BEGIN IMMEDIATE")
    if not _has_tables(connection):  # another process may have been faster
        for statement in _TABLES.split(";\n"):
            connection.execute(statement)
        connection.execute("INSERT INTO about VALUES ('version', ?)", (KEYWORD_VERSION,))
    connection.execute("COMMIT")


def read_about(connection: sqlite3.Connection) -> dict[str, str]:
    """What the file says of itself: its version, and the state of the library that it holds."""
    return dict(connection.execute("SELECT key, value FROM about"))


def remove_file(path: Path) -> None:
    """Remove the file with what SQLite keeps beside it."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm", f"{path.name}-journal"):
        path.with_name(name).unlink(missing_ok=True)
