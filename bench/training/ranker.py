"""Fits the ranker's trees (`retrieval/ranker.json`), and cross-validates them over articles.

Learned from the questions of `bench/training/ranker_examples.py`. The trees (LightGBM) see measures alone, no words and nothing that
tells one article from another, and learn the log odds of a candidate's being evidence, which mean the same for every question.

Two cross-validations are printed: over questions, and over articles, where no article with evidence is in two folds.
"""

import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from bench.quality.question_sets import Row, evaluation_folder
from bench.quality.scores import retrieval_figures
from bench.training.ranker_examples import Example, Learned, gathered
from bot.workspace.workspace import Workspace
from retrieval.joining import join_neighbours
from retrieval.measures import MEASURES
from retrieval.ranking import MAX_LEAVES, RANKER_FILE, Forest, ShareOut
from retrieval.retriever import RankedPassage

Figures = dict[str, float]
FOLDS = 5
ROUNDS = 220
GROUPS: dict[str, tuple[str, ...]] = {
    "other words of the same meaning": ("likely",),
    "sentence-level scores": ("sentence", "likely_sentence", "local_sentence", "context_sentence", "clause_sentence"),
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


def run(*, quick: bool) -> Figures:
    """Cross-validate, write the trees learned from everything to `retrieval/ranker.json`, and return the figures.

    Each figure is named by its row, such as `over_questions_MRR@10`. `quick` cross-validates over articles alone; the trees
    that it writes are the same. Without the evaluation sets there are no figures and nothing is written.
    """
    evaluation = evaluation_folder()
    if evaluation is None:
        print("The ranker is learned from the evaluation sets: name their folder in FOOTNOTE_EVAL.")
        return {}
    with gathered(evaluation) as learned:
        figures = _report(learned, quick=quick)
        _write(train(learned.everything))
    return figures


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
) -> tuple[list[Row], list[list[Row]]]:
    """The questions `tested` and what is found for each, ranked by trees that learned from other folds and from `others`."""
    results: list[list[Row]] = []
    questions: list[Row] = []
    for fold in range(FOLDS):
        learned_from = [each for each in others if folds.get(each.question.get("id", ""), -1) != fold]
        forest = Forest.of(train(learned_from, without))
        for example in tested:
            if folds[example.question["id"]] == fold:
                questions.append(example.question)
                results.append(_ten(workspace, example, forest))
    return questions, results


def _ten(workspace: Workspace, example: Example, forest: Forest) -> list[Row]:
    scores = forest.score(example.measured.table)
    chosen = ShareOut().choose(scores, example.candidates, example.named, 20)
    passages = workspace.library.passages(example.candidates.ids[each] for each, _ in chosen)
    ranked = [
        RankedPassage(passages[example.candidates.ids[each]], score, {"ranker": float(scores[each])})
        for each, score in chosen
    ]
    return [{"text": each.passage.text, "source": each.passage.article.source} for each in join_neighbours(ranked, 10)]


def _show(what: str, figures: Figures) -> None:
    print(f"{what:34} " + "  ".join(f"{name} {value:.3f}" for name, value in figures.items()), flush=True)


def _report(learned: Learned, *, quick: bool) -> Figures:
    workspace, everything = learned.workspace, learned.everything
    over_articles = folds_of(learned)
    found = {"over articles": cross_validate(workspace, learned.plain, everything, over_articles)}
    if not quick:
        by_question = question_folds(learned.plain)
        found["over questions"] = cross_validate(workspace, learned.plain, everything, by_question)
        found["publishers taken out"] = cross_validate(workspace, learned.unnamed, everything, over_articles)
    rows = {name: retrieval_figures(*each) for name, each in found.items()}
    for name, figures in rows.items():
        _show(name, figures)
    return {
        f"{fold.replace(' ', '_')}_{name}": round(value, 4) for fold, row in rows.items() for name, value in row.items()
    }


def folds_of(learned: Learned) -> dict[str, int]:
    """Folds over articles, of the news questions and of our own over the same articles."""
    return article_folds([*learned.plain, *(each for each in learned.others if each.question["articles"])])


def ablation(learned: Learned) -> Iterator[tuple[str, tuple[list[Row], list[list[Row]]]]]:
    """What is found over articles, with everything and without each group of measures, trained again each time."""
    folds, everything = folds_of(learned), learned.everything
    yield "all measures", cross_validate(learned.workspace, learned.plain, everything, folds)
    for group, names in GROUPS.items():
        yield f"without {group}", cross_validate(learned.workspace, learned.plain, everything, folds, names)
