"""Measures: what each candidate passage has of what a question asks for, one column a measure. Pure.

The question's terms are looked for sentence by sentence, and the question itself is taken in windows of a few consecutive
terms: a passage that is the best of all for one window is likely to answer that part of the question, whatever the rest is.
All measures are scaled by the question (its terms' weights, the best candidate), so that they mean the same for short
and long questions over any corpus.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from retrieval.index.candidates import Candidates
from retrieval.measuring.clauses import by_clauses
from retrieval.measuring.matches import Array, Asked, Matches, match, read_asked
from retrieval.measuring.said import by_reading
from retrieval.measuring.standing import relative
from retrieval.measuring.terms import by_article, by_names, by_terms
from retrieval.measuring.windows import by_windows, in_context
from retrieval.query import Query

MEASURES = (
    "keyword", "keyword_share", "coverage", "sentence", "likely_sentence", "likely_coverage", "sentence_pair",
    "run", "passage_run", "phrase", "rarest",
    "local_coverage", "local_sentence", "local_run", "context_sentence", "context_run",
    "window_best", "window_share", "window_top", "window_rank", "local_window_share", "local_window_top",
    "own_window_best", "own_window_share",
    "clause", "clause_sentence", "clause_passage", "clause_share", "clause_context", "clause_context_share", "clause_run",
    "clause_publisher", "clause_date",
    "article", "article_rank", "article_best", "title", "title_share", "names", "title_names",
    "publisher", "date", "date_and_publisher", "similarity", "similarity_gap", "position",
    "sum", "sum_gap", "sum_gap_publisher", "sum_gap_article", "article_gap", "rank", "rank_in_publisher", "rank_in_article",
)  # fmt: skip
"""The columns, in order."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The measures of each candidate, shape (candidates, MEASURES)."""

    table: Array

    def column(self, name: str) -> Array:
        """One measure of all candidates."""
        values: Array = self.table[:, MEASURES.index(name)]
        return values


def measure(query: Query, candidates: Candidates, frequencies: Mapping[str, int], count: int) -> Measured:
    """Measure all candidates for the question; `frequencies` of its terms are out of `count` passages."""
    asked = read_asked(query, frequencies, count)
    with np.errstate(
        invalid="ignore"
    ):  # some linear algebra libraries raise the flag for numbers beside those asked for
        return _measured(query, asked, match(asked, candidates), candidates)


def _measured(query: Query, asked: Asked, matches: Matches, candidates: Candidates) -> Measured:
    found: dict[str, Array] = {}
    found |= by_terms(asked, matches)
    found |= by_article(asked, matches, candidates)
    found |= by_names(query, asked, matches, candidates)
    found |= by_reading(query, candidates)
    context = in_context(asked, matches, candidates)
    found |= by_clauses(query, asked, matches, candidates, context)
    by_windows(query, asked, matches, candidates, context, found)
    found |= _by_similarity(candidates)
    found |= relative(candidates, found)
    table = np.stack([found[name] for name in MEASURES], axis=1).astype(np.float32)
    return Measured(table)


def _by_similarity(candidates: Candidates) -> dict[str, Array]:
    known = candidates.similarity[~np.isnan(candidates.similarity)]
    if not len(known):
        nothing = np.zeros(len(candidates), dtype=np.float32)
        return {"similarity": nothing, "similarity_gap": nothing}
    filled = np.where(np.isnan(candidates.similarity), known.min(), candidates.similarity).astype(np.float32)
    return {"similarity": filled, "similarity_gap": filled - filled.max()}
