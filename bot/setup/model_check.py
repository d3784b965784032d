"""What `footnote check` finds of the language model: it is asked a small question in the form in which answers are asked for."""

import asyncio
import json
import time
from collections.abc import Sequence

from bot.settings import Settings
from bot.setup.findings import Finding, Verdict
from bot.workspace.language_model import model_of
from bot.workspace.spending import SpendingFile
from bot.workspace.workspace import is_worded_by_model
from retrieval.answering.generating.language_model import Message, Prompt, whole_text
from retrieval.answering.usage import Meter
from retrieval.errors import ModelError, ModelMisconfigured, ModelUnavailable

NAME = "language model"
_INSTEAD = "Meanwhile answers are the articles' own sentences"
_PROMPT = Prompt(
    (Message("user", 'Answer with this JSON object and nothing else: {"statements": ["It works."]}'),),
    "check",
    {
        "type": "object",
        "properties": {"statements": {"type": "array", "items": {"type": "string"}}},
        "required": ["statements"],
        "additionalProperties": False,
    },
    500,
)


async def check(settings: Settings) -> Sequence[Finding]:
    """Whether the model of the settings answers, in time and in form; what that costs is booked."""
    try:
        if not is_worded_by_model(settings):
            return [Finding(NAME, Verdict.ABSENT, "none is asked, so answers are the articles' own sentences")]
    except ModelMisconfigured as error:
        return [Finding(NAME, Verdict.BAD, str(error), "Set it, or let FOOTNOTE_GENERATOR be auto.")]
    meter, began = Meter(), time.monotonic()
    try:
        said = await _answer(settings, meter)
    except ModelError as error:
        return [Finding(NAME, Verdict.BAD, f"{settings.model}: {error}", _remedy(settings, error))]
    ledger = SpendingFile(settings.data, settings.daily_budget_usd)
    await asyncio.to_thread(ledger.book, meter.usage)
    if not _is_in_form(said):
        words = f"{settings.model} answers, but not in the form that it is asked for"
        return [
            Finding(NAME, Verdict.DOUBTFUL, words, f"{_INSTEAD} wherever that happens; a larger model keeps to it.")
        ]
    return [Finding(NAME, Verdict.GOOD, f"{settings.model} answers, within {time.monotonic() - began:.1f} s")]


async def _answer(settings: Settings, meter: Meter) -> str:
    try:
        async with asyncio.timeout(settings.model_seconds), model_of(settings) as model:
            return await whole_text(model, _PROMPT, meter)
    except TimeoutError:
        raise ModelUnavailable("The language model takes too long.") from None


def _remedy(settings: Settings, error: ModelError) -> str:
    otherwise = "" if settings.generator == "openai" else f" {_INSTEAD}."
    if isinstance(error, ModelMisconfigured):
        return f"Compare key, FOOTNOTE_MODEL and OPENAI_BASE_URL with what its provider says.{otherwise}"
    if isinstance(error, ModelUnavailable):
        return f"Does it run where OPENAI_BASE_URL says, and within FOOTNOTE_MODEL_SECONDS?{otherwise}"
    return f"Try another model in FOOTNOTE_MODEL.{otherwise}"


def _is_in_form(said: str) -> bool:
    try:
        value = json.loads(said)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and isinstance(value.get("statements"), list)
