"""StoredAnswer: an answer or an abstention as it was shown, found again by its question's number. Pure."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from bot.contract import Json, reply_fields
from bot.desk.asked import Asked
from bot.store.asked_rows import asked_of
from retrieval.answering.reply import Reply


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """What was asked, and the reply under the JSON contract.

    Each citation in `fields["citations"]`, and each passage in `fields["nearest"]`, has one more key: `reference`, the
    passage's lasting number (see PassageReferences).
    """

    question_id: int
    asked: Asked
    asked_at: datetime
    fields: Json
    message: str | None

    @property
    def is_answer(self) -> bool:
        """Whether the articles said it."""
        return bool(self.fields["status"] == "answered")

    def citation(self, number: int) -> Json | None:
        """The citation of a number, or for an abstention the nearest passage of that number; None where there is none."""
        shown = self.fields["citations"] or self.fields["nearest"]
        return next((each for each in shown if each["number"] == number), None)


def encode_answer(reply: Reply, references: Sequence[int]) -> str:
    """The reply as JSON text; `references` are the numbers of its citations, or of the passages nearest to it."""
    fields = reply_fields(reply) | {"understood": reply.understood, "notices": list(reply.notices)}
    for shown, reference in zip(fields["citations"] or fields["nearest"], references, strict=True):
        shown["reference"] = reference
    return json.dumps(fields, ensure_ascii=False)


def stored_answer(row: Row[Any]) -> StoredAnswer:
    """The answer in a row of the questions' table."""
    return StoredAnswer(row.id, asked_of(row), row.asked_at, json.loads(row.reply), row.message)
