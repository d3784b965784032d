"""Readings: what was found in each article of a library, in an SQLite file beside the index.

A cache: what it holds is made from the library (`catch_up`), and an article that it lacks is read when it is asked about. Several
threads and processes may use one file at once.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Self

from corpus.article import Article
from corpus.library import ArticleRecord, Library
from retrieval.answering.keeping.findings import Findings, content_of, read_back, written
from retrieval.answering.keeping.readings_file import connect, our_errors, read_about, writing
from retrieval.answering.keeping.rules import rules
from retrieval.answering.reading.article_reading import ArticleReading, read_article
from retrieval.errors import IndexDamaged, IndexUnavailable
from retrieval.index.keyword_file import remove_file

READINGS_FILE = "readings.sqlite3"
_ARTICLES_A_BATCH = 32

Row = tuple[str, str, bytes, bytes]
"""An article's id, what the library's list says of its state, its content (see `content_of`), its findings as written."""


class Readings:
    """What was found in articles. A file that is damaged is told of in one line and made anew; one that can't be used is done without."""

    def __init__(self, path: Path, notice: Callable[[str], None]) -> None:
        self.path = path
        self._notice = notice
        self._connection: sqlite3.Connection | None = None
        self._is_writable = False
        self._asking = threading.Lock()  # one statement at a time on one connection

    @classmethod
    def open(cls, path: Path, notice: Callable[[str], None]) -> Self:
        """Those in this file, none where there is no file; never raises, as answers are the same without."""
        readings = cls(path, notice)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
        readings._connect()
        return readings

    def close(self) -> None:
        """Let go of the file."""
        with self._asking:
            self._let_go()

    def recall(self, articles: Iterable[Article]) -> None:
        """Spare the articles' readings to find again what was found in them before."""
        unread = {each.id: each for each in articles if not read_article(each).is_recalled}
        for name, content, findings in self._rows(list(unread)):
            reading = read_article(unread[name])
            if content == content_of(reading.article):
                try:
                    read_back(findings).put_into(reading)
                except ValueError:
                    self._begin_anew(f"The kept readings {self.path} are damaged; articles are read anew.")
                    break
        for each in unread.values():
            read_article(each).is_recalled = True

    def lacking(self, library: Library) -> list[str]:
        """The ids of the articles of a library whose present state is not here, the newest first; none where none can be kept."""
        return [] if self._is_whole(_stamp(library)) else self._missing(library.listing())

    def catch_up(self, library: Library, most: int | None = None) -> int:
        """Read what the library has and this lacks, at most so many articles, and let go of what it has no more; how many were read."""
        stamp = _stamp(library)
        if self._is_whole(stamp):
            return 0
        listing = library.listing()
        listed = {record.id: _listed(record) for record in listing}
        missing = self._missing(listing)
        rest = iter(missing[:most])
        while some := list(islice(rest, _ARTICLES_A_BATCH)):
            articles = library.articles(some)
            self._put([_row(each, listed[each.id]) for each in articles.values()])
        read = len(missing[:most])
        self._settle(listed, stamp if read == len(missing) else None)
        return read

    def _is_whole(self, stamp: str) -> bool:
        """Whether all of that state of the library is here, or nothing can be kept."""
        noted: str | None = stamp
        with self._using() as connection:
            if connection is not None and self._is_writable:
                noted = read_about(connection, "stamp")
        return noted == stamp

    def _missing(self, listing: Sequence[ArticleRecord]) -> list[str]:
        present: dict[str, str] = {}
        with self._using() as connection:
            if connection is not None:
                present.update(connection.execute("SELECT article, listed FROM reading"))
        missing = [record for record in listing if present.get(record.id) != _listed(record)]
        return [record.id for record in sorted(missing, key=lambda record: record.added_at, reverse=True)]

    def _rows(self, names: Sequence[str]) -> list[tuple[str, bytes, bytes]]:
        marks = ",".join("?" * len(names))
        sql = f"SELECT article, content, findings FROM reading WHERE article IN ({marks})"  # noqa: S608 - question marks
        rows: list[tuple[str, bytes, bytes]] = []
        with self._using() as connection:
            if connection is not None and names and read_about(connection, "rules") == rules():
                rows = connection.execute(sql, names).fetchall()
        return rows

    def _put(self, rows: Sequence[Row]) -> None:
        """Keep these, unless another process has begun to read by other rules."""
        with self._using() as connection:
            if connection is not None and self._is_writable:
                with writing(connection):
                    if read_about(connection, "rules") == rules():
                        connection.executemany("INSERT OR REPLACE INTO reading VALUES (?, ?, ?, ?)", rows)

    def _settle(self, listed: dict[str, str], stamp: str | None) -> None:
        """Let go of what the library has no more, and note of which state of it all is here, if all is."""
        with self._using() as connection:
            if connection is None or not self._is_writable:
                return
            with writing(connection):
                if read_about(connection, "rules") == rules():
                    gone = [row for row in connection.execute("SELECT article FROM reading") if row[0] not in listed]
                    connection.executemany("DELETE FROM reading WHERE article = ?", gone)
                    if stamp is not None:
                        connection.execute("INSERT OR REPLACE INTO about VALUES ('stamp', ?)", (stamp,))

    @contextmanager
    def _using(self) -> Iterator[sqlite3.Connection | None]:
        """The connection, None where the file can't be used; what is wrong with it is told, and leads to an empty one."""
        with self._asking:
            try:
                with our_errors(self.path):
                    yield self._connection
            except IndexDamaged as error:
                damage = str(error)
            except IndexUnavailable as error:
                self._notice(str(error))
                return
            else:
                return
        self._begin_anew(damage)

    def _begin_anew(self, why: str) -> None:
        """Tell why, and go on with an empty file."""
        self._notice(why)
        with self._asking:
            self._let_go()
            with suppress(OSError):
                remove_file(self.path)
        self._connect()

    def _connect(self) -> None:
        try:
            self._connection, self._is_writable = connect(self.path)
        except IndexDamaged as error:
            self._notice(str(error))
            with suppress(OSError, IndexUnavailable):
                remove_file(self.path)
                self._connection, self._is_writable = connect(self.path)
        except IndexUnavailable as error:
            self._notice(str(error))

    def _let_go(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection, self._is_writable = None, False


def _stamp(library: Library) -> str:
    return f"{library.identity} {library.revision}"


def _listed(record: ArticleRecord) -> str:
    return f"{record.content_hash} {record.outline_version}"


def _row(article: Article, listed: str) -> Row:
    return article.id, listed, content_of(article), written(Findings.of(ArticleReading(article)))
