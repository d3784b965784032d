"""Finding passages as if some weren't in the library, for questions whose answers are taken away."""

from collections.abc import Callable

import numpy as np

from corpus.library import Library
from corpus.passage import Passage
from retrieval.hybrid import HybridRetriever
from retrieval.query import Query
from retrieval.retriever import NO_FILTERS, Filters, RankedPassage


def find_without(
    retriever: HybridRetriever,
    library: Library,
    query: Query,
    limit: int,
    is_removed: Callable[[Passage], bool],
    filters: Filters = NO_FILTERS,
) -> tuple[RankedPassage, ...]:
    """At most `limit` passages, best first, of those that aren't removed.

    They are taken out before anything is measured: a share of the best would tell that something better was there.
    """
    if not query.terms:
        return tuple(each for each in retriever.find(query, 4 * limit, filters) if not is_removed(each.passage))[:limit]
    candidates = retriever.gather(query, filters)
    passages = library.passages(candidates.ids)
    kept = np.array([name in passages and not is_removed(passages[name]) for name in candidates.ids], dtype=np.bool_)
    return retriever.find_among(query, candidates if kept.all() else candidates.only(kept), limit)
