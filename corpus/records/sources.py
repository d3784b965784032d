"""Sources and their pages as rows: where articles come from, and how reading each last went."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select, update
from sqlalchemy.sql.expression import Select

from corpus import schema
from corpus.records.turns import batches


class SourceKind(StrEnum):
    """What a source is."""

    FOLDER = "folder"
    FILE = "file"
    PAGE = "page"
    FEED = "feed"


@dataclass(frozen=True, slots=True)
class Source:
    """A place that articles come from, besides the corpus folder.

    `address` is a path or an address on the web. `problem` is what was wrong when it was last tried, in one line; `failures`
    counts the tries since it last worked; at `due_at` it is tried again, never where that is None.
    """

    number: int
    kind: SourceKind
    address: str
    title: str | None
    added_at: datetime
    etag: str | None = None
    last_modified: str | None = None
    tried_at: datetime | None = None
    worked_at: datetime | None = None
    due_at: datetime | None = None
    failures: int = 0
    problem: str | None = None
    is_gone: bool = False

    def is_free(self, now: datetime) -> bool:
        """Whether it may be asked at a person's wish: not while its site asks to be left alone."""
        is_waiting = self.problem is not None and self.failures == 0 and self.due_at is not None and self.due_at > now
        return not self.is_gone and not is_waiting


@dataclass(frozen=True, slots=True)
class Page:
    """A page that a source names, under the address by which it names it.

    `article_id` is the article on it, once it was read. `due_at` is when it is asked for, None for never again.
    """

    address: str
    source: int
    article_id: str | None = None
    entry_stamp: str = ""
    etag: str | None = None
    last_modified: str | None = None
    tried_at: datetime | None = None
    worked_at: datetime | None = None
    due_at: datetime | None = None
    failures: int = 0
    problem: str | None = None


def all_sources(connection: Connection) -> list[Source]:
    """Every source, in the order in which they were added."""
    rows = connection.execute(select(schema.sources).order_by(schema.sources.c.number)).mappings()
    return [Source(**{**row, "kind": SourceKind(row["kind"])}) for row in rows]


def add(connection: Connection, kind: SourceKind, address: str, title: str | None, now: datetime) -> bool:
    """Add a source, due at once; False where it is there already."""
    table = schema.sources
    if connection.execute(select(table.c.number).where(table.c.address == address)).first() is not None:
        return False
    values = {"kind": kind.value, "address": address, "title": title, "added_at": now, "due_at": now}
    connection.execute(insert(table).values(failures=0, is_gone=False, **values))
    return True


def bring(connection: Connection, source: Source) -> bool:
    """Add a source with all that is known of it elsewhere, but its number; False where its address is there already."""
    table = schema.sources
    if connection.execute(select(table.c.number).where(table.c.address == source.address)).first() is not None:
        return False
    values = {key: value for key, value in asdict(source).items() if key not in ("number", "kind")}
    connection.execute(insert(table).values(kind=source.kind.value, **values))
    return True


def save(connection: Connection, source: Source) -> None:
    """Write what has become of a source."""
    table = schema.sources
    values = {key: value for key, value in asdict(source).items() if key not in ("number", "kind", "added_at")}
    taken = select(table.c.number).where(table.c.address == source.address, table.c.number != source.number)
    if connection.execute(taken).first() is not None:
        del values["address"]  # it moved to where another source is already
    connection.execute(update(table).where(table.c.number == source.number).values(**values))


def drop(connection: Connection, number: int) -> None:
    """Let a source go, with what is known of its pages; their articles stay."""
    pages = select(schema.pages.c.address).where(schema.pages.c.source == number)
    connection.execute(delete(schema.entries).where(schema.entries.c.address.in_(pages)))
    connection.execute(delete(schema.pages).where(schema.pages.c.source == number))
    connection.execute(delete(schema.sources).where(schema.sources.c.number == number))


