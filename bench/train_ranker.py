"""Fits the ranker's trees (`retrieval/ranker.json`), and cross-validates them over articles.

Learned from: MultiHop-RAG (Tang & Yang 2024, ODC-BY), the questions of the news set with evidence, once as they are and
once with the publishers' names taken out; SQuAD 2.0 (Rajpurkar et al. 2018, CC BY-SA 4.0), answerable questions; our own
development questions over news and invented events. The trees (LightGBM) see measures alone, no words and nothing that
tells one article from another, and learn the log odds of a candidate's being evidence, which mean the same for every question.

Two cross-validations are printed: over questions, and over articles, where no article with evidence is in two folds.
"""

import json
import random
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.question_sets import OWN, AskedCorpus, Row, evaluation_folder, events, read_rows, some, with_evidence
from bench.scores import retrieval_figures
from bot.composition import Workspace, open_workspace
from bot.settings import Settings
from corpus.passage import Passage
from retrieval.index.candidates import Candidates
from retrieval.index.indexing import silent
from retrieval.joining import join_neighbours
from retrieval.measures import MEASURES, Measured
from retrieval.query import read_question
from retrieval.ranking import MAX_LEAVES, RANKER_FILE, Forest, ShareOut
from retrieval.retriever import Filters, RankedPassage

Figures = dict[str, float]
FOLDS = 5
ROUNDS = 220
ENCYCLOPEDIA_QUESTIONS = 300
GROUPS: dict[str, tuple[str, ...]] = {
    "windows": ("window", "local_window", "own_window"),
    "clauses": ("clause",),
    "runs": ("run", "passage_run", "local_run", "context_run"),
    "phrases": ("phrase",),
    "article": ("article",),
    "title": ("title",),
    "names": ("names", "title_names"),
    "publishers": ("publisher", "date_and_publisher", "own_window", "clause_publisher"),
    "dates": ("date", "clause_date"),
    "similarity": ("similarity",),
    "position": ("position",),
}
"""Measures that are left out together for the ablation, by the beginning of their names."""

_PARAMETERS: dict[str, Any] = {
    "objective": "binary",
    "max_bin": 63,
    "learning_rate": 0.05,
    "num_leaves": MAX_LEAVES - 1,
    "min_data_in_leaf": 80,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "num_threads": 1,
    "deterministic": True,
    "verbose": -1,
    "seed": 1,
}


@dataclass(frozen=True, slots=True)
class Example:
    """A question's candidates, measured, and which of them are right; `question` is the row it came from."""

    question: Row
    candidates: Candidates
    measured: Measured
    right: NDArray[np.bool_]
    named: tuple[str, ...]
    weight: float


def run(*, quick: bool) -> Figures:
    """Cross-validate, write the trees learned from everything to `retrieval/ranker.json`, and return the figures.

    Each figure is named by its row, such as `over_questions_MRR@10`. `quick` cross-validates over articles alone and leaves
    the ablation out; the trees that it writes are the same. Without the evaluation sets there are no figures and nothing is
    written.
    """
    evaluation = evaluation_folder()
    if evaluation is None:
        print("The ranker is learned from the evaluation sets: name their folder in FOOTNOTE_EVAL.")
        return {}
    with tempfile.TemporaryDirectory(prefix="footnote-bench-") as folder:
        news = AskedCorpus("news", evaluation / "news" / "articles", read_rows(evaluation / "news" / "questions.jsonl"))
        with opened(news.articles, Path(folder) / "news") as workspace:
            plain = examples(workspace, [row for row in news.questions if row["evidence"] or row["articles"]], 1.0)
            unnamed = examples(workspace, [row for row in news.questions if row["evidence"]], 0.4, named=False)
            own = [
                row
                for path in (OWN / "news_dev.jsonl", *sorted((OWN / "groups").glob("*.jsonl")))
                for row in read_rows(path)
            ]
            others = (
                examples(workspace, with_evidence(own), 0.3)
                + guessed(workspace, plain, 0.2)
                + _invented(Path(folder))
                + _encyclopedia(evaluation, Path(folder))
            )
            figures = _report(workspace, plain, unnamed, others, quick=quick)
    _write(train([*plain, *unnamed, *others]))
    return figures


@contextmanager
def opened(articles: Path, data: Path) -> Iterator[Workspace]:
    """A corpus, indexed."""
    with open_workspace(Settings(corpus=articles, data=data), print, silent) as workspace:
        yield workspace


