"""The two parts of the hybrid by themselves: what it has to beat."""

from corpus.library import Library
from retrieval.embedding.embedder import Embedder
from retrieval.index.dense import DenseIndex
from retrieval.index.keyword import KeywordIndex
from retrieval.language.terms import terms
from retrieval.retriever import Filters, RankedPassage


class DenseRetriever:
    """A retriever by embedding alone."""

    def __init__(self, library: Library, embedder: Embedder, index: DenseIndex) -> None:
        self._library = library
        self._embedder = embedder
        self._index = index

    def retrieve(self, question: str, limit: int, filters: Filters) -> tuple[RankedPassage, ...]:
        """The nearest passages to the question as it stands."""
        found = dict(self._index.nearest(self._embedder.embed_question(question), limit, filters))
        passages = self._library.passages(found)
        return tuple(RankedPassage(passage, found[name], {"dense": found[name]}) for name, passage in passages.items())


class KeywordRetriever:
    """A retriever by BM25 alone."""

    def __init__(self, library: Library, index: KeywordIndex) -> None:
        self._library = library
        self._index = index

    def retrieve(self, question: str, limit: int, filters: Filters) -> tuple[RankedPassage, ...]:
        """The passages that share the most telling terms with the question."""
        hits = self._index.best(terms(question), limit, filters)
        scores = {hit.row: hit.score for hit in hits}
        found = self._index.candidates(scores, scores, {})
        passages = self._library.passages(found.ids)
        ranked = sorted(zip(found.ids, found.keyword.tolist(), strict=True), key=lambda pair: -pair[1])
        return tuple(
            RankedPassage(passages[name], score, {"keyword": score}) for name, score in ranked if name in passages
        )
