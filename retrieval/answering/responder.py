"""The extractive responder: answers from the articles' own sentences, as a stream of events."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence

from retrieval.answering.answer import Answer
from retrieval.answering.answerer import Answerer
from retrieval.answering.events import AnswerEvent, Finished, Stage, Stated, Working
from retrieval.answering.reply import Reply
from retrieval.follow_up import Turn
from retrieval.question import check_question
from retrieval.retriever import Filters


class ExtractiveResponder:
    """Responds with what an answerer says. The work is done in a thread, so that an event loop goes on meanwhile.

    `catch_up` is called in that thread before each question: it brings the index up to date with the library.
    """

    def __init__(self, answerer: Answerer, catch_up: Callable[[], object]) -> None:
        self._answerer = answerer
        self._catch_up = catch_up

    async def respond(self, question: str, filters: Filters, turns: Sequence[Turn]) -> AsyncIterator[AnswerEvent]:
        """The events of one answer; see `Responder`."""
        asked = check_question(question)
        yield Working(Stage.SEARCHING)
        reply = await asyncio.to_thread(self._answer, asked, filters, tuple(turns))
        for stated in statements_of(reply):
            yield stated
        yield Finished(reply)

    def _answer(self, question: str, filters: Filters, turns: Sequence[Turn]) -> Reply:
        self._catch_up()
        return self._answerer.answer(question, filters, turns)


def statements_of(reply: Reply) -> Iterator[Stated]:
    """The statements of a whole reply as events; none for an abstention."""
    if isinstance(reply.result, Answer):
        answer = reply.result
        for statement in answer.statements:
            yield Stated(
                statement, tuple(answer.citation(number) for number in statement.citations), reply.articles_read
            )
