"""Fits what tells whether the articles answer: first which sentence does, then whether any does.

A logistic regression learns which sentence answers (SENTENCE_FEATURES), then trees (LightGBM) whether any does (MEASURES).
Both see measures alone, no words.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.answerability_sets import SETS, Example
from retrieval.answering.assessing.answerability import MEASURES, Model, names_publisher
from retrieval.answering.assessing.evidence import SENTENCE_FEATURES

LEAN = 0.3
"""How much of the sentences' own log odds is added to the trees': it carries over to other kinds of questions better."""


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


def fit_trees(
    table: NDArray[np.float64], truths: NDArray[np.bool_], weights: NDArray[np.float64], rounds: int
) -> list[dict[str, Any]]:
    """The trees, as nested mappings."""
    import lightgbm

    parameters = {
        "objective": "binary", "num_leaves": 8, "learning_rate": 0.04, "min_data_in_leaf": 40, "bagging_fraction": 0.7, "bagging_freq": 1,
        "feature_fraction": 0.3, "lambda_l2": 10.0, "num_threads": 1, "deterministic": True, "verbose": -1, "seed": 1,
        "monotone_constraints": [_direction(name) for name in MEASURES], "monotone_constraints_method": "advanced",
    }  # fmt: skip
    data = lightgbm.Dataset(table, label=truths.astype(float), weight=weights)
    dumped = lightgbm.train(parameters, data, rounds).dump_model()
    return [
        _nested(tree["tree_structure"]) for tree in dumped["tree_info"] if "split_feature" in tree["tree_structure"]
    ]


_SPEAK_FOR = ("top_", "most_", "mean_clause", "least_clause", "least_date", "least_of_", "mean_of_")
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


def _nested(node: dict[str, Any]) -> dict[str, Any]:
    if "leaf_value" in node:
        return {"value": round(node["leaf_value"], 5)}
    limit = float(f"{node['threshold']:.6g}")
    return {
        "measure": MEASURES[node["split_feature"]], "limit": limit,
        "below": _nested(node["left_child"]), "above": _nested(node["right_child"]),
    }  # fmt: skip


def described(model: Model, trees: list[dict[str, Any]], scale: Sequence[float]) -> dict[str, Any]:
    """The contents of the model's file; `scale` is slope, shift and shift_named."""
    return {
        "about": "Whether the articles answer a question: weights of a sentence's features, trees over a question's measures.",
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
        "lean": LEAN,
        **{name: round(value, 5) for name, value in zip(("slope", "shift", "shift_named"), scale, strict=True)},
        "trees": trees,
    }


def fit_scale(
    sums: NDArray[np.float64], table: NDArray[np.float64], truths: NDArray[np.bool_], weights: NDArray[np.float64]
) -> tuple[float, float, float]:
    """Slope and shifts that turn sums into probabilities (Platt 1999)."""
    named = np.array([names_publisher(row) for row in table], dtype=float)
    model = fit_sentences(np.column_stack([sums, named]), truths, weights, penalty=1e-3)
    return float(model.weights[0]), model.bias, float(model.weights[1])
