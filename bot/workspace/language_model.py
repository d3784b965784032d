"""The language model of the settings, opened with what keeps its answers checked, in time and within budget."""

from collections.abc import AsyncIterator, Callable, Hashable
from contextlib import asynccontextmanager
from functools import lru_cache

from bot.settings import Settings
from bot.workspace.spending import SpendingFile
from retrieval.answering.answerer import Answerer
from retrieval.answering.events import Responder
from retrieval.answering.generating.model_responder import ModelResponder
from retrieval.answering.generating.openai_model import OpenAIModel
from retrieval.answering.generating.second_opinion import ModelOpinion, Opinion, RulesAlone
from retrieval.answering.generating.writer import Limits, Writer
from retrieval.counting import CountTokens, token_counter
from retrieval.digest.story import Digest
from retrieval.digest.wording import Wording
from retrieval.prices import price_of

NO_KEY = "none"
"""What a server of one's own, which asks for no key, is given."""


@lru_cache(maxsize=4)
def _counter(model: str) -> CountTokens:
    """Made when a prompt is first put together, and kept: it may have to be downloaded."""
    return token_counter(model)


@asynccontextmanager
async def open_model_responder(
    settings: Settings, answerer: Answerer, catch_up: Callable[[], object], revision: Callable[[], Hashable]
) -> AsyncIterator[Responder]:
    """A responder whose answers the model words, open as long as the block lasts."""
    async with model_of(settings) as model:
        yield ModelResponder(
            answerer,
            catch_up,
            model,
            SpendingFile(settings.data, settings.daily_budget_usd),
            revision,
            opinion=_opinion(settings, model),
            count=lambda: _counter(settings.model),
            limits=Limits(settings.model_seconds, settings.prompt_tokens),
            is_required=settings.generator == "openai",
        )


async def worded_by_model(digest: Digest, settings: Settings) -> Digest:
    """The digest with its points worded by the model, where they pass the check; see `retrieval.digest.wording`."""
    async with model_of(settings) as model:
        limits = Limits(settings.model_seconds, settings.prompt_tokens)
        writer = Writer(model, _opinion(settings, model), lambda: _counter(settings.model), limits)
        return await Wording(writer, SpendingFile(settings.data, settings.daily_budget_usd)).worded(digest)


def model_of(settings: Settings) -> OpenAIModel:
    """The model that the settings name, to be opened."""
    key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else NO_KEY
    own_server = settings.openai_base_url is not None
    return OpenAIModel(
        settings.model,
        api_key=key,
        base_url=settings.openai_base_url,
        timeout_seconds=settings.model_seconds,
        price=None if own_server else price_of(settings.model),
    )


def _opinion(settings: Settings, model: OpenAIModel) -> Opinion:
    return ModelOpinion(model) if settings.grounding == "rules+model" else RulesAlone()
