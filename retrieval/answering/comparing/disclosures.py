"""What one article says was not made known and another makes known. Pure."""

import re
from collections.abc import Sequence
from itertools import product

from retrieval.answering.comparing.amounts import names_met
from retrieval.answering.comparing.counted_alike import is_counted
from retrieval.answering.comparing.on_point import MOST, ON_POINT, scope_keys, take_whole
from retrieval.answering.comparing.point import Point
from retrieval.answering.comparing.take import Take
from retrieval.answering.reading.saying import (
    Saying,
    Weights,
    meanings,
    quantities_of,
    stances_of,
)
from retrieval.answering.reading.stance import Stance
from retrieval.language.quantity import Quantity

_CAUSED = re.compile(
    r"\b(?:caus(?:ed|es|ing)|because|due\sto|led\sto|triggered|blam(?:ed|es)|result\sof|sparked|set\soff)\b",
    re.IGNORECASE,
)
_SAID = re.compile(r"\b(?:said|says|told|stated|reported|published)\b", re.IGNORECASE)
_UNEXPLAINED = re.compile(
    r"\b(?:causes?|why|reasons?|what\s(?:caused|led|started|happened|triggered|went\swrong)|how\sit)\b", re.IGNORECASE
)
_SLOTS = (
    re.compile(
        r"\b(?:how\s(?:many|much)|(?:what|which)\s(?:share|sum|price|number|percentage|proportion|figure|amount)|number|sums?|price|figures?|total|amount|cost|size|worth)\b",
        re.IGNORECASE,
    ),
    re.compile(r"\bhow\slong\b", re.IGNORECASE),
    re.compile(r"\b(?:when|date)\b", re.IGNORECASE),
    re.compile(r"\b(?:who|whom|whose|names?|identity|identities)\b", re.IGNORECASE),
    re.compile(r"\bwhere\b", re.IGNORECASE),
    re.compile(
        r"\b(?:why|causes?|reasons?|what\s(?:caused|led|started|happened|triggered|sparked|went|set))\b", re.IGNORECASE
    ),
)
"""What may not have been made known, by the words for it, in a question and in a sentence."""
_EFFECT_FIRST = re.compile(r"because|due|result|blam", re.IGNORECASE)
"""Causal words behind which the cause stands, and before which its effect."""
_TIMES = re.compile(
    r"\b(?:after|before|since|following)\s(?:(?:the|a|an|that|this|its)\s)?(?P<what>[\w’'-]+)", re.IGNORECASE
)
_HARDLY = 0.35
_TELLS_ALIKE = 0.3
_NAMES_ALIKE = 0.2


def known_and_not(point: Point, sayings: Sequence[Saying], weights: Weights) -> list[Take]:
    """What one article says was not made known and another makes known."""
    hidden: list[Saying] = []
    known: list[Saying] = []
    for saying in sayings:
        stances = {stand.stance for stand in stances_of(saying.text)}
        if Stance.UNDISCLOSED in stances:
            hidden += [saying] if _is_of_slot(point, saying) else []
        elif _makes_known(point, saying) and _gives(point, saying):
            known.append(saying)
    if not hidden or not known:
        return []
    return _best_pair(*([take_whole(point, saying, weights) for saying in some] for some in (hidden, known)))


def reason_and_none(point: Point, sayings: Sequence[Saying], weights: Weights) -> list[Take]:
    """For a question after a cause: a sentence that says it isn't known, and one that tells it."""
    hidden = [
        saying
        for saying in sayings
        if _UNEXPLAINED.search(saying.text)
        and any(stand.stance is Stance.UNDISCLOSED for stand in stances_of(saying.text))
    ]
    known = [saying for saying in sayings if hidden and _tells_cause(point, saying) and saying not in hidden]
    pair = _best_pair(*([take_whole(point, saying, weights) for saying in some] for some in (hidden, known)))
    return pair if pair and min(take.strength for take in pair) >= ON_POINT else []


def undisclosed_take(point: Point, takes: Sequence[Take], sayings: Sequence[Saying]) -> list[Take]:
    """For a question after an amount: a sentence that says that this very amount was not disclosed, and one that gives it.

    A sentence that gives an estimate with which the amount agrees doesn't stand against it.
    """
    hidden = [
        saying
        for saying in sayings
        if not saying.is_heading
        and _withholds(point, saying)
        and names_met(point, saying)
        and _is_of_slot(point, saying)
    ]
    best = max(takes, key=lambda take: take.strength, default=None)
    if best is None or best.strength < MOST:
        return []
    for saying in hidden:
        if saying.article.id != best.saying.article.id and not _estimates(saying, best):
            return [Take(saying, best.strength, saying.text), best]
    return []


