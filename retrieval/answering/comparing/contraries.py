"""Whether something was done or is so, where one article tells it and another tells the opposite. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.answering.comparing.circumstances import are_of_other_times, are_of_others, is_of_later, substitutes
from retrieval.answering.comparing.opposites import Pole, read_poles
from retrieval.answering.comparing.point import Point
from retrieval.answering.comparing.take import Take
from retrieval.answering.reading.saying import Key, Saying, Weights, coverage, stances_of
from retrieval.answering.reading.stance import Stance
from retrieval.language.concepts import base

_UNSURE = re.compile(
    r"\b(?:if|unless|may|might|could|would|should|until|expect(?:ed|s)?|likely|whether|yet|almost|nearly|would-be|fears?|feared|"
    r"hop(?:e|es|ed|ing)|plan(?:s|ned)?\sto|want(?:s|ed)?|called\sfor|urged?|vow(?:s|ed)?|threat\w*|once|sometimes|some|many|most|part(?:ly|ially)|"
    r"used\sto|or)\b|\?",
    re.IGNORECASE,
)
_LIGHT = frozenset(base(word) for word in "find get become go make come take still really".split())
_OWN, _AROUND = 0.6, 0.85
_OWN_OF_TREND = 0.85
_REACH = 90


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence that tells one side of an axis: whether it is the question's side, and where it tells so."""

    take: Take
    pole: Pole
    is_yes: bool


def contrary_takes(point: Point, sayings: Sequence[Saying], weights: Weights) -> list[Take]:
    """Two sentences of different articles of which one tells what the question asks and one the opposite; or none."""
    best: tuple[float, list[Take]] = (0.0, [])
    on_axis: dict[str, list[Saying]] = {}
    for saying in sayings:
        for axis in {pole.axis for pole in read_poles(saying.text)}:
            on_axis.setdefault(axis, []).append(saying)
    for asked in read_poles(point.question):
        rest = [
            key for key in point.keys if not asked.span.start <= key.start < asked.span.end and key.stem not in _LIGHT
        ]
        if not rest or asked.span.start == 0:
            continue
        told = [
            found for saying in on_axis.get(asked.axis, ()) if (found := _told(point, asked, rest, saying, weights))
        ]
        for no in (each for each in told if not each.is_yes):
            for yes in (each for each in told if each.is_yes):
                strength = no.take.strength + yes.take.strength
                if strength > best[0] and _are_contrary(point, no, yes):
                    best = (strength, [no.take, yes.take])
    return best[1]


def _told(point: Point, asked: Pole, rest: Sequence[Key], saying: Saying, weights: Weights) -> _Told | None:
    """What the sentence tells on the axis asked about, where it is about the rest of the question."""
    own = coverage(rest, saying.meanings, weights)  # first of all, as it costs little and few sentences have enough
    if own < (_OWN_OF_TREND if asked.is_trend else _OWN):
        return None
    poles = [pole for pole in read_poles(saying.text) if pole.axis == asked.axis]
    if not poles or len({pole.side for pole in poles}) > 1 or _UNSURE.search(saying.text):
        return None
    stances = stances_of(saying.text)
    if any(stand.stance in (Stance.REPORTED, Stance.UNDISCLOSED, Stance.DENIED) for stand in stances):
        return None
    pole = poles[0]
    around = coverage(rest, saying.whole, weights)
    if around < _AROUND:
        return None
    met = [key for key in saying.keys if any(key.meets(other) for other in rest)]
    if not met or min(abs(key.start - pole.span.start) for key in met) > _REACH:
        return None
    if asked.is_of_contest and not _is_subject(point, saying, pole):
        return None
    negated = any(stand.stance is Stance.NEGATED and stand.scope.contains(pole.span) for stand in stances)
    return _Told(Take(saying, own + around, saying.text), pole, (pole.side == asked.side) != negated)


def _is_subject(point: Point, saying: Saying, pole: Pole) -> bool:
    """Whether the name right before the word is the one that the question asks about."""
    before = [key for key in saying.keys if key.word[0].isupper() and key.end <= pole.span.start]
    return bool(before and point.names) and before[-1].stem in {name.stem for name in point.names}


def _are_contrary(point: Point, one: _Told, other: _Told) -> bool:
    """Whether the two tell the opposite of one thing at one time."""
    first, second = one.take.saying, other.take.saying
    if first.article.id == second.article.id or is_of_later(first, second):
        return False
    if one.pole.axis.startswith("word ") and one.pole.side == other.pole.side:
        return False
    if substitutes(first) != substitutes(second):
        return False
    if are_of_other_times(first, second, is_strict=one.pole.is_trend):
        return False
    return not are_of_others(point, first, one.pole.span.end, second, other.pole.span.end)
