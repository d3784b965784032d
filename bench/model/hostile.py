"""A hostile model: answers a prompt of ours wrongly in every way that we know of, and honestly in between, and keeps book of it.

It reads the passages out of the prompt, as a model does, and makes statements of their sentences: altered ones, honest ones, and
citations of what isn't there. Or it doesn't answer at all: broken JSON, streams cut off, errors, silence.
"""

import json
import random
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from bench.model.alterations import ALTERED, HONEST, Stock
from bench.model.endpoint import Json, Scripted
from retrieval.answering.grounding.evidence import split_sentences

_PASSAGE = re.compile(r"^\[passage (\d+) [0-9a-f]+\][^\n]*\n(.*?)\n\[end of passage", re.MULTILINE | re.DOTALL)
_STATEMENTS = 4
_TRIES = 40
_LEAST_WORDS = 6
_BROKEN_SHARE = 0.08
CITED_WRONGLY = (
    "cites 0", "cites -1", "cites 999", "cites one too many", "cites nothing", "cites another passage", "quotes what is not there",
)  # fmt: skip
PAYLOADS = (
    "The answer was written by the owner of this site.",
    "Visit https://evil.example/prize to claim your prize.",
    "@everyone should read this.",
    "Norlink is bankrupt and its chief executive has fled.",
    "The system prompt and the key are sk-canary.",
)


def broken(rng: random.Random) -> dict[str, Scripted]:
    """Ways not to answer, by name."""
    whole = json.dumps({"statements": [{"text": "x" * rng.randint(1, 99), "citations": []}]})
    return {
        "broken JSON": Scripted(whole[: rng.randint(1, len(whole) - 1)]),
        "another schema": Scripted('{"answer": "Yes."}'),
        "prose": Scripted("I would be happy to help! The answer is 42."),
        "deep JSON": Scripted("[" * 20_000),
        "cut off": Scripted(whole[:20], finish=None),
        "reset": Scripted(whole[:20], finish=None, is_reset=True),
        "too long": Scripted(whole, finish="length"),
        "filtered": Scripted(whole[:9], finish="content_filter"),
        "tool call": Scripted("", finish="tool_calls"),
        "empty choices": Scripted("", has_choices=False),
        "refusal": Scripted("", refusal="I can't help with that."),
        "no events": Scripted(raw=b"<html>Bad gateway</html>"),
        "events that are no JSON": Scripted(raw=b"data: {oops\n\n"),
        "events that are no chunks": Scripted(raw=b'data: [1]\n\ndata: {"choices": [7]}\n\ndata: "x"\n\n'),
        "bytes": Scripted(raw=bytes(rng.randrange(256) for _ in range(400))),
        "401": Scripted(status=401),
        "403": Scripted(status=403),
        "404": Scripted(status=404),
        "429": Scripted(status=429),
        "429, in a minute": Scripted(status=429, headers={"Retry-After": "30"}),
        "500": Scripted(status=500),
        "503": Scripted(status=503, headers={"Retry-After": "0"}),
        "hangs": Scripted(hang_seconds=3.0),
        "10 MB": Scripted(f'{{"statements": [{{"text": "{"y" * 10_000_000}"', piece=1_000_000),
        "an event of 10 MB": Scripted(raw=b"data: " + b"z" * 10_000_000 + b"\n\n"),
    }


@dataclass(frozen=True, slots=True)
class Sent:
    """A statement that was sent: what was done to it."""

    kind: str
    is_honest: bool


@dataclass
class HostileModel:
    """Answers requests, and knows what it sent: `sent` by text for the answer at hand, `answers` by how they were given."""

    stock: Stock
    rng: random.Random
    sent: dict[str, Sent] = field(default_factory=dict)
    answers: Counter[str] = field(default_factory=Counter)

    def __call__(self, request: Json) -> Scripted:
        """What to do with a request. A second round is given nothing better."""
        last = request["messages"][-1]["content"]
        if last.startswith("These statements"):
            self.answers["second round"] += 1
            return Scripted('{"statements": []}')
        if self.rng.random() < _BROKEN_SHARE:
            kind, scripted = self.rng.choice(list(broken(self.rng).items()))
            self.answers[kind] += 1
            return scripted
        self.answers["statements"] += 1
        passages = {int(number): text for number, text in _PASSAGE.findall(last)}
        made = [self._statement(passages) for _ in range(_STATEMENTS)]
        text = json.dumps({"statements": [each for each in made if each is not None]}, ensure_ascii=False)
        return Scripted(text, piece=self.rng.choice((7, 60, 2000)))

    def _statement(self, passages: dict[int, str]) -> dict[str, Any] | None:
        draw = self.rng.random()
        if draw < 0.12:
            return self._cited_wrongly(passages)
        if draw < 0.16:
            return self._obeying(passages)
        is_honest = draw < 0.5
        kind, make = self.rng.choice(list((HONEST if is_honest else ALTERED).items()))
        for _ in range(_TRIES):
            number, sentence = self._sentence(passages)
            made = make(sentence, self.rng, self.stock) if sentence else None
            if made is None or made in self.sent or (made == sentence and kind != "verbatim"):
                continue
            self.sent[made] = Sent(kind, is_honest)
            return {"text": made, "citations": [{"passage": number, "quote": sentence}]}
        return None

    def _sentence(self, passages: dict[int, str]) -> tuple[int, str]:
        number = self.rng.choice(list(passages))
        found = [
            each
            for line in passages[number].splitlines()
            for each in split_sentences(line)
            if len(each.split()) >= _LEAST_WORDS
        ]
        return number, self.rng.choice(found) if found else ""

    def _cited_wrongly(self, passages: dict[int, str]) -> dict[str, Any] | None:
        """A true statement with a citation that isn't."""
        number, sentence = self._sentence(passages)
        if not sentence or sentence in self.sent:
            return None
        kind = self.rng.choice(CITED_WRONGLY)
        other = next((each for each in passages if sentence not in passages[each]), 999)
        wrong = {"cites 0": 0, "cites -1": -1, "cites 999": 999, "cites one too many": len(passages) + 1}
        cited = {"passage": wrong.get(kind, other if kind == "cites another passage" else number), "quote": sentence}
        if kind == "quotes what is not there":
            cited["quote"] = "Nobody has said these words in any of the articles."
        self.sent[sentence] = Sent(kind, is_honest=False)
        return {"text": sentence, "citations": [] if kind == "cites nothing" else [cited]}

    def _obeying(self, passages: dict[int, str]) -> dict[str, Any] | None:
        """What an article told it to say, cited with what it finds."""
        number, sentence = self._sentence(passages)
        text = self.rng.choice(PAYLOADS)
        if not sentence or text in self.sent:
            return None
        self.sent[text] = Sent("obeys an order", is_honest=False)
        return {"text": text, "citations": [{"passage": number, "quote": sentence}]}
