"""Turns: the library's revision, which every change advances, and what all records share."""

from collections.abc import Iterable, Iterator
from itertools import islice

from sqlalchemy import Connection, Table, insert, select, update

from corpus import schema
from corpus.errors import LibraryDamaged

IDS_A_QUERY = 500


def revision(connection: Connection) -> int:
    """The library's revision."""
    statement = select(schema.meta.c.value).where(schema.meta.c.key == "revision")
    revision: int = connection.execute(statement).scalar_one()
    return revision


def take_turn(connection: Connection) -> None:
    """Wait for other writers, on a database that lets several write at once; SQLite never does."""
    connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == "revision").with_for_update())


def advance(connection: Connection) -> None:
    """Raise the revision; first in a transaction, so that on every database the writers come one after the other."""
    meta = schema.meta
    connection.execute(update(meta).where(meta.c.key == "revision").values(value=meta.c.value + 1))


def batches(values: Iterable[str]) -> Iterator[list[str]]:
    """As many values at a time as one query takes."""
    rest = iter(values)
    while some := list(islice(rest, IDS_A_QUERY)):
        yield some


def found_number(connection: Connection, table: Table, signature: str) -> int | None:
    """The number of a cut or an embedder; None where it isn't known."""
    return connection.execute(select(table.c.number).where(table.c.signature == signature)).scalar_one_or_none()


def number(connection: Connection, table: Table, signature: str) -> int:
    """The number of a cut or an embedder, which becomes known."""
    found = found_number(connection, table, signature)
    if found is None:
        connection.execute(insert(table).values(signature=signature))
        found = found_number(connection, table, signature)
    if found is None:
        raise LibraryDamaged(f"the library does not keep what is written to it ({table.name})")
    return found
