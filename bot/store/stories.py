"""Stories: each story of a digest kept as an answer, so that its passages open, and a thread can go on from it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from bot.desk.asked import Asked, Person, Place
from bot.digest.fields import as_reply
from bot.store.asked_rows import row_of
from bot.store.clock import Clock
from bot.store.inserting import insert_once
from bot.store.passages import ShownPassage, numbers_of
from bot.store.schema import TELLER, Status, questions
from bot.store.stored_answer import StoredAnswer, encode_answer
from bot.store.transactions import Transactions
from retrieval.answering.answer import Answer
from retrieval.digest.story import Story


class Stories:
    """Stories by their keys; see StoryMemory. Each is written whole, so that nobody takes one for an open question."""

    def __init__(self, transactions: Transactions, clock: Clock) -> None:
        self._transactions = transactions
        self._clock = clock

    async def keep_story(self, place: Place, story: Story, key: str) -> int:
        """The number of a story, the same for the same key."""
        reply = as_reply(story)
        asked = Asked(key, Person(place.platform, place.workspace, TELLER), place, story.headline)

        def work(connection: Connection) -> int:
            numbers = numbers_of(connection, _passages(story.answer))
            told = {"understood": reply.understood, "said": reply.turn.answer, "reply": encode_answer(reply, numbers)}
            return _once(connection, row_of(asked) | told | _answered(self._clock()))

        return await self._transactions.write(work)

    async def open_thread(self, stored: StoredAnswer, place: Place, key: str) -> int:
        """Let a thread know a story, as if it had been asked about there; the number of that turn."""
        asked = Asked(key, Person(place.platform, place.workspace, TELLER), place, stored.asked.text)
        story = select(questions.c.understood, questions.c.said, questions.c.reply).where(
            questions.c.id == stored.question_id
        )

        def work(connection: Connection) -> int:
            told = dict(connection.execute(story).mappings().one())
            return _once(connection, row_of(asked) | told | _answered(self._clock()))

        return await self._transactions.write(work)


def _once(connection: Connection, row: dict[str, Any]) -> int:
    """Write a row unless its key is there; the number of the one that is there now."""
    new: int | None = insert_once(connection, questions, row)
    if new is not None:
        return new
    there = (questions.c.platform == row["platform"]) & (questions.c.key == row["key"])
    number: int = connection.execute(select(questions.c.id).where(there)).scalar_one()
    return number


def _answered(now: datetime) -> dict[str, Any]:
    return {
        "asked_at": now,
        "status": Status.ANSWERED,
        "owner": "",
        "held_until": now,
        "attempts": 1,
        "finished_at": now,
        "seconds": 0.0,
    }


def _passages(answer: Answer) -> list[ShownPassage]:
    return [ShownPassage.of(each.article, each.span) for each in answer.citations]