def examples(workspace: Workspace, questions: Sequence[Row], weight: float, *, named: bool = True) -> list[Example]:
    """The candidates of each question; `named` is false to take the publishers' names out of it first."""
    retriever, found = workspace.retriever, []
    for row in questions:
        query = retriever.read(row["question"])
        if not named:
            text = row["question"]
            for mention in reversed(query.mentions):
                text = text[: mention.start] + text[mention.end :] if mention.publishers else text
            query = read_question(" ".join(text.split()), workspace.library.publishers())
        candidates = retriever.gather(query, Filters())
        if not len(candidates):
            continue
        _, measured = retriever.weigh(query, candidates)
        passages = workspace.library.passages(candidates.ids)
        gold = [("".join(each["quote"].split()), each.get("article")) for each in row["evidence"]]
        right = [
            any(
                quote in "".join(passages[name].text.split())
                and article in (None, Path(passages[name].article.source).name)
                for quote, article in gold
            )
            for name in candidates.ids
        ]
        found.append(Example(row, candidates, measured, np.array(right), query.publishers, weight))
    return found


def guessed(workspace: Workspace, found: Sequence[Example], weight: float) -> list[Example]:
    """Questions of which the articles alone are known, with what is evidence in those articles for other questions."""
    known: dict[str, set[str]] = {}
    for example in found:
        for each in example.question["evidence"]:
            known.setdefault(each["article"], set()).add("".join(each["quote"].split()))
    guesses = []
    for example in found:
        if not example.question["evidence"]:
            passages = workspace.library.passages(example.candidates.ids)
            right = [_has_any(passages[name], known, example.question["articles"]) for name in example.candidates.ids]
            guesses.append(replace(example, right=np.array(right), weight=weight))
    return guesses


def _has_any(passage: Passage, known: dict[str, set[str]], articles: Sequence[str]) -> bool:
    source = Path(passage.article.source).name
    text = "".join(passage.text.split())
    return source in articles and any(quote in text for quote in known.get(source, ()))


def _invented(folder: Path) -> list[Example]:
    found = []
    for corpus in events("dev"):
        with opened(corpus.articles, folder / corpus.name) as workspace:
            found += examples(workspace, with_evidence(corpus.questions), 0.3)
    return found


def _encyclopedia(evaluation: Path, folder: Path) -> list[Example]:
    """Questions of an encyclopedia: short, without publishers or dates, each about one paragraph."""
    rows = read_rows(evaluation / "abstain" / "squad2.jsonl")
    texts: dict[str, dict[str, None]] = {}
    for row in rows:
        texts.setdefault(row["title"], {})[row["passage"]] = None
    articles = folder / "encyclopedia"
    articles.mkdir()
    for number, (title, paragraphs) in enumerate(texts.items()):
        head = f"---\ntitle: {json.dumps(title)}\npublisher: Encyclopedia\n---\n\n"
        (articles / f"{number:03}.md").write_text(head + "\n\n".join(paragraphs) + "\n", encoding="utf-8")
    asked = some([row for row in rows if row["answerable"]], ENCYCLOPEDIA_QUESTIONS)
    questions = [{**row, "articles": [], "evidence": [{"quote": _sentence(row)}]} for row in asked]
    with opened(articles, folder / "encyclopedia-data") as workspace:
        return examples(workspace, questions, 0.15)


def _sentence(row: Row) -> str:
    """The stretch of the paragraph around the answer, to the full stops on either side."""
    passage: str = row["passage"]
    at = passage.find(row["answers"][0])
    start = passage.rfind(". ", 0, at) + 2 if ". " in passage[:at] else 0
    end = passage.find(". ", at + len(row["answers"][0]))
    return passage[start : end if end >= 0 else len(passage)]


# Learning


def train(learned_from: Sequence[Example], without: Sequence[str] = (), rounds: int | None = None) -> list[Row]:
    """Trees as nested mappings, learned from the examples that have a right candidate; `without` leaves measures out."""
    import lightgbm

    kept = [column for column, name in enumerate(MEASURES) if not name.startswith(tuple(without) or ("\0",))]
    usable = [example for example in learned_from if example.right.any()]
    table = np.concatenate([example.measured.table[:, kept] for example in usable])
    right = np.concatenate([example.right for example in usable]).astype(int)
    weights = np.concatenate([np.full(len(example.right), example.weight) for example in usable])
    data = lightgbm.Dataset(table, right, weight=weights)
    model = lightgbm.train(_PARAMETERS, data, rounds or ROUNDS).dump_model()
    trees = [_tree(each["tree_structure"], kept) for each in model["tree_info"]]
    return [tree for tree in trees if "value" not in tree]


