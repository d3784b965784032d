"""Moving: articles, where they come from, and all that the bot remembers as lines of JSON, to be kept or taken elsewhere.

The first line is `{"footnote_export": 2, "made_at": …}`. Each further line is an article, `{"article": {…}}`, what one said
before, `{"revision": {…}}`, a source, `{"source": {…}}`, a page of one, `{"page": {…}}`, or a row of what the bot remembers,
`{"table": "feedback", "row": {…}}`; `docs/export.md` describes them all. Passages, vectors and the index are not in it: they
are made again.
"""

import json
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.moved_fields import (
    article_fields,
    article_of,
    page_fields,
    page_of,
    revision_fields,
    revision_of,
    source_fields,
    source_of,
)
from bot.store.moving import ROWS_A_TIME
from bot.store.store import Store
from corpus.article import Article
from corpus.keys import IMPORTED_STAMP, is_imported, is_of_web
from corpus.library import Library

FORMAT, KNOWN_FORMATS = 2, (1, 2)
"""Version 1 had no sources, no pages and no revisions."""
ARTICLES_A_TIME = 100

Line = tuple[int, dict[str, Any]]


class NotAnExport(Exception):
    """The lines are no export of Footnote: which line, and what is wrong with it."""


@dataclass
class Moved:
    """How many articles were written, and how many sources and rows are new."""

    articles: int = 0
    sources: int = 0
    rows: int = 0


async def exported(library: Library, store: Store) -> AsyncIterator[str]:
    """The lines of an export."""
    yield json.dumps({"footnote_export": FORMAT, "made_at": store.clock().isoformat()})
    for line in _of_library(library):
        yield json.dumps(line, ensure_ascii=False)
    for table in store.moving.tables:
        done = 0
        while rows := await store.moving.page(table, done):
            done += len(rows)
            for row in rows:
                yield json.dumps({"table": table, "row": row}, ensure_ascii=False)


def _of_library(library: Library) -> Iterator[dict[str, Any]]:
    """Articles, what they said before, sources and their pages: each line's object."""
    for some in _batches(library.listing(), ARTICLES_A_TIME):
        articles = library.articles(record.id for record in some)
        for record in some:
            if record.id in articles:
                yield {"article": article_fields(record, articles[record.id])}
    for revision in library.former():
        yield {"revision": revision_fields(revision)}
    address_of = {}
    for source in library.sources.all():
        address_of[source.number] = source.address
        yield {"source": source_fields(source)}
    for page, entry in library.sources.every_page():
        if page.source in address_of:
            yield {"page": page_fields(page, address_of[page.source], entry)}


async def import_lines(lines: Iterable[str], library: Library, store: Store) -> Moved:
    """Write what an export holds; what is there already is replaced (articles) or stays (all else).

    Raises NotAnExport; what stood before the line at fault is written by then.
    """
    moved = Moved()
    for batch in _batches(_parsed(lines), ROWS_A_TIME):
        articles = _of_kind("article", batch)
        _put_articles(library, articles)
        moved.articles += len(articles)
        library.put_former(_read(_of_kind("revision", batch), revision_of))
        moved.sources += _put_sources(library, batch)
        for table in dict.fromkeys(each["table"] for _, each in batch if "table" in each):
            number, rows = batch[0][0], [each["row"] for _, each in batch if each.get("table") == table]
            try:
                moved.rows += await store.moving.put(table, rows)
            except (ValueError, TypeError) as error:
                raise NotAnExport(f"from line {number} on: {error}") from None
    return moved


_KINDS = ({"article"}, {"revision"}, {"source"}, {"page"}, {"table", "row"})


def _parsed(lines: Iterable[str]) -> Iterator[Line]:
    """Each line's object with its number, without the first line's."""
    for number, line in enumerate(lines, start=1):
        try:
            value = json.loads(line)
        except ValueError:
            raise NotAnExport(f"line {number} is no JSON") from None
        if number == 1:
            if not isinstance(value, dict) or value.get("footnote_export") not in KNOWN_FORMATS:
                raise NotAnExport("line 1 does not begin an export that this Footnote knows")
        elif isinstance(value, dict) and any(kind <= value.keys() for kind in _KINDS):
            yield number, value
        else:
            raise NotAnExport(f"line {number} is neither an article, a source nor a row")


def _of_kind(kind: str, lines: Iterable[Line]) -> list[Line]:
    return [(number, line) for number, line in lines if kind in line]


def _read(lines: Iterable[Line], value_of: Callable[[dict[str, Any]], Any]) -> list[Any]:
    """What lines of one kind stand for."""
    values = []
    for number, line in lines:
        (kind,) = line
        try:
            values.append(value_of(line[kind]))
        except (ValueError, TypeError, KeyError, IndexError) as error:
            raise NotAnExport(f"line {number}: the {kind} can't be read ({error})") from None
    return values


def _put_articles(library: Library, lines: Iterable[Line]) -> None:
    by_version: dict[str, list[tuple[Article, str, str]]] = {}

    def entry(fields: dict[str, Any]) -> tuple[str, tuple[Article, str, str]]:
        key = str(fields["key"])
        return str(fields["outline_version"]), (article_of(fields), key, _stamp_here(key, str(fields["stamp"])))

    for version, found in _read(lines, entry):
        by_version.setdefault(version, []).append(found)
    for version, entries in by_version.items():
        library.put_all(entries, version)


def _put_sources(library: Library, batch: Iterable[Line]) -> int:
    """Write the sources and pages among the lines; how many sources are new."""
    new = sum([library.sources.bring(source) for source in _read(_of_kind("source", batch), source_of)])
    if lines := _of_kind("page", batch):
        number_of = {source.address: source.number for source in library.sources.all()}
        pages = _read(lines, lambda fields: page_of(fields, number_of))
        library.sources.bring_pages(pages)
    return new


def _stamp_here(key: str, stamp: str) -> str:
    """The stamp that an article has where its file may not be: no sync takes it for one whose file is gone."""
    return stamp if is_of_web(key) or is_imported(stamp) else f"{IMPORTED_STAMP}{stamp}"


def _batches(values: Iterable[Any], size: int) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for value in values:
        batch.append(value)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
