"""Take: what one sentence gives as the answer to the point of a question. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from retrieval.answering.saying import Saying
from retrieval.answering.roles import Tenure
from retrieval.language.dates import DateMention
from retrieval.language.numbers import Quantity


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
