"""Wording: a language model words the points of a digest's stories, under the same check as an answer's statements.

It gets the passages that the extractive points cite, so a story that goes on tells what is new here too. Where it fails, is out
of budget, or says nothing that the passages bear out, the points in the articles' own words stay.
"""

import asyncio
from dataclasses import replace

from corpus.passage import Passage
from retrieval.answering.answer import Answer
from retrieval.answering.events import Stated
from retrieval.answering.generating.saying import Said
from retrieval.answering.generating.writer import Writer
from retrieval.answering.usage import Ledger, Meter
from retrieval.digest.composing import uncited
from retrieval.digest.story import MOST_POINTS, Digest, Story
from retrieval.errors import ModelError


class Wording:
    """Words digests by a model. Its failures end in the digest as it was, never in an error."""

    def __init__(self, writer: Writer, ledger: Ledger) -> None:
        self._writer = writer
        self._ledger = ledger

    async def worded(self, digest: Digest) -> Digest:
        """The digest with the model's points where they have passed; after a failure the rest stays as it was."""
        stories: list[Story] = []
        failure: ModelError | None = None
        for story in digest.stories:
            if failure is None and not await asyncio.to_thread(self._ledger.is_used_up):
                told, failure = await self._story(story)
                stories.append(told)
            else:
                stories.append(story)
        return replace(digest, stories=tuple(stories))

    async def _story(self, story: Story) -> tuple[Story, ModelError | None]:
        said, meter = Said(len(story.articles), MOST_POINTS), Meter()
        question = f"What is new about “{story.headline}”, in at most {MOST_POINTS} statements?"
        failure = await self._writer.write(question, passages_of(story.answer), said, _unseen, meter)
        await asyncio.to_thread(self._ledger.book, meter.usage)
        if failure is not None or not len(said):
            return story, failure
        answer = said.answer(story.answer.confidence, self._writer.name, story.answer)
        return replace(story, answer=answer, also_in=uncited(story.articles, answer)), None


def _unseen(_: Stated) -> None:
    """Nobody watches a digest being written."""


def passages_of(answer: Answer) -> tuple[Passage, ...]:
    """The passages that an answer cites, in whole sentences, in their order."""
    found = []
    for citation in answer.citations:
        touched = [at for at, each in enumerate(citation.article.sentences) if each.span.overlaps(citation.span)]
        found.append(Passage(citation.article, touched[0], touched[-1] + 1))
    return tuple(found)
