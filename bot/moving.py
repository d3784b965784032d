"""Moving: articles and all that the bot remembers as lines of JSON, to be kept or taken elsewhere.

The first line is `{"footnote_export": 1, "made_at": …}`. Each further line is an article, `{"article": {…}}`, or a row of
what the bot remembers, `{"table": "feedback", "row": {…}}`. An article's `sentences` are `[start, end, role, paragraph,
lead, heading]`; times are in ISO form, in UTC. Passages, vectors and the index are not in it: they are made again.
"""

import json
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.store.moving import ROWS_A_TIME
from bot.store.store import Store
from corpus.article import Article, Role, Sentence
from corpus.keys import IMPORTED_STAMP, is_imported, is_of_web
from corpus.library import ArticleRecord, Library
from corpus.span import Span

FORMAT = 1
ARTICLES_A_TIME = 100


class NotAnExport(Exception):
    """The lines are no export of Footnote: which line, and what is wrong with it."""


@dataclass
class Moved:
    """How many articles and rows were written."""

    articles: int = 0
    rows: int = 0


async def exported(library: Library, store: Store) -> AsyncIterator[str]:
    """The lines of an export."""
    yield json.dumps({"footnote_export": FORMAT, "made_at": store.clock().isoformat()})
    for some in _batches(library.listing(), ARTICLES_A_TIME):
        articles = library.articles(record.id for record in some)
        for record in some:
            if record.id in articles:
                yield json.dumps({"article": _article_fields(record, articles[record.id])}, ensure_ascii=False)
    for table in store.moving.tables:
        done = 0
        while rows := await store.moving.page(table, done):
            done += len(rows)
            for row in rows:
                yield json.dumps({"table": table, "row": row}, ensure_ascii=False)


async def import_lines(lines: Iterable[str], library: Library, store: Store) -> Moved:
    """Write what an export holds; what is there already is replaced (articles) or stays (rows).

    Raises NotAnExport; what stood before the line at fault is written by then.
    """
    moved = Moved()
    for batch in _batches(_parsed(lines), ROWS_A_TIME):
        articles = [each for each in batch if "article" in each[1]]
        _put_articles(library, articles)
        moved.articles += len(articles)
        for table in dict.fromkeys(each["table"] for _, each in batch if "table" in each):
            number, rows = batch[0][0], [each["row"] for _, each in batch if each.get("table") == table]
            try:
                moved.rows += await store.moving.put(table, rows)
            except (ValueError, TypeError) as error:
                raise NotAnExport(f"from line {number} on: {error}") from None
    return moved


def _parsed(lines: Iterable[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each line's object with its number, without the first line's."""
    for number, line in enumerate(lines, start=1):
        try:
            value = json.loads(line)
        except ValueError:
            raise NotAnExport(f"line {number} is no JSON") from None
        if number == 1:
            if not isinstance(value, dict) or value.get("footnote_export") != FORMAT:
                raise NotAnExport("line 1 does not begin an export that this Footnote knows")
        elif isinstance(value, dict) and ("article" in value or {"table", "row"} <= value.keys()):
            yield number, value
        else:
            raise NotAnExport(f"line {number} is neither an article nor a row")


def _put_articles(library: Library, lines: Iterable[tuple[int, dict[str, Any]]]) -> None:
    by_version: dict[str, list[tuple[Article, str, str]]] = {}
    for number, line in lines:
        try:
            fields = line["article"]
            entry = (_article(fields), str(fields["key"]), _stamp_here(str(fields["key"]), str(fields["stamp"])))
            by_version.setdefault(str(fields["outline_version"]), []).append(entry)
        except (ValueError, TypeError, KeyError, IndexError) as error:
            raise NotAnExport(f"line {number}: the article can't be read ({error})") from None
    for version, entries in by_version.items():
        library.put_all(entries, version)


def _stamp_here(key: str, stamp: str) -> str:
    """The stamp that an article has where its file may not be: no sync takes it for one whose file is gone."""
    return stamp if is_of_web(key) or is_imported(stamp) else f"{IMPORTED_STAMP}{stamp}"


def _article_fields(record: ArticleRecord, article: Article) -> dict[str, Any]:
    sentences = [
        [each.span.start, each.span.end, each.role.value, each.paragraph, each.lead, each.heading]
        for each in article.sentences
    ]
    return {
        "id": record.id,
        "key": record.key,
        "source": record.source,
        "title": record.title,
        "publisher": record.publisher,
        "author": record.author,
        "published": record.published.isoformat() if record.published else None,
        "url": record.url,
        "added_at": record.added_at.isoformat(),
        "stamp": record.stamp.removeprefix(IMPORTED_STAMP),
        "outline_version": record.outline_version,
        "sentences": sentences,
        "text": article.text,
    }


def _article(fields: dict[str, Any]) -> Article:
    sentences = tuple(
        Sentence(Span(start, end), Role(role), paragraph, lead, heading)
        for start, end, role, paragraph, lead, heading in fields["sentences"]
    )
    published = fields["published"]
    return Article(
        id=fields["id"],
        source=fields["source"],
        text=fields["text"],
        sentences=sentences,
        title=fields["title"],
        publisher=fields["publisher"],
        author=fields["author"],
        published=date.fromisoformat(published) if published else None,
        url=fields["url"],
        added_at=datetime.fromisoformat(fields["added_at"]),
    )


def _batches(values: Iterable[Any], size: int) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for value in values:
        batch.append(value)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
