"""A language model behind OpenAI's API, or any endpoint that speaks it: the home of `openai` for generation.

Answers are streamed. A stream that ends without `finish_reason` "stop" is no answer. Every error of the library becomes a
ModelError, whose words hold neither key nor what a server sent.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from retrieval.answering.generating.language_model import Prompt
from retrieval.answering.usage import Meter, Usage
from retrieval.errors import ModelError, ModelMisconfigured, ModelRefused, ModelUnavailable, ModelUnusable
from retrieval.prices import Price

if TYPE_CHECKING:
    import openai

MAX_ANSWER_CHARACTERS = 60_000
_RETRIES = 1
_BAD_REQUEST = frozenset({400, 404, 415, 422})


class OpenAIModel:
    """One model at one endpoint, open from `async with` on. `timeout_seconds` holds for each wait on the network."""

    def __init__(
        self, name: str, *, api_key: str, base_url: str | None, timeout_seconds: float, price: Price | None = None
    ) -> None:
        self.name = name
        self._api_key = api_key
        self._base_url = base_url
        self._timeout_seconds = timeout_seconds
        self._price = price
        self._client: openai.AsyncOpenAI | None = None
        self._takes_schemas = True

    def __repr__(self) -> str:
        return f"OpenAIModel({self.name!r})"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._client is not None:
            await self._client.close()

    async def _opened(self) -> openai.AsyncOpenAI:
        """The client, made when it is first needed, in a thread: importing the library takes a second."""
        if self._client is None:
            await asyncio.to_thread(_import)
            import openai

            self._client = openai.AsyncOpenAI(
                api_key=self._api_key,
                base_url=self._base_url,
                timeout=self._timeout_seconds,
                max_retries=_RETRIES,
            )
        return self._client

    async def complete(self, prompt: Prompt, meter: Meter) -> AsyncIterator[str]:
        """The answer's text in pieces; see `LanguageModel`."""
        meter.add(Usage(calls=1, cost_usd=0.0 if self._price else None))
        try:
            stream = await self._start(prompt)
            async with stream:
                async for piece in self._read(stream, meter):
                    yield piece
        except ModelError:
            raise
        except Exception as error:  # noqa: BLE001 - a broken answer breaks the library, or what carries it, anywhere
            raise translated(error) from None

    async def _start(self, prompt: Prompt) -> Any:
        await self._opened()
        import openai

        if self._takes_schemas:
            try:
                return await self._create(prompt, response_format=_response_format(prompt))
            except openai.APIStatusError as error:
                if error.status_code not in _BAD_REQUEST or error.status_code == 404:
                    raise
        stream = await self._create(prompt)
        self._takes_schemas = False
        return stream

    async def _create(self, prompt: Prompt, **options: Any) -> Any:
        create: Any = (await self._opened()).chat.completions.create
        room = "max_completion_tokens" if self._base_url is None else "max_tokens"  # the name that other servers know
        return await create(
            model=self.name,
            messages=[{"role": message.role, "content": message.text} for message in prompt.messages],
            stream=True,
            stream_options={"include_usage": True},
            **{room: prompt.max_tokens},
            **options,
        )

    async def _read(self, stream: Any, meter: Meter) -> AsyncIterator[str]:
        """The pieces of a stream; an error unless it comes to its end."""
        length, finish = 0, None
        async for chunk in stream:
            self._meter(chunk, meter)
            choices = getattr(chunk, "choices", None)
            if not isinstance(choices, list) or not choices:
                continue
            delta = getattr(choices[0], "delta", None)
            if getattr(delta, "refusal", None):
                raise ModelRefused("The language model would not answer.")
            piece = getattr(delta, "content", None)
            finish = getattr(choices[0], "finish_reason", None) or finish
            if isinstance(piece, str) and piece:
                length += len(piece)
                if length > MAX_ANSWER_CHARACTERS:
                    raise ModelUnusable("The language model's answer has no end.")
                yield piece
        if finish == "content_filter":
            raise ModelRefused("The language model would not answer.")
        if finish != "stop":
            raise ModelUnusable("The language model's answer broke off.")

    def _meter(self, chunk: Any, meter: Meter) -> None:
        used = getattr(chunk, "usage", None)
        counts = (getattr(used, "prompt_tokens", None), getattr(used, "completion_tokens", None))
        tokens = [count if isinstance(count, int) and count > 0 else 0 for count in counts]
        if any(tokens):
            cost = self._price.cost_usd(tokens[0], tokens[1]) if self._price else None
            meter.add(Usage(0, tokens[0], tokens[1], cost))


def _import() -> None:
    import openai  # noqa: F401 - loads it


def _response_format(prompt: Prompt) -> dict[str, Any]:
    schema = {"name": prompt.schema_name, "schema": dict(prompt.schema), "strict": True}
    return {"type": "json_schema", "json_schema": schema}


def translated(error: Exception) -> ModelError:
    """Our error for one of the library's, in words that give nothing away."""
    import openai

    if isinstance(error, openai.AuthenticationError | openai.PermissionDeniedError):
        return ModelMisconfigured("The language model does not take the key in OPENAI_API_KEY.")
    if isinstance(error, openai.NotFoundError):
        return ModelMisconfigured("The language model in FOOTNOTE_MODEL is not there.")
    if isinstance(error, openai.RateLimitError):
        return ModelUnavailable("The language model is over its limits.")
    if isinstance(error, openai.APITimeoutError):
        return ModelUnavailable("The language model takes too long.")
    if isinstance(error, openai.APIConnectionError):
        return ModelUnavailable("The language model can't be reached.")
    if isinstance(error, openai.APIStatusError) and error.status_code in _BAD_REQUEST:
        return ModelMisconfigured("The language model does not take the request.")
    if isinstance(error, openai.APIStatusError):
        return ModelUnavailable("The language model is out of order.")
    return ModelUnusable("The language model's answer can't be read.")
