"""Opening: the tables made where there are none, brought up to date where they are of an older version, else refused."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, func, insert, inspect, select, update

from corpus import schema
from corpus.database import Database
from corpus.errors import LibraryDamaged, LibraryReadOnly, LibraryTooNew
from corpus.records.turns import take_turn

_META = {"schema_version", "revision", "identity"}


@dataclass(frozen=True, slots=True)
class Opened:
    """A library that can be used: its identity, and the version of its tables, which is an older one only read-only."""

    identity: int
    version: int


def ready(database: Database, *, read_only: bool) -> Opened:
    """Make the tables where there are none, bring older ones up to date, refuse those of a newer version."""
    with database.reading() as connection:
        tables = set(inspect(connection).get_table_names())
    others = tables - schema.metadata.tables.keys()
    if tables == others and not read_only and not (others and database.is_file):
        with database.writing() as connection:
            _create(connection)
    elif not tables.issuperset(schema.FIRST_TABLES):
        raise LibraryDamaged(f"{database.where} is not a library of Footnote; choose another data folder")
    with database.reading() as connection:
        values = _meta(connection, database.where)
    version = values["schema_version"]
    if version > schema.SCHEMA_VERSION:
        raise LibraryTooNew(
            f"library {database.where} is of version {version}, this Footnote knows {schema.SCHEMA_VERSION}; upgrade "
            "Footnote, or choose another data folder"
        )
    if version < schema.SCHEMA_VERSION and not read_only:
        with database.writing() as connection:
            version = _bring_up_to_date(connection)
    elif version == schema.SCHEMA_VERSION:
        _refuse_half(database)
    return Opened(values["identity"], version)


def _meta(connection: Connection, where: str) -> dict[str, int]:
    values: dict[str, int] = {row.key: row.value for row in connection.execute(select(schema.meta))}
    if not values.keys() >= _META:
        raise LibraryDamaged(f"{where} is not a whole library; move it away, and the next sync makes a new one")
    return values


def _refuse_half(database: Database) -> None:
    """Raise LibraryDamaged where a table of the present version is missing."""
    with database.reading() as connection:
        tables = set(inspect(connection).get_table_names())
    if not tables.issuperset(schema.metadata.tables):
        raise LibraryDamaged(f"{database.where} is not a library of Footnote; choose another data folder")


def _bring_up_to_date(connection: Connection) -> int:
    """Add what later versions brought; every row stays.

    From 1 to 2: tables for revisions, copies, sources and their pages. From 2 to 3: what feeds say of pages.
    """
    take_turn(connection)
    schema.metadata.create_all(connection)
    meta = schema.meta
    connection.execute(update(meta).where(meta.c.key == "schema_version").values(value=schema.SCHEMA_VERSION))
    return schema.SCHEMA_VERSION


def _create(connection: Connection) -> None:
    """Make the tables, unless another process was faster."""
    schema.metadata.create_all(connection)
    if connection.execute(select(func.count()).select_from(schema.meta)).scalar_one():
        return
    values = {"schema_version": schema.SCHEMA_VERSION, "revision": 0, "identity": secrets.randbits(62)}
    connection.execute(insert(schema.meta), [{"key": key, "value": value} for key, value in values.items()])


def refuse_unwritable(path: Path) -> None:
    """Raise LibraryReadOnly where the file or its folder plainly can't be written."""
    for part in (path, path.parent):
        if part.exists() and not os.access(part, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
            raise LibraryReadOnly(f"{part} can't be written; make it writable or choose another data folder")
