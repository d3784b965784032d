"""The retriever that the product uses: keyword and dense candidates, measured, ranked and shared out."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from corpus.library import Library
from retrieval.embedding.embedder import Embedder
from retrieval.index.candidates import Candidates
from retrieval.index.dense import DenseIndex
from retrieval.index.keyword import Hit, KeywordIndex
from retrieval.joining import join_neighbours
from retrieval.query import Query, read_question
from retrieval.retriever import Filters, RankedPassage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from retrieval.measures import Measured
    from retrieval.ranking import Forest, ShareOut

PARTS = ("dense", "keyword", "publishers", "clauses", "spelling", "trees", "share_out", "joining")
"""What `without` can leave out."""

SHOWN = (
    "keyword",
    "similarity",
    "window_share",
    "clause",
    "sentence",
    "phrase",
    "title",
    "article",
    "publisher",
    "date",
)
"""The measures that are shown as the parts of a score."""

_TERMS_OF_ONE_PART = 8
_BY_TERMS = 150
_BY_TERMS_OF_ONE_PART = 50
_BY_PUBLISHER = 30
_BY_CLAUSE = 20
_BY_VECTOR = 60


def _today() -> date:
    return datetime.now(tz=UTC).date()


class HybridRetriever:
    """Looks a question up by its terms, clause by clause, publisher by publisher and by its vector, and ranks what it finds.

    `without` leaves parts out, to measure what each brings; `today` is what "yesterday" is read against.
    """

    def __init__(
        self,
        library: Library,
        embedder: Embedder,
        dense: DenseIndex,
        keyword: KeywordIndex,
        *,
        without: Collection[str] = (),
        today: Callable[[], date] = _today,
    ) -> None:
        unknown = set(without) - set(PARTS)
        if unknown:
            raise ValueError(f"no such part: {', '.join(sorted(unknown))}")
        self._library = library
        self._embedder = embedder
        self._dense = dense
        self._keyword = keyword
        self._without = frozenset(without)
        self._today = today
        self._publishers: tuple[int, tuple[str, ...]] | None = None

    def read(self, question: str) -> Query:
        """What the question is understood to ask for."""
        revision = self._library.revision
        if self._publishers is None or self._publishers[0] != revision:
            self._publishers = revision, self._library.publishers()
        query = read_question(question, self._publishers[1], self._today())
        if "spelling" in self._without:
            return query
        frequencies = self._keyword.frequencies(query.terms)
        meant = {term: self._keyword.meant(term) for term, frequency in frequencies.items() if not frequency}
        return query.corrected({term: known for term, known in meant.items() if known})

    def retrieve(self, question: str, limit: int, filters: Filters) -> tuple[RankedPassage, ...]:
        """At most `limit` passages, best first, none twice, all admitted by `filters`; neighbours are joined."""
        query = self.read(question)
        if "joining" in self._without:
            return self.find(query, limit, filters)
        return join_neighbours(self.find(query, 2 * limit, filters), limit)

    def find(self, query: Query, limit: int, filters: Filters) -> tuple[RankedPassage, ...]:
        """The passages for a question that has been read, as they were cut."""
        if not query.terms:  # nothing but function words, or a script that has no words as we know them
            return self._nearest(query, limit, filters)
        return self.find_among(query, self.gather(query, filters), limit)

    def find_among(self, query: Query, candidates: Candidates, limit: int) -> tuple[RankedPassage, ...]:
        """At most `limit` of the candidates, best first."""
        if not len(candidates) or limit < 1:
            return ()
        scores, measured = self.weigh(query, candidates)
        named = query.publishers if "publishers" not in self._without else ()
        chosen = self._share_out(query).choose(scores, candidates, named, limit)
        passages = self._library.passages(candidates.ids[each] for each, _ in chosen)
        parts = {name: measured.column(name) for name in SHOWN}
        return tuple(
            RankedPassage(
                passages[candidates.ids[each]],
                score,
                {"ranker": float(scores[each])} | {name: float(values[each]) for name, values in parts.items()},
            )
            for each, score in chosen
            if candidates.ids[each] in passages
        )

    def _nearest(self, query: Query, limit: int, filters: Filters) -> tuple[RankedPassage, ...]:
        """The passages nearest by vector alone."""
        if limit < 1:
            return ()
        found = dict(self._dense.nearest(self._embedder.embed_question(query.question), limit, filters))
        passages = self._library.passages(found)
        return tuple(
            RankedPassage(passage, found[name], {"similarity": found[name]}) for name, passage in passages.items()
        )

    def gather(self, query: Query, filters: Filters) -> Candidates:
        """The passages worth measuring: by terms, by publisher, by clause and by vector."""
        hits = self._by_terms(query, filters) if "keyword" not in self._without else []
        similarities: dict[str, float] = {}
        if "dense" not in self._without:
            vector = self._embedder.embed_question(query.question)
            similarities = dict(self._dense.nearest(vector, _BY_VECTOR, filters))
        rows = {hit.row: hit.score for hit in hits}
        near = self._keyword.rows(similarities).values()
        return self._keyword.candidates({*rows, *near}, rows, similarities)

    def _by_terms(self, query: Query, filters: Filters) -> list[Hit]:
        hits = self._keyword.best(query.terms, _BY_TERMS_OF_ONE_PART if _has_one_part(query) else _BY_TERMS, filters)
        if "publishers" not in self._without:
            for publisher in query.publishers:
                hits += self._keyword.best(query.terms, _BY_PUBLISHER, filters, (publisher,))
        if "clauses" not in self._without and len(query.clauses) > 1:
            for clause in query.clauses:
                hits += self._keyword.best(clause.terms, _BY_CLAUSE, filters, clause.publishers)
        return hits

    def weigh(self, query: Query, candidates: Candidates) -> tuple[NDArray[np.float32], Measured]:
        """A score for each candidate, and the measures that it is made of."""
        from retrieval.measures import measure

        frequencies = self._keyword.frequencies(query.terms)
        measured = measure(query, candidates, frequencies, self._keyword.count())
        forest = self._forest()
        return (measured.column("sum") if forest is None else forest.score(measured.table)), measured

    def _share_out(self, query: Query) -> ShareOut:
        """How to share out the first places; not at all where the question has one part and names at most one publisher."""
        from retrieval.ranking import EACH_FOR_ITSELF, ShareOut

        return EACH_FOR_ITSELF if _has_one_part(query) or "share_out" in self._without else ShareOut()

    def _forest(self) -> Forest | None:
        from retrieval.ranking import RANKER_FILE, read_forest

        return None if "trees" in self._without or not RANKER_FILE.exists() else read_forest()


def _has_one_part(query: Query) -> bool:
    """Whether nothing needs to be shared out: one short part, at most one publisher."""
    return len(query.clauses) < 2 and len(query.publishers) < 2 and len(query.terms) <= _TERMS_OF_ONE_PART
