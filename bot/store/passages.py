"""PassageReferences: short lasting numbers for passages that were shown, so that a button works years later."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, select

from bot.store.inserting import insert_once
from bot.store.schema import passage_references as table
from bot.store.transactions import Transactions
from corpus.article import Article
from corpus.span import Span


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A stretch of an article as it was when it was shown: `quote` is what stood there, `content_hash` the whole text's."""

    article_id: str
    content_hash: str
    start: int
    end: int
    quote: str = ""

    def __post_init__(self) -> None:
        if not self.article_id or not 0 <= self.start < self.end:
            raise ValueError("a passage is a stretch of an article")

    @classmethod
    def of(cls, article: Article, span: Span) -> "ShownPassage":
        """The passage at a span."""
        return cls(article.id, article.content_hash, span.start, span.end, span.of(article.text))


class PassageReferences:
    """Passages that were shown, by number. Retention does not touch them: they hold nothing that a person said."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def references(self, passages: Sequence[ShownPassage]) -> tuple[int, ...]:
        """The numbers of passages, in their order."""
        return await self._transactions.write(lambda connection: numbers_of(connection, passages))

    async def passage(self, number: int) -> ShownPassage | None:
        """The passage of a number; None where there is none."""
        statement = select(table).where(table.c.id == number)
        row = await self._transactions.read(lambda connection: connection.execute(statement).first())
        return None if row is None else ShownPassage(*row[1:])


def numbers_of(connection: Connection, passages: Sequence[ShownPassage]) -> tuple[int, ...]:
    """The numbers of passages, within a transaction that writes."""
    return tuple(_number(connection, passage) for passage in passages)


def _number(connection: Connection, passage: ShownPassage) -> int:
    known = select(table.c.id).where(
        table.c.article_id == passage.article_id,
        table.c.content_hash == passage.content_hash,
        table.c.start == passage.start,
        table.c.end == passage.end,
    )
    number: int | None = connection.execute(known).scalar_one_or_none()
    if number is None:
        number = insert_once(connection, table, asdict(passage))
    return connection.execute(known).scalar_one() if number is None else number
