"""Ranking: the measures of candidates → one score each → the first ten, shared out among publishers and articles. Pure.

The score is a small ensemble of regression trees whose numbers stand in `ranker.json` beside this module; the file says
what they were learned from and by which command. They see no word of any text, only measures.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from retrieval.index.candidates import Candidates
from retrieval.measures import MEASURES

MAX_LEAVES = 8
RANKER_FILE = Path(__file__).with_name("ranker.json")

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Forest:
    """Regression trees of at most eight leaves, whose values add up.

    `columns`, `limits` and `masks` have one entry an inner node, tree after tree, `starts` says where each tree begins: a row
    whose measure lies above the limit can't reach the leaves that the mask leaves out. `values[tree, leaves]` is the value of
    the first leaf still possible: every tree is read at once, without walking down (QuickScorer, Lucchese et al., 2015).
    """

    columns: NDArray[np.intp]
    limits: Array
    masks: NDArray[np.uint8]
    starts: NDArray[np.intp]
    values: Array

    @classmethod
    def of(cls, trees: Sequence[Mapping[str, Any]], measures: Sequence[str] = MEASURES) -> Self:
        """From trees as nested mappings: a leaf `{"value"}`, a node `{"measure", "limit", "below", "above"}`.

        `measures` names the columns of the tables that will be scored.

        Raises ValueError for a tree with more than MAX_LEAVES leaves or no inner node, or an unknown measure.
        """
        columns: list[int] = []
        limits: list[float] = []
        masks: list[int] = []
        starts: list[int] = []
        values = np.zeros((len(trees), 1 << MAX_LEAVES), dtype=np.float32)
        for number, tree in enumerate(trees):
            starts.append(len(columns))
            leaves = _flatten(tree, measures, columns, limits, masks)
            if not 2 <= len(leaves) <= MAX_LEAVES:
                raise ValueError(f"a tree has 2 to {MAX_LEAVES} leaves, not {len(leaves)}")
            for possible in range(1, 1 << MAX_LEAVES):
                first = (possible & -possible).bit_length() - 1
                values[number, possible] = leaves[min(first, len(leaves) - 1)]
        return cls(
            np.array(columns, dtype=np.intp),
            np.array(limits, dtype=np.float32),
            np.array(masks, dtype=np.uint8),
            np.array(starts, dtype=np.intp),
            values,
        )

    def score(self, table: Array) -> Array:
        """The sum of all trees for each row of `table`, shape (rows, measures)."""
        above = table[:, self.columns] > self.limits
        possible = np.bitwise_and.reduceat(np.where(above, self.masks, np.uint8(0xFF)), self.starts, axis=1)
        scores: Array = self.values[np.arange(len(self.starts)), possible].sum(axis=1)
        return scores


def _flatten(
    tree: Mapping[str, Any], measures: Sequence[str], columns: list[int], limits: list[float], masks: list[int]
) -> list[float]:
    """The tree's leaves from left to right; its inner nodes are added to the lists."""
    leaves: list[float] = []

    def walk(node: Mapping[str, Any]) -> None:
        if "value" in node:
            leaves.append(float(node["value"]))
            return
        columns.append(measures.index(node["measure"]))
        limits.append(float(node["limit"]))
        masks.append(0)
        place, first = len(masks) - 1, len(leaves)
        walk(node["below"])
        masks[place] = 0xFF & ~(((1 << len(leaves)) - 1) & ~((1 << first) - 1))
        walk(node["above"])

    walk(tree)
    return leaves


@lru_cache(maxsize=4)
def read_forest(path: Path = RANKER_FILE) -> Forest:
    """The trees of a file."""
    return Forest.of(json.loads(path.read_text(encoding="utf-8"))["trees"])


@dataclass(frozen=True, slots=True)
class ShareOut:
    """How the first places are shared out: what a passage gains, in standard deviations of the scores.

    `publisher`: for being the first of a publisher that the question names; `article`: for being the first of its article,
    times the places taken: the first ones go to what answers best, the last ones rather to what nothing was shown of.
    `among`: how many of the best are considered.
    """

    publisher: float = 1.0
    article: float = 0.05
    among: int = 60

    def choose(
        self, scores: Array, candidates: Candidates, named: Collection[str], limit: int
    ) -> list[tuple[int, float]]:
        """At most `limit` candidates with what they score, best first: each next one is the best for what is still open."""
        order = np.argsort(-scores, kind="stable")
        near, rest = order[: self.among], order[self.among :]
        standard = (scores[near] - scores[near].mean()) / (float(scores[near].std()) + 1e-6)
        homes = candidates.of_home[near]
        publishers = [candidates.homes[home].publisher for home in homes]
        open_publishers = set(named)
        new_article = np.ones(len(near), dtype=np.float32)
        chosen: list[tuple[int, float]] = []
        left = standard.copy()
        while len(chosen) < min(limit, len(near)):
            first = np.array([publisher in open_publishers for publisher in publishers], dtype=np.float32)
            total = left + self.publisher * first + self.article * len(chosen) * new_article
            best = int(np.argmax(total))
            chosen.append((int(near[best]), float(total[best])))
            left[best] = -np.inf
            open_publishers.discard(publishers[best] or "")
            new_article[homes == homes[best]] = 0.0
        return chosen + [(int(each), float(scores[each])) for each in rest[: max(0, limit - len(chosen))]]


EACH_FOR_ITSELF = ShareOut(publisher=0.0, article=0.0)
"""The plain order of the scores."""
