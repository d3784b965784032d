"""Where in a sentence a number of something, a sum, a share or an age stands, and how well it fits; pure."""

import re
from collections.abc import Callable, Iterator, Sequence

from retrieval.answering.choosing.possible_answer import PEOPLE, Asked, Found, found_at, share_concept
from retrieval.answering.reading.article_reading import SentenceReading
from retrieval.answering.reading.kinds import Wanted
from retrieval.language.concepts import base
from retrieval.language.quantity import Bound, Quantity
from retrieval.language.quantity import Kind as Measured
from retrieval.language.terms import fold, words

_UNCOUNTED = 0.55
_TURNS_AGE = re.compile(r"\bturn(?:s|ed|ing)? (?:[1-9]\d?|1[01]\d)\b(?![\d%,.]\d| per)")
_PERSONS = re.compile(
    r"(?:goers|ers|ors|ists|ians|ants|ees|men|women|fans|students|colleagues|residents|victims|recruits|cans|rats)$"
)
"""Those whom a number of people can be told as: "concertgoers", "colleagues"."""
_NUMBER_OF = re.compile(r"\b(?:number|count|total|tally) of (?:[\w-]+ ){0,3}?(?P<noun>[\w-]+s)\b")
WHOLE_SHARE = re.compile(
    r"\b(?:half|a third|two[- ]thirds|a quarter|three[- ]quarters|majority|a tenth|a fifth|most|all|none)\b",
    re.IGNORECASE,
)


def find_counts(wanted: Wanted, sentence: SentenceReading, asked: Asked) -> Iterator[Found]:
    """Numbers of what is counted."""
    head = [base(word) for word in wanted.noun.split()]
    for quantity in sentence.quantities:
        text = quantity.span.of(sentence.text)
        fit = _count_fit(quantity, head)
        if (
            fit == _UNCOUNTED
            and head
            and (number_of := _NUMBER_OF.search(sentence.text))
            and base(number_of["noun"]) == head[-1]
        ):
            fit = 0.95
        if fit and text.strip().lower() not in asked.folded:
            yield found_at(sentence, quantity.span.start, quantity.span.end, fit)


def _count_fit(quantity: Quantity, head: Sequence[str]) -> float:
    """How well a quantity counts the thing asked for; vague ones ("hundreds of") less well."""
    fit = _noun_fit(quantity, head)
    return 0.7 * fit if quantity.bound is Bound.BETWEEN and quantity.high >= 2 * quantity.low else fit


def _noun_fit(quantity: Quantity, head: Sequence[str]) -> float:
    """How well the noun of a quantity is the one asked for: the same, a like one, none, another one."""
    if quantity.kind in (Measured.YEAR, Measured.ORDINAL, Measured.AGE):
        return 0.0
    if quantity.kind is Measured.LABEL:
        return 0.1
    if not head:
        return {Measured.DURATION: 0.6, Measured.MONEY: 0.8}.get(quantity.kind, 0.85)
    if quantity.kind in (Measured.MONEY, Measured.DURATION):
        return 0.2
    if quantity.kind is Measured.SHARE:
        return 0.35
    counted = [base(part) for word in quantity.counted for part in word.split("-")]
    unit = base(quantity.unit) if quantity.unit else ""
    if head[-1] in counted or head[-1] == unit:
        return 1.0 if counted and counted[-1] == head[-1] else 0.95
    if counted and share_concept(head[-1:], counted):
        return 0.9
    if not counted:
        return _UNCOUNTED
    return 0.75 if head[-1] in PEOPLE and _PERSONS.search(quantity.counted[-1]) else 0.3


def finder_of(
    kinds: dict[Measured, float], loose: re.Pattern[str] | None = None
) -> Callable[[Wanted, SentenceReading, Asked], Iterator[Found]]:
    """A finder of quantities of these kinds, each with its fit, and of what the pattern finds."""

    def find(wanted: Wanted, sentence: SentenceReading, asked: Asked) -> Iterator[Found]:
        for quantity in sentence.quantities:
            if (fit := kinds.get(quantity.kind, 0.0)) and quantity.span.of(
                sentence.text
            ).strip().lower() not in asked.folded:
                yield found_at(sentence, quantity.span.start, quantity.span.end, fit)
        if loose is not None:
            for match in loose.finditer(sentence.text):
                yield found_at(sentence, match.start(), match.end(), 0.7)

    return find


def find_ages(wanted: Wanted, sentence: SentenceReading, asked: Asked) -> Iterator[Found]:
    """Ages; one right behind the name of somebody who isn't asked about is that person's."""
    for quantity in sentence.quantities:
        if quantity.kind is Measured.AGE and quantity.span.of(sentence.text).strip().lower() not in asked.folded:
            whose = [
                name for name in sentence.names if sentence.text[name.end : quantity.span.start].strip(" (") == ","
            ]
            is_others = whose and all(fold(word.text) not in asked.folded for word in words(whose[-1].text))
            yield found_at(sentence, quantity.span.start, quantity.span.end, 0.15 if is_others else 1.0)
    for match in _TURNS_AGE.finditer(sentence.text):
        yield found_at(sentence, match.start(), match.end(), 1.0)
