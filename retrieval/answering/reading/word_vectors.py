"""Vectors of whole words, made of an embedder's token vectors and kept for the next question."""

import threading
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.answering.reading.coverage import WordVectors, no_vectors
from retrieval.embedding.embedder import Embedder, TokenEmbedder

MAX_WORDS_KEPT = 20_000
"""Words that are kept, at 1 kB each; when there are more, all are given up and looked up again as they come."""

_ROWS_AT_FIRST = 256
_TELLING = 14.0  # the length at which a word says as much as a word of the news usually can
_MOST = 16.0


class TokenWordVectors:
    """The vectors of words: sums of their tokens' vectors, brought to length 1; and how much each word says.

    How much a word says is the length of that sum: static embeddings that are averaged learn long vectors for words
    that tell texts apart and short ones for words that don't. One object serves all threads.
    """

    def __init__(self, embedder: TokenEmbedder) -> None:
        self._embedder = embedder
        self._ids: dict[str, int] = {}
        self._vectors = np.zeros((0, 1), dtype=np.float32)
        self._weights = np.zeros(0)
        self._lock = threading.Lock()

    def __call__(self, words: Sequence[str]) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
        """Unit vectors of the words, shape (words, dimensions), and how much each says, 0 to about 1.1."""
        if not words:
            return np.zeros((0, 1), dtype=np.float32), np.zeros(0)
        with self._lock:
            if not self._ids.keys() >= set(words):
                self._learn(words)
            rows = [*map(self._ids.__getitem__, words)]
            return self._vectors[rows], self._weights[rows]

    def _learn(self, words: Sequence[str]) -> None:
        """Keep those of the words that aren't known; all of them alone where there is no room."""
        unknown = tuple(dict.fromkeys(word for word in words if word not in self._ids))
        if len(self._ids) + len(unknown) > MAX_WORDS_KEPT:
            self._ids, unknown = {}, tuple(dict.fromkeys(words))
        self._keep(unknown)

    def _keep(self, words: Sequence[str]) -> None:
        """Look the words up and add them after those that are kept, in tables that double as they fill."""
        first, read = len(self._ids), self._read(words)
        last = first + len(words)
        if last > len(self._weights) or not first:
            size = max(_ROWS_AT_FIRST, 2 * last)
            vectors, weights = np.zeros((size, len(read[0][0])), dtype=np.float32), np.zeros(size)
            if first:
                vectors[:first], weights[:first] = self._vectors[:first], self._weights[:first]
            self._vectors, self._weights = vectors, weights
        self._vectors[first:last] = [vector for vector, _ in read]
        self._weights[first:last] = [weight for _, weight in read]
        self._ids.update(zip(words, range(first, last), strict=True))

    def _read(self, words: Sequence[str]) -> list[tuple[NDArray[np.float32], float]]:
        ids = self._embedder.token_ids(words)
        every = np.concatenate(ids) if ids else np.zeros(0, dtype=np.int32)
        vectors = self._embedder.token_vectors(every) * self._embedder.token_lengths(every)[:, None]
        found = []
        start = 0
        for own in ids:
            total = vectors[start : start + len(own)].sum(axis=0)
            start += len(own)
            length = float(np.linalg.norm(total))
            found.append((total / (length or 1.0), min(length, _MOST) / _TELLING))
        return found


def word_vectors(embedder: Embedder) -> WordVectors:
    """Vectors of words by this embedder; none where its tokens have no vectors of their own."""
    return TokenWordVectors(embedder) if isinstance(embedder, TokenEmbedder) else no_vectors
