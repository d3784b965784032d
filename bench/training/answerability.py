"""Fits the model of answerability (`retrieval/answering/assessing/answerability.json`), and cross-validates it over articles.

Learned from the sets of `bench/training/answerability_sets.py`: which sentence answers and which articles are meant, then whether any does;
what the judges see of a question comes from weights and trees that were fitted without it. Questions that name publishers have a
judge of their own.
"""

import json
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bench.quality.scores import auroc
from bench.training.answerability_fitting import LEAN, SHARE, Trees, described, first_stages, fit_scale, fit_trees
from bench.training.answerability_sets import NAMED_SETS, SETS, Example, gather_examples
from retrieval.answering.assessing.answerability import ANSWER_THRESHOLD
from retrieval.answering.assessing.evidence import PART_FEATURES
from retrieval.answering.assessing.meant_articles import MEANT_MEASURES
from retrieval.answering.assessing.model import MODEL_FILE, Model
from retrieval.answering.assessing.named import NAMED_MEASURES
from retrieval.answering.assessing.part_measures import MEASURES, measure, names_publisher
from retrieval.ranking import Forest

FOLDS = 8
ROUNDS = 300
GROUPS: dict[str, tuple[str, ...]] = {
    "the best sentence": ("best", "second", "together", "ahead", "mean_"),
    "features of the best": ("best_",),
    "the least of each lack": ("least_",),
    "the passages' measures": ("top_", "most_", "mean_clause"),
    "the part as a whole": PART_FEATURES,
    "clause by clause": ("worst_clause", "mean_clause_"),
    "publishers and days": NAMED_MEASURES,
    "the articles meant": MEANT_MEASURES,
}
"""Measures that are left out together for the ablation, by the beginning of their names."""

FAMILIES = {"own": 1.0, "groups": 1.0, "news": 1.0, "squad": 0.0}
"""How much say each family of sets has in what confidence means: people in a channel don't ask as SQuAD does, to mislead."""

CAUTION = 0.5
"""Log odds that are taken off where no publisher is named: an answer that isn't there costs more trust than an abstention."""


def run(*, quick: bool) -> dict[str, float]:
    """Cross-validate, print the ablation, and write the model learned from everything, where all sets are there."""
    examples = gather_examples()
    learned = [each for each in examples if each.name in SETS]
    figures = _report(learned, quick=quick)
    description = described(*learn(learned))
    if {each.name for each in learned} >= set(SETS):
        MODEL_FILE.write_text(json.dumps(description, separators=(",", ":")) + "\n", encoding="utf-8")
    else:
        print("the model is left as it is: it is learned from the evaluation sets as well")
    held = [each for each in examples if each.name not in SETS]
    final = Model.of(description)
    for name in sorted({each.name for each in held}):
        own = [each for each in held if each.name == name]
        sure = np.array([final.confidence(row) for row in _table(own, final)])
        row = show(f"{name}, held out", _truths(own), sure, ANSWER_THRESHOLD)
        figures |= {f"{name.replace(' ', '_')}_{figure}": value for figure, value in row.items()}
    return figures


def fold_of(group: str) -> int:
    """The fold of a group: all its questions are in one."""
    return zlib.crc32(group.encode()) % FOLDS


def _table(examples: Sequence[Example], model: Model) -> NDArray[np.float64]:
    return np.array([measure(each.query, each.ranked, each.clauses, model) for each in examples])


def _balanced(examples: Sequence[Example]) -> NDArray[np.float64]:
    """Weights that give the answered and the unanswered of each family the same say; those with one article away count for nothing."""
    families = [(each.name.partition(" ")[0], each.is_answered) for each in examples]
    own = np.array([0.0 if each.name == "news one" else 1.0 for each in examples])
    totals: dict[tuple[str, bool], float] = {}
    for family, weight in zip(families, own, strict=True):
        totals[family] = totals.get(family, 0.0) + float(weight)
    shares = np.array([1000.0 * FAMILIES[family[0]] / (totals[family] or 1.0) for family in families])
    return np.asarray(own * shares)


def show(what: str, truths: NDArray[np.bool_], sums: NDArray[np.float64], threshold: float) -> dict[str, float]:
    """One row of the report."""
    said = sums >= threshold
    figures = {
        "auroc": auroc(sums.tolist(), truths.tolist()),
        "abstained": float((~said[~truths]).mean()),
        "answered": float(said[truths].mean()),
    }
    print(f"{what:24}" + "  ".join(f"{name} {value:.3f}" for name, value in figures.items()), flush=True)
    return figures


Scales = dict[str, tuple[float, float]]


def learn(learned: Sequence[Example], without: Sequence[str] = ()) -> tuple[Model, Trees, Trees, Trees, Scales]:
    """From everything: the model's first stages, trees for articles, for all questions and for those that name publishers, scales."""
    folds = np.array([fold_of(each.group) for each in learned])
    table = _table_by_others(learned, folds)
    weights = _weights(learned)
    truths = _truths(learned)
    sums = _sums_by_others(table, truths, weights, folds, without)
    scales = _scales(sums, table, truths, _balanced(learned))
    slope, shift = scales["scale"]
    scales["scale"] = slope, shift - CAUTION
    seen, named = _blanked(table, without), _named(table)
    every = fit_trees(seen, truths, weights[:, 0], ROUNDS)
    return *first_stages(learned), every, fit_trees(seen[named], truths[named], weights[named, 1], ROUNDS), scales


