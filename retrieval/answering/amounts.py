"""Amounts that answer the point of a question, and whether two of them stand against each other. Pure."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

from corpus.article import Article
from retrieval.answering.point import Point, is_counted
from retrieval.answering.saying import Key, Saying, coverage, dates_of, is_met, quantities_of, read_keys, sayings_of
from retrieval.answering.take import Take
from retrieval.language.numbers import Bound, Kind, Quantity, agree

_REACH = 110
"""Characters around an amount within which words belong to it: about twenty words."""
_BOUND = 0.45
_RESTRICTS = frozenset(
    "full-time part-time permanent temporary global domestic foreign new additional extra replacement other remaining male female adult "
    "senior junior more further initial first second third former current average daily weekly monthly annual net gross overnight".split()
)
_PERIOD = re.compile(r"^\s*(?:a|an|per|each|every)\s(?P<period>second|minute|hour|day|night|week|month|quarter|year|season|head|person|share)\b", re.IGNORECASE)
_PART_OF = re.compile(r"^\s*(?:more\s)?(?:of\s(?:them|whom|those|these)|are|were|is|was\samong)\b", re.IGNORECASE)


def takes_of_amount(point: Point, sayings: Sequence[Saying], weight: dict[str, float]) -> list[Take]:
    """The amounts that answer the point, at most the best-bound one of each sentence."""
    found = []
    for saying in sayings:
        if saying.is_heading or not _covers_given(point, saying) or not _names_met(point, saying):
            continue
        takes = [
            Take(saying, strength, quantity)
            for quantity in quantities_of(saying.text)
            if _fits(point, quantity, saying.text) and (strength := _strength(point, saying, quantity, weight)) >= _BOUND
        ]
        if takes:
            found.append(max(takes, key=lambda take: take.strength))
    return found


def _fits(point: Point, quantity: Quantity, text: str) -> bool:
    """Whether the quantity is of a kind that answers and counts what is asked for."""
    if quantity.kind not in point.kinds or quantity.earlier or any(agree(quantity, one) for one in point.given):
        return False
    if quantity.kind is Kind.COUNT and (not quantity.counted or _PART_OF.match(text[quantity.span.end :])):
        return False
    return is_counted(quantity, point.noun)


def _strength(point: Point, saying: Saying, quantity: Quantity, weight: dict[str, float]) -> float:
    """The share of the point's deeds that stand near the quantity."""
    near = [key for key in saying.keys if abs(key.start - quantity.span.start) <= _REACH]
    return coverage(point.deeds, near, weight)


def _covers_given(point: Point, saying: Saying) -> bool:
    """Whether the sentence states the numbers and years that the question states."""
    stated = quantities_of(saying.text)
    return all(any(one.kind is given.kind and agree(one, given) for one in stated) for given in point.given)


def _names_met(point: Point, saying: Saying) -> bool:
    """Whether each name of the question stands in the sentence or what it hangs on, or is what the article is about."""
    return all(
        is_met(name, saying.keys) or is_met(name, saying.context) or mentions(saying.article).get(name.stem, 0) >= 3 for name in point.names
    )


@lru_cache(maxsize=256)
def mentions(article: Article) -> dict[str, int]:
    """How many sentences of the article have each stem."""
    counts: dict[str, int] = {}
    for saying in sayings_of(article):
        for stem in {key.stem for key in saying.keys}:
            counts[stem] = counts.get(stem, 0) + 1
    return counts


def amounts_disagree(point: Point, one: Take, other: Take) -> bool:
    """Whether two amounts can't both be so and neither article knows the other's as something else."""
    first, second = one.value, other.value
    if not isinstance(first, Quantity) or not isinstance(second, Quantity):
        return False
    if first.kind is not second.kind or first.unit != second.unit or agree(first, second):
        return False
    if _restrictions(point, first) != _restrictions(point, second) or _period(one, first) != _period(other, second):
        return False
    if _years(one.saying) != _years(other.saying) and not point.given:
        return False
    return not (_is_known(second, one.saying) or _is_known(first, other.saying))


def _restrictions(point: Point, quantity: Quantity) -> frozenset[str]:
    """Words before the counted head that make it a part of the whole, but for those of the question."""
    asked = {key.stem for key in point.keys}
    return frozenset(word for word in quantity.counted if word in _RESTRICTS and not {key.stem for key in read_keys(word)} & asked)


def _period(take: Take, quantity: Quantity) -> str:
    match = _PERIOD.match(take.saying.text[quantity.span.end :])
    return match["period"].lower() if match else ""


def _years(saying: Saying) -> frozenset[int]:
    return frozenset(date.year for date in dates_of(saying.text) if date.year is not None)


def _is_known(quantity: Quantity, saying: Saying) -> bool:
    """Whether the article has the quantity too, somewhere else or as a sum of numbers in or beside the sentence."""
    everywhere = [one for each in sayings_of(saying.article) for one in quantities_of(each.text)]
    exact = [one for one in everywhere if one.kind is quantity.kind and one.unit == quantity.unit and one.bound is not Bound.BETWEEN]
    heads = quantity.counted[-1:]
    if any(agree(one, quantity) and (one.high > 12 or one.counted[-1:] == heads) for one in exact):
        return True
    near = [one for place in range(max(0, saying.index - 1), min(len(sayings_of(saying.article)), saying.index + 2))
            for one in quantities_of(sayings_of(saying.article)[place].text)
            if one.kind is quantity.kind and one.unit == quantity.unit and one.low == one.high]  # fmt: skip
    low, high = quantity.extent
    return any(low <= sum(part.low for part in parts) <= high for size in (2, 3) for parts in combinations(near[:8], size))


def as_keys(words: Sequence[str]) -> tuple[Key, ...]:
    """Words as keys."""
    return read_keys(" ".join(words))