def _withholds(point: Point, saying: Saying) -> bool:
    """Whether the sentence says that what the point asks for was not disclosed: deed and noun stand in what was not."""
    for stand in stances_of(saying.text):
        if stand.stance is Stance.UNDISCLOSED:
            scope = meanings(scope_keys(saying, stand))
            return bool(point.deeds) and all(scope.meet(key) for key in (*point.deeds, *point.noun[-1:]))
    return False


def _is_of_slot(point: Point, saying: Saying) -> bool:
    """Whether what the sentence says was not made known can be what is asked for: a cause is not a number."""
    asked = _slots(point.question)
    told = [
        _slots(saying.text[stand.scope.start : stand.scope.end])
        for stand in stances_of(saying.text)
        if stand.stance is Stance.UNDISCLOSED
    ]
    return not asked or any(not slots or asked & slots for slots in told)


def _slots(text: str) -> set[int]:
    return {place for place, slot in enumerate(_SLOTS) if slot.search(text)}


def _estimates(saying: Saying, take: Take) -> bool:
    """Whether the sentence or the next gives an amount of that kind."""
    kind = take.value.kind if isinstance(take.value, Quantity) else None
    return any(quantity.kind is kind for quantity in quantities_of(saying.text))


def _makes_known(point: Point, saying: Saying) -> bool:
    """Whether the sentence makes something known: it is confirmed, for a cause told with one, for a number just said."""
    stances = {stand.stance for stand in stances_of(saying.text)}
    if point.noun and Stance.REPORTED not in stances and _SAID.search(saying.text):
        return True
    if Stance.CONFIRMED in stances:
        return True
    if not _UNEXPLAINED.search(point.question) or Stance.NEGATED in stances:
        return False
    return _tells_cause(point, saying)


def _tells_cause(point: Point, saying: Saying) -> bool:
    """Whether the sentence tells the cause of what is asked about, and not of something else that came after it."""
    caused = _CAUSED.search(saying.text)
    if caused is None:
        return False
    is_effect_first = _EFFECT_FIRST.match(caused[0]) is not None
    only_times = {match.start("what") for match in _TIMES.finditer(saying.text)}
    effect = meanings(
        key for key in saying.keys if key.start not in only_times and (key.end <= caused.start() or not is_effect_first)
    )
    return not point.deeds or any(effect.meet(key) for key in point.deeds)


def _gives(point: Point, saying: Saying) -> bool:
    """Whether the sentence gives what is asked for: one of the things counted, or, but for a cause, what is told of the deed."""
    if not point.noun:
        is_cause = _UNEXPLAINED.search(point.question) is not None
        return is_cause or not point.deeds or any(saying.meanings.meet(key) for key in point.deeds)
    return any(
        quantity.kind in point.kinds and is_counted(quantity, point.noun) for quantity in quantities_of(saying.text)
    )


def _best_pair(hidden: Sequence[Take], known: Sequence[Take]) -> list[Take]:
    """The two of different articles that are most on the point; none where one is hardly."""
    pairs = []
    for one, other in product(hidden, known):
        alike = _TELLS_ALIKE * bool(_telling(one.saying) & _telling(other.saying))
        if not any(stand.stance is Stance.CONFIRMED for stand in stances_of(other.saying.text)):
            alike -= _TELLS_ALIKE / 2
        alike += _NAMES_ALIKE * _shares_names(one.saying, other.saying)
        if one.saying.article.id != other.saying.article.id and min(one.strength, other.strength + alike) >= _HARDLY:
            pairs.append((one.strength + other.strength + alike, one, other))
    return list(max(pairs, key=lambda pair: pair[0])[1:]) if pairs else []


def _shares_names(one: Saying, other: Saying) -> bool:
    """Whether two sentences name somebody or something in common."""
    return any(other.meanings.meet(key) for key in one.keys if key.is_name)


def _telling(saying: Saying) -> set[str]:
    """The stems of the words by which the sentence says that something is made known or not."""
    told = (Stance.UNDISCLOSED, Stance.CONFIRMED)
    return {
        key.stem
        for stand in stances_of(saying.text)
        if stand.stance in told
        for key in saying.keys
        if stand.cue.start <= key.start < stand.cue.end
    }
