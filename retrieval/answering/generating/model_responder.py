"""The model responder: a language model words the answer, and each statement is checked before anybody sees it.

The extractive answer is made first. It takes milliseconds, says whether the articles answer at all, where they disagree, and is
what is answered when the model is down, slow, over its limits or out of budget.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable, Hashable, Sequence
from dataclasses import replace

from retrieval.answering.answer import Abstention, Answer
from retrieval.answering.answerer import Answerer, abstention
from retrieval.answering.events import AnswerEvent, Finished, Stage, Stated, Working
from retrieval.answering.generating.breaker import Breaker
from retrieval.answering.generating.language_model import LanguageModel
from retrieval.answering.generating.remembering import Remembered
from retrieval.answering.generating.rewriting import rewritten
from retrieval.answering.generating.saying import Said
from retrieval.answering.generating.second_opinion import Opinion, RulesAlone
from retrieval.answering.generating.writer import Limits, Writer
from retrieval.answering.reply import Reply
from retrieval.answering.responder import statements_of
from retrieval.answering.usage import Ledger, Meter, Spent, Usage
from retrieval.counting import CountTokens, count_high
from retrieval.errors import ModelError, ModelUnavailable
from retrieval.follow_up import Turn, complete
from retrieval.question import check_question
from retrieval.retriever import Filters

WORTH_ASKING = 0.25
"""From this confidence of the extractive answer on the model is asked: below it the articles are about something else."""

_INSTEAD = "This answer is made of the articles' own sentences."
_BROKE_OFF = "The language model did not finish; what is shown was checked."


class ModelResponder:
    """Responds with what a language model words and the articles bear out. Called like every responder.

    `is_required` lets a model that fails be a ModelError instead of an extractive answer. `revision` tells the state of
    the articles, so that what was answered before is answered again only over the same.
    """

    def __init__(
        self,
        answerer: Answerer,
        catch_up: Callable[[], object],
        model: LanguageModel,
        ledger: Ledger,
        revision: Callable[[], Hashable],
        *,
        opinion: Opinion | None = None,
        count: Callable[[], CountTokens] = lambda: count_high,
        limits: Limits | None = None,
        is_required: bool = False,
    ) -> None:
        self._answerer = answerer
        self._catch_up = catch_up
        self._model = model
        self.ledger = ledger
        self._revision = revision
        self._limits = limits or Limits()
        self.writer = Writer(model, opinion or RulesAlone(), count, self._limits)
        self._is_required = is_required
        self._breaker = Breaker()
        self._remembered = Remembered()

    async def respond(self, question: str, filters: Filters, turns: Sequence[Turn]) -> AsyncIterator[AnswerEvent]:
        """The events of one answer; see `Responder`."""
        asked = check_question(question)
        yield Working(Stage.SEARCHING)
        key = await asyncio.to_thread(self._key, asked, filters, tuple(turns))
        known = self._remembered.find(key)
        if known is not None:
            for stated in statements_of(known):
                yield stated
            yield Finished(replace(known, spent=Spent(Usage())))
            return
        meter = Meter()
        base, why_not = await self._extractive(asked, filters, turns, meter)
        if why_not is not None or not _is_worth_asking(base):
            async for event in self._instead(base, why_not, meter):
                yield event
            return
        yield Working(Stage.WRITING)
        async for event in self._worded(base, key, meter):
            yield event

    def _key(self, question: str, filters: Filters, turns: tuple[Turn, ...]) -> Hashable:
        self._catch_up()
        return (question, filters, turns, self._revision())

    async def _extractive(
        self, asked: str, filters: Filters, turns: Sequence[Turn], meter: Meter
    ) -> tuple[Reply, ModelError | None]:
        """The extractive answer to the question as it can stand alone, and why no model is to be asked, if so."""
        why_not = await self._why_not()
        understood = complete(asked, turns)
        if why_not is None and turns:
            try:
                async with asyncio.timeout(self._limits.seconds / 2):
                    understood = await rewritten(self._model, asked, turns, meter)
            except TimeoutError:
                why_not = ModelUnavailable("The language model takes too long.")
            except ModelError as error:
                why_not = error
            if why_not is not None:
                self._breaker.failed()
        reply = await asyncio.to_thread(self._answerer.answer, understood, filters)
        return replace(reply, question=asked), why_not

    async def _why_not(self) -> ModelError | None:
        if self._breaker.is_open:
            return ModelUnavailable("The language model is down.")
        if await asyncio.to_thread(self.ledger.is_used_up):
            return ModelUnavailable("Today's budget for the language model is spent.")
        return None

    async def _instead(self, base: Reply, why_not: ModelError | None, meter: Meter) -> AsyncIterator[AnswerEvent]:
        """The extractive answer, with a quiet line where a model was to word it."""
        if why_not is not None and self._is_required:
            await self._spent(meter)
            raise why_not
        for stated in statements_of(base):
            yield stated
        notices = (f"{why_not} {_INSTEAD}",) if why_not is not None and isinstance(base.result, Answer) else ()
        yield Finished(replace(base, notices=(*base.notices, *notices), spent=await self._spent(meter)))

    async def _spent(self, meter: Meter) -> Spent:
        return await asyncio.to_thread(self.ledger.book, meter.usage)

    async def _worded(self, base: Reply, key: Hashable, meter: Meter) -> AsyncIterator[AnswerEvent]:
        """Statements as they pass, then the whole; the extractive answer where the model fails before any has passed."""
        started = time.perf_counter()
        said = Said(base.articles_read)
        passed: asyncio.Queue[Stated | None] = asyncio.Queue()
        writing = asyncio.create_task(self._write(base, said, passed, meter))
        try:
            while (stated := await passed.get()) is not None:
                yield stated
            failure = await writing
        finally:
            writing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await writing
        if failure is None:
            self._breaker.succeeded()
        else:
            self._breaker.failed()
        if failure is not None and not len(said):
            async for event in self._instead(base, failure, meter):
                yield event
            return
        times = {**base.timings_ms, "write": (time.perf_counter() - started) * 1000}
        reply = replace(
            base,
            result=self._result(base, said),
            timings_ms=times,
            notices=_notices(said, failure),
            spent=await self._spent(meter),
            left_out=base.left_out + said.left_out,
        )
        if failure is None:
            self._remembered.keep(key, reply)
        yield Finished(reply)

    def _result(self, base: Reply, said: Said) -> Answer | Abstention:
        compared = base.result if isinstance(base.result, Answer) else None
        if len(said):
            return said.answer(base.result.confidence, self._model.name, compared)
        return abstention(base.explanation.passages, base.result.confidence, self._model.name)

    async def _write(
        self, base: Reply, said: Said, passed: asyncio.Queue[Stated | None], meter: Meter
    ) -> ModelError | None:
        """Let the model write over what was found; what ended it early, if anything."""
        passages = [ranked.passage for ranked in base.explanation.passages]
        try:
            return await self.writer.write(base.understood, passages, said, passed.put_nowait, meter)
        finally:
            passed.put_nowait(None)


def _is_worth_asking(base: Reply) -> bool:
    return base.result.confidence >= WORTH_ASKING and bool(base.explanation.passages)


def _notices(said: Said, failure: ModelError | None) -> tuple[str, ...]:
    """Quiet lines on how the answer came about."""
    notices = []
    if said.left_out:
        many, them = ("1 statement was", "it") if said.left_out == 1 else (f"{said.left_out} statements were", "them")
        notices.append(f"{many} left out: the articles do not bear {them} out.")
    if failure is not None:
        notices.append(_BROKE_OFF)
    return tuple(notices)
