"""Database: an SQL database that is read and written in whole transactions, and whose faults are ours.

SQLite by default: write-ahead log, `synchronous=FULL`, foreign keys, one writer at a time that waits its turn. Anything
else that SQLAlchemy knows is reached by its URL and used as it is.
"""

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import Pool, QueuePool, StaticPool

from corpus.errors import (
    LibraryBusy,
    LibraryDamaged,
    LibraryError,
    LibraryFull,
    LibraryReadOnly,
)
from corpus.problem import one_line

BUSY_TIMEOUT_SECONDS = 15
_NO_ROOM_BYTES = 1 << 20
_WRITES = "footnote_writes"

_SQLITE_ERRORS: dict[int, type[LibraryError]] = {
    sqlite3.SQLITE_BUSY: LibraryBusy,
    sqlite3.SQLITE_LOCKED: LibraryBusy,
    sqlite3.SQLITE_READONLY: LibraryReadOnly,
    sqlite3.SQLITE_PERM: LibraryReadOnly,
    sqlite3.SQLITE_CANTOPEN: LibraryReadOnly,
    sqlite3.SQLITE_FULL: LibraryFull,
    sqlite3.SQLITE_CORRUPT: LibraryDamaged,
    sqlite3.SQLITE_NOTADB: LibraryDamaged,
}
_SQLSTATES: dict[str, type[LibraryError]] = {
    "53100": LibraryFull,
    "25006": LibraryReadOnly,
    "42501": LibraryReadOnly,
    "55P03": LibraryBusy,
    "40P01": LibraryBusy,
}
_ADVICE: dict[type[LibraryError], str] = {
    LibraryBusy: "another process is writing to it; try again when it is done",
    LibraryReadOnly: "it can't be written; make it writable or choose another data folder",
    LibraryFull: "the disk has no room left; free some and run this again, nothing is lost",
    LibraryError: "it can't be used",
    LibraryDamaged: "its file is damaged or not a library; move it away, and the next sync makes a new one",
}
_OS_ERRORS: dict[int, type[LibraryError]] = {errno.ENOSPC: LibraryFull, errno.EDQUOT: LibraryFull}


def translated(error: DBAPIError, where: str, folder: Path | None = None) -> LibraryError:
    """The error of ours that says what a database's error means for the person at the keyboard."""
    original = error.orig
    if isinstance(original, sqlite3.Error):
        code = getattr(original, "sqlite_errorcode", 0) & 0xFF
        kind = _SQLITE_ERRORS.get(code, LibraryError)
        if code == sqlite3.SQLITE_IOERR and folder is not None and _is_full(folder):
            kind = LibraryFull
    else:
        kind = _SQLSTATES.get(getattr(original, "sqlstate", None) or "", LibraryError)
    detail = " ".join(str(original).split())
    return kind(f"library {where}: {_ADVICE[kind]} ({detail})")


def _is_full(folder: Path) -> bool:
    """Whether the disk under the folder has no room: SQLite then reports some writes as plain input/output errors."""
    try:
        return shutil.disk_usage(folder).free < _NO_ROOM_BYTES
    except OSError:
        return False


def ensure_folder(folder: Path) -> None:
    """Make the data folder where it isn't; LibraryReadOnly or LibraryFull where that can't be done."""
    with writing_files(folder):
        folder.mkdir(parents=True, exist_ok=True)


@contextmanager
def writing_files(path: Path) -> Iterator[None]:
    """Turn the faults of writing a file of the data folder into LibraryReadOnly or LibraryFull."""
    try:
        yield
    except OSError as error:
        kind = _OS_ERRORS.get(error.errno or 0, LibraryReadOnly)
        raise kind(f"{path}: {_ADVICE[kind]} ({error.strerror or error})") from error


class Database:
    """One SQL database; safe to use from several threads, not across a fork."""

    def __init__(self, engine: Engine, where: str, folder: Path | None = None) -> None:
        self._engine = engine
        self.where = where
        self._folder = folder

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Self:
        """The SQLite database in a file, made where it isn't (never when `read_only`)."""
        path = path.absolute()
        return cls(_sqlite_engine(path, QueuePool, read_only=read_only), str(path), path.parent)

    @classmethod
    def connect(cls, url: str) -> Self:
        """The database at an SQLAlchemy URL; LibraryError where there is no driver for it."""
        try:
            parsed = make_url(url)
            if parsed.get_backend_name() != "sqlite":
                return cls(create_engine(parsed), parsed.render_as_string(hide_password=True))
        except (ArgumentError, ModuleNotFoundError) as error:
            raise LibraryError(f"the library's database URL can't be used: {one_line(str(error))}") from error
        if parsed.database in (None, "", ":memory:"):
            return cls(_sqlite_engine(None, StaticPool, read_only=False), "in memory")
        return cls.open(Path(parsed.database or ""))

    @property
    def is_file(self) -> bool:
        """Whether it is a file of its own, which nobody else keeps tables in."""
        return self._folder is not None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database throughout."""
        with self._faults(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is committed whole, or, when it ends in an error, not at all."""
        writer = self._engine.execution_options(**{_WRITES: True})
        with self._faults(), writer.begin() as connection:
            yield connection

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Turn the database's errors into ours."""
        try:
            yield
        except DBAPIError as error:
            raise translated(error, self.where, self._folder) from error

    def close(self) -> None:
        """Close every connection; SQLite then folds its log into the file."""
        self._engine.dispose()


def _sqlite_engine(path: Path | None, pool: type[Pool], *, read_only: bool) -> Engine:
    """An engine whose transactions begin when and how we say."""

    def connect() -> sqlite3.Connection:
        return _sqlite_connection(path, read_only=read_only)

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=pool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _sqlite_connection(path: Path | None, *, read_only: bool) -> sqlite3.Connection:
    """A connection that commits nothing by itself."""
    if path is None:
        address = ":memory:"
    elif read_only:
        address = f"{path.as_uri()}?mode=ro{'&immutable=1' if _needs_immutable(path) else ''}"
    else:
        address = path.as_uri()
    connection = sqlite3.connect(
        address, uri=path is not None, timeout=BUSY_TIMEOUT_SECONDS, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA foreign_keys=ON")
    if not read_only:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
    return connection


def _needs_immutable(path: Path) -> bool:
    """Whether the file can only be read as one that nobody changes.

    Reading along a write-ahead log needs its shared-memory file beside the database; where that can't be made and the
    log is empty, the file alone holds everything.
    """
    probe = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        probe.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        log = path.with_name(f"{path.name}-wal")
        return path.is_file() and not (log.is_file() and log.stat().st_size)
    else:
        return False
    finally:
        probe.close()
