"""Causes that answer a question after what caused something, and whether two of them stand against each other. Pure."""

import re
from collections.abc import Sequence

from retrieval.answering.comparing.amounts import names_met
from retrieval.answering.comparing.circumstances import are_of_other_times
from retrieval.answering.comparing.point import Point
from retrieval.answering.comparing.take import Take, Verdict
from retrieval.answering.reading.saying import Key, Saying, Weights, coverage, meanings_of, read_keys, stances_of
from retrieval.answering.reading.stance import Stance

_ASKED = re.compile(r"\b(?:caus(?:e[ds]?|ing)|triggered|sparked|set\soff|led\sto)\b", re.IGNORECASE)
_CAUSE = r"(?P<cause>[^,;:.]{3,90}?)"
_EFFECT = r"(?P<effect>[^.;:]{3,90})"
_ACTIVE = re.compile(
    rf"(?:^|[,;:]\s){_CAUSE}\s(?:(?:has|had|have|that)\s)?(?:caused|triggered|sparked|set\soff|led\sto)\s{_EFFECT}"
)
_PASSIVE = re.compile(
    rf"{_EFFECT}\s(?:was|were|is|been|had\sbeen)\s(?:caused|triggered|sparked|started|set\soff|brought\sabout)\sby\s"
    r"(?P<cause>[^,;:.]{3,90})"
)
_UNSURE = re.compile(r"\b(?:may|might|could|would|not|never|if|whether|or|and)\b|n['’]t\b|\?", re.IGNORECASE)
_BOUND = 0.7


def asks_for_cause(point: Point) -> bool:
    """Whether the question asks for the one cause of something: "What caused …?"."""
    return bool(_ASKED.search(point.question))


def takes_of_cause(point: Point, sayings: Sequence[Saying], weights: Weights) -> list[Take]:
    """What caused it, in the sentences that say so of all that the question asks after."""
    asked = [key for key in point.keys if not _ASKED.fullmatch(key.word)]
    found = []
    for saying in sayings:
        match = _PASSIVE.search(saying.text) or _ACTIVE.search(saying.text)
        if (
            saying.is_heading
            or not match
            or not asked
            or not names_met(point, saying)
            or _UNSURE.search(match["cause"])
        ):
            continue
        if any(
            stand.stance is not Stance.STATED and stand.stance is not Stance.CONFIRMED
            for stand in stances_of(saying.text)
        ):
            continue
        strength = coverage([key for key in asked if not key.is_name] or asked, meanings_of(match["effect"]), weights)
        if strength >= _BOUND and _keys(match["cause"]):
            found.append(Take(saying, strength, match["cause"]))
    return found


def compare_causes(point: Point, one: Take, other: Take) -> Verdict:
    """Whether two causes can be one; apart where an article knows what the other says."""
    del point
    first, second = _keys(str(one.value)), _keys(str(other.value))
    if any(key.meets(also) for key in first for also in second):
        return Verdict.AGREE
    if are_of_other_times(one.saying, other.saying) or _knows(one.saying, second) or _knows(other.saying, first):
        return Verdict.APART
    return Verdict.DISAGREE


def _keys(cause: str) -> tuple[Key, ...]:
    return read_keys(cause)


def _knows(saying: Saying, cause: Sequence[Key]) -> bool:
    """Whether the article has a word for the cause."""
    text = meanings_of(saying.article.text)
    return any(text.meet(key) for key in cause)
