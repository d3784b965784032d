"""What each idea brings: the same questions with everything, and without one idea at a time.

Behind each row stands its difference to everything, question by question, with the standard error of that difference. Ideas of the
look-up are left out of the retriever; what the trees weigh is left out of them by training them again, cross-validated over articles.
"""

import importlib.util
import math
import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.quality.baselines import DenseRetriever, KeywordRetriever
from bench.quality.question_sets import Row
from bench.quality.scores import find_evidence, retrieval_figures
from bot.contract import passage_fields
from bot.workspace.workspace import Workspace
from retrieval.hybrid import PARTS, HybridRetriever
from retrieval.index.exact import ExactIndex
from retrieval.retriever import NO_FILTERS, Retriever

Figures = dict[str, float]
Found = tuple[Sequence[Row], Sequence[Sequence[Row]]]
"""Questions, and the passages that were found for each."""

FOUND = 10


def find(retriever: Retriever, questions: Sequence[str]) -> list[list[Row]]:
    """The first ten passages for each question."""
    return [
        [passage_fields(each) for each in retriever.retrieve(question, FOUND, NO_FILTERS)] for question in questions
    ]


def show_look_ups(workspace: Workspace, questions: Sequence[Row]) -> dict[str, Figures]:
    """A row for each retriever: keyword alone, dense alone, the hybrid, and the hybrid without each of its ideas."""
    asked = [question["question"] for question in questions]
    whole = find(workspace.retriever, asked)
    rows = {"hybrid": show("hybrid", (questions, whole))}
    for name, retriever in _retrievers(workspace):
        rows[name] = show(name, (questions, find(retriever, asked)), (questions, whole))
    return rows


def _retrievers(workspace: Workspace) -> Iterator[tuple[str, Retriever]]:
    index, library = workspace.index, workspace.library
    yield "keyword alone", KeywordRetriever(library, index.keyword)
    yield "dense alone", DenseRetriever(library, index.embedder, index.dense)
    for part in PARTS:
        name = f"without {part.replace('_', '-')}"
        yield name, HybridRetriever(library, index.embedder, index.dense, index.keyword, without={part})
    yield (
        "without titles in what is embedded",
        HybridRetriever(library, index.embedder, _of_bare_texts(workspace), index.keyword),
    )


def _of_bare_texts(workspace: Workspace) -> ExactIndex:
    """The passages embedded without title, publisher and date."""
    library, edition = workspace.library, workspace.index.edition
    passages = library.passages(edition.entries())
    matrix = workspace.index.embedder.embed_passages([passage.text for passage in passages.values()])
    return ExactIndex(list(passages), matrix, {record.id: record for record in library.listing()})


def show_measures(evaluation: Path) -> None:
    """A row for each group of measures that the trees weigh; a line that says so where they can't be trained."""
    if importlib.util.find_spec("lightgbm") is None:
        print("The measures' rows are left out: they need LightGBM (pip install 'footnote[train]').")
        return
    from bench.training.ranker import ablation
    from bench.training.ranker_examples import gathered

    with gathered(evaluation) as learned:
        whole: Found | None = None
        for name, found in ablation(learned):
            show(f"trees, {name}", found, whole)
            whole = whole or found


def show(name: str, found: Found, whole: Found | None = None) -> Figures:
    """Print a row, with its difference to `whole` on the same questions."""
    figures = retrieval_figures(*found)
    row = "  ".join(f"{key} {value:.3f}" for key, value in figures.items())
    print(f"{name:38} {row}{'' if whole is None else _difference(found, whole)}", flush=True)
    return figures


def _difference(found: Found, whole: Found) -> str:
    text = ""
    for place, what in enumerate(("MRR", "evidence")):
        pairs = zip(_by_question(found), _by_question(whole), strict=True)
        gaps = [own[place] - other[place] for own, other in pairs]
        error = statistics.stdev(gaps) / math.sqrt(len(gaps)) if len(gaps) > 1 else 0.0
        text += f"  {what} {statistics.fmean(gaps):+.3f}±{error:.3f}"
    return text


def _by_question(found: Found) -> list[tuple[float, float]]:
    """Of each question with evidence the reciprocal rank and the share of evidence found."""
    rows = []
    for question, passages in zip(*found, strict=True):
        if question["evidence"]:
            seen = find_evidence([each["quote"] for each in question["evidence"]], [each["text"] for each in passages])
            rows.append((1 / seen.first if seen.first else 0.0, seen.found / seen.wanted))
    return rows
