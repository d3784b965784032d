"""Passages as rows: which sentences of an article are one, under each way of cutting."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Text, delete, exists, func, insert, select, type_coerce

from corpus import schema
from corpus.article import Article
from corpus.passage import Passage
from corpus.records.turns import batches, number

Cutting = tuple[int, int, str]
"""A passage to keep: its first sentence, the one after its last, and the hash of what is embedded of it."""


def forget_cuts(connection: Connection, ids: Iterable[str], cut: int | None = None) -> None:
    """Let the passages of articles go, of every cut or of one."""
    for some in batches(ids):
        for table in (schema.passages, schema.cut_articles):
            statement = delete(table).where(table.c.article_id.in_(some))
            connection.execute(statement if cut is None else statement.where(table.c.cut == cut))


def parts(passage_id: str) -> tuple[str, int, int]:
    """Article id, start and end; an impossible span where the id is none of ours."""
    article_id, _, span = passage_id.partition(":")
    start, _, end = span.partition(":")
    if start.isascii() and start.isdigit() and end.isascii() and end.isdigit():
        return article_id, int(start), int(end)
    return article_id, 0, 0


def passage(article: Article, start: int, end: int) -> Passage | None:
    """The passage at a span; None where the article has no sentences that begin and end there."""
    sentences = article.sentences
    first = bisect_left(sentences, start, key=lambda sentence: sentence.span.start)
    last = bisect_left(sentences, end, key=lambda sentence: sentence.span.end)
    if first > last or last == len(sentences):
        return None
    if sentences[first].span.start != start or sentences[last].span.end != end:
        return None
    return Passage(article, first, last + 1)


def outlines(connection: Connection, ids: Iterable[str]) -> dict[str, list[tuple[int, int]]]:
    """Where the sentences of those articles that there are begin and end."""
    table = schema.articles
    encoded = type_coerce(table.c.outline, Text)
    found: dict[str, list[tuple[int, int]]] = {}
    for some in batches(ids):
        rows = connection.execute(select(table.c.id, encoded).where(table.c.id.in_(some)))
        found.update((article_id, schema.decode_spans(outline)) for article_id, outline in rows)
    return found


def passage_row(cut: int, article_id: str, spans: Sequence[tuple[int, int]], cutting: Cutting) -> dict[str, Any]:
    """A passage as a row; ValueError where the article has no such sentences."""
    first, last, text_hash = cutting
    if not 0 <= first < last <= len(spans):
        raise ValueError(f"sentences [{first}, {last}) are not among the {len(spans)} of {article_id}")
    start, end = spans[first][0], spans[last - 1][1]
    return {"cut": cut, "article_id": article_id, "start": start, "end": end, "text_hash": text_hash}


def passages_of(cut: str, column: Any) -> Any:
    """The query for a cut's passages, in order, with one more column."""
    table = schema.passages
    number = select(schema.cuts.c.number).where(schema.cuts.c.signature == cut).scalar_subquery()
    statement = select(table.c.article_id, table.c.start, table.c.end, column).where(table.c.cut == number)
    return statement.order_by(table.c.article_id, table.c.start, table.c.end)


def uncut(connection: Connection, cut: str) -> list[str]:
    """The ids of the articles that have not been cut this way, sorted."""
    done = schema.cut_articles.join(schema.cuts, schema.cuts.c.number == schema.cut_articles.c.cut)
    is_cut = (
        exists()
        .select_from(done)
        .where(schema.cut_articles.c.article_id == schema.articles.c.id, schema.cuts.c.signature == cut)
    )
    found = connection.execute(select(schema.articles.c.id).where(~is_cut).order_by(schema.articles.c.id))
    return list(found.scalars())


def put(connection: Connection, cut: str, cuttings: Mapping[str, Sequence[Cutting]]) -> None:
    """Write the passages of articles under a cut, in place of those they had."""
    cut_number = number(connection, schema.cuts, cut)
    spans_by_id = outlines(connection, cuttings)
    rows = [
        passage_row(cut_number, article_id, spans, cutting)
        for article_id, spans in spans_by_id.items()
        for cutting in cuttings[article_id]
    ]
    forget_cuts(connection, spans_by_id, cut_number)
    if spans_by_id:
        done = [{"cut": cut_number, "article_id": article_id} for article_id in spans_by_id]
        connection.execute(insert(schema.cut_articles), done)
    if rows:
        connection.execute(insert(schema.passages), rows)


def count(connection: Connection, cut: str) -> int:
    """How many passages there are under a cut."""
    tables = schema.passages.join(schema.cuts, schema.cuts.c.number == schema.passages.c.cut)
    statement = select(func.count()).select_from(tables).where(schema.cuts.c.signature == cut)
    return connection.execute(statement).scalar_one()