def _weights(examples: Sequence[Example]) -> NDArray[np.float64]:
    """The weight of each example for the trees for all questions, and for those for questions that name publishers."""
    return np.array([(SETS[each.name], NAMED_SETS[each.name]) for each in examples])


def _named(table: NDArray[np.float64]) -> NDArray[np.bool_]:
    return np.array([names_publisher(row) for row in table], dtype=bool)


def _scales(
    sums: NDArray[np.float64], table: NDArray[np.float64], truths: NDArray[np.bool_], weights: NDArray[np.float64]
) -> Scales:
    """Slope and shift for the questions that name no publisher, and for those that do."""
    named = _named(table)
    return {
        name: fit_scale(sums[own], truths[own], weights[own])
        for name, own in (("scale", ~named), ("scale_named", named))
    }


def _truths(examples: Sequence[Example]) -> NDArray[np.bool_]:
    return np.array([each.is_answered for each in examples], dtype=bool)


def _table_by_others(learned: Sequence[Example], folds: NDArray[np.intp]) -> NDArray[np.float64]:
    """MEASURES of each example, with sentence weights and article trees learned from the other folds."""
    table = np.zeros((len(learned), len(MEASURES)))
    for fold in range(FOLDS):
        rows = np.flatnonzero(folds == fold)
        if len(rows):
            model, _ = first_stages([each for each, own in zip(learned, folds, strict=True) if own != fold])
            table[rows] = _table([learned[int(row)] for row in rows], model)
    return table


def _sums_by_others(
    table: NDArray[np.float64],
    truths: NDArray[np.bool_],
    weights: NDArray[np.float64],
    folds: NDArray[np.intp],
    without: Sequence[str],
) -> NDArray[np.float64]:
    """For each example the sum of trees that were learned from the other folds."""
    seen, named = _blanked(table, without), _named(table)
    sums = np.zeros(len(truths))
    for fold in range(FOLDS):
        own = folds == fold
        if own.any():
            sums[own] = (
                _sums(seen[own], seen, truths, weights[:, 0], ~own) + LEAN * seen[own, MEASURES.index("together")]
            )
        if (own & named).any():
            further = _sums(seen[own & named], seen, truths, weights[:, 1], ~own & named)
            sums[own & named] = (1 - SHARE) * sums[own & named] + SHARE * further
    return sums


def _sums(
    asked: NDArray[np.float64],
    seen: NDArray[np.float64],
    truths: NDArray[np.bool_],
    weights: NDArray[np.float64],
    among: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """The sum of trees for the rows `asked`, learned from those of `seen` that are `among`."""
    trees = fit_trees(seen[among], truths[among], weights[among], ROUNDS)
    return np.asarray(Forest.of(trees, MEASURES).score(asked.astype(np.float32)), dtype=np.float64)


def _blanked(table: NDArray[np.float64], without: Sequence[str]) -> NDArray[np.float64]:
    if not without:
        return table
    seen = table.copy()
    seen[:, [place for place, name in enumerate(MEASURES) if name.startswith(tuple(without))]] = 0.0
    return seen


def _report(learned: Sequence[Example], *, quick: bool) -> dict[str, float]:
    """Cross-validated figures of each set, and what leaving out measures costs."""
    folds = np.array([fold_of(each.group) for each in learned])
    table, truths = _table_by_others(learned, folds), _truths(learned)
    weights = _weights(learned)
    names = np.array([each.name for each in learned])
    figures: dict[str, float] = {}
    for left_out, measures in {"": (), **({} if quick else GROUPS)}.items():
        sums = _sums_by_others(table, truths, weights, folds, measures)
        scales = _scales(sums, table, truths, _balanced(learned))
        by_row = np.array([scales["scale_named" if named else "scale"] for named in _named(table)])
        odds = by_row[:, 0] * sums + by_row[:, 1]
        print(f"without {left_out}" if left_out else "everything")
        for name in SETS:
            rows = _compared(names, truths, [each.question for each in learned], name)
            if rows.any():
                row = show(f"  {name}", truths[rows], odds[rows], 0.0)
                if not left_out:
                    figures |= {f"{name.replace(' ', '_')}_{figure}": value for figure, value in row.items()}
    return figures


def _compared(
    names: NDArray[np.str_], truths: NDArray[np.bool_], questions: Sequence[str], name: str
) -> NDArray[np.bool_]:
    """The examples of a set; where answers were taken away, with the same questions as they were."""
    own = names == name
    if truths[own].any():
        return np.asarray(own)
    asked = {question for question, is_own in zip(questions, own, strict=True) if is_own}
    whole = names == name.split(maxsplit=1)[0]
    return np.asarray(own | (whole & truths & np.array([question in asked for question in questions])))
