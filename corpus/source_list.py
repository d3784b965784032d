"""SourceList: the folders, files, pages and feeds that articles come from besides the corpus folder; kept in the library."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from corpus.database import Database
from corpus.records import sources as rows
from corpus.records.sources import Page, Source, SourceKind
from corpus.records.turns import take_turn

REMOVED = "removed by hand; it is not fetched again"
"""The problem of a page that nobody wants."""

__all__ = ["REMOVED", "Page", "Source", "SourceKind", "SourceList"]


class SourceList:
    """Every source, and what is known of the pages that they name. Every change is one transaction."""

    def __init__(self, database: Database, *, is_older: bool) -> None:
        self._database = database
        self._is_older = is_older

    def all(self) -> list[Source]:
        """Every source, in the order in which they were added."""
        if self._is_older:
            return []
        with self._database.reading() as connection:
            return rows.all_sources(connection)

    def add(self, kind: SourceKind, address: str, title: str | None, now: datetime) -> bool:
        """Add a source, due at once; False where it is there already."""
        with self._database.writing() as connection:
            take_turn(connection)
            return rows.add(connection, kind, address, title, now)

    def save(self, source: Source, pages: Iterable[Page] = (), entries: Mapping[str, str] | None = None) -> None:
        """Write what has become of a source, together with the pages that it named."""
        with self._database.writing() as connection:
            take_turn(connection)
            rows.put_pages(connection, pages, entries)
            rows.save(connection, source)

    def drop(self, number: int) -> None:
        """Let a source go; the articles that came from it stay."""
        with self._database.writing() as connection:
            take_turn(connection)
            rows.drop(connection, number)

    def pages(self, addresses: Iterable[str]) -> dict[str, Page]:
        """What is known of pages, by address."""
        with self._database.reading() as connection:
            return rows.pages_of(connection, addresses)

    def pages_of_articles(self, article_ids: Iterable[str]) -> list[Page]:
        """The pages that articles were read from."""
        with self._database.reading() as connection:
            return rows.pages_by_article(connection, article_ids)

    def due_pages(self, now: datetime) -> list[tuple[Page, str | None]]:
        """The pages to ask for now, those never read first, each with what its feed said of it (JSON)."""
        with self._database.reading() as connection:
            return rows.due_pages(connection, now)

    def put_away(self, article_ids: Iterable[str]) -> None:
        """See to it that the pages of these articles are not fetched again."""
        with self._database.writing() as connection:
            take_turn(connection)
            pages = rows.pages_by_article(connection, article_ids)
            rows.put_pages(connection, [replace(each, article_id=None, due_at=None, problem=REMOVED) for each in pages])

    def put_pages(self, pages: Iterable[Page], entries: Mapping[str, str] | None = None) -> None:
        """Write what has become of pages."""
        with self._database.writing() as connection:
            take_turn(connection)
            rows.put_pages(connection, pages, entries)

    def faults(self) -> dict[int, str]:
        """By source, what is wrong with one of the pages that can't be read, with its address."""
        with self._database.reading() as connection:
            return rows.faults(connection)

    def counts(self) -> dict[int, tuple[int, int]]:
        """By source, how many of its pages were read, and how many wait or can't be."""
        with self._database.reading() as connection:
            return rows.counts(connection)
