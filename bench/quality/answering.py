"""What each idea of answering brings: all our own answer sets with everything, and without one idea at a time.

A row gives the share of right answers, of silence where the articles say nothing, of both sides shown, and how many disagreements are
false; behind it, question by question, by how much the demands met are fewer without it, with the standard error. Then RAMDocs.
"""

import math
import statistics
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bench.quality.answering_ideas import IDEAS, left_out
from bench.quality.question_sets import (
    OWN,
    AskedCorpus,
    Row,
    evaluation_folder,
    events,
    groups,
    read_rows,
    same_story,
    some,
    wordings,
)
from bench.quality.ramdocs import measure_ramdocs
from bench.quality.scores import judge
from bot.contract import reply_fields
from bot.settings import Settings, shipped_articles
from bot.workspace.workspace import open_workspace
from retrieval.answering.answerer import Answerer, Finder
from retrieval.index.indexing import silent
from retrieval.query import Query
from retrieval.retriever import Filters, RankedPassage

Verdicts = list[Mapping[str, bool]]

WHOLE = "everything"
SOME_QUESTIONS = 15
"""Questions of a corpus, of which there are 44, where it isn't the whole."""
QUICK_CORPORA = 4
_SHIPPED = ("shipped", "shipped_dev", "shipped_test", "shipped_late", "shipped_wording_dev", "shipped_wording_test")


def run(*, quick: bool, full: bool = False) -> dict[str, float]:
    """The rows, and the figures with everything: over a fixed sample of each corpus's questions, in full over all."""
    evaluation = evaluation_folder()
    with tempfile.TemporaryDirectory(prefix="footnote-bench-") as folder:
        corpora = list(_corpora(evaluation, Path(folder)))
        corpora = corpora[:QUICK_CORPORA] if quick else corpora
        sampled = [
            AskedCorpus(each.name, each.articles, some(each.questions, None if full else SOME_QUESTIONS))
            for each in corpora
        ]
        verdicts = _verdicts(sampled)
    figures = _show(WHOLE, verdicts[WHOLE])
    for idea in IDEAS:
        _show(f"without {idea}", verdicts[idea], verdicts[WHOLE])
    if evaluation is not None:
        figures |= measure_ramdocs(read_rows(evaluation / "disagree" / "ramdocs.jsonl"), 20 if quick else None)
    return figures


def _corpora(evaluation: Path | None, folder: Path) -> Iterator[AskedCorpus]:
    for name in _SHIPPED:
        yield AskedCorpus(name, shipped_articles(), read_rows(OWN / f"{name}.jsonl"))
    for half in ("dev", "test"):
        yield from events(half)
        yield from wordings(half, evaluation, folder / half)
        if evaluation is not None:
            yield from same_story(half, evaluation, folder / half)
    if evaluation is not None:
        yield from groups(evaluation, folder / "groups")


def _verdicts(corpora: Sequence[AskedCorpus]) -> dict[str, Verdicts]:
    """Which demands each question's answer meets, by the idea that is left out."""
    found: dict[str, Verdicts] = {WHOLE: [], **{idea: [] for idea in IDEAS}}
    for corpus in corpora:
        with (
            tempfile.TemporaryDirectory(prefix="footnote-bench-") as data,
            open_workspace(Settings(corpus=corpus.articles, data=Path(data)), print, silent) as workspace,
        ):
            answerer = workspace.answerer.on(_FoundOnce(workspace.retriever))
            found[WHOLE] += _judged(answerer, corpus.questions)
            for idea in IDEAS:
                with left_out(idea):
                    found[idea] += _judged(answerer, corpus.questions)
    return found


def _judged(answerer: Answerer, questions: Sequence[Row]) -> Verdicts:
    return [judge(question, reply_fields(answerer.answer(question["question"]))) for question in questions]


class _FoundOnce:
    """A finder that looks each question up once: what is left out is left out of answering."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        self._found: dict[tuple[str, int], tuple[RankedPassage, ...]] = {}

    def read(self, question: str) -> Query:
        """What the question asks for."""
        return self._finder.read(question)

    def find(self, query: Query, limit: int, filters: Filters) -> tuple[RankedPassage, ...]:
        """The passages for it, kept from the first time on; the filters are always the same."""
        key = (query.question, limit)
        if key not in self._found:
            self._found[key] = self._finder.find(query, limit, filters)
        return self._found[key]


def _show(name: str, verdicts: Verdicts, whole: Verdicts | None = None) -> dict[str, float]:
    """Print a row, with its difference to `whole` on the same questions."""
    figures = {
        what: statistics.fmean(met)
        for what in ("right", "abstained", "both_sides", "missing_named")
        if (met := [each[what] for each in verdicts if what in each])
    }
    figures["false_disagreements"] = sum(not each["no_false_disagreement"] for each in verdicts)
    row = "  ".join(f"{what} {value:.3f}" for what, value in figures.items())
    print(f"{name:56} {row}{'' if whole is None else _difference(verdicts, whole)}", flush=True)
    return figures


def _difference(verdicts: Verdicts, whole: Verdicts) -> str:
    """By how much the share of questions with all demands met differs, its standard error, and how many turned which way."""
    gaps = [all(own.values()) - all(other.values()) for own, other in zip(verdicts, whole, strict=True)]
    error = statistics.stdev(gaps) / math.sqrt(len(gaps)) if len(gaps) > 1 else 0.0
    return f"  all {statistics.fmean(gaps):+.4f}±{error:.4f} (+{gaps.count(1)} -{gaps.count(-1)})"
