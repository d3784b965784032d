"""Take: what one sentence gives as the answer to the point of a question. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from retrieval.answering.reading.roles import Tenure, same_person
from retrieval.answering.reading.saying import Saying
from retrieval.language.dates import DateMention
from retrieval.language.quantity import Bound, Quantity, agree


class Verdict(StrEnum):
    """How two answers stand to each other."""

    AGREE = "agree"
    DISAGREE = "disagree"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Take:
    """A sentence's answer: the value, and how strongly the sentence is bound to the point, from 0 to 1."""

    saying: Saying
    strength: float
    value: Quantity | DateMention | str
    tenure: Tenure = Tenure.CURRENT


def same_value(one: Take, other: Take) -> bool:
    """Whether two takes are the same answer: amounts that agree, names of one person, dates that can be one."""
    first, second = one.value, other.value
    if isinstance(first, Quantity) and isinstance(second, Quantity):
        is_range = first.bound is Bound.BETWEEN
        return first.kind is second.kind and is_range == (second.bound is Bound.BETWEEN) and agree(first, second)
    if isinstance(first, DateMention) and isinstance(second, DateMention):
        return same_date(first, second)
    return isinstance(first, str) and isinstance(second, str) and same_person(first, second)


def same_date(one: DateMention, other: DateMention) -> bool:
    """Whether two dates can be one: what both say of year, month and day is the same."""
    pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    return all(first is None or second is None or first == second for first, second in pairs)
