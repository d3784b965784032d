"""SourceList: the folders, files, pages and feeds that articles come from besides the corpus folder; kept in the library."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from corpus.database import Database
from corpus.records import sources as rows
from corpus.records.sources import Page, Source, SourceKind
from corpus.records.turns import take_turn

REMOVED = "removed by hand; it is not fetched again"
"""The problem of a page that nobody wants."""

PAGES_A_TIME = 500

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

    def bring(self, source: Source) -> bool:
        """Add a source with all that is known of it elsewhere, under a number of its own here; False where it is there."""
        with self._database.writing() as connection:
            take_turn(connection)
            return rows.bring(connection, source)

    def bring_pages(self, pages: Iterable[tuple[Page, str | None]]) -> None:
        """Write what is known elsewhere of pages, each with what its feed said of it; those known here stay as they are."""
        brought = {page.address: (page, entry) for page, entry in pages}
        with self._database.writing() as connection:
            take_turn(connection)
            new = brought.keys() - rows.pages_of(connection, brought).keys()
            entries = {each: entry for each in new if (entry := brought[each][1]) is not None}
            rows.put_pages(connection, [brought[each][0] for each in sorted(new)], entries)

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

    def every_page(self) -> Iterator[tuple[Page, str | None]]:
        """Every page, by address, each with what its feed said of it (JSON)."""
        after = ""
        while not self._is_older:
            with self._database.reading() as connection:
                some = rows.pages_from(connection, after, PAGES_A_TIME)
            yield from some
            if len(some) < PAGES_A_TIME:
                return
            after = some[-1][0].address

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
