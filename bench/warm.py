"""What a question over a few hundred articles costs, step by step, against BM25 alone in the same process.

Processor time, not time on the clock: other work on the machine hardly changes it. Each question is asked, and looked up by BM25,
right after each other. First in a process that has read no article, then after other questions have had most of them read.
"""

import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.quality.baselines import KeywordRetriever
from bench.quality.question_sets import AskedCorpus, evaluation_folder, events, read_rows
from bench.timing import ratio
from bot.settings import Settings
from bot.workspace.workspace import Workspace, open_workspace
from retrieval.index.indexing import silent
from retrieval.retriever import NO_FILTERS

FOUND = 10
MEASURED, QUICK = 100, 25
WARMING = 3
"""Questions asked before for each one that is measured."""

Figures = dict[str, float]


def run(*, quick: bool) -> Figures:
    """The figures: ratios to BM25 alone, processor milliseconds, seconds of the first sync, mebibytes at the peak."""
    corpus = _corpus()
    most = min(QUICK if quick else MEASURED, len(corpus.questions) // (WARMING + 2))
    asked = [question["question"] for question in corpus.questions]
    step = max(1, len(asked) // most)
    first, later = asked[::step][:most], asked[1::step][:most]
    between = [question for offset in range(2, 2 + WARMING) for question in asked[offset::step][:most]]
    with tempfile.TemporaryDirectory(prefix="footnote-bench-") as data:
        started = time.process_time()
        with open_workspace(Settings(corpus=corpus.articles, data=Path(data)), print, silent) as workspace:
            figures = {"sync_seconds": time.process_time() - started}
            workspace.wait_for_readings()
            figures |= _measured("first", workspace, first)
            for question in between:
                workspace.answerer.answer(question)
            figures |= _measured("warm", workspace, later)
    kibibytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return {name: round(value, 3) for name, value in (figures | {"peak_mib": kibibytes / 1024}).items()}


def _corpus() -> AskedCorpus:
    """The news articles of the evaluation folder; without one, an event of the bench's own."""
    evaluation = evaluation_folder()
    if evaluation is None:
        return events("dev")[0]
    return AskedCorpus("news", evaluation / "news" / "articles", read_rows(evaluation / "news" / "questions.jsonl"))


def _measured(when: str, workspace: Workspace, questions: Sequence[str]) -> Figures:
    """The ratios of a whole answer and of retrieval alone to BM25 alone, and the median milliseconds of all three."""
    keyword = KeywordRetriever(workspace.library, workspace.index.keyword)
    ways: dict[str, Callable[[str], object]] = {
        "bm25": lambda question: keyword.retrieve(question, FOUND, NO_FILTERS),
        "answer": workspace.answerer.answer,
        "retrieval": lambda question: workspace.retriever.retrieve(question, FOUND, NO_FILTERS),
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for question in questions:
        for name, way in ways.items():
            taken[name].append(_processor_ms(way, question))
    figures = {f"{when}_{name}_ms": statistics.median(each) for name, each in taken.items()}
    figures |= {f"{when}_{name}_ratio": ratio(taken[name], taken["bm25"]) for name in ("answer", "retrieval")}
    print(f"{when:6} " + "  ".join(f"{name} {value:.2f}" for name, value in figures.items()), flush=True)
    return figures


def _processor_ms(way: Callable[[str], object], question: str) -> float:
    started = time.process_time()
    way(question)
    return 1000 * (time.process_time() - started)
