"""Fits what tells whether the articles answer: first which sentence does, then whether any does.

A logistic regression learns which sentence answers (SENTENCE_FEATURES), then trees (LightGBM) whether any does (MEASURES).
Where publishers are named, further trees learn first which articles are meant (ARTICLE_FEATURES). All see measures alone, no words.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.training.answerability_sets import NAMED_SETS, SETS, Example
from retrieval.answering.assessing.evidence import SENTENCE_FEATURES
from retrieval.answering.assessing.meant_articles import ARTICLE_FEATURES, read_articles
from retrieval.answering.assessing.model import Model
from retrieval.answering.assessing.part_measures import MEASURES
from retrieval.ranking import Forest

LEAN = 0.3
"""How much of the sentences' own log odds is added to the trees': it carries over to other kinds of questions better."""

SHARE = 0.67
"""The say of the trees for questions that name publishers in what is made of theirs and those for all questions together."""

Trees = list[dict[str, Any]]

_COMMON = {
    "objective": "binary", "num_leaves": 8, "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 10.0, "num_threads": 1,
    "deterministic": True, "verbose": -1, "seed": 1,
}  # fmt: skip
_ARTICLE_ROUNDS = 150


def fit_sentences(
    rows: NDArray[np.float64], truths: NDArray[np.bool_], weights: NDArray[np.float64], penalty: float = 40.0
) -> Model:
    """Logistic regression with an L2 penalty on standardised features, by Newton's method."""
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    design = np.hstack([(rows - middle) / spread, np.ones((len(rows), 1))])
    ridge = np.diag([*np.full(rows.shape[1], penalty), 0.0])
    solution = np.zeros(design.shape[1])
    for _ in range(25):
        likely = 1 / (1 + np.exp(-design @ solution))
        gradient = design.T @ (weights * (likely - truths)) + ridge @ solution
        curvature = (
            (design * (weights * likely * (1 - likely))[:, None]).T @ design + ridge + 1e-6 * np.eye(len(solution))
        )
        step = np.linalg.solve(curvature, gradient)
        solution -= step
        if np.abs(step).max() < 1e-6:
            break
    own = solution[:-1] / spread
    return Model(own, float(solution[-1] - middle @ own))


def sentence_model(examples: Sequence[Example]) -> Model:
    """The weights of SENTENCE_FEATURES, from questions whose answering sentence is known or that have none."""
    rows, truths, weights = [], [], []
    for example in examples:
        known = not example.is_answered or any(labels.any() for labels in example.gold)
        if not known or example.name in ("news all", "news one"):
            continue
        for clause, labels in zip(example.clauses, example.gold, strict=True):
            rows.append(clause.evidence.rows)
            truths.append(labels)
            weights.append(np.full(len(labels), SETS[example.name]))
    return fit_sentences(np.vstack(rows), np.concatenate(truths), np.concatenate(weights))


def first_stages(examples: Sequence[Example]) -> tuple[Model, Trees]:
    """The model as far as it is learned before the judges: sentences' weights, and the trees that tell which articles are meant."""
    trees = article_trees(examples)
    model = sentence_model(examples)
    return (replace(model, articles=Forest.of(trees, ARTICLE_FEATURES)) if trees else model), trees


def article_trees(examples: Sequence[Example]) -> Trees:
    """Trees over ARTICLE_FEATURES, from questions that name publishers and whose articles are known; none where there are none."""
    rows, truths, weights = [], [], []
    for example in examples:
        if not example.query.mentions or (example.is_answered and not example.meant):
            continue
        articles, features = read_articles(
            example.query, example.ranked, [clause.evidence for clause in example.clauses]
        )
        rows.append(features)
        truths.append(np.array([each.id in example.meant for each in articles]))
        weights.append(np.full(len(articles), NAMED_SETS[example.name]))
    if not any(labels.any() for labels in truths):
        return []
    parameters = {"learning_rate": 0.05, "min_data_in_leaf": 60, "feature_fraction": 0.4}
    return _grown(np.vstack(rows), np.concatenate(truths), np.concatenate(weights), _ARTICLE_ROUNDS, parameters)


