"""Versions of what happened that stand against each other: denied and reported, made known and not disclosed, so and not so. Pure."""

import re
from collections.abc import Sequence
from itertools import product

from retrieval.answering.point import Asks, Point, is_counted
from retrieval.answering.saying import Key, Saying, coverage, is_met, quantities_of, stances_of
from retrieval.answering.stance import Stance, Stand
from retrieval.answering.take import Take

_TIMED = re.compile(r"\b(?:yet|at\s(?:that|the)\stime|then|so\sfar|until|any\s?more|no\slonger|if|only|may|might|easy)\b", re.IGNORECASE)
_ADJUNCT = re.compile(r",?\s(?:following|after|despite|amid|where|when|while|although|since)\s", re.IGNORECASE)
_ON_POINT = 0.5
_MOST = 0.7
_IN_TOUCH = 0.15
_CONSIDERED = 16
_EVERYWHERE = 1.6
_TELLS_ALIKE = 0.3


def opposed_takes(point: Point, sayings: Sequence[Saying], weight: dict[str, float], chosen: set[Saying]) -> list[Take]:
    """Two takes of different articles that stand against each other on the point, the one against first; or none."""
    told = [saying for saying in sayings if not saying.is_heading]
    if point.asks is Asks.KNOWN:
        return _known_and_not(point, told, weight)
    if point.asks in (Asks.WHETHER, Asks.REASON):
        return _denied_and_told(point, told, weight, chosen)
    return []


def _on_point(point: Point, saying: Saying, weight: dict[str, float]) -> float:
    """How much of the point stands in the sentence, with half of what stands in what it hangs on."""
    own = coverage(point.keys, saying.keys, weight)
    around = coverage(point.keys, (*saying.keys, *saying.context), weight)
    return own + 0.5 * (around - own)


def _scope_keys(saying: Saying, stand: Stand) -> list[Key]:
    return [key for key in saying.keys if stand.scope.start <= key.start < stand.scope.end]


def _known_and_not(point: Point, sayings: Sequence[Saying], weight: dict[str, float]) -> list[Take]:
    """What one article says was not made known and another makes known."""
    hidden, known = [], []
    for saying in sayings:
        stances = stances_of(saying.text)
        strength = _on_point(point, saying, weight)
        stand = next((stand for stand in stances if stand.stance is Stance.UNDISCLOSED), None)
        if stand:
            hidden.append(Take(saying, strength, saying.text))
        elif any(stand.stance is Stance.CONFIRMED for stand in stances) and _gives(point, saying):
            known.append(Take(saying, strength, saying.text))
    return _best_pair(hidden, known, 0.35)


def _gives(point: Point, saying: Saying) -> bool:
    """Whether the sentence gives what is asked for: where a number is asked for, one of those things."""
    if not point.noun:
        return True
    return any(quantity.kind in point.kinds and is_counted(quantity, point.noun) for quantity in quantities_of(saying.text))


def _best_pair(hidden: Sequence[Take], known: Sequence[Take], least: float) -> list[Take]:
    pairs = []
    for one, other in product(hidden, known):
        alike = _TELLS_ALIKE * bool(_telling(one.saying) & _telling(other.saying))
        if one.saying.article.id != other.saying.article.id and min(one.strength, other.strength + alike) >= least:
            pairs.append((one.strength + other.strength + alike, one, other))
    return list(max(pairs, key=lambda pair: pair[0])[1:]) if pairs else []


def _telling(saying: Saying) -> set[str]:
    """The stems of the words by which the sentence says that something is made known or not."""
    told = (Stance.UNDISCLOSED, Stance.CONFIRMED)
    return {
        key.stem for stand in stances_of(saying.text) if stand.stance in told for key in saying.keys if stand.cue.start <= key.start < stand.cue.end
    }


