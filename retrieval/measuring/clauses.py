"""Each clause of the question looked up by itself, with the publisher and the day that it names; pure."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from retrieval.index.candidates import Candidates
from retrieval.measuring.matches import K1, NOTHING, Array, Asked, Matches, best_run, best_sentence
from retrieval.measuring.said import from_publishers, nearness
from retrieval.measuring.windows import SHARPNESS
from retrieval.query import Query

_SAME_DAY = 0.5  # nearness of a day's difference: time zones
_OF_CLAUSES = (
    "clause", "clause_sentence", "clause_passage", "clause_share", "clause_context", "clause_context_share", "clause_run",
)  # fmt: skip


def by_clauses(
    query: Query, asked: Asked, matches: Matches, candidates: Candidates, context: Array
) -> dict[str, Array]:
    """Each clause looked up by itself, with the publisher and the day that it names; of each passage its best clause."""
    size = len(candidates)
    best = {name: np.zeros(size, dtype=np.float32) for name in _OF_CLAUSES}
    publisher = np.full(size, NOTHING, dtype=np.float32)
    date = np.full(size, NOTHING, dtype=np.float32)
    starts = np.array(query.positions)
    for clause in query.clauses:
        places = np.flatnonzero((starts >= clause.start) & (starts < clause.end))
        if not len(places):
            continue
        own = from_publishers(clause.publishers, candidates)[candidates.of_home]
        near = nearness(clause.dates, candidates)[candidates.of_home]
        favour, among = _favour(own if clause.publishers else None, near if clause.dates else None, size)
        values = _of_clause(asked, matches, context, places, among)
        better = values["clause"] * favour > best["clause"]
        publisher = np.where(better, own if clause.publishers else 0.5, publisher).astype(np.float32)
        date = np.where(better, near, date)
        best = {name: np.maximum(best[name], values[name] * favour).astype(np.float32) for name in _OF_CLAUSES}
    return best | {"clause_publisher": publisher, "clause_date": date}


def _favour(own: Array | None, near: Array | None, size: int) -> tuple[Array, NDArray[np.bool_]]:
    """How much a clause favours each candidate for its publisher and day, and which are those that it means."""
    favour = np.full(size, 0.85, dtype=np.float32) if own is None else np.where(own > 0, 1.0, 0.6).astype(np.float32)
    meant = np.ones(size, dtype=np.bool_) if own is None else own > 0
    if near is not None and (meant & (near >= _SAME_DAY)).any():
        favour = favour * np.where(near >= _SAME_DAY, 1.0, 0.8).astype(np.float32)
        meant &= near >= _SAME_DAY
    return favour, meant if meant.any() else np.ones(size, dtype=np.bool_)


def _of_clause(
    asked: Asked, matches: Matches, context: Array, places: NDArray[np.intp], among: NDArray[np.bool_]
) -> dict[str, Array]:
    """What each candidate has of one clause; shares are of the best `among` those that the clause means."""
    weights = asked.weights[places]
    total = float(weights.sum()) + 1e-6
    score = matches.bm25[:, np.unique(asked.places[places])].sum(axis=1)
    around = best_sentence(context[:, places] @ weights, matches)
    return {
        "clause": score / ((K1 + 1) * total),
        "clause_sentence": best_sentence(matches.sentences[:, places] @ weights, matches) / total,
        "clause_passage": matches.passages[:, places] @ weights / total,
        "clause_share": score / (float(score[among].max()) + 1e-6),
        "clause_context": around / total,
        "clause_context_share": np.minimum(around / (float(around[among].max()) + 1e-6), 1) ** SHARPNESS,
        "clause_run": best_sentence(best_run(context[:, places], weights, 0.5), matches) / total,
    }
