"""Exact search in Chroma's place, while Chroma is away, damaged or the slower one; the person is told why once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.index.exact import ExactIndex
from retrieval.index.indexing import Edition
from retrieval.retriever import Filters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from retrieval.index.dense_cache import Notice


class StandIn:
    """All vectors of the library's present revision, loaded when they are first asked for."""

    def __init__(self, edition: Edition, notice: Notice) -> None:
        self._edition = edition
        self._notice = notice
        self._exact: tuple[int, ExactIndex] | None = None
        self._told = ""

    def explain(self, line: str) -> None:
        """Say why it stands in, unless that is what was said last."""
        if line != self._told:
            self._told = line
            self._notice(line)

    def nearest(self, vector: NDArray[np.float32], limit: int, filters: Filters) -> list[tuple[str, float]]:
        """At most `limit` passage ids with their similarity (-1 to 1), best first, all admitted by `filters`."""
        revision = self._edition.library.revision
        if self._exact is None or self._exact[0] != revision:
            edition = self._edition
            self._exact = revision, ExactIndex.of_library(edition.library, edition.cut, edition.embedder.name)
        return self._exact[1].nearest(vector, limit, filters)
