"""Dense retrieval: the passages whose embeddings are nearest to the question's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from retrieval.errors import IndexDamaged, IndexUnavailable
from retrieval.index.indexing import Edition, Progress, silent
from retrieval.index.manifest import fingerprint, read_manifest
from retrieval.index.stand_in import StandIn
from retrieval.retriever import NO_FILTERS, Filters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from retrieval.index.dense_cache import Changes, DenseCache, Notice


FILTERED_EXACTLY_UP_TO = 200_000
"""Passages up to which filtered questions keep all vectors in memory: 200 MB at 256 dimensions."""


class DenseIndex(Protocol):
    """Finds the passages nearest to a vector."""

    def nearest(self, vector: NDArray[np.float32], limit: int, filters: Filters) -> list[tuple[str, float]]:
        """At most `limit` passage ids with their similarity (-1 to 1), best first, all admitted by `filters`."""


class DenseSearch:
    """The nearest passages of an edition: by Chroma where this process owns it, by exact search where it doesn't.

    Exact search also answers while Chroma is damaged, and always where the library has no more than `exact_up_to`
    passages: Chroma's folder is kept up to date even so, but opened only for that. And it answers where there are
    filters: they make Chroma 20 to 200 times as slow, and exact search faster.
    """

    def __init__(
        self, folder: Path, edition: Edition, notice: Notice, progress: Progress = silent, exact_up_to: int = 0
    ) -> None:
        self._folder = folder
        self._edition = edition
        self._notice = notice
        self._progress = progress
        self._exact_up_to = exact_up_to
        self._cache: DenseCache | None = None
        self._stand_in = StandIn(edition, notice)
        self._intact_at = -1

    @property
    def is_settled(self) -> bool:
        """Whether there is nothing to do as long as the library stays as it is."""
        return self._intact_at >= 0 if self._cache is None else self._cache.is_open

    @property
    def owns_index(self) -> bool:
        """Whether this process has Chroma open."""
        return self._cache is not None

    def catch_up(self) -> Changes | None:
        """Bring Chroma to the library's present state; None where nothing was to do, or another process will do it."""
        if self._cache is None and self._exact_will_do():
            return None
        try:
            return self._open() if self._cache is None else self._cache.catch_up()
        except IndexUnavailable as error:
            self._stand_in.explain(f"{error} Answering by exact search.")
            self.close()
            return None

    def nearest(self, vector: NDArray[np.float32], limit: int, filters: Filters) -> list[tuple[str, float]]:
        """At most `limit` passage ids with their similarity (-1 to 1), best first, all admitted by `filters`."""
        chroma = self._chroma_for(filters)
        if chroma is not None:
            try:
                return chroma.nearest(vector, limit, filters)
            except IndexDamaged as error:
                self._stand_in.explain(f"{error} It is built anew from the library; exact search answers meanwhile.")
                chroma.mark_damaged()
        return self._stand_in.nearest(vector, limit, filters)

    def close(self) -> None:
        """Let go of the index."""
        if self._cache is not None:
            self._cache.close()
            self._cache = None

    def _chroma_for(self, filters: Filters) -> DenseCache | None:
        """Chroma, where it can answer and is the quicker one."""
        cache = self._cache
        if cache is None or not cache.is_open or cache.count <= self._exact_up_to:
            return None
        return cache if filters == NO_FILTERS or cache.count > FILTERED_EXACTLY_UP_TO else None

    def _exact_will_do(self) -> bool:
        """Whether Chroma may stay closed: it is up to date and intact, and the library is small."""
        edition = self._edition
        revision = edition.library.revision
        if self._intact_at == revision:
            return True
        manifest = read_manifest(self._folder)
        if (
            manifest is None
            or manifest.in_use
            or manifest.count > self._exact_up_to
            or manifest.revision != revision
            or not manifest.is_made_of(edition.library.identity, edition.cut, edition.embedder.name)
            or manifest.files != fingerprint(self._folder / manifest.folder)
        ):
            return False
        self._intact_at = revision
        return True

    def _open(self) -> Changes:
        from retrieval.index.dense_cache import DenseCache

        self._cache, changes = DenseCache.open(self._folder, self._edition, self._notice, self._progress)
        return changes
