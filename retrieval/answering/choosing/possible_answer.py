"""A possible answer in a sentence, and what the question itself says, so that it is none; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from retrieval.answering.reading.article_reading import SentenceReading
from retrieval.answering.reading.roles import Tenure
from retrieval.language.concepts import base, concepts_of
from retrieval.language.terms import fold, words

PEOPLE = frozenset(map(base, ("people", "persons", "members", "men", "women", "folk", "folks")))


@dataclass(frozen=True, slots=True)
class Found:
    """A possible answer: the position of its first and last word in the sentence, and how well it fits, above 0 up to 1."""

    first: int
    last: int
    fit: float


@dataclass(frozen=True, slots=True)
class Asked:
    """What the question itself says, so that it is no answer: folded words; and who is known to be a person, by folded name.

    `office` is the one whose holder is asked for (see roles.OFFICES), `tenure` when.
    """

    folded: frozenset[str]
    people: frozenset[str] = frozenset()
    office: str | None = None
    tenure: Tenure = Tenure.CURRENT


def found_at(sentence: SentenceReading, start: int, end: int, fit: float) -> Found:
    """A possible answer by the characters of the sentence at which it stands."""
    return Found(sentence.place_at(start), sentence.place_at(max(start, end - 1)), fit)


def is_new(text: str, asked: Asked) -> bool:
    """Whether the words aren't all in the question already."""
    return any(
        fold(word.text).removesuffix("'s") not in asked.folded
        for word in words(text)
        if word.text[0].isupper() or word.text[0].isdigit() or len(word.text) > 3
    )


def is_asked_about(person: str, asked: Asked) -> bool:
    """Whether the question names the person, by the surname at least: "Jason Droege" where it says "Droege"."""
    return fold(person.rsplit(maxsplit=1)[-1]).removesuffix("'s") in asked.folded


@lru_cache(maxsize=4096)
def is_another_role(role: str, asked: frozenset[str]) -> bool:
    """Whether a role isn't the one that the question names, in whatever words: a "CEO" is the "chief" that it speaks of."""
    own = [base(word.text) for word in words(role)]
    known = {base(word) for word in asked}
    alike = frozenset[int]().union(*concepts_of(sorted(known)))
    return any(stem not in known and not numbers & alike for stem, numbers in zip(own, concepts_of(own), strict=True))


def share_concept(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two lists of base stems share a concept."""
    left = frozenset[int]().union(*concepts_of(list(one)))
    return bool(left & frozenset[int]().union(*concepts_of(list(other))))
