"""Deliveries: each digest that is or was to be posted, under a key that is written before it is sent."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select, update

from bot.desk.asked import Place
from bot.digest.memory import DAILY, UNFINISHED, Claim, State
from bot.store.clock import Clock
from bot.store.inserting import insert_once
from bot.store.schema import deliveries
from bot.store.transactions import Transactions

FIRST_REACHES_BACK = timedelta(days=1)
"""How old the articles of a channel's first digest may be."""


class Deliveries:
    """The deliveries of all platforms; see DeliveryMemory."""

    def __init__(self, transactions: Transactions, clock: Clock) -> None:
        self._transactions = transactions
        self._clock = clock

    async def claim(self, place: Place, day: date, seconds: float, edition: str = DAILY) -> Claim | None:
        """Write the delivery down, or take it over from a holder whose lease has ended; None where it isn't ours to make."""
        key = _columns(place, day, edition)

        def work(connection: Connection) -> Claim | None:
            now = self._clock()
            until = now + timedelta(seconds=seconds)
            new = {"state": State.WRITTEN, "fence": 1, "held_until": until, "first_at": now, "until": now}
            after = _told_up_to(connection, place, edition) or now - FIRST_REACHES_BACK
            number = insert_once(connection, deliveries, {**key, **new, "after": after})
            if number is not None:
                return Claim(number, _name(key), 1, now, after, now)
            row = connection.execute(select(deliveries).where(*_are(key)).with_for_update()).one()
            if row.state not in UNFINISHED or row.held_until > now:
                return None
            taken = connection.execute(
                update(deliveries)
                .where(deliveries.c.id == row.id, deliveries.c.fence == row.fence)
                .values(fence=row.fence + 1, held_until=until)
            )
            if taken.rowcount != 1:
                return None
            is_doubtful = row.state == State.SENDING
            return Claim(row.id, _name(key), row.fence + 1, row.first_at, row.after, row.until, is_doubtful)

        return await self._transactions.write(work)

    async def sending(self, claim: Claim, seconds: float) -> bool:
        """Write down that it is about to be posted, with a new lease; False where another has taken it over."""
        return await self._change(
            claim, is_held=True, state=State.SENDING, held_until=self._clock() + timedelta(seconds=seconds)
        )

    async def finish(self, claim: Claim, state: State, message: str | None = None) -> None:
        """Write down what became of it."""
        await self._change(claim, state=state, message=message)

    async def put_back(self, claim: Claim, seconds: float) -> None:
        """It surely did not arrive: anybody may try again after so many seconds."""
        await self._change(claim, state=State.WRITTEN, held_until=self._clock() + timedelta(seconds=seconds))

    async def is_refused_again(self, claim: Claim) -> bool:
        """Whether the channel refused its digest before this one too."""
        columns = ("platform", "workspace", "channel", "edition")

        def work(connection: Connection) -> bool:
            this = connection.execute(select(deliveries).where(deliveries.c.id == claim.id)).one()
            former = (
                select(deliveries.c.state)
                .where(*_are({name: getattr(this, name) for name in columns}), deliveries.c.day < this.day)
                .order_by(deliveries.c.day.desc())
                .limit(1)
            )
            return connection.execute(former).scalar_one_or_none() == State.REFUSED

        return await self._transactions.read(work)

    async def drop_before(self, place: Place, day: date, edition: str = DAILY) -> int:
        """Drop the place's unfinished deliveries of earlier days that nobody holds; how many there were."""

        def work(connection: Connection) -> int:
            old = update(deliveries).where(
                *_at(place, edition),
                deliveries.c.day < day.isoformat(),
                deliveries.c.state.in_(UNFINISHED),
                deliveries.c.held_until <= self._clock(),
            )
            return connection.execute(old.values(state=State.DROPPED)).rowcount

        return await self._transactions.write(work)

    async def is_known(self, place: Place, day: date, edition: str = DAILY) -> bool:
        """Whether there is a delivery for that day."""
        statement = select(deliveries.c.id).where(*_are(_columns(place, day, edition)))
        return await self._transactions.read(lambda connection: connection.execute(statement).first()) is not None

    async def drop(self, place: Place, day: date, edition: str = DAILY) -> bool:
        """Write down that a day's digest was never made; False where it is known already.

        What it would have told comes in the next.
        """

        def work(connection: Connection) -> bool:
            now = self._clock()
            row = _columns(place, day, edition) | {"state": State.DROPPED, "fence": 1, "held_until": now}
            moments = {"first_at": now, "after": now, "until": now}
            return insert_once(connection, deliveries, row | moments) is not None

        return await self._transactions.write(work)

    async def window(self, place: Place, edition: str = DAILY) -> tuple[datetime, datetime]:
        """After when and up to when the articles were added that the place's digest would tell, if it came now."""
        now = self._clock()
        told = await self._transactions.read(lambda connection: _told_up_to(connection, place, edition))
        return told or now - FIRST_REACHES_BACK, now

    async def _change(self, claim: Claim, *, is_held: bool = False, **values: Any) -> bool:
        """Change what is still this claim's and unfinished; with `is_held`, only while its lease lasts."""
        statement = update(deliveries).where(
            deliveries.c.id == claim.id, deliveries.c.fence == claim.fence, deliveries.c.state.in_(UNFINISHED)
        )
        if is_held:
            statement = statement.where(deliveries.c.held_until > self._clock())
        return await self._transactions.write(
            lambda connection: connection.execute(statement.values(**values)).rowcount == 1
        )


def _told_up_to(connection: Connection, place: Place, edition: str) -> datetime | None:
    """Up to when the articles were told in the place; None before its first digest."""
    told = select(func.max(deliveries.c.until)).where(
        *_at(place, edition), deliveries.c.state.in_((State.SENT, State.NOTHING))
    )
    moment: datetime | None = connection.execute(told).scalar_one()
    return moment


def _at(place: Place, edition: str) -> list[ColumnElement[bool]]:
    return _are(
        {"platform": place.platform, "workspace": place.workspace, "channel": place.channel, "edition": edition}
    )


def _columns(place: Place, day: date, edition: str) -> dict[str, str]:
    return {
        "platform": place.platform,
        "workspace": place.workspace,
        "channel": place.channel,
        "day": day.isoformat(),
        "edition": edition,
    }


def _are(values: dict[str, str]) -> list[ColumnElement[bool]]:
    return [deliveries.c[name] == value for name, value in values.items()]


def _name(key: dict[str, str]) -> str:
    """The digest's name for good, as its message carries it."""
    return "digest:" + ":".join(key[part] for part in ("workspace", "channel", "day", "edition"))
