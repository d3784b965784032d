"""Offices of a statement held against those of its evidence: who holds which office of which body. Pure."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from retrieval.answering.grounding.evidence import Evidence, split_sentences
from retrieval.answering.grounding.verdict import Fault, Finding
from retrieval.answering.reading.roles import Holding, Tenure, read_holdings, same_person
from retrieval.language.terms import fold, words

_KEPT = 1 << 10
_BESIDE = re.compile(
    r"\b(?:after|before|from|by|with|to|at|for|against|over|under|following|amid|despite|than|since|like)\s(?:the\s)?$",
    re.IGNORECASE,
)
"""What stands behind these words is hardly what a sentence is about."""
_NAME_BEFORE = re.compile(r"(?:[A-Z][\w’'&.-]*\s)+$")
_HOLDS = (Tenure.CURRENT, Tenure.INTERIM)


def check_offices(statement: str, evidence: Evidence) -> Iterator[Finding]:
    """Where the statement gives somebody the office of another body, or another's office, than the evidence does."""
    everywhere = _told(evidence.text + "\n" + evidence.around)
    for held in read_holdings(statement):
        told = [other for other in everywhere if other.office == held.office]
        own = [other for other in told if same_person(other.person, held.person)]
        yield from _check_tenure(held, [other.tenure for other in own])
        if held.body is None or _is_body(held.body, held.person):
            continue
        bodies = [other.body for other in own if other.body]
        if bodies and not any(_is_body(body, held.body) for body in bodies):
            yield Finding(Fault.ORDER, f"{held.person}: {held.office} of {held.body} ≠ of {bodies[0]}", is_against=True)
        elif not bodies and (other := _another(held, told)) is not None:
            yield Finding(Fault.ORDER, f"{held.office} of {held.body}: {held.person} ≠ {other}", is_against=True)
        elif not own and any(other.body is None and other.tenure in _HOLDS for other in told):
            yield Finding(Fault.ORDER, f"{held.office} of {held.body}: the evidence doesn't say it of {held.person}")
        elif own and not bodies and not _may_be_of(held, evidence):
            yield Finding(
                Fault.ORDER, f"{held.office} of {held.body}: the evidence doesn't say of what {held.person} is"
            )


def _check_tenure(held: Holding, told: Sequence[Tenure]) -> Iterator[Finding]:
    """Where an office is held for the time being, or still, and the evidence knows nothing of that."""
    if told and held.tenure is Tenure.INTERIM and Tenure.INTERIM not in told:
        yield Finding(
            Fault.ORDER, f"{held.office}: the evidence doesn't say that {held.person} is so for the time being"
        )
    if told and held.tenure is Tenure.CURRENT and set(told) == {Tenure.FORMER}:
        yield Finding(Fault.ORDER, f"{held.office}: {held.person} was so before", is_against=True)


@lru_cache(maxsize=_KEPT)
def _told(text: str) -> tuple[Holding, ...]:
    return tuple(held for sentence in split_sentences(text) for held in read_holdings(sentence))


def _is_body(one: str, other: str) -> bool:
    """Whether two names of bodies share a word that is written with a capital."""
    return not _capitals(one).isdisjoint(_capitals(other))


def _capitals(text: str) -> frozenset[str]:
    return frozenset(fold(word.text).removesuffix("'s") for word in words(text) if word.text[:1].isupper())


def _another(held: Holding, told: Sequence[Holding]) -> str | None:
    """Who else holds the office of that body by the evidence; None where nobody does."""
    if held.tenure not in _HOLDS:
        return None
    others = (other for other in told if other.tenure in _HOLDS and not same_person(other.person, held.person))
    return next((other.person for other in others if other.body and _is_body(other.body, held.body or "")), None)


def _may_be_of(held: Holding, evidence: Evidence) -> bool:
    """Whether an office told without a body can be one of the statement's body: named beside it, or what the text is about."""
    body = held.body or ""
    told = [*split_sentences(evidence.text), *split_sentences(evidence.around)]
    beside = [each for each in told if any(same_person(other.person, held.person) for other in read_holdings(each))]
    return any(_is_body(each, body) for each in beside) or any(
        _is_body(word.text, body) and not _BESIDE.search(_NAME_BEFORE.sub("", line[: word.start]))
        for line in evidence.around.split("\n")[:4]
        for word in words(line)
    )
