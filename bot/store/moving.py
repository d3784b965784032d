"""Moving: all that the bot remembers as plain rows, out of one database and into another."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, select, text

from bot.store.inserting import insert_once
from bot.store.schema import leases, metadata, seen_events
from bot.store.transactions import Transactions
from corpus.columns import Instant

ROWS_A_TIME = 500
_OF_THE_MOMENT = {leases.name, seen_events.name}

Rows = Mapping[str, Any]


class Moving:
    """Reads and writes whole tables. Leases and seen events stay behind: they mean nothing elsewhere."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that are moved, those that others refer to first."""
        return tuple(table.name for table in metadata.sorted_tables if table.name not in _OF_THE_MOMENT)

    async def page(self, table: str, after: int) -> list[dict[str, Any]]:
        """At most ROWS_A_TIME rows of a table, in the order of its key, leaving out the first `after`; times in ISO form."""
        source = metadata.tables[table]
        statement = select(source).order_by(*source.primary_key.columns).offset(after).limit(ROWS_A_TIME)
        rows = await self._transactions.read(lambda connection: connection.execute(statement).all())
        return [{name: _plain(value) for name, value in row._mapping.items()} for row in rows]  # noqa: SLF001 - SQLAlchemy's public name

    async def put(self, table: str, rows: Iterable[Rows]) -> int:
        """Write rows; those whose key is there already stay as they are. How many are new.

        Raises ValueError for a table or a column that there isn't.
        """
        if table not in self.tables:
            raise ValueError(f"there is no table {table!r}")
        target = metadata.tables[table]
        typed = [_typed(target, row) for row in rows]

        def work(connection: Connection) -> int:
            new = sum(insert_once(connection, target, row) is not None for row in typed)
            _count_on(connection, target)
            return new

        return await self._transactions.write(work)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _typed(table: Table, row: Rows) -> dict[str, Any]:
    unknown = [name for name in row if name not in table.c]
    if unknown:
        raise ValueError(f"{table.name} has no column {unknown[0]!r}")
    return {
        name: datetime.fromisoformat(value) if value is not None and isinstance(table.c[name].type, Instant) else value
        for name, value in row.items()
    }


def _count_on(connection: Connection, table: Table) -> None:
    """Let PostgreSQL go on counting after the highest number; SQLite does by itself."""
    if connection.dialect.name == "postgresql" and "id" in table.c:
        highest = f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), GREATEST((SELECT max(id) FROM {table.name}), 1))"  # noqa: S608 - our own table
        connection.execute(text(highest))
