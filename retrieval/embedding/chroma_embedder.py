"""Any of Chroma's embedding functions as the embedder, named in the settings with its keyword arguments."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from retrieval.embedding.vectors import unit_rows
from retrieval.errors import EmbedderError

DEFAULT_MAX_TOKENS = 256
_BATCH = 64
_BYTES_PER_TOKEN = 3  # of English, tokenizers read four and more on average


class ChromaEmbedder:
    """One embedding function of Chroma.

    `options` are its keyword arguments, and `max_tokens` for how much of a text it reads (256 where not said). What
    goes wrong inside it, network and keys included, becomes an EmbedderError that names it.
    """

    def __init__(self, function_name: str, options: Mapping[str, object]) -> None:
        """Raises EmbedderError where Chroma knows no such function, or it can't be set up with these options."""
        from chromadb.utils.embedding_functions import known_embedding_functions

        arguments = dict(options)
        self.max_tokens = _positive(arguments.pop("max_tokens", DEFAULT_MAX_TOKENS))
        self._function_name = function_name
        if function_name not in known_embedding_functions:
            known = ", ".join(sorted(known_embedding_functions))
            raise EmbedderError(f"There is no embedder {function_name}. Known: wordllama, {known}.")
        try:
            self._function = known_embedding_functions[function_name](**arguments)
            configuration = json.dumps(self._function.get_config(), sort_keys=True, default=str)
        except (ValueError, TypeError, AssertionError, ImportError, OSError) as error:
            raise EmbedderError(f"The embedder {function_name} can't be set up: {_one_line(error)}") from error
        self.name = f"chroma/{function_name}/{hashlib.sha256(configuration.encode()).hexdigest()[:16]}"

    @cached_property
    def dimensions(self) -> int:
        """Length of each vector, learnt from embedding one word."""
        return len(self._call(["news"])[0])

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """An estimate on the high side, a token for every three bytes: Chroma's functions don't tell their tokens."""
        return [-(-len(text.encode("utf-8", "replace")) // _BYTES_PER_TOKEN) for text in texts]

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Rows of length 1, shape (texts, dimensions)."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        batches = [self._call(texts[start : start + _BATCH]) for start in range(0, len(texts), _BATCH)]
        return unit_rows(np.concatenate(batches))

    def embed_question(self, text: str) -> NDArray[np.float32]:
        """One vector of length 1, shape (dimensions,), by the function's own way with questions."""
        return unit_rows(self._call([text], question=True)).reshape(-1)

    def _call(self, texts: Sequence[str], *, question: bool = False) -> NDArray[np.float32]:
        call = self._function.embed_query if question else self._function
        try:
            vectors: NDArray[np.float32] = np.asarray(call([_sendable(text) for text in texts]), dtype=np.float32)
        except Exception as error:  # thirty vendors' clients raise what they like
            raise EmbedderError(f"The embedder {self._function_name} failed: {_one_line(error)}") from error
        if vectors.ndim != 2 or len(vectors) != len(texts) or not np.isfinite(vectors).all():
            raise EmbedderError(f"The embedder {self._function_name} gave no proper vectors for {len(texts)} texts.")
        return vectors


def _positive(value: object) -> int:
    if not isinstance(value, int) or value < 1:
        raise EmbedderError(f"max_tokens of an embedder is a whole number above 0, not {value!r}.")
    return value


def _sendable(text: str) -> str:
    """The text, with what can't be written as UTF-8 replaced."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__
