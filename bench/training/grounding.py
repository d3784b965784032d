"""Fits the weights of the support score (`retrieval/answering/grounding/support.json`), and cross-validates them.

Learned from statements held against a few sentences: FEVER Symmetric (Schuster et al. 2019) and Fool Me Twice (Eisenschlos et al.
2021, CC BY-SA). The weights see measures alone, no words. Statements that share a sentence or a wording stay in one fold. Each set
is scored by weights learned from the other alone as well: what of the score carries over.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.quality.question_sets import evaluation_folder, read_rows
from bench.quality.scores import auroc
from retrieval.answering.grounding.evidence import Evidence
from retrieval.answering.grounding.grounding import ground
from retrieval.answering.grounding.measures import MEASURES, measure
from retrieval.answering.grounding.support import MODEL_FILE, SupportModel, shipped_model
from retrieval.answering.reading.word_vectors import word_vectors
from retrieval.embedding.embedder import open_embedder

LEARNED_FROM = ("fever_symmetric", "fool_me_twice")
FOLDS = 5
_RIDGE = 3.0
_STEPS = 30
Table = NDArray[np.float64]


class PairSet:
    """Labelled pairs of statement and passage: their measures, truths and folds."""

    def __init__(self, path: Path) -> None:
        rows = read_rows(path)
        vectors = word_vectors(open_embedder())
        measured = []
        for row in rows:
            evidence = Evidence((row["passage"],))
            measured.append(measure(row["statement"], evidence, ground(row["statement"], evidence).findings, vectors))
        self.table: Table = np.array(measured)
        self.truths = np.array([bool(row["supported"]) for row in rows])
        self.folds = _folds(rows)

    def auroc(self, scores: Sequence[float]) -> float:
        """Chance that a supported one scores above one that isn't."""
        return auroc(list(scores), [bool(each) for each in self.truths])


def _folds(rows: Sequence[dict[str, Any]]) -> NDArray[np.intp]:
    """A fold for each row; rows that share a statement or a passage have the same."""
    parents: dict[str, str] = {}

    def root(name: str) -> str:
        while parents.setdefault(name, name) != name:
            name = parents[name]
        return name

    for row in rows:
        parents[root("s" + row["statement"])] = root("p" + row["passage"])
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(root("s" + row["statement"]), len(numbers)) % FOLDS for row in rows])


def fit(sets: Sequence[tuple[Table, NDArray[np.bool_]]]) -> SupportModel:
    """A logistic regression with a ridge, by Newton's method; each set counts alike."""
    table = np.concatenate([measured for measured, _ in sets])
    truths = np.concatenate([truth for _, truth in sets]).astype(float)
    heavy = np.concatenate([np.full(len(truth), 500.0 / len(truth)) for _, truth in sets])
    middle, spread = table.mean(axis=0), table.std(axis=0) + 1e-6
    rows = np.c_[(table - middle) / spread, np.ones(len(table))]
    ridge = _RIDGE * np.eye(rows.shape[1])
    ridge[-1, -1] = 1e-6
    weights = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        likely = 1.0 / (1.0 + np.exp(-rows @ weights))
        slope = rows.T @ (heavy * (likely - truths)) + ridge @ weights
        curve = (rows * (heavy * likely * (1 - likely))[:, None]).T @ rows + ridge
        weights -= np.linalg.solve(curve, slope)
    own = weights[:-1] / spread
    return SupportModel(own, float(weights[-1] - own @ middle))


def run(*, quick: bool) -> dict[str, float]:
    """Cross-validate, write the weights learned from everything, and return the figures; none without the sets."""
    evaluation = evaluation_folder()
    if evaluation is None:
        print("The score is learned from the evaluation sets: name their folder in FOOTNOTE_EVAL.")
        return {}
    sets = {path.stem: PairSet(path) for path in sorted((evaluation / "grounding").glob("*.jsonl"))}
    figures: dict[str, float] = {}
    for name, pairs in sets.items():
        others = [sets[other] for other in LEARNED_FROM if other != name]
        if name in LEARNED_FROM:
            figures[f"{name}_cross_validated"] = pairs.auroc(_by_others(pairs, others))
        only_others = fit([(each.table, each.truths) for each in others])
        figures[f"{name}_by_other_sets"] = pairs.auroc([only_others.score(row) for row in pairs.table])
    model = fit([(sets[name].table, sets[name].truths) for name in LEARNED_FROM])
    _write(model)
    for name, pairs in sets.items():
        figures[f"{name}_shipped"] = pairs.auroc([model.score(row) for row in pairs.table])
    for name, value in figures.items():
        print(f"{name:40} {value:.3f}")
    return {name: round(value, 4) for name, value in figures.items()}


def _by_others(pairs: PairSet, others: Sequence[PairSet]) -> list[float]:
    """The score of each pair by weights that were learned without its fold."""
    scores = np.zeros(len(pairs.truths))
    for fold in range(FOLDS):
        rest = pairs.folds != fold
        model = fit([(pairs.table[rest], pairs.truths[rest]), *((each.table, each.truths) for each in others)])
        scores[~rest] = [model.score(row) for row in pairs.table[~rest]]
    return list(scores)


def _write(model: SupportModel) -> None:
    stored = {
        "made_by": "python -m bench train-grounding",
        "learned_from": "FEVER Symmetric (Schuster et al. 2019); Fool Me Twice (Eisenschlos et al. 2021, CC BY-SA)",
        "weights": {name: round(float(weight), 5) for name, weight in zip(MEASURES, model.weights, strict=True)},
        "base": round(model.base, 5),
    }
    MODEL_FILE.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
    shipped_model.cache_clear()
