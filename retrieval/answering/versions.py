"""Versions of what happened that stand against each other: denied and reported, made known and not disclosed, so and not so. Pure."""

from collections.abc import Sequence
from itertools import product

from retrieval.answering.point import Asks, Point, is_counted
from retrieval.answering.saying import Key, Saying, coverage, is_met, quantities_of, stances_of
from retrieval.answering.stance import Stance, Stand
from retrieval.answering.take import Take

_ON_POINT = 0.5


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
    asked = point.noun + tuple(key for key in point.deeds)
    hidden, known = [], []
    for saying in sayings:
        stances = stances_of(saying.text)
        strength = _on_point(point, saying, weight)
        stand = next((stand for stand in stances if stand.stance is Stance.UNDISCLOSED), None)
        if stand:
            hidden.append(Take(saying, strength, saying.text))
        elif any(stand.stance is Stance.CONFIRMED for stand in stances) and _gives(point, saying):
            known.append(Take(saying, strength, saying.text))
    del asked
    return _best_pair(hidden, known, 0.35)


def _gives(point: Point, saying: Saying) -> bool:
    """Whether the sentence gives what is asked for: where a number is asked for, one of those things."""
    if not point.noun:
        return True
    return any(quantity.kind in point.kinds and is_counted(quantity, point.noun) for quantity in quantities_of(saying.text))


def _best_pair(hidden: Sequence[Take], known: Sequence[Take], least: float) -> list[Take]:
    pairs = [
        (one.strength + other.strength, one, other)
        for one, other in product(hidden, known)
        if one.saying.article.id != other.saying.article.id and min(one.strength, other.strength) >= least
    ]
    return list(max(pairs, key=lambda pair: pair[0])[1:]) if pairs else []


def _denied_and_told(point: Point, sayings: Sequence[Saying], weight: dict[str, float], chosen: set[Saying]) -> list[Take]:
    against, told = [], []
    for saying in sayings:
        strength = _on_point(point, saying, weight) + (0.2 if saying in chosen else 0.0)
        stances = stances_of(saying.text)
        if any(stand.stance.is_against for stand in stances):
            against.append((strength, saying))
        else:
            told.append((strength, saying))
    pairs = []
    for (first, one), (second, other) in product(against, told):
        if one.article.id == other.article.id or min(first, second) < 0.3 or max(first, second) < _ON_POINT:
            continue
        if likeness := _opposes(one, other):
            pairs.append((first + second + likeness, Take(one, first, one.text), Take(other, second, other.text)))
    return list(max(pairs, key=lambda pair: pair[0])[1:]) if pairs else []


def _opposes(against: Saying, told: Saying) -> float:
    """How alike what is denied and what is told are; 0 where they don't stand against each other."""
    best = 0.0
    for stand in stances_of(against.text):
        if not stand.stance.is_against:
            continue
        scope = _scope_keys(against, stand)
        met = [key for key in scope if is_met(key, told.keys)]
        share = len(met) / len(scope) if scope else 0.0
        reported = any(one.stance is Stance.REPORTED for one in stances_of(told.text))
        if stand.stance is Stance.DENIED and len(met) >= (2 if reported else 3) and share >= (0.3 if reported else 0.5):
            best = max(best, share + 0.3 * reported)
        elif stand.stance is Stance.NEGATED and len(met) >= 3 and share >= 0.7:
            best = max(best, share)
    return best
