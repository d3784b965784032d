"""What happens while a question is answered, as events that the terminal and every platform consume alike."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from retrieval.answering.answer import Citation, Statement
from retrieval.answering.reply import Reply
from retrieval.follow_up import Turn
from retrieval.retriever import Filters


class Stage(StrEnum):
    """What is being done, in words for the person who waits."""

    SEARCHING = "Looking through the articles"
    WRITING = "Writing an answer"


@dataclass(frozen=True, slots=True)
class Working:
    """A stage has begun."""

    stage: Stage


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement that has passed its check, with its citations; it is in the answer and is never taken back.

    `articles_read` says how many articles were looked at, 0 where that isn't told.

    Raises ValueError where the citations are not those that the statement names, in its order.
    """

    statement: Statement
    citations: tuple[Citation, ...]
    articles_read: int = 0

    def __post_init__(self) -> None:
        if tuple(citation.number for citation in self.citations) != self.statement.citations:
            raise ValueError(f"a statement comes with its own citations, {self.statement.citations}")


@dataclass(frozen=True, slots=True)
class Finished:
    """The whole reply: the last event, once."""

    reply: Reply


AnswerEvent = Working | Stated | Finished


class Responder(Protocol):
    """Answers questions as a stream of events. Called by the desk and the terminal."""

    def respond(self, question: str, filters: Filters, turns: Sequence[Turn]) -> AsyncIterator[AnswerEvent]:
        """The events of one answer: `Working` and `Stated`, then one `Finished`, whose statements begin with those stated.

        `turns` is the conversation so far, oldest first. May raise QuestionError before the first event, and
        RetrievalError or CorpusError at any time.
        """
