"""KeptValues: small JSON values by key, such as what a platform was told last."""

import json
from typing import Any

from sqlalchemy import Connection, delete, select

from bot.store.inserting import insert_or_replace
from bot.store.schema import kept_values
from bot.store.transactions import Transactions


class KeptValues:
    """JSON values that outlive the process."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def get(self, key: str) -> Any:
        """The value; None where there is none."""
        statement = select(kept_values.c.value).where(kept_values.c.key == key)
        written = await self._transactions.read(lambda connection: connection.execute(statement).scalar_one_or_none())
        return None if written is None else json.loads(written)

    async def put(self, key: str, value: Any) -> None:
        """Keep a value in place of the former; None lets it go."""
        written = json.dumps(value, ensure_ascii=False)

        def work(connection: Connection) -> None:
            if value is None:
                connection.execute(delete(kept_values).where(kept_values.c.key == key))
            else:
                insert_or_replace(connection, kept_values, {"key": key, "value": written}, ("key",))

        await self._transactions.write(work)
