"""The question taken in windows of a few consecutive terms: a passage that is the best of all for one window is likely to
answer that part of the question, whatever the rest is; pure.
"""

from __future__ import annotations

import math

import numpy as np

from retrieval.index.candidates import Candidates
from retrieval.measuring.matches import NOTHING, Array, Asked, Matches, best_run, best_sentence, title_places
from retrieval.measuring.said import from_publishers
from retrieval.query import Query

_WINDOW_SIZES = (3, 5, 8, 12)
SHARPNESS = 6
"""The power to which a share of the best is raised: only what comes close to the best counts."""


def in_context(asked: Asked, matches: Matches, candidates: Candidates) -> Array:
    """What each sentence has of the question, and for less what its passage, its article and its title have of the rest.

    A sentence seldom repeats what the ones around it are about. Shape (sentences, places).
    """
    whole = np.zeros((len(candidates.homes), len(asked.places)), dtype=np.float32)
    np.maximum.at(whole, candidates.of_home, matches.passages)
    titles = title_places(asked, candidates)
    around = np.minimum(0.4 * matches.passages + (0.15 * whole + 0.2 * titles)[candidates.of_home], 0.75)
    hits: Array = np.maximum(matches.likely, matches.sentences + (1 - matches.sentences) * around[matches.passage_of])
    return hits


def _windows(places: int) -> list[tuple[int, int]]:
    """Stretches of consecutive places, half-open, of several sizes, each size overlapping by two thirds."""
    found: set[tuple[int, int]] = set()
    for size in _WINDOW_SIZES:
        if size >= places:
            found.add((0, places))
            break
        found |= {(start, start + size) for start in range(0, places - size + 1, max(1, size // 3))}
        found.add((places - size, places))
    return sorted(found)


def _sums(hits: Array, weights: Array, windows: list[tuple[int, int]]) -> Array:
    """The weight of what is hit in each window; shape (rows, windows)."""
    running = np.zeros((len(hits), len(weights) + 1), dtype=np.float32)
    np.cumsum(hits * weights, axis=1, out=running[:, 1:])
    starts, ends = [start for start, _ in windows], [end for _, end in windows]
    sums: Array = running[:, ends] - running[:, starts]
    return sums


def by_windows(
    query: Query, asked: Asked, matches: Matches, candidates: Candidates, hits: Array, found: dict[str, Array]
) -> None:
    """Measure window by window into `found`."""
    windows = _windows(len(asked.places))
    found["context_sentence"] = best_sentence(hits @ asked.weights, matches) / asked.total
    found["context_run"] = best_sentence(best_run(hits, asked.weights, 0.5), matches) / asked.total
    own = found["publisher"] > 0
    favour = np.where(own, 1.0, 0.75).astype(np.float32) if query.publishers else np.ones(len(own), dtype=np.float32)
    sizes = _sums(np.ones((1, len(asked.places)), dtype=np.float32), asked.weights, windows)[0] + 1e-6
    plain = best_sentence(_sums(hits, asked.weights, windows), matches)
    scores = plain * favour[:, None]
    best = scores.max(axis=0) + 1e-6
    share, firmness = scores / best, best / sizes
    found["window_best"] = (share * np.sqrt(firmness)).max(axis=1)
    found["window_share"] = (share**SHARPNESS * firmness).mean(axis=1)
    found["window_top"] = ((share > 0.999) * firmness).mean(axis=1)
    order = np.argsort(np.argsort(-scores, axis=0, kind="stable"), axis=0)
    found["window_rank"] = (firmness / (1 + order)).mean(axis=1)
    df = matches.passages.sum(axis=0)
    local = (asked.weights * np.log(1 + len(candidates) / (df + 1)) / math.log(1 + len(candidates))).astype(np.float32)
    near = best_sentence(_sums(hits, local, windows), matches) * favour[:, None]
    near_share = near / (near.max(axis=0) + 1e-6)
    found["local_window_share"] = (near_share**SHARPNESS * firmness).mean(axis=1)
    found["local_window_top"] = ((near_share > 0.999) * firmness).mean(axis=1)
    found |= _own_windows(query, plain, candidates)


def _own_windows(query: Query, scores: Array, candidates: Candidates) -> dict[str, Array]:
    """Window by window among the passages of one named publisher."""
    start = 0.0 if query.publishers else NOTHING
    best = np.full(len(candidates), start, dtype=np.float32)
    share = np.full(len(candidates), start, dtype=np.float32)
    for publisher in query.publishers:
        own = from_publishers(frozenset({publisher}), candidates)[candidates.of_home] > 0
        if own.any():
            shares = scores[own] / (scores[own].max(axis=0) + 1e-6)
            best[own] = shares.max(axis=1)
            share[own] = (shares**SHARPNESS).mean(axis=1)
    return {"own_window_best": best, "own_window_share": share}
