"""Subscriptions: which channel gets which digest, when."""

import json
from datetime import time
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, select

from bot.desk.asked import Place
from bot.digest.gathering import Choice
from bot.digest.schedule import Rhythm
from bot.digest.subscription import Subscription
from bot.store.inserting import insert_or_replace
from bot.store.schema import subscriptions
from bot.store.transactions import Transactions

_KEY = ("platform", "workspace", "channel")


class Subscriptions:
    """One subscription for each channel: the latest."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def put(self, subscription: Subscription) -> None:
        """Keep a subscription in place of the channel's former one."""
        row = _row(subscription)
        await self._transactions.write(lambda connection: insert_or_replace(connection, subscriptions, row, _KEY))

    async def all(self) -> tuple[Subscription, ...]:
        """Every subscription, the oldest first."""
        statement = select(subscriptions).order_by(subscriptions.c.id)
        rows = await self._transactions.read(lambda connection: connection.execute(statement).all())
        return tuple(_subscription(row) for row in rows)

    async def of(self, place: Place) -> Subscription | None:
        """The channel's subscription; None where it has none."""
        statement = select(subscriptions).where(_is_at(place))
        row = await self._transactions.read(lambda connection: connection.execute(statement).first())
        return None if row is None else _subscription(row)

    async def remove(self, place: Place) -> bool:
        """End a channel's subscription; False where it had none."""

        def work(connection: Connection) -> bool:
            return connection.execute(delete(subscriptions).where(_is_at(place))).rowcount > 0

        return await self._transactions.write(work)


def _is_at(place: Place) -> ColumnElement[bool]:
    known = subscriptions.c
    return (known.platform == place.platform) & (known.workspace == place.workspace) & (known.channel == place.channel)


def _row(subscription: Subscription) -> dict[str, Any]:
    place, rhythm, choice = subscription.place, subscription.rhythm, subscription.choice
    return {
        "platform": place.platform,
        "workspace": place.workspace,
        "channel": place.channel,
        "at": rhythm.at.isoformat("minutes"),
        "days": "".join(str(day) for day in sorted(rhythm.days)),
        "zone": rhythm.zone,
        "publishers": json.dumps(sorted(choice.publishers), ensure_ascii=False),
        "topics": json.dumps(list(choice.topics), ensure_ascii=False),
        "is_quiet": subscription.is_quiet,
        "by": subscription.by,
        "since": subscription.since,
    }


def _subscription(row: Row[Any]) -> Subscription:
    return Subscription(
        Place(row.platform, row.workspace, row.channel),
        Rhythm(time.fromisoformat(row.at), frozenset(int(day) for day in row.days), row.zone),
        row.by,
        row.since,
        Choice(frozenset(json.loads(row.publishers)), tuple(json.loads(row.topics))),
        row.is_quiet,
    )
