"""Indexing: the library as one chunker cuts it and one embedder sees it, made ready for any index.

Writes to the library alone, and only what is missing: killed at any moment, the next run goes on from there. A second
process may do it while the first one answers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from corpus.article import Article
from corpus.chunker import CHUNKER_VERSION
from corpus.chunker import cut as cut_article
from corpus.library import Library
from corpus.passage import Passage
from retrieval.embedding.embedder import Embedder
from retrieval.index.chroma_index import Entry

PASSAGE_TOKENS = 318
"""About 1,120 characters at the median of what is found, 1,180 where neighbours are joined: longer ones find more, and are more to read."""
TEXT_VERSION = "1"
"""Names the rules of `embedding_text`; passages are cut and embedded anew when it changes."""

_HEADING_TOKENS = 48  # room for title, publisher and date where an embedder reads no further than its limit
_ARTICLES_A_BATCH = 256
_TEXTS_A_BATCH = 1024

Progress = Callable[[int, int, str], None]
"""Told how much is done of how much, and what the work is."""

Chunker = Callable[[Article, Sequence[int], int], tuple[Passage, ...]]
"""Cuts an article, given the tokens in each of its sentences, into passages of at most so many tokens."""


def silent(done: int, total: int, what: str) -> None:
    """Progress that nobody watches."""


def embedding_text(passage: Passage) -> str:
    """What is embedded of a passage: the title, who published it and when, its text."""
    article = passage.article
    published = f"{article.published:%B} {article.published.day}, {article.published.year}" if article.published else ""
    origin = ", ".join(part for part in (article.publisher, published) if part)
    return "\n".join(part for part in (article.title, origin, passage.text) if part)


def text_hash(text: str) -> str:
    """Names a text among all that were ever embedded."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Edition:
    """The passages and vectors of a library, by one chunker and one embedder, which together are its `cut`."""

    def __init__(self, library: Library, embedder: Embedder, chunker: Chunker = cut_article) -> None:
        self.library = library
        self.embedder = embedder
        self._chunker = chunker
        self._passage_tokens = max(1, min(PASSAGE_TOKENS, embedder.max_tokens - _HEADING_TOKENS))
        self.cut = f"chunker {CHUNKER_VERSION}, text {TEXT_VERSION}, {self._passage_tokens} tokens of {embedder.name}"

    def prepare(self, progress: Progress = silent) -> int:
        """Cut and embed the articles that aren't yet; how many these were.

        Vectors are written first: an article that is cut has all of its vectors. Raises LibraryError, EmbedderError.
        """
        waiting = self.library.uncut(self.cut)
        for start in range(0, len(waiting), _ARTICLES_A_BATCH):
            progress(start, len(waiting), "Embedding")
            self._prepare(waiting[start : start + _ARTICLES_A_BATCH])
        if waiting:
            progress(len(waiting), len(waiting), "Embedding")
        return len(waiting)

    def _prepare(self, article_ids: Sequence[str]) -> None:
        articles = self.library.articles(article_ids)
        texts: dict[str, str] = {}
        cuttings: dict[str, list[tuple[int, int, str]]] = {}
        counts = iter(self.embedder.count_tokens([text for each in articles.values() for text in _sentences(each)]))
        for name, article in articles.items():
            cuttings[name] = []
            tokens = list(islice(counts, len(article.sentences)))
            for passage in self._chunker(article, tokens, self._passage_tokens):
                text = embedding_text(passage)
                key = text_hash(text)
                texts[key] = text
                cuttings[name].append((passage.first, passage.last, key))
        self._embed(texts)
        self.library.put_passages(self.cut, cuttings)

    def _embed(self, texts: Mapping[str, str]) -> None:
        """Embed the texts, by hash, that have no vector in the library."""
        missing = self.library.missing_vectors(self.embedder.name, texts)
        for start in range(0, len(missing), _TEXTS_A_BATCH):  # kept at once, for what was paid for is never paid again
            keys = missing[start : start + _TEXTS_A_BATCH]
            rows = self.embedder.embed_passages([texts[key] for key in keys]).astype("<f4")
            self.library.put_vectors(
                self.embedder.name, {key: row.tobytes() for key, row in zip(keys, rows, strict=True)}
            )

    def entries(self) -> dict[str, Entry]:
        """What an index should hold, by passage id."""
        articles = {record.id: record for record in self.library.listing()}
        hashes = self.library.passage_ids(self.cut)
        found: dict[str, Entry] = {}
        for name, key in hashes.items():
            article = articles.get(name.partition(":")[0])
            if article is not None:
                found[name] = Entry(key, article.publisher, article.published)
        return found

    def vectors(self, passage_ids: Iterable[str], entries: Mapping[str, Entry]) -> NDArray[np.float32]:
        """The vectors of passages, row by row; those that the library has lost are made again."""
        wanted = {name: entries[name].text_hash for name in passage_ids}
        stored = self.library.vectors(self.embedder.name, wanted.values())
        lost = [name for name, key in wanted.items() if key not in stored]
        if lost:
            passages = self.library.passages(lost)
            self._embed({wanted[name]: embedding_text(passage) for name, passage in passages.items()})
            stored = self.library.vectors(self.embedder.name, wanted.values())
        data = b"".join(stored[key] for key in wanted.values())
        return np.frombuffer(data, dtype="<f4").reshape(len(wanted), -1)


def _sentences(article: Article) -> Iterator[str]:
    return (sentence.span.of(article.text) for sentence in article.sentences)


def batches(ids: Iterable[str], size: int) -> Iterable[list[str]]:
    """The ids, at most `size` at a time."""
    rest = iter(ids)
    while some := list(islice(rest, size)):
        yield some
