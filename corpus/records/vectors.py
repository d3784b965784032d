"""Vectors as rows: kept by embedder and by the hash of what was embedded; one that was paid for is never lost."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, exists, insert, select

from corpus import schema
from corpus.errors import LibraryDamaged
from corpus.records.passages import passages_of
from corpus.records.turns import batches, found_number, number, take_turn


def vector_hashes(connection: Connection, embedder: int | None, hashes: Iterable[str]) -> set[str]:
    """Those of the hashes that have a vector."""
    column = schema.vectors.c.text_hash
    found: set[str] = set()
    for some in batches(dict.fromkeys(hashes)):
        statement = select(column).where(schema.vectors.c.embedder == embedder, column.in_(some))
        found.update(connection.execute(statement).scalars())
    return found


def put(connection: Connection, embedder: str, vectors: Mapping[str, bytes | memoryview]) -> None:
    """Write vectors by the hash of what was embedded; one that is there already stays."""
    take_turn(connection)
    embedder_number = number(connection, schema.embedders, embedder)
    present = vector_hashes(connection, embedder_number, vectors)
    rows = [
        {"embedder": embedder_number, "text_hash": text_hash, "vector": bytes(vector)}
        for text_hash, vector in vectors.items()
        if text_hash not in present
    ]
    if rows:
        connection.execute(insert(schema.vectors), rows)


def load(connection: Connection, embedder: str, hashes: Iterable[str]) -> dict[str, bytes]:
    """The vectors that are there, by the hash of what was embedded."""
    table = schema.vectors
    found: dict[str, bytes] = {}
    embedder_number = found_number(connection, schema.embedders, embedder)
    for some in batches(dict.fromkeys(hashes)):
        statement = select(table.c.text_hash, table.c.vector)
        rows = connection.execute(statement.where(table.c.embedder == embedder_number, table.c.text_hash.in_(some)))
        found.update((text_hash, bytes(vector)) for text_hash, vector in rows)
    return found


def all_of(connection: Connection, cut: str, embedder: str) -> tuple[list[str], bytes]:
    """The ids of a cut's passages that have a vector, in order, and these vectors end to end."""
    ids: list[str] = []
    matrix: list[bytes] = []
    embedder_number = found_number(connection, schema.embedders, embedder)
    same_text = schema.vectors.c.text_hash == schema.passages.c.text_hash
    statement = passages_of(cut, schema.vectors.c.vector).join(
        schema.vectors, same_text & (schema.vectors.c.embedder == embedder_number)
    )
    for article_id, start, end, vector in connection.execute(statement):
        ids.append(f"{article_id}:{start}:{end}")
        matrix.append(vector)
    if len({len(vector) for vector in matrix}) > 1:
        raise LibraryDamaged(
            f"vectors of {embedder} have different lengths; make them again with another embedder name"
        )
    return ids, b"".join(matrix)


def prune(connection: Connection) -> int:
    """Let go of the vectors that no passage uses any more, and say how many these were."""
    unused = ~exists().where(schema.passages.c.text_hash == schema.vectors.c.text_hash)
    return connection.execute(delete(schema.vectors).where(unused)).rowcount
