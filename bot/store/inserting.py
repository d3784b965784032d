"""Insert a row unless it is there, or in place of the one that is there; on SQLite and PostgreSQL alike."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_once(connection: Connection, table: Table, values: Mapping[str, Any]) -> Any:
    """The first part of the new row's key; None where a unique key of it is taken."""
    statement = _insert(connection, table).values(**values).on_conflict_do_nothing()
    return connection.execute(statement.returning(next(iter(table.primary_key.columns)))).scalar_one_or_none()


def insert_or_replace(connection: Connection, table: Table, values: Mapping[str, Any], key: tuple[str, ...]) -> None:
    """Write a row in place of the one that has the same values in the columns of `key`."""
    statement = _insert(connection, table).values(**values)
    rest = {name: statement.excluded[name] for name in values if name not in key}
    connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=rest))


def _insert(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
