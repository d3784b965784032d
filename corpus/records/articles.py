"""Articles as rows: what the library knows of each, with and without its text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import PurePosixPath
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from corpus import schema
from corpus.article import Article
from corpus.records.article_row import article
from corpus.records.copies import copies_of
from corpus.records.passages import forget_cuts
from corpus.records.revisions import keep_former
from corpus.records.turns import advance, batches


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """What the library knows of an article, without its text.

    `key` names it in its source, `stamp` is what the source said of its state when it was read, `characters` is the
    length of the text.
    """

    id: str
    key: str
    source: str
    title: str | None
    publisher: str | None
    author: str | None
    published: date | None
    url: str | None
    characters: int
    content_hash: str
    added_at: datetime
    outline_version: str
    stamp: str


def row(article: Article, key: str, stamp: str, outline_version: str) -> dict[str, Any]:
    """An article as a row; ValueError where a database can't hold it."""
    texts = (
        article.id,
        key,
        stamp,
        article.source,
        article.text,
        article.title,
        article.publisher,
        article.author,
        article.url,
    )
    for text in texts:
        if text is not None and ("\0" in text or _has_surrogates(text)):
            raise ValueError(f"article {article.id!a} holds characters that are no text")
    return {
        "id": article.id,
        "key": key,
        "source": article.source,
        "title": article.title,
        "publisher": article.publisher,
        "author": article.author,
        "published": article.published,
        "url": article.url,
        "characters": len(article.text),
        "content_hash": article.content_hash,
        "added_at": article.added_at,
        "outline_version": outline_version,
        "stamp": stamp,
        "outline": article.sentences,
        "text": article.text,
    }


def _has_surrogates(text: str) -> bool:
    """Whether the text can't be written as UTF-8."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def known(connection: Connection, ids: Sequence[str]) -> list[Mapping[str, Any]]:
    """The rows of these articles, without their texts."""
    columns = [column for column in schema.articles.c if column.name != "text"]
    found: list[Mapping[str, Any]] = []
    for some in batches(ids):
        rows = connection.execute(select(*columns).where(schema.articles.c.id.in_(some)))
        found.extend(dict(row) for row in rows.mappings())
    return found


def refuse_foreign_keys(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Raise ValueError where a key belongs to an article of another id."""
    ids = {row["key"]: row["id"] for row in rows}
    table = schema.articles
    for some in batches(ids):
        for key, article_id in connection.execute(select(table.c.key, table.c.id).where(table.c.key.in_(some))):
            if ids[key] != article_id:
                raise ValueError(f"{key!r} is the key of {article_id}, not of {ids[key]}")


def differs(row: Mapping[str, Any], former: Mapping[str, Any]) -> bool:
    """Whether anything that passages are made of has changed."""
    names = ("title", "publisher", "author", "published", "url", "content_hash", "outline_version", "outline")
    return any(row[name] != former[name] for name in names)


def put(connection: Connection, rows_by_id: Mapping[str, dict[str, Any]]) -> None:
    """Write articles; of those whose text changes the former is kept as a revision, of those that change at all no passage."""
    rows = list(rows_by_id.values())
    advance(connection)
    former_by_id = {former["id"]: former for former in known(connection, list(rows_by_id))}
    refuse_foreign_keys(connection, rows)
    now = datetime.now(UTC)
    changed = [row for row in rows if row["id"] in former_by_id and differs(row, former_by_id[row["id"]])]
    keep_former(connection, {row["id"]: row["content_hash"] for row in rows}, now)
    forget_cuts(connection, [row["id"] for row in changed])
    fresh = []
    for row in rows:
        former = former_by_id.get(row["id"])
        row["added_at"] = former["added_at"] if former else row["added_at"] or now
        if former:
            connection.execute(update(schema.articles).where(schema.articles.c.id == row["id"]).values(row))
        else:
            fresh.append(row)
    if fresh:
        connection.execute(insert(schema.articles), fresh)


def remove(connection: Connection, ids: Sequence[str]) -> None:
    """Let articles go, and what hangs on them; what they said last is kept as a revision."""
    advance(connection)
    keep_former(connection, dict.fromkeys(ids, ""), datetime.now(UTC))
    forget_cuts(connection, ids)
    for some in batches(ids):
        for table, column in (
            (schema.copies, "article_id"),
            (schema.signatures, "article_id"),
            (schema.articles, "id"),
        ):
            connection.execute(delete(table).where(table.c[column].in_(some)))


def restamp(connection: Connection, stamps: Mapping[str, str]) -> None:
    """Set the stamps of articles, by id."""
    for article_id, stamp in stamps.items():
        connection.execute(update(schema.articles).where(schema.articles.c.id == article_id).values(stamp=stamp))


def load(connection: Connection, ids: Iterable[str], *, with_copies: bool) -> dict[str, Article]:
    """The articles of these ids, with what is known of their copies, if the library is new enough to know it."""
    found: dict[str, Article] = {}
    for some in batches(ids):
        rows = connection.execute(select(schema.articles).where(schema.articles.c.id.in_(some))).all()
        copies = copies_of(connection, some) if with_copies else {}
        found.update((row.id, article(row, copies.get(row.id))) for row in rows)
    return found


def records(connection: Connection, since: datetime | None = None) -> tuple[ArticleRecord, ...]:
    """What is known of every article, by id; or of those added after a moment, the oldest first."""
    columns = [schema.articles.c[name] for name in ArticleRecord.__slots__]
    order = (schema.articles.c.id,) if since is None else (schema.articles.c.added_at, schema.articles.c.id)
    statement = select(*columns).order_by(*order)
    if since is not None:
        statement = statement.where(schema.articles.c.added_at > since)
    return tuple(ArticleRecord(*row) for row in connection.execute(statement))


def outlined_otherwise(connection: Connection, outline_version: str) -> list[tuple[str, str, str]]:
    """Id, key and stamp of the articles whose sentences were read by other rules."""
    table = schema.articles
    statement = select(table.c.id, table.c.key, table.c.stamp).where(table.c.outline_version != outline_version)
    return [(row.id, row.key, row.stamp) for row in connection.execute(statement.order_by(table.c.id))]


def find(connection: Connection, name: str) -> tuple[str, ...]:
    """The ids of the articles that a person may mean by a name; see `Library.find`."""
    columns = (schema.articles.c.id, schema.articles.c.key, schema.articles.c.source)
    rows = connection.execute(select(*columns).order_by(schema.articles.c.id)).all()
    exact = tuple(row.id for row in rows if name == row.id) or tuple(row.id for row in rows if name in row[1:])
    if exact or not name:
        return exact
    files = tuple(row.id for row in rows if name in file_names(row.key))
    return files or tuple(row.id for row in rows if row.id.startswith(name))


def file_names(key: str) -> tuple[str, str]:
    """What people call a file: its name, and its name without the ending."""
    path = PurePosixPath(key)
    return path.name, path.stem
