"""Exact search: every vector of the library is compared. Answers when Chroma is not at hand, or not worth opening."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from corpus.library import ArticleRecord, Library
from retrieval.embedding.vectors import best_rows
from retrieval.retriever import NO_FILTERS, Filters

_FILTERS_KEPT = 32


class ExactIndex:
    """The nearest passages to a vector, from all vectors in memory: 4 bytes a dimension, milliseconds at 100,000."""

    def __init__(self, ids: Sequence[str], matrix: NDArray[np.float32], articles: Mapping[str, ArticleRecord]) -> None:
        """`matrix` has a row of length 1 for each id; ValueError where it hasn't."""
        if matrix.ndim != 2 or len(matrix) != len(ids):
            raise ValueError(f"{len(ids)} passages need as many vectors, not an array of shape {matrix.shape}")
        self._ids = ids
        self._matrix = matrix
        self._articles = articles
        self._rows_by_filters: dict[Filters, NDArray[np.intp]] = {}

    @classmethod
    def of_library(cls, library: Library, cut: str, embedder: str) -> Self:
        """All passages of a cut that have a vector of this embedder."""
        ids, data = library.all_vectors(cut, embedder)
        matrix = np.frombuffer(data, dtype="<f4").reshape(len(ids), -1 if ids else 0)
        return cls(ids, matrix, {record.id: record for record in library.listing()})

    def __len__(self) -> int:
        return len(self._ids)

    def nearest(self, vector: NDArray[np.float32], limit: int, filters: Filters) -> list[tuple[str, float]]:
        """At most `limit` passage ids with their similarity (-1 to 1), best first, all admitted by `filters`."""
        if not self._ids or limit < 1:
            return []
        # vecdot, not matmul: as fast, and it waits for no second core that is busy with something else.
        if filters == NO_FILTERS:
            scores = np.vecdot(self._matrix, vector)
            return [(self._ids[row], float(scores[row])) for row in best_rows(scores, limit)]
        rows = self._rows_admitted(filters)
        # Gathering rows costs more than multiplying them: above a quarter of them, all are multiplied.
        are_many = 4 * len(rows) > len(self._ids)
        scores = np.vecdot(self._matrix, vector)[rows] if are_many else np.vecdot(self._matrix[rows], vector)
        return [(self._ids[rows[place]], float(scores[place])) for place in best_rows(scores, limit)]

    def _rows_admitted(self, filters: Filters) -> NDArray[np.intp]:
        """Positions of the passages whose article passes; those of the last few filters are kept."""
        if filters not in self._rows_by_filters:
            passes = np.array([filters.admits(article) for article in self._articles.values()], dtype=bool)
            while len(self._rows_by_filters) >= _FILTERS_KEPT:
                self._rows_by_filters.pop(next(iter(self._rows_by_filters)), None)
            self._rows_by_filters[filters] = np.flatnonzero(passes[self._article_of_row])
        return self._rows_by_filters[filters]

    @cached_property
    def _article_of_row(self) -> NDArray[np.intp]:
        """For each passage, which of the articles it is of."""
        places = {name: place for place, name in enumerate(self._articles)}
        return np.array([places[name.partition(":")[0]] for name in self._ids], dtype=np.intp)
