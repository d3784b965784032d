"""Embedder: texts in, vectors out. The protocols, and the choice by name.

An implementation lives in a module of its own beside this one, and is loaded when it is chosen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DEFAULT_EMBEDDER = "wordllama"


class Embedder(Protocol):
    """Turns texts into vectors whose inner product says how much they have to do with each other.

    Called by indexing for passages, by retrieval for questions, by chunking for sizes. Every method may raise
    EmbedderError, nothing else.
    """

    @property
    def name(self) -> str:
        """Says which vectors these are: another model, version or configuration has another name."""

    @property
    def dimensions(self) -> int:
        """Length of each vector."""

    @property
    def max_tokens(self) -> int:
        """Tokens of a text that are read; what stands beyond may be cut off."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens in each text; estimated on the high side where the embedder doesn't tell."""

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row of length 1 for each text, shape (texts, dimensions); a text without tokens has a row of zeros."""

    def embed_question(self, text: str) -> NDArray[np.float32]:
        """One vector of length 1, shape (dimensions,)."""


@runtime_checkable
class TokenEmbedder(Protocol):
    """An embedder whose tokens have vectors of their own, for matching term by term."""

    def token_ids(self, texts: Sequence[str]) -> list[NDArray[np.int32]]:
        """The tokens of each text, in order, as rows of the vocabulary."""

    def token_vectors(self, ids: NDArray[np.int32]) -> NDArray[np.float32]:
        """One row of length 1 for each id, shape (ids, dimensions)."""

    def token_lengths(self, ids: NDArray[np.int32]) -> NDArray[np.float32]:
        """How long each row was before it was brought to length 1, shape (ids,): words that say much are long."""


def open_embedder(name: str = DEFAULT_EMBEDDER, options: Mapping[str, object] | None = None) -> Embedder:
    """The embedder of this name: `wordllama`, `openai/MODEL`, or one of Chroma's embedding functions with its configuration.

    `openai/MODEL` takes the options `api_key` and `base_url`, each a text or None; the others have none of these.

    Raises EmbedderError where there is none, or it can't be used here.
    """
    if name == DEFAULT_EMBEDDER:
        from retrieval.embedding.wordllama_embedder import WordLlamaEmbedder

        return WordLlamaEmbedder()
    if name.startswith("openai/"):
        from retrieval.embedding.openai_embedder import PREFIX, OpenAIEmbedder

        key, address = ((options or {}).get(option) for option in ("api_key", "base_url"))
        return OpenAIEmbedder(
            name.removeprefix(PREFIX),
            api_key=str(key) if key is not None else None,
            base_url=str(address) if address is not None else None,
        )
    from retrieval.embedding.chroma_embedder import ChromaEmbedder

    return ChromaEmbedder(name, options or {})
