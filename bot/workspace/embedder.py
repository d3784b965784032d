"""The embedder of the settings, and what it cost where it costs something."""

from collections.abc import Callable
from typing import Any

from bot.settings import Settings
from retrieval.embedding.embedder import Embedder, open_embedder


def embedder_of(settings: Settings) -> Embedder:
    """The embedder that the settings name, with the key and the address that it may need; EmbedderError where it can't be used."""
    options: dict[str, Any] = {}
    if settings.embedder.startswith("openai/"):
        key = settings.openai_api_key
        options = {"api_key": key.get_secret_value() if key else None, "base_url": settings.openai_base_url}
    return open_embedder(settings.embedder, options)


def tell_cost(embedder: Embedder, settings: Settings, notice: Callable[[str], None]) -> None:
    """Say in one line what was embedded and what it cost, and add it to what is spent; silent where nothing was."""
    if not settings.embedder.startswith("openai/"):
        return
    from bot.workspace.spending import SpendingFile
    from retrieval.answering.usage import Usage
    from retrieval.embedding.openai_embedder import OpenAIEmbedder

    if isinstance(embedder, OpenAIEmbedder) and embedder.tokens_used:
        cost = embedder.cost_usd
        SpendingFile(settings.data, None).book(Usage(input_tokens=embedder.tokens_used, cost_usd=cost))
        told = "at an unknown price" if cost is None else f"for US${cost:.4f}"
        notice(f"embedded {embedder.tokens_used:,} tokens {told}.")
