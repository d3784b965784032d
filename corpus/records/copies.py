"""Copies as rows: which articles are prints of one story, and what each article's text is like."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from corpus import schema
from corpus.records.turns import advance, batches


@dataclass(frozen=True, slots=True)
class Copies:
    """The group that an article is in: the id of its first article, the ids of the others, and who printed those."""

    original: str
    others: tuple[str, ...]
    also_in: tuple[str, ...]


def copies_of(connection: Connection, ids: Iterable[str]) -> dict[str, Copies]:
    """The groups of those of the articles that have copies, by article id."""
    table = schema.copies
    original_of: dict[str, str] = {}
    for some in batches(ids):
        found = connection.execute(select(table.c.article_id, table.c.original).where(table.c.article_id.in_(some)))
        original_of.update((article_id, original) for article_id, original in found)
    members = _members(connection, set(original_of.values()))
    return {
        article_id: _copies(article_id, original, members[original]) for article_id, original in original_of.items()
    }


def _members(connection: Connection, originals: Iterable[str]) -> dict[str, dict[str, str]]:
    """By original, the ids of a group's articles and what people call who printed each."""
    table = schema.copies.join(schema.articles, schema.articles.c.id == schema.copies.c.article_id)
    columns = (schema.copies.c.original, schema.articles.c.id, schema.articles.c.publisher, schema.articles.c.title)
    members: dict[str, dict[str, str]] = {}
    for some in batches(originals):
        statement = select(*columns).select_from(table).where(schema.copies.c.original.in_(some))
        for original, article_id, publisher, title in connection.execute(statement.order_by(schema.articles.c.id)):
            members.setdefault(original, {})[article_id] = publisher or title or article_id
    return members


def _copies(article_id: str, original: str, members: Mapping[str, str]) -> Copies:
    others = tuple(each for each in members if each != article_id)
    own = members.get(article_id)
    also_in = dict.fromkeys(members[each] for each in others if members[each] != own)
    return Copies(original, others, tuple(also_in))


def put_copies(connection: Connection, original_of: Mapping[str, str]) -> bool:
    """Keep, by article id, the first article of each group, in place of what was known; whether that changed anything."""
    table = schema.copies
    rows = connection.execute(select(table.c.article_id, table.c.original))
    known = {row.article_id: row.original for row in rows}
    if known == original_of:
        return False
    advance(connection)
    gone = [article_id for article_id in known if known[article_id] != original_of.get(article_id)]
    for some in batches(gone):
        connection.execute(delete(table).where(table.c.article_id.in_(some)))
    fresh = [{"article_id": each, "original": first} for each, first in original_of.items() if known.get(each) != first]
    if fresh:
        connection.execute(insert(table), fresh)
    return True


def unsigned(connection: Connection) -> dict[str, str]:
    """The content hashes, by id, of articles that have no signature of their present text."""
    articles, table = schema.articles, schema.signatures
    joined = articles.outerjoin(
        table, (table.c.article_id == articles.c.id) & (table.c.content_hash == articles.c.content_hash)
    )
    statement = select(articles.c.id, articles.c.content_hash).select_from(joined).where(table.c.article_id.is_(None))
    return {row.id: row.content_hash for row in connection.execute(statement.order_by(articles.c.id))}


def put_signatures(connection: Connection, signatures: Mapping[str, tuple[str, bytes]]) -> None:
    """Keep what articles' texts are like: by id, the hash of the text and its signature."""
    table = schema.signatures
    for some in batches(signatures):
        connection.execute(delete(table).where(table.c.article_id.in_(some)))
        there = set(connection.execute(select(schema.articles.c.id).where(schema.articles.c.id.in_(some))).scalars())
        rows = [
            {"article_id": each, "content_hash": signatures[each][0], "signature": signatures[each][1]}
            for each in some
            if each in there
        ]
        if rows:
            connection.execute(insert(table), rows)


def signatures(connection: Connection) -> dict[str, bytes]:
    """Every article's signature, by id; the articles that came first come first."""
    table = schema.signatures.join(schema.articles, schema.articles.c.id == schema.signatures.c.article_id)
    columns = (schema.signatures.c.article_id, schema.signatures.c.signature)
    order = (
        schema.articles.c.published.is_(None),
        schema.articles.c.published,
        schema.articles.c.added_at,
        schema.articles.c.id,
    )
    rows = connection.execute(select(*columns).select_from(table).order_by(*order))
    return {article_id: bytes(signature) for article_id, signature in rows}
