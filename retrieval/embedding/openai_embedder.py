"""OpenAI's embedding models, or those of any endpoint that speaks the API: the home of `openai` for embeddings.

Named `openai/MODEL` in the settings. Texts are sent in batches, and what the batches took is kept count of. Every error of the
library becomes an EmbedderError, whose words hold neither key nor what a server sent.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from retrieval.counting import CountTokens, count_high, token_counter
from retrieval.embedding.vectors import unit_rows
from retrieval.errors import EmbedderError
from retrieval.prices import price_of

if TYPE_CHECKING:
    import openai

PREFIX = "openai/"
MAX_TOKENS = 8191
BATCH_TEXTS = 128
BATCH_TOKENS = 100_000
_KNOWN_DIMENSIONS = {"text-embedding-3-small": 1536, "text-embedding-3-large": 3072, "text-embedding-ada-002": 1536}
_RETRIES = 4
_TIMEOUT_SECONDS = 60.0
_EMPTY = " "  # the API takes no empty text


class OpenAIEmbedder:
    """One embedding model at one endpoint; `base_url` None is OpenAI's own. Safe to use from several threads."""

    def __init__(
        self, model: str, *, api_key: str | None, base_url: str | None = None, timeout_seconds: float = _TIMEOUT_SECONDS
    ) -> None:
        """Raises EmbedderError where a key is needed and there is none."""
        if api_key is None and base_url is None:
            raise EmbedderError(
                f"The embedder {PREFIX}{model} needs OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own."
            )
        self.max_tokens = MAX_TOKENS
        self.tokens_used = 0
        self._model = model
        self._api_key = api_key or "none"
        self._base_url = base_url
        self._timeout_seconds = timeout_seconds
        where = "" if base_url is None else f"@{hashlib.sha256(base_url.encode()).hexdigest()[:8]}"
        self.name = f"{PREFIX}{model}{where}"

    def __repr__(self) -> str:
        return f"OpenAIEmbedder({self._model!r})"

    @property
    def cost_usd(self) -> float | None:
        """What it has cost so far, in US dollars; None where no price is known."""
        price = price_of(self._model) if self._base_url is None else None
        return price.cost_usd(self.tokens_used) if price else None

    @cached_property
    def dimensions(self) -> int:
        """Length of each vector; of a model that isn't known, learnt from embedding one word."""
        return _KNOWN_DIMENSIONS.get(self._model) or self._embed(["news"]).shape[1]

    @cached_property
    def _count(self) -> CountTokens:
        return token_counter(self._model) if self._base_url is None else count_high

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text; on the high side where the encoding isn't at hand."""
        return [self._count(text) for text in texts]

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Rows of length 1, shape (texts, dimensions), batch by batch."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        return np.concatenate([self._embed(batch) for batch in _batches(texts)])

    def embed_question(self, text: str) -> NDArray[np.float32]:
        """One vector of length 1, shape (dimensions,)."""
        return self._embed([text]).reshape(-1)

    @cached_property
    def _client(self) -> openai.OpenAI:
        import openai

        return openai.OpenAI(
            api_key=self._api_key, base_url=self._base_url, timeout=self._timeout_seconds, max_retries=_RETRIES
        )

    def _embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        sendable = [text.encode("utf-8", "replace").decode("utf-8") or _EMPTY for text in texts]
        try:
            answer = self._client.embeddings.create(model=self._model, input=sendable, encoding_format="float")
            rows = np.array(_rows(answer, len(texts)), dtype=np.float32)
        except Exception as error:  # noqa: BLE001 - what a server sends breaks the library anywhere
            raise EmbedderError(f"The embedder {PREFIX}{self._model} {_what_is_wrong(error)}.") from None
        if rows.ndim != 2 or not rows.shape[1] or not np.isfinite(rows).all():
            raise EmbedderError(f"The embedder {PREFIX}{self._model} gave no proper vectors.")
        used = getattr(getattr(answer, "usage", None), "total_tokens", None)
        self.tokens_used += used if isinstance(used, int) else sum(map(count_high, texts))
        unit = unit_rows(rows)
        unit[[not text.strip() for text in texts]] = 0  # a text that says nothing has to do with nothing
        return unit


def _rows(answer: Any, count: int) -> list[list[float]]:
    """The vectors in the order of the texts; ValueError where they are not one for each."""
    by_index = {each.index: each.embedding for each in answer.data}
    if sorted(by_index) != list(range(count)):
        raise ValueError(f"{len(by_index)} vectors for {count} texts")
    return [by_index[index] for index in range(count)]


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    """The texts, so many at a time as one request takes."""
    batch: list[str] = []
    tokens = 0
    for text in texts:
        size = count_high(text)
        if batch and (len(batch) == BATCH_TEXTS or tokens + size > BATCH_TOKENS):
            yield batch
            batch, tokens = [], 0
        batch.append(text)
        tokens += size
    if batch:
        yield batch


def _what_is_wrong(error: Exception) -> str:
    """An error of the library in words that give nothing away."""
    import openai

    if isinstance(error, openai.AuthenticationError | openai.PermissionDeniedError):
        return "does not take the key in OPENAI_API_KEY"
    if isinstance(error, openai.NotFoundError):
        return "is not there"
    if isinstance(error, openai.RateLimitError):
        return "is over its limits; what is embedded is kept, so go on later"
    if isinstance(error, openai.APIConnectionError):
        return "can't be reached; what is embedded is kept, so go on later"
    if isinstance(error, openai.APIStatusError):
        return "is out of order; what is embedded is kept, so go on later"
    return "gave an answer that can't be read"
