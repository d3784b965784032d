"""How the candidates stand to one another: a plain sum of measures, and each one's place by it; pure."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from retrieval.index.candidates import Candidates
from retrieval.measuring.matches import Array


def relative(candidates: Candidates, found: dict[str, Array]) -> dict[str, Array]:
    """A plain sum of the measures, and each passage's place by it: among all, its publisher's, its article's."""
    total = (
        found["keyword"] + found["clause"] + 0.5 * found["run"] + 0.3 * found["sentence"] + 0.3 * found["clause_sentence"]
        + 0.3 * found["article"] + 0.3 * found["title"] + 0.5 * found["similarity"] + 0.3 * np.maximum(found["publisher"], 0)
        + 0.2 * found["likely_sentence"] + 0.3 * np.maximum(found["date"], 0) + 0.3 * found["phrase"] + 0.5 * found["window_share"]
    )  # fmt: skip
    publishers = {name: number for number, name in enumerate({home.publisher for home in candidates.homes})}
    publisher_of = np.array([publishers[home.publisher] for home in candidates.homes], dtype=np.intp)[
        candidates.of_home
    ]
    return {
        "sum": total,
        "sum_gap": total - total.max(),
        "sum_gap_publisher": total - _group_best(total, publisher_of),
        "sum_gap_article": total - _group_best(total, candidates.of_home),
        "rank": _rank_in_group(total, np.zeros(len(total), dtype=np.intp)),
        "rank_in_publisher": _rank_in_group(total, publisher_of),
        "rank_in_article": _rank_in_group(total, candidates.of_home),
        "article_gap": _group_best(total, candidates.of_home) - total.max(),
    }


def _group_best(values: Array, group: NDArray[np.intp]) -> Array:
    """For each value the largest of its group."""
    best = np.full(int(group.max(initial=0)) + 1, -np.inf, dtype=np.float32)
    np.maximum.at(best, group, values)
    return best[group]


def _rank_in_group(values: Array, group: NDArray[np.intp]) -> Array:
    """1 for the largest of its group, 1/2 for the next, 1/3 for the third."""
    order = np.lexsort((-values, group))
    begins = np.append(True, group[order][1:] != group[order][:-1])
    places = np.arange(len(order))
    rank = np.empty(len(order), dtype=np.float32)
    rank[order] = 1 / (1 + places - np.maximum.accumulate(np.where(begins, places, 0)))
    return rank
