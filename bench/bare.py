"""The bare work: what a program without anything of ours would do for a question, and to index."""

import re
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import chromadb
import numpy as np
import wordllama
from chromadb.config import Settings as ChromaSettings
from numpy.typing import NDArray

from bench.timing import seconds_of
from corpus.library import Library
from retrieval.index.index import Index
from retrieval.index.indexing import embedding_text

NEAREST = 20
_BATCH = 5_000
_WORD = re.compile(r"\w+")

Embed = Callable[[Sequence[str]], NDArray[np.float32]]


class BareIndex:
    """Embed, query Chroma, query FTS5: on a Chroma collection and a table of its own, of the same passages."""

    def __init__(self, library: Library, index: Index) -> None:
        self._embedder = index.embedder
        edition = index.edition
        entries = edition.entries()
        ids = list(entries)
        self._collection = _collection(chromadb.EphemeralClient(ChromaSettings(anonymized_telemetry=False)))
        self._table = sqlite3.connect(":memory:")
        self._table.execute("CREATE VIRTUAL TABLE passages USING fts5(text, tokenize='porter unicode61')")
        for start in range(0, len(ids), _BATCH):
            some = ids[start : start + _BATCH]
            self._collection.add(ids=some, embeddings=edition.vectors(some, entries))
            texts = [(passage.text,) for passage in library.passages(some).values()]
            self._table.executemany("INSERT INTO passages (text) VALUES (?)", texts)

    def ask(self, question: str) -> None:
        """The bare work of one question."""
        vector = self._embedder.embed_question(question)
        self._collection.query(query_embeddings=vector.reshape(1, -1), n_results=NEAREST, include=["distances"])
        words = " OR ".join(f'"{word}"' for word in dict.fromkeys(_WORD.findall(question.lower())))
        statement = "SELECT rowid, bm25(passages) FROM passages WHERE passages MATCH ? ORDER BY bm25(passages) LIMIT ?"
        self._table.execute(statement, (words, NEAREST)).fetchall()


def _collection(client: chromadb.api.ClientAPI) -> chromadb.Collection:
    return client.get_or_create_collection("bare", embedding_function=None, metadata={"hnsw:space": "ip"})


def package_embedder() -> Embed:
    """The default embedder's vectors as its own package makes them."""
    package = Path(wordllama.__file__).parent
    model = wordllama.WordLlama.load(cache_dir=package, disable_download=True)
    return lambda texts: np.asarray(model.embed(list(texts), norm=True), dtype=np.float32)


def bare_indexing_seconds(library: Library, index: Index, folder: Path, embed: Embed) -> float:
    """Seconds to embed all passages and to add them to a Chroma folder."""
    ids = list(index.edition.entries())
    texts = [embedding_text(passage) for passage in library.passages(ids).values()]
    collection = _collection(chromadb.PersistentClient(folder, ChromaSettings(anonymized_telemetry=False)))

    def work() -> None:
        for start in range(0, len(ids), _BATCH):
            rows = embed(texts[start : start + _BATCH])
            collection.add(ids=ids[start : start + _BATCH], embeddings=rows)

    return seconds_of(work)