def _denied_and_told(point: Point, sayings: Sequence[Saying], weight: dict[str, float], chosen: set[Saying]) -> list[Take]:
    """A sentence that denies, or says that it isn't so, and one of another article that tells it."""
    pairs = []
    near = [(saying, _on_point(point, saying, weight) ) for saying in sayings]
    near = sorted((pair for pair in near if pair[1] >= _IN_TOUCH or pair[0] in chosen), key=lambda pair: -pair[1])
    against = [(saying, strength) for saying, strength in near if any(stand.stance.is_against for stand in stances_of(saying.text))]
    for (one, first), (other, second) in product(against[:_CONSIDERED], near[: 8 * _CONSIDERED]):
        if one.article.id != other.article.id and _names_stand(point, one, weight) and _names_stand(point, other, weight):
            on_point = max(first, second) >= _ON_POINT and _is_asked_of(point, one, weight)
            if (on_point or _is_chosen(one, other, chosen)) and (likeness := _opposes(point.asks, one, other)):
                pairs.append((first + second + likeness, Take(one, first, one.text), Take(other, second, other.text)))
    return list(max(pairs, key=lambda pair: pair[0])[1:]) if pairs else []


def _is_chosen(against: Saying, told: Saying, chosen: set[Saying]) -> bool:
    """Whether the answer is made of either, where it is a plain negation that speaks of it."""
    denied = any(stand.stance is Stance.DENIED for stand in stances_of(against.text))
    return not denied and (against in chosen or told in chosen)


def _is_asked_of(point: Point, against: Saying, weight: dict[str, float]) -> bool:
    """Whether the question is after what the sentence says is not so: it names who denies it, or most of what is denied."""
    for stand in stances_of(against.text):
        if stand.stance is Stance.DENIED:
            denier = [key for key in against.keys if key.is_name and key.end <= stand.cue.start]
            if any(is_met(key, point.keys) for key in denier):
                return True
            adjunct = _ADJUNCT.search(against.text, stand.cue.end)
            denied = [key for key in _scope_keys(against, stand) if adjunct is None or key.start < adjunct.start()]
            return coverage(point.keys, denied, weight) >= (_MOST if denier else _ON_POINT)
    named = [key for stand in stances_of(against.text) if stand.stance.is_against for key in _scope_keys(against, stand) if key.is_name]
    return all(is_met(key, point.keys) for key in named)


def _names_stand(point: Point, saying: Saying, weight: dict[str, float]) -> bool:
    """Whether the question's names stand in the sentence or what it hangs on, but for those that are everywhere."""
    telling = [name for name in point.names if weight.get(name.stem, 1.0) > _EVERYWHERE]
    if point.asks is Asks.REASON:  # what is denied must be the very thing that is asked after
        asked = telling or point.deeds
        return all(is_met(key, saying.keys) for key in asked)
    return all(is_met(name, saying.keys) or is_met(name, saying.context) for name in telling)


def _opposes(asks: Asks, against: Saying, told: Saying) -> float:
    """How alike what is denied and what is told are; 0 where they don't stand against each other."""
    stances = {stand.stance for stand in stances_of(told.text)}
    if stances & {Stance.DENIED, Stance.UNDISCLOSED}:
        return 0.0
    best = 0.0
    for stand in stances_of(against.text):
        if not stand.stance.is_against:
            continue
        scope = _scope_keys(against, stand)
        met = [key for key in scope if is_met(key, told.keys)]
        share = len(met) / len(scope) if scope else 0.0
        if stand.stance is Stance.DENIED:
            around = [key for key in scope if is_met(key, (*told.keys, *told.context))]
            denier = [key for key in against.keys if key.is_name and key.end <= stand.cue.start]
            needed = 0.15 if any(is_met(key, told.keys) for key in denier) else 0.4
            if Stance.REPORTED in stances and len(around) >= 2 and len(around) / len(scope) >= needed:
                best = max(best, 1.0 + share)
            elif len(met) >= 3 and share >= 0.5 and Stance.NEGATED not in stances:
                best = max(best, share)
        elif asks is Asks.WHETHER and Stance.NEGATED not in stances and len(met) >= 3 and share >= 0.7 and any(key.is_name for key in met) and not _TIMED.search(against.text):
            best = max(best, share)
    return best
