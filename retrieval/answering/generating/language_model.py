"""A language model as answering sees it: messages in, text out piece by piece; what it costs is metered."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from retrieval.answering.usage import Meter


@dataclass(frozen=True, slots=True)
class Message:
    """One message to the model."""

    role: Literal["system", "user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is asked: messages, the JSON schema of the answer with its name, and how many tokens it may take."""

    messages: tuple[Message, ...]
    schema_name: str
    schema: Mapping[str, Any]
    max_tokens: int

    def __post_init__(self) -> None:
        if not self.messages or self.max_tokens < 1:
            raise ValueError("a prompt has messages, and room for an answer")


class LanguageModel(Protocol):
    """Words answers. Called by the model responder, the follow-up rewriter and the second opinion."""

    @property
    def name(self) -> str:
        """Names the model in an answer."""

    def complete(self, prompt: Prompt, meter: Meter) -> AsyncIterator[str]:
        """The answer's text in pieces; ends without an error only where the answer is whole. May raise ModelError, nothing else."""


async def whole_text(model: LanguageModel, prompt: Prompt, meter: Meter) -> str:
    """The whole answer at once; see `complete`."""
    return "".join([piece async for piece in model.complete(prompt, meter)])