def _tree(node: Row, kept: Sequence[int]) -> Row:
    if "leaf_value" in node:
        return {"value": round(node["leaf_value"], 5)}
    return {
        "measure": MEASURES[kept[node["split_feature"]]],
        "limit": float(f"{node['threshold']:.5g}"),
        "below": _tree(node["left_child"], kept),
        "above": _tree(node["right_child"], kept),
    }


def _write(trees: Sequence[Row]) -> None:
    said = {
        "made_by": "python -m bench train-ranker",
        "learned_from": "MultiHop-RAG (Tang & Yang 2024, ODC-BY); SQuAD 2.0 (Rajpurkar et al. 2018, CC BY-SA 4.0); "
        "bench/sets (our own)",
        "method": "boosted trees (LightGBM) over the measures of retrieval/measures.py: log odds of being evidence",
    }
    lines = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in trees)
    head = json.dumps(said, indent=1)[:-2]
    RANKER_FILE.write_text(f'{head},\n "trees": [\n{lines}\n ]\n}}\n', encoding="utf-8")


# Cross-validation


def article_folds(questions: Sequence[Example]) -> dict[str, int]:
    """A fold for each question's id, such that no gold article is in two folds: connected questions stay together."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            name = parent[name]
        return name

    gold = {example.question["id"]: sorted(_gold_articles(example)) for example in questions}
    for names in gold.values():
        for one, other in pairwise(names):
            parent[root(other)] = root(one)
    sizes = Counter(root(names[0]) for names in gold.values() if names)
    load, fold = [0] * FOLDS, {}
    for name, size in sizes.most_common():
        fold[name] = load.index(min(load))
        load[fold[name]] += size
    return {key: fold[root(names[0])] if names else 0 for key, names in gold.items()}


def _gold_articles(example: Example) -> set[str]:
    homes = {str(example.candidates.ids[each]).partition(":")[0] for each in np.flatnonzero(example.right)}
    return homes | set(example.question["articles"])


def question_folds(questions: Sequence[Example]) -> dict[str, int]:
    """A fold for each question's id, by chance."""
    chance = random.Random(0)
    return {example.question["id"]: chance.randrange(FOLDS) for example in questions}


def cross_validate(
    workspace: Workspace,
    tested: Sequence[Example],
    others: Sequence[Example],
    folds: dict[str, int],
    without: Sequence[str] = (),
    share_out: ShareOut | None = None,
) -> Figures:
    """The figures of `tested`, each ranked by trees that learned from other folds and from `others`."""
    results: list[list[Row]] = []
    questions: list[Row] = []
    for fold in range(FOLDS):
        learned_from = [each for each in others if folds.get(each.question.get("id", ""), -1) != fold]
        forest = Forest.of(train(learned_from, without))
        for example in tested:
            if folds[example.question["id"]] == fold:
                questions.append(example.question)
                results.append(_ten(workspace, example, forest, share_out or ShareOut()))
    return retrieval_figures(questions, results)


def _ten(workspace: Workspace, example: Example, forest: Forest, share_out: ShareOut) -> list[Row]:
    scores = forest.score(example.measured.table)
    chosen = share_out.choose(scores, example.measured, example.candidates, example.named, 20)
    passages = workspace.library.passages(example.candidates.ids[each] for each, _ in chosen)
    ranked = [
        RankedPassage(passages[example.candidates.ids[each]], score, {"ranker": float(scores[each])})
        for each, score in chosen
    ]
    return [{"text": each.passage.text, "source": each.passage.article.source} for each in join_neighbours(ranked, 10)]


def _show(what: str, figures: Figures) -> None:
    print(f"{what:34} " + "  ".join(f"{name} {value:.3f}" for name, value in figures.items()), flush=True)


def _report(
    workspace: Workspace,
    plain: Sequence[Example],
    unnamed: Sequence[Example],
    others: Sequence[Example],
    *,
    quick: bool,
) -> Figures:
    everything = [*plain, *unnamed, *others]
    over_articles = article_folds([*plain, *(each for each in others if each.question["articles"])])
    rows = {"over articles": cross_validate(workspace, plain, everything, over_articles)}
    if not quick:
        rows["over questions"] = cross_validate(workspace, plain, everything, question_folds(plain))
        rows["publishers taken out"] = cross_validate(workspace, unnamed, everything, over_articles)
        for group, names in GROUPS.items():
            rows[f"without {group}"] = cross_validate(workspace, plain, everything, over_articles, names)
        nothing = ShareOut(part=0.0, publisher=0.0, article=0.0)
        rows["without the share-out"] = cross_validate(workspace, plain, everything, over_articles, (), nothing)
    for name, figures in rows.items():
        _show(name, figures)
    return {
        f"{fold.replace(' ', '_')}_{name}": round(value, 4) for fold, row in rows.items() for name, value in row.items()
    }
