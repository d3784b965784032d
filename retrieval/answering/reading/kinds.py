"""The kinds of answer that are told apart, and what a question wants."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of answer that are told apart."""

    WHO = "who"
    WHEN = "when"
    TIME = "what time"
    WHERE = "where"
    HOW_MANY = "how many"
    HOW_MUCH = "how much"
    PERCENT = "what share"
    HOW_LONG = "how long"
    AGE = "how old"
    FORMERLY = "what before"
    WHICH = "which"
    WHAT = "what"
    HOW = "how"
    WHY = "why"
    SAY = "what was said"
    YES_NO = "is it so"
    COMPARE = "compare"
    LIST = "list"
    HAPPENED = "what happened"
    DEFINITION = "what is it"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The kind of answer, and the words of the question that tell it.

    `noun` is the thing asked for ("employees" in "how many employees", "rivals" in "which rivals"). `speaker` is whose words are
    wanted, as the question puts it. `topic` is the question without the words that only ask.
    """

    kind: Kind
    topic: str
    noun: str = ""
    speaker: str = ""
    is_plural: bool = False
