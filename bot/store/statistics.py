"""Statistics: what was asked, what the articles did not say, what people disliked."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from bot.store.schema import TELLER, Status, feedback, questions
from bot.store.transactions import Transactions


@dataclass(frozen=True, slots=True)
class Disliked:
    """An answer that somebody disliked, and why, where they said so."""

    question: str
    reason: str


@dataclass(frozen=True, slots=True)
class Stats:
    """Figures since a moment. `unanswered` has what the articles did not say, each with how often it was asked.

    `seconds` are the median and the 99th percentile from asking to the end; None where nothing was asked.
    """

    since: datetime
    by_status: dict[str, int]
    people: int
    seconds: tuple[float, float] | None
    liked: int
    disliked: tuple[Disliked, ...]
    unanswered: tuple[tuple[str, int], ...]
    most_asked: tuple[tuple[str, int], ...]


class Statistics:
    """Reads figures out of questions and feedback."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def since(self, moment: datetime, most: int = 10) -> Stats:
        """The figures of questions asked since then, each list with its `most` frequent or newest."""
        recent = (questions.c.asked_at >= moment) & (questions.c.person != TELLER)
        asked = select(questions.c.status, questions.c.text, questions.c.seconds).where(recent).order_by(questions.c.id)
        people = select(func.count(func.distinct(questions.c.platform + ":" + questions.c.person))).where(recent)
        opinions = (
            select(feedback.c.is_good, feedback.c.reason, questions.c.text)
            .join_from(feedback, questions, feedback.c.question_id == questions.c.id)
            .where(feedback.c.given_at >= moment)
            .order_by(feedback.c.given_at.desc())
        )
        rows = await self._transactions.read(lambda connection: connection.execute(asked).all())
        said = await self._transactions.read(lambda connection: connection.execute(opinions).all())
        count = await self._transactions.read(lambda connection: connection.execute(people).scalar_one())
        taken = [row for row in rows if row.status != Status.REFUSED]
        return Stats(
            since=moment,
            by_status=dict(Counter(row.status for row in rows)),
            people=count,
            seconds=_middle_and_late([row.seconds for row in taken if row.seconds is not None]),
            liked=sum(opinion.is_good for opinion in said),
            disliked=tuple(Disliked(each.text, each.reason) for each in said if not each.is_good)[:most],
            unanswered=_most([row.text for row in taken if row.status == Status.ABSTAINED], most),
            most_asked=_most([row.text for row in taken], most),
        )


def _most(texts: Sequence[str], most: int) -> tuple[tuple[str, int], ...]:
    """The most frequent texts as they were first written, whatever their case, spaces and last signs."""
    written: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for text in texts:
        folded = " ".join(text.casefold().split()).rstrip(" ?!.")
        counts[written.setdefault(folded, " ".join(text.split()))] += 1
    return tuple(counts.most_common(most))


def _middle_and_late(seconds: Sequence[float]) -> tuple[float, float] | None:
    if not seconds:
        return None
    ordered = sorted(seconds)
    return ordered[(len(ordered) - 1) // 2], ordered[min(len(ordered) - 1, (len(ordered) * 99) // 100)]
