"""Claims: the statements of a model as it gave them, parsed strictly from JSON that arrives in pieces. Pure."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from retrieval.errors import ModelUnusable

MAX_CLAIMS = 24
MAX_CHARACTERS = 1500
_MAX_CITED = 8

SCHEMA_NAME = "cited_answer"
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "statements": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string"},
                    "citations": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {"passage": {"type": "integer"}, "quote": {"type": "string"}},
                            "required": ["passage", "quote"],
                            "additionalProperties": False,
                        },
                    },
                },
                "required": ["text", "citations"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["statements"],
    "additionalProperties": False,
}


@dataclass(frozen=True, slots=True)
class Cited:
    """The number of a passage as the model gave it, which may not exist, and the words it relies on, which may not stand there."""

    passage: int
    quote: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement as the model gave it; nothing of it is checked yet."""

    text: str
    cited: tuple[Cited, ...]


class ClaimStream:
    """Takes the model's JSON in pieces, gives each claim as soon as its object is closed, and checks the whole at the end."""

    def __init__(self) -> None:
        self._text = ""
        self._at = 0
        self._depth = 0
        self._start = -1
        self._in_string = False
        self._is_escaped = False
        self._given = 0

    def feed(self, piece: str) -> Iterator[Claim]:
        """The claims that the piece completes; ModelUnusable where one isn't in form, or there are too many."""
        self._text += piece
        while self._at < len(self._text):
            self._step(self._text[self._at])
            self._at += 1
            if self._depth == _OF_A_CLAIM - 1 and self._start >= 0:
                claim = _claim(_parsed(self._text[self._start : self._at]))
                self._start = -1
                self._given += 1
                if self._given > MAX_CLAIMS:
                    raise ModelUnusable("The language model made too many statements.")
                yield claim

    def _step(self, char: str) -> None:
        """Follow one character: strings, and how deep in braces and brackets it stands."""
        if self._in_string:
            if self._is_escaped:
                self._is_escaped = False
            elif char == "\\":
                self._is_escaped = True
            elif char == '"':
                self._in_string = False
        elif char == '"':
            self._in_string = True
        elif char in "{[":
            self._depth += 1
            if self._depth == _OF_A_CLAIM and char == "{":
                self._start = self._at
        elif char in "}]":
            self._depth -= 1

    def finish(self) -> None:
        """Check that the whole is one object of the schema; ModelUnusable where it isn't."""
        whole = _parsed(_unfenced(self._text))
        if not isinstance(whole, dict) or set(whole) != {"statements"} or not isinstance(whole["statements"], list):
            raise ModelUnusable("The language model's answer is not in form.")
        if len([_claim(each) for each in whole["statements"]]) != self._given:
            raise ModelUnusable("The language model's answer is not in form.")


_OF_A_CLAIM = 3  # the object, its array, and the claim in it


def _unfenced(text: str) -> str:
    """Without a code fence around it, which models without schemas like to put there."""
    stripped = text.strip()
    if stripped.startswith("```") and stripped.endswith("```") and "\n" in stripped:
        return stripped[stripped.index("\n") : -3]
    return stripped


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise ModelUnusable("The language model's answer is no JSON.") from None


def _claim(value: Any) -> Claim:
    """The claim that a JSON object is; ModelUnusable where it is none."""
    if not isinstance(value, dict) or set(value) != {"text", "citations"}:
        raise ModelUnusable("A statement of the language model is not in form.")
    text, cited = value["text"], value["citations"]
    if not isinstance(text, str) or not isinstance(cited, list) or len(text) > MAX_CHARACTERS:
        raise ModelUnusable("A statement of the language model is not in form.")
    return Claim(" ".join(text.split()), tuple(_cited(each) for each in cited[:_MAX_CITED]))


def _cited(value: Any) -> Cited:
    if not isinstance(value, dict) or set(value) != {"passage", "quote"}:
        raise ModelUnusable("A citation of the language model is not in form.")
    passage, quote = value["passage"], value["quote"]
    if not isinstance(passage, int) or isinstance(passage, bool) or not isinstance(quote, str):
        raise ModelUnusable("A citation of the language model is not in form.")
    return Cited(passage, quote)