def pages_of(connection: Connection, addresses: Iterable[str]) -> dict[str, Page]:
    """What is known of pages, by address."""
    found: dict[str, Page] = {}
    for some in batches(addresses):
        rows = connection.execute(select(schema.pages).where(schema.pages.c.address.in_(some))).mappings()
        found.update((row["address"], Page(**row)) for row in rows)
    return found


def due_pages(connection: Connection, now: datetime) -> list[tuple[Page, str | None]]:
    """The pages that are to be asked for, those that were never read first, each with what its feed said of it."""
    pages, entries = schema.pages, schema.entries
    joined = pages.outerjoin(entries, entries.c.address == pages.c.address)
    statement = select(pages, entries.c.entry).select_from(joined).where(pages.c.due_at <= now)
    order = (pages.c.worked_at.is_not(None), pages.c.due_at, pages.c.address)
    return _with_entries(connection, statement.order_by(*order))


def pages_from(connection: Connection, after: str, most: int) -> list[tuple[Page, str | None]]:
    """So many pages, by address, from behind an address on, each with what its feed said of it."""
    pages, entries = schema.pages, schema.entries
    joined = pages.outerjoin(entries, entries.c.address == pages.c.address)
    statement = select(pages, entries.c.entry).select_from(joined).where(pages.c.address > after)
    return _with_entries(connection, statement.order_by(pages.c.address).limit(most))


def _with_entries(connection: Connection, statement: "Select[Any]") -> list[tuple[Page, str | None]]:
    return [
        (Page(**{name: row[name] for name in Page.__slots__}), row["entry"])
        for row in connection.execute(statement).mappings()
    ]


def put_pages(connection: Connection, pages: Iterable[Page], entries: Mapping[str, str] | None = None) -> None:
    """Write pages, in place of what was known of them; `entries` is what feeds said, kept until the page was read."""
    by_address = {page.address: page for page in pages}
    for some in batches(by_address):
        known = set(pages_of(connection, some))
        for address in some:
            if address in known:
                values = asdict(by_address[address])
                connection.execute(update(schema.pages).where(schema.pages.c.address == address).values(**values))
        fresh = [asdict(by_address[address]) for address in some if address not in known]
        if fresh:
            connection.execute(insert(schema.pages), fresh)
        connection.execute(delete(schema.entries).where(schema.entries.c.address.in_(some)))
        said: list[dict[str, Any]] = [
            {"address": each, "entry": entries[each]} for each in some if entries and each in entries
        ]
        if said:
            connection.execute(insert(schema.entries), said)


def pages_by_article(connection: Connection, article_ids: Iterable[str]) -> list[Page]:
    """The pages that articles were read from."""
    found: list[Page] = []
    for some in batches(article_ids):
        rows = connection.execute(select(schema.pages).where(schema.pages.c.article_id.in_(some))).mappings()
        found.extend(Page(**row) for row in rows)
    return found


def faults(connection: Connection) -> dict[int, str]:
    """By source, what is wrong with the page that was tried last of those that can't be read."""
    pages = schema.pages
    statement = select(pages.c.source, pages.c.address, pages.c.problem).where(
        pages.c.problem.is_not(None), pages.c.article_id.is_(None), pages.c.failures > 0
    )
    rows = connection.execute(statement.order_by(pages.c.tried_at))
    return {row.source: f"{row.address} {row.problem}" for row in rows}


def counts(connection: Connection) -> dict[int, tuple[int, int]]:
    """By source, how many pages were read and how many wait or can't be read."""
    pages = schema.pages
    waiting = or_(pages.c.worked_at.is_(None), pages.c.article_id.is_(None))
    found: dict[int, tuple[int, int]] = {}
    for number, read in connection.execute(
        select(pages.c.source, func.count()).where(~waiting).group_by(pages.c.source)
    ):
        found[number] = (read, 0)
    for number, left in connection.execute(
        select(pages.c.source, func.count()).where(waiting).group_by(pages.c.source)
    ):
        found[number] = (found.get(number, (0, 0))[0], left)
    return found
