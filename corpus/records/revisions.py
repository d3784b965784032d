"""Revisions as rows: what articles said before they were changed or removed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, literal, select
from sqlalchemy.sql.expression import Select

from corpus import schema
from corpus.article import Article
from corpus.columns import Moment
from corpus.records.article_row import article
from corpus.records.turns import batches

_KEPT = ("source", "title", "publisher", "author", "published", "url", "added_at", "outline", "text")


@dataclass(frozen=True, slots=True)
class Revision:
    """An article as it was when it had a certain text; `replaced_at` is when that ceased, None where it is so still."""

    article: Article
    replaced_at: datetime | None = None

    @property
    def is_current(self) -> bool:
        """Whether the article has this text now."""
        return self.replaced_at is None


def keep_former(connection: Connection, new_hashes: Mapping[str, str], now: datetime) -> None:
    """Keep what these articles say, as far as they will say something else; a text that comes back is no former one.

    `new_hashes` are the content hashes that they are about to have, by id; empty for those that go.
    """
    for some in batches(new_hashes):
        hashes = _present_hashes(connection, some)
        changing = {each: text_hash for each, text_hash in hashes.items() if text_hash != new_hashes[each]}
        _forget(connection, changing)
        for article_id in changing:
            names = ["article_id", "content_hash", "replaced_at", *_KEPT]
            connection.execute(insert(schema.revisions).from_select(names, _former(article_id, now)))
        _forget(connection, {each: new_hashes[each] for each in some if new_hashes[each]})


def _present_hashes(connection: Connection, ids: list[str]) -> dict[str, str]:
    table = schema.articles
    rows = connection.execute(select(table.c.id, table.c.content_hash).where(table.c.id.in_(ids)))
    return {row.id: row.content_hash for row in rows}


def _former(article_id: str, now: datetime) -> "Select[tuple[object, ...]]":
    table = schema.articles
    moment = literal(now, Moment())
    kept = [table.c[name] for name in _KEPT]
    return select(table.c.id, table.c.content_hash, moment, *kept).where(table.c.id == article_id)


def _forget(connection: Connection, hashes: Mapping[str, str]) -> None:
    table = schema.revisions
    for article_id, content_hash in hashes.items():
        wanted = (table.c.article_id == article_id) & (table.c.content_hash == content_hash)
        connection.execute(delete(table).where(wanted))


def forget_all(connection: Connection, ids: Iterable[str]) -> None:
    """Let every former text of these articles go."""
    for some in batches(ids):
        connection.execute(delete(schema.revisions).where(schema.revisions.c.article_id.in_(some)))


def former(connection: Connection, article_id: str, content_hash: str) -> Revision | None:
    """What an article said when its text had this hash; None where that isn't kept."""
    table = schema.revisions
    wanted = (table.c.article_id == article_id) & (table.c.content_hash == content_hash)
    row = connection.execute(select(table, table.c.article_id.label("id")).where(wanted)).one_or_none()
    return None if row is None else Revision(article(row), row.replaced_at)


def former_from(connection: Connection, after: str, articles: int) -> list[tuple[str, Revision]]:
    """All that so many articles said before, from behind an id on, by id, the oldest first."""
    table = schema.revisions
    some = select(table.c.article_id).where(table.c.article_id > after).distinct()
    wanted = table.c.article_id.in_(some.order_by(table.c.article_id).limit(articles))
    order = (table.c.article_id, table.c.replaced_at, table.c.content_hash)
    rows = connection.execute(select(table, table.c.article_id.label("id")).where(wanted).order_by(*order))
    return [(row.article_id, Revision(article(row), row.replaced_at)) for row in rows]


def bring(connection: Connection, revisions: Iterable[Revision]) -> None:
    """Keep what articles said before elsewhere; what is kept already, or said at present, stays as it is."""
    for revision in revisions:
        brought = revision.article
        is_present = _present_hashes(connection, [brought.id]).get(brought.id) == brought.content_hash
        if is_present or former(connection, brought.id, brought.content_hash) is not None:
            continue
        kept = {name: getattr(brought, name) for name in _KEPT if name != "outline"}
        known = {"article_id": brought.id, "content_hash": brought.content_hash, "replaced_at": revision.replaced_at}
        connection.execute(insert(schema.revisions).values(outline=brought.sentences, **known, **kept))


def former_hashes(connection: Connection, article_id: str) -> list[str]:
    """The hashes of what an article said before, the oldest first."""
    table = schema.revisions
    statement = select(table.c.content_hash).where(table.c.article_id == article_id).order_by(table.c.replaced_at)
    return list(connection.execute(statement).scalars())