def fit_trees(
    table: NDArray[np.float64], truths: NDArray[np.bool_], weights: NDArray[np.float64], rounds: int
) -> Trees:
    """Trees over MEASURES, as nested mappings."""
    parameters = {
        "learning_rate": 0.04, "min_data_in_leaf": 40, "feature_fraction": 0.3,
        "monotone_constraints": [_direction(name) for name in MEASURES], "monotone_constraints_method": "basic",
    }  # fmt: skip
    return _grown(table, truths, weights, rounds, parameters, MEASURES)


def _grown(
    table: NDArray[np.float64],
    truths: NDArray[np.bool_],
    weights: NDArray[np.float64],
    rounds: int,
    parameters: dict[str, Any],
    measures: Sequence[str] = ARTICLE_FEATURES,
) -> Trees:
    import lightgbm

    data = lightgbm.Dataset(table, label=truths.astype(float), weight=weights)
    dumped = lightgbm.train({**_COMMON, **parameters}, data, rounds).dump_model()
    grown = [tree["tree_structure"] for tree in dumped["tree_info"]]
    return [_nested(tree, measures) for tree in grown if "split_feature" in tree]


_SPEAK_FOR = ("top_", "most_", "mean_clause", "least_clause", "least_date", "least_of_", "mean_of_", "meant_")
_SPEAKS_FOR = ("best", "second", "together", "ahead", "mean_best", "mean_together")
_EITHER_WAY = ("typed", "yes_no", "few_terms", "many_terms", "clauses", "named_publishers", "dates")
_EITHER_WAY_OF_A_SENTENCE = ("rank", "short", "heading", "asking", "exact_lack")


def _direction(measure: str) -> int:
    """1 where more of a measure can only make it surer that the articles answer, -1 where less so, 0 where it depends."""
    if measure.startswith(("worst_clause_", "mean_clause_")) and measure != "mean_clause_of_all":
        return -1
    if measure in _SPEAKS_FOR or measure.startswith(_SPEAK_FOR):
        return 1
    if measure in _EITHER_WAY or measure.partition("_")[2] in _EITHER_WAY_OF_A_SENTENCE:
        return 0
    return -1


def _nested(node: dict[str, Any], measures: Sequence[str]) -> dict[str, Any]:
    if "leaf_value" in node:
        return {"value": round(node["leaf_value"], 4)}
    limit = float(f"{node['threshold']:.5g}")
    return {
        "measure": measures[node["split_feature"]], "limit": limit,
        "below": _nested(node["left_child"], measures), "above": _nested(node["right_child"], measures),
    }  # fmt: skip


def described(
    model: Model, articles: Trees, every: Trees, named: Trees, scales: dict[str, tuple[float, float]]
) -> dict[str, Any]:
    """The contents of the model's file; `every` and `named` are the judge's trees, `scales` its slope and shift of each kind."""
    return {
        "about": "Whether the articles answer a question: weights of a sentence's features, trees over an article's and a question's.",
        "made_by": "python -m bench train-answerability",
        "learned_from": [
            "SQuAD 2.0 (Rajpurkar, Jia and Liang 2018), CC BY-SA 4.0",
            "MultiHop-RAG (Tang and Yang 2024), ODC-BY",
            "bench/sets/dev and bench/sets/groups, ours",
        ],
        "sentence_weights": {
            name: round(float(value), 5) for name, value in zip(SENTENCE_FEATURES, model.weights, strict=True)
        },
        "sentence_bias": round(model.bias, 5),
        "articles": _compact(articles, ARTICLE_FEATURES),
        "every": _compact(every, MEASURES),
        "named": _compact(named, MEASURES),
        "lean": LEAN,
        "share": SHARE,
        **{name: [round(value, 5) for value in scale] for name, scale in scales.items()},
    }


def _compact(trees: Trees, measures: Sequence[str]) -> dict[str, Any]:
    """Trees as the file has them: a leaf is its value, any other node [number of its measure, limit, below, above]."""

    def told(node: dict[str, Any]) -> float | list[Any]:
        if "value" in node:
            return float(node["value"])
        return [measures.index(node["measure"]), node["limit"], told(node["below"]), told(node["above"])]

    return {"measures": list(measures), "trees": [told(tree) for tree in trees]}


def fit_scale(
    sums: NDArray[np.float64], truths: NDArray[np.bool_], weights: NDArray[np.float64]
) -> tuple[float, float]:
    """Slope and shift that turn sums into log odds (Platt 1999)."""
    model = fit_sentences(sums[:, None], truths, weights, penalty=1e-3)
    return float(model.weights[0]), model.bias
