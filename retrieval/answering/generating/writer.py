"""Writer: a language model words statements over passages, and each is checked before anybody sees it."""

import asyncio
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from corpus.passage import Passage
from retrieval.answering.events import Stated
from retrieval.answering.generating.claims import ClaimStream
from retrieval.answering.generating.language_model import LanguageModel, Prompt
from retrieval.answering.generating.prompt import Framed, frame, repair
from retrieval.answering.generating.saying import Said
from retrieval.answering.generating.second_opinion import Opinion
from retrieval.answering.generating.tying import Tied, tie
from retrieval.answering.usage import Meter
from retrieval.counting import CountTokens
from retrieval.errors import ModelError, ModelUnavailable

Passed = Callable[[Stated], None]
"""Takes a statement as soon as it has passed its check."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long an answer may take, how many tokens a prompt; ValueError for none."""

    seconds: float = 20.0
    prompt_tokens: int = 6000

    def __post_init__(self) -> None:
        if self.seconds <= 0 or self.prompt_tokens < 1:
            raise ValueError("a model needs time and room")


class Writer:
    """Writes within limits; nothing that the passages do not bear out comes out of it."""

    def __init__(
        self, model: LanguageModel, opinion: Opinion, count: Callable[[], CountTokens], limits: Limits
    ) -> None:
        self._model = model
        self._opinion = opinion
        self._count = count
        self._limits = limits

    @property
    def name(self) -> str:
        """Names the model."""
        return self._model.name

    async def write(
        self, question: str, passages: Sequence[Passage], said: Said, passed: Passed, meter: Meter
    ) -> ModelError | None:
        """Let the model write, check each statement, and once more those that failed; what ended it early, if anything."""
        try:
            async with asyncio.timeout(self._limits.seconds):
                framed = await asyncio.to_thread(self._frame, question, passages)
                failed = await self._round(framed, framed.prompt, said, passed, meter)
                said.left_out = len(failed)
                if failed:
                    again = repair(framed, [(each.claim.text, each.reasons) for each in failed])
                    before = len(said)
                    await self._round(framed, again, said, passed, meter)
                    said.left_out = max(0, len(failed) - (len(said) - before))
        except TimeoutError:
            return ModelUnavailable("The language model takes too long.")
        except ModelError as error:
            return error
        return None

    def _frame(self, question: str, passages: Sequence[Passage]) -> Framed:
        return frame(question, passages, secrets.token_hex(8), self._count(), self._limits.prompt_tokens)

    async def _round(self, framed: Framed, prompt: Prompt, said: Said, passed: Passed, meter: Meter) -> list[Tied]:
        """One answer of the model, statement by statement; those that did not pass."""
        claims = ClaimStream()
        failed: list[Tied] = []
        async for piece in self._model.complete(prompt, meter):
            for claim in claims.feed(piece):
                tied = await asyncio.to_thread(tie, claim, framed.passages)
                if tied.is_supported and not await self._opinion.agrees(
                    claim.text, tied.evidence, secrets.token_hex(8), meter
                ):
                    tied = replace(tied, reasons=("the cited words do not say all of it",))
                if not tied.is_supported:
                    failed.append(tied)
                elif (stated := said.say(tied)) is not None:
                    passed(replace(stated, articles_read=said.articles_read))
        claims.finish()
        return failed
