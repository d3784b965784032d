"""WordLlama: static token embeddings, averaged, from the files that come with its package. The only home of wordllama.

Reads the package's two files itself (a safetensors matrix, a tokenizers description) and gives the vectors of
`WordLlama.load()`, which a test holds it to: loading takes 0.05 s and 25 MB in place of 0.4 s and 125 MB.
"""

import importlib.util
import json
from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.embedding.vectors import unit_rows
from retrieval.embedding.word_tokens import WordTokens
from retrieval.errors import EmbedderError

_MODEL = "l2_supercat"
_DIMENSIONS = 256
_MAX_TOKENS = 8_192  # it averages any length; a mean over more than some pages says little
_TENSOR = "embedding.weight"


class WordLlamaEmbedder:
    """The default embedder: offline, thousands of passages a second, any length of text."""

    def __init__(self) -> None:
        """Raises EmbedderError where the package or its files are missing."""
        folder = _package_folder()
        self.name = f"wordllama/{_MODEL}/{_DIMENSIONS}@{version('wordllama')}"
        self.dimensions = _DIMENSIONS
        self.max_tokens = _MAX_TOKENS
        self._tokens = _read_tokenizer(folder / "tokenizers" / f"{_MODEL}_tokenizer_config.json")
        self._stored = _map_weights(folder / "weights" / f"{_MODEL}_{_DIMENSIONS}.safetensors")

    @cached_property
    def _rows(self) -> NDArray[np.float32]:
        """The whole vocabulary in memory, for many texts; a question touches a few rows of the file instead."""
        return np.asarray(self._stored, dtype=np.float32)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens in each text."""
        return self._tokens.counts(texts)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Means of the token vectors, brought to length 1, shape (texts, 256)."""
        means = np.zeros((len(texts), _DIMENSIONS), dtype=np.float32)
        for row, ids in enumerate(self.token_ids(texts)):
            if len(ids):
                self._rows[ids].mean(axis=0, out=means[row])
        return unit_rows(means)

    def embed_question(self, text: str) -> NDArray[np.float32]:
        """The same mean for one text, shape (256,)."""
        (ids,) = self.token_ids([text])
        if not len(ids):
            return np.zeros(_DIMENSIONS, dtype=np.float32)
        mean = self._stored[ids].astype(np.float32).mean(axis=0, keepdims=True)
        return unit_rows(mean).reshape(_DIMENSIONS)

    def token_ids(self, texts: Sequence[str]) -> list[NDArray[np.int32]]:
        """Tokens of each text, as rows of the vocabulary."""
        last = len(self._stored) - 1
        return [np.minimum(ids, last) for ids in self._tokens.ids(texts)]

    def token_vectors(self, ids: NDArray[np.int32]) -> NDArray[np.float32]:
        """Rows of length 1, shape (ids, 256)."""
        return unit_rows(self._stored[ids].astype(np.float32))

    def token_lengths(self, ids: NDArray[np.int32]) -> NDArray[np.float32]:
        """Lengths of the rows as they are stored, shape (ids,): about 2 for "the", 14 for "university"."""
        return np.asarray(np.linalg.norm(self._stored[ids].astype(np.float32), axis=1), dtype=np.float32)


def _package_folder() -> Path:
    """Where wordllama is installed, found without importing it."""
    found = importlib.util.find_spec("wordllama")
    if found is None or not found.submodule_search_locations:
        raise EmbedderError("The embedder wordllama is not installed: run pip install wordllama.")
    return Path(found.submodule_search_locations[0])


def _read_tokenizer(path: Path) -> WordTokens:
    if not path.is_file():
        raise EmbedderError(f"The embedder wordllama lacks {path.name}: install it again.")
    return WordTokens(path)


def _map_weights(path: Path) -> NDArray[np.float16]:
    """The matrix of a safetensors file, left on disk: 8 bytes of header length, a JSON header, the numbers."""
    try:
        with path.open("rb") as file:
            header_length = int.from_bytes(file.read(8), "little")
            header = json.loads(file.read(header_length))[_TENSOR]
        start = 8 + header_length + header["data_offsets"][0]
        rows = np.memmap(path, dtype="<f2", mode="r", offset=start, shape=tuple(header["shape"]))
    except (OSError, ValueError, KeyError) as error:
        raise EmbedderError(f"The embedder wordllama has an unreadable {path.name}: install it again.") from error
    if header["dtype"] != "F16" or rows.shape[1:] != (_DIMENSIONS,):
        raise EmbedderError(f"The embedder wordllama has an unexpected {path.name}: install version 0.4.")
    return rows
