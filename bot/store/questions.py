"""Questions: each that was accepted, what became of it, and what was answered."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Select, func, select, update

from bot.desk.asked import Asked, Person, Place
from bot.desk.limits import Rule
from bot.desk.outcome import Accepted, Hold, Outcome, Unfinished
from bot.store.asked_rows import asked_of, row_of
from bot.store.clock import Clock
from bot.store.inserting import insert_once
from bot.store.passages import ShownPassage, numbers_of
from bot.store.schema import SHOWN, TELLER, TOLD, UNFINISHED, Status, questions
from bot.store.stored_answer import StoredAnswer, encode_answer, stored_answer
from bot.store.transactions import Transactions
from retrieval.answering.answer import Answer
from retrieval.answering.reply import Reply
from retrieval.follow_up import Turn

HELD_SECONDS = 30.0
"""For how long a process that no longer says that it lives keeps its questions from the others."""


class Questions:
    """The questions of all platforms. `owner` is the process that this one is."""

    def __init__(self, transactions: Transactions, clock: Clock, owner: str) -> None:
        self._transactions = transactions
        self._clock = clock
        self._owner = owner

    async def accept(self, asked: Asked, rules: Sequence[Rule] = ()) -> Accepted | None:
        """Write a question down for this process to answer; None where its event is known already.

        It is counted with the others before the rules are looked at, so that two that come at once aren't both the last one allowed.
        """
        now = self._clock()
        row = row_of(asked) | {
            "asked_at": now,
            "status": Status.ACCEPTED,
            "owner": self._owner,
            "held_until": now + timedelta(seconds=HELD_SECONDS),
            "attempts": 1,
        }

        def work(connection: Connection) -> Accepted | None:
            number = insert_once(connection, questions, row)
            if number is None:
                return None
            broken = (rule.words for rule in rules if connection.execute(_count(rule, now)).scalar_one() > rule.at_most)
            return Accepted(number, next(broken, ""))

        return await self._transactions.write(work)

    async def showing(self, hold: Hold, reply: Reply) -> float:
        """Write down the answer that is about to be shown; see QuestionMemory."""
        row = {
            "understood": reply.understood,
            "said": reply.turn.answer,
            "status": Status.SHOWING,
            "held_until": self._clock() + timedelta(seconds=HELD_SECONDS),
        }
        mine = update(questions).where(self._is_under(hold))

        def work(connection: Connection) -> float:
            numbers = numbers_of(connection, _passages(reply))
            changed = connection.execute(mine.values(row | {"reply": encode_answer(reply, numbers)}))
            return HELD_SECONDS if changed.rowcount == 1 else 0.0

        return await self._transactions.write(work)

    async def is_held(self, hold: Hold) -> bool:
        """Whether nobody else has taken the question up, and it has not ended."""
        statement = select(questions.c.id).where(self._is_under(hold))
        return await self._transactions.read(lambda connection: connection.execute(statement).first()) is not None

    async def finish(self, question_id: int, outcome: Outcome, message: str | None = None) -> None:
        """Write down what became of a question; `message` is what names the answer on its platform."""
        await self._transactions.write(lambda connection: self._end(connection, question_id, outcome, message))

    async def shown(self, question_id: int, message: str) -> None:
        """Write down that the answer that was on its way has been shown, as that message."""
        reply_of = select(questions.c.reply).where(questions.c.id == question_id)

        def work(connection: Connection) -> None:
            fields = json.loads(connection.execute(reply_of).scalar_one())
            outcome = Outcome.ANSWERED if fields["status"] == "answered" else Outcome.ABSTAINED
            self._end(connection, question_id, outcome, message)

        await self._transactions.write(work)

    def _end(self, connection: Connection, question_id: int, outcome: Outcome, message: str | None) -> None:
        now = self._clock()
        asked_at = connection.execute(select(questions.c.asked_at).where(questions.c.id == question_id)).scalar_one()
        seconds = max(0.0, (now - asked_at).total_seconds())
        row = {"status": outcome.value, "finished_at": now, "seconds": seconds, "message": message}
        connection.execute(update(questions).where(questions.c.id == question_id).values(row))

    # Ownership: a process that ends, however it ends, leaves its unfinished questions to others.

    async def keep(self) -> int:
        """Say that this process lives and works on its questions; how many there are."""
        until = self._clock() + timedelta(seconds=HELD_SECONDS)
        statement = update(questions).where(self._is_mine(), questions.c.status.in_(UNFINISHED))
        return await self._transactions.write(
            lambda connection: connection.execute(statement.values(held_until=until)).rowcount
        )

    async def let_go(self) -> int:
        """Leave this process's unfinished questions to whoever comes next; how many."""
        statement = update(questions).where(self._is_mine(), questions.c.status.in_(UNFINISHED))
        now = self._clock()
        return await self._transactions.write(
            lambda connection: connection.execute(statement.values(held_until=now)).rowcount
        )

    async def adopt(
        self, platforms: Sequence[str], *, held_too: bool = False, most: int = 100
    ) -> tuple[Unfinished, ...]:
        """Take over questions that nobody works on, oldest first; with `held_too`, all that aren't this process's."""
        now = self._clock()
        free: ColumnElement[bool] = questions.c.owner != self._owner
        if not held_too:
            # Nobody holds for longer than that: where the clock was set back, the process may have ended long ago.
            beyond = now + timedelta(seconds=2 * HELD_SECONDS)
            free = free & ((questions.c.held_until <= now) | (questions.c.held_until > beyond))
        wanted = (
            select(questions)
            .where(questions.c.status.in_(UNFINISHED), questions.c.platform.in_(platforms), free)
            .order_by(questions.c.id)
            .limit(most)
            .with_for_update(skip_locked=True)
        )

        def work(connection: Connection) -> tuple[Unfinished, ...]:
            rows = connection.execute(wanted).all()
            held = {"owner": self._owner, "held_until": now + timedelta(seconds=HELD_SECONDS)}
            taken = update(questions).where(questions.c.id.in_([row.id for row in rows]))
            connection.execute(taken.values(attempts=questions.c.attempts + 1, **held))
            return tuple(
                Unfinished(row.id, asked_of(row), row.asked_at, row.attempts + 1, row.status == Status.SHOWING)
                for row in rows
            )

        return await self._transactions.write(work)

    def _is_mine(self) -> ColumnElement[bool]:
        return questions.c.owner == self._owner

    def _is_under(self, hold: Hold) -> ColumnElement[bool]:
        """Fenced by the attempt too: what this process lost and took up again is not what it began with."""
        is_that = (questions.c.id == hold.question_id) & (questions.c.attempts == hold.attempt)
        return is_that & self._is_mine() & questions.c.status.in_(UNFINISHED)

    # What was answered

    async def answer(self, question_id: int) -> StoredAnswer | None:
        """The answer of a question as it was shown; None where there is none, or retention has let it go."""
        statement = select(questions).where(questions.c.id == question_id, questions.c.reply.is_not(None))
        row = await self._transactions.read(lambda connection: connection.execute(statement).first())
        return None if row is None else stored_answer(row)

    async def turns(self, place: Place, most: int, since: datetime, person: Person | None = None) -> tuple[Turn, ...]:
        """What was asked and answered in a place since then, oldest first; with `person`, by that person only."""
        statement = select(questions.c.understood, questions.c.said).where(
            _in(place),
            questions.c.status.in_(SHOWN),
            questions.c.asked_at >= since,
            questions.c.understood.is_not(None),
        )
        if person is not None:
            statement = statement.where(questions.c.person == person.id)
        latest = statement.order_by(questions.c.id.desc()).limit(most)
        rows = await self._transactions.read(lambda connection: connection.execute(latest).all())
        return tuple(Turn(row.understood, row.said) for row in reversed(rows))

    async def recent(self, person: Person, most: int) -> tuple[str, ...]:
        """What a person asked last, newest first, each once."""
        statement = (
            select(questions.c.text)
            .where(questions.c.platform == person.platform, questions.c.person == person.id)
            .order_by(questions.c.id.desc())
            .limit(most)
        )
        rows = await self._transactions.read(lambda connection: connection.execute(statement).scalars().all())
        return tuple(dict.fromkeys(rows))

    async def last_answered(self, person: Person) -> int | None:
        """The latest question of a person that ended in an answer or an abstention; None where there is none."""
        statement = (
            select(questions.c.id)
            .where(
                questions.c.platform == person.platform,
                questions.c.person == person.id,
                questions.c.status.in_(SHOWN),
            )
            .order_by(questions.c.id.desc())
            .limit(1)
        )
        return await self._transactions.read(lambda connection: connection.execute(statement).scalar_one_or_none())

    async def places(self, platform: str, since: datetime, most: int) -> tuple[Place, ...]:
        """Where people have asked since then, where they did last first; what was answered to one person alone left out."""
        known = questions.c
        latest = func.max(known.id)
        where = (known.workspace, known.channel, known.thread)
        statement = (
            select(*where)
            .where(known.platform == platform, known.asked_at >= since, known.is_private.is_(False))
            .group_by(*where)
            .order_by(latest.desc())
            .limit(most)
        )
        rows = await self._transactions.read(lambda connection: connection.execute(statement).all())
        return tuple(Place(platform, row.workspace, row.channel, row.thread) for row in rows)

    async def has_answered_in(self, place: Place) -> bool:
        """Whether a question was answered, or the articles were found not to say, in that very place.

        An answer that is just being shown counts: people read it, and go on, before its platform has said that it is there.
        """
        statement = select(questions.c.id).where(_in(place), questions.c.status.in_(TOLD)).limit(1)
        found = await self._transactions.read(lambda connection: connection.execute(statement).first())
        return found is not None


def _count(rule: Rule, now: datetime) -> Select[int]:
    """The query for how many questions the rule counts, those that were refused left out."""
    recent = (questions.c.asked_at > now - rule.within) & (questions.c.status != Status.REFUSED)
    recent &= questions.c.person != TELLER
    whose = (questions.c[column] == value for column, value in rule.whose.items())
    return select(func.count()).select_from(questions).where(recent, *whose)


def _in(place: Place) -> ColumnElement[bool]:
    return (
        (questions.c.platform == place.platform)
        & (questions.c.workspace == place.workspace)
        & (questions.c.channel == place.channel)
        & (questions.c.thread.is_(None) if place.thread is None else questions.c.thread == place.thread)
    )


def _passages(reply: Reply) -> list[ShownPassage]:
    """The passages that the reply shows: its citations, or what came nearest."""
    if isinstance(reply.result, Answer):
        return [ShownPassage.of(each.article, each.span) for each in reply.result.citations]
    return [ShownPassage.of(each.article, each.span) for each in reply.result.nearest]
