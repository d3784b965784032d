"""Answers drawn from a hostile model, over HTTP, by the client that the product uses: what gets through, and what doesn't.

Every answer must end in a reply, in time, that cites nothing but what the model was shown; of the altered statements nearly all
are stopped, of the honest ones nearly all pass. Which are which, the hostile model knows.
"""

import asyncio
import itertools
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bench.model.alterations import Stock
from bench.model.endpoint import endpoint
from bench.model.hostile import HostileModel
from bench.quality.question_sets import OWN, events, read_rows
from bot.settings import Settings, shipped_articles
from bot.workspace.workspace import Workspace, open_workspace
from retrieval.answering.answer import Answer
from retrieval.answering.answerer import Answerer
from retrieval.answering.events import Finished
from retrieval.answering.generating.model_responder import ModelResponder
from retrieval.answering.generating.openai_model import OpenAIModel
from retrieval.answering.generating.writer import Limits
from retrieval.answering.reply import Reply
from retrieval.answering.usage import Spent, Usage
from retrieval.follow_up import Turn
from retrieval.retriever import NO_FILTERS, Filters

ANSWERS, FEW_ANSWERS = 10_400, 400
SECONDS = 1.0
_GRACE_SECONDS = 1.0
_EVERY = 1000


class _NoLedger:
    """Money is no object."""

    def is_used_up(self) -> bool:
        return False

    def book(self, usage: Usage) -> Spent:
        return Spent(usage)


class _Kept(Answerer):
    """Answers each question once: what the hostile model is asked about is always the same."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._replies: dict[str, Reply] = {}

    def answer(self, question: str, filters: Filters = NO_FILTERS, turns: Sequence[Turn] = ()) -> Reply:
        """The reply, as it was the first time."""
        if question not in self._replies:
            self._replies[question] = self._workspace.answerer.answer(question, filters, turns)
        return self._replies[question]


@dataclass
class Tally:
    """What came of the answers."""

    crashes: Counter[str] = field(default_factory=Counter)
    hangs: int = 0
    invented_citations: int = 0
    altered: Counter[str] = field(default_factory=Counter)
    stopped: Counter[str] = field(default_factory=Counter)
    honest: Counter[str] = field(default_factory=Counter)
    passed: Counter[str] = field(default_factory=Counter)

    def take(self, model: HostileModel, reply: Reply) -> None:
        """Count what of the model's statements is in the reply, and what the reply cites that was not there to cite."""
        worded = isinstance(reply.result, Answer) and reply.result.generator == "hostile"
        said = {each.text for each in reply.result.statements} if worded and isinstance(reply.result, Answer) else set()
        if worded or reply.result.generator == "hostile":
            for text, sent in model.sent.items():
                is_said = " ".join(text.split()) in said
                if sent.is_honest:
                    self.honest[sent.kind] += 1
                    self.passed[sent.kind] += is_said
                else:
                    self.altered[sent.kind] += 1
                    self.stopped[sent.kind] += not is_said
        if isinstance(reply.result, Answer):
            self.invented_citations += sum(1 for _ in _invented(reply, reply.result))

    def figures(self, answers: int) -> dict[str, float]:
        """The figures of the bench."""
        figures: dict[str, float] = {
            "answers": answers,
            "crashes": sum(self.crashes.values()),
            "hangs": self.hangs,
            "invented_citations": self.invented_citations,
            "altered_stopped": _share(self.stopped, self.altered),
            "honest_passed": _share(self.passed, self.honest),
        }
        for kind in sorted(self.altered):
            figures[f"altered_stopped: {kind}"] = round(self.stopped[kind] / self.altered[kind], 4)
        for kind in sorted(self.honest):
            figures[f"honest_passed: {kind}"] = round(self.passed[kind] / self.honest[kind], 4)
        return figures


def _share(part: Counter[str], whole: Counter[str]) -> float:
    return round(sum(part.values()) / max(1, sum(whole.values())), 4)


def _invented(reply: Reply, answer: Answer) -> Iterator[int]:
    """The citations of the statements that lie in no passage that was found, or are cited by a number that isn't there."""
    shown = [each.passage for each in reply.explanation.passages]
    for statement in answer.statements:
        for number in statement.citations:
            citation = answer.citation(number)
            if not any(
                passage.article.id == citation.article.id and passage.span.overlaps(citation.span) for passage in shown
            ):
                yield number


def run(*, quick: bool) -> dict[str, float]:
    """Draw the answers, print both shares by kind, and return the figures."""
    figures = asyncio.run(_draw(FEW_ANSWERS if quick else ANSWERS))
    for name, value in figures.items():
        print(f"{name:44} {value:g}")
    return figures


async def _draw(answers: int) -> dict[str, float]:
    tally = Tally()
    rng = random.Random(11)
    with ExitStack() as opened:
        corpora = list(_corpora(opened))
        stock = Stock.of(
            sentence.span.of(article.text)
            for workspace, _, _ in corpora
            for article in workspace.library.articles(each.id for each in workspace.library.listing()).values()
            for sentence in article.sentences
        )
        model = HostileModel(stock, rng)
        async with AsyncExitStack() as stack:
            address = await stack.enter_async_context(endpoint(model))
            client = await stack.enter_async_context(
                OpenAIModel("hostile", api_key="sk-canary", base_url=address, timeout_seconds=SECONDS)
            )
            told = 0
            while (drawn := sum(model.answers.values())) < answers:
                if drawn >= told + _EVERY:
                    told = drawn
                    print(f"{drawn} answers …", flush=True)
                _, answerer, questions = rng.choice(corpora)
                await _ask(answerer, rng.choice(questions), client, model, tally)
    print(", ".join(f"{kind} {count}" for kind, count in model.answers.most_common()))
    for error, count in tally.crashes.items():
        print(f"crashed {count} times: {error}")
    return tally.figures(sum(model.answers.values()))


def _corpora(opened: ExitStack) -> Iterator[tuple[Workspace, Answerer, Sequence[str]]]:
    """The shipped articles, and the invented events of the test half, each with questions that they answer."""
    folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="footnote-bench-")))
    shipped = (shipped_articles(), read_rows(OWN / "shipped.jsonl"))
    for number, (articles, rows) in enumerate([shipped, *((each.articles, each.questions) for each in events("test"))]):
        settings = Settings(corpus=articles, data=folder / str(number))
        workspace = opened.enter_context(open_workspace(settings, print, lambda *_: None))
        yield workspace, _Kept(workspace), [row["question"] for row in rows if row.get("answerable", True)]


_numbers = itertools.count()


async def _ask(answerer: Answerer, question: str, client: OpenAIModel, model: HostileModel, tally: Tally) -> None:
    """One question to a responder of its own, so that neither memory nor the breaker keeps the model from answering."""
    responder = ModelResponder(
        answerer,
        lambda: None,
        client,
        _NoLedger(),
        lambda: next(_numbers),
        limits=Limits(SECONDS),
    )
    answerer.answer(question)  # so that the time that counts is the model's
    model.sent.clear()
    started = time.monotonic()
    try:
        async for event in responder.respond(question, NO_FILTERS, ()):
            if isinstance(event, Finished):
                tally.take(model, event.reply)
    except Exception as error:  # noqa: BLE001 - a crash is what is counted here
        tally.crashes[f"{type(error).__name__}: {error}"[:120]] += 1
    tally.hangs += time.monotonic() - started > SECONDS + _GRACE_SECONDS
