"""Versions of what happened that stand against each other: denied and reported, made known and not disclosed, so and not so. Pure."""

import re
from collections.abc import Sequence
from itertools import product

from retrieval.answering.point import Asks, Point, is_counted
from retrieval.answering.saying import Key, Saying, Weights, coverage, meanings, quantities_of, stances_of
from retrieval.answering.stance import Stance, Stand
from retrieval.answering.take import Take

_TIMED = re.compile(
    r"\b(?:yet|at\s(?:that|the)\stime|then|so\sfar|until|any\s?more|no\slonger|if|only|may|might|easy)\b", re.IGNORECASE
)
_ADJUNCT = re.compile(r",?\s(?:following|after|despite|amid|where|when|while|although|since)\s", re.IGNORECASE)
_ON_POINT = 0.5
_MOST = 0.7
_IN_TOUCH = 0.15
_EVERYWHERE = 1.6
_TELLS_ALIKE = 0.3


def opposed_takes(point: Point, sayings: Sequence[Saying], weights: Weights, chosen: set[Saying]) -> list[Take]:
    """Two takes of different articles that stand against each other on the point, the one against first; or none."""
    told = [saying for saying in sayings if not saying.is_heading]
    if point.asks is Asks.KNOWN:
        return _known_and_not(point, told, weights)
    if point.asks in (Asks.WHETHER, Asks.REASON):
        return _denied_and_told(point, told, weights, chosen)
    return []


def _on_point(point: Point, saying: Saying, weights: Weights) -> float:
    """How much of the point stands in the sentence, with half of what stands in what it hangs on."""
    own = coverage(point.keys, saying.meanings, weights)
    around = coverage(point.keys, saying.whole, weights)
    return own + 0.5 * (around - own)


def _scope_keys(saying: Saying, stand: Stand) -> list[Key]:
    return [key for key in saying.keys if stand.scope.start <= key.start < stand.scope.end]


def _known_and_not(point: Point, sayings: Sequence[Saying], weights: Weights) -> list[Take]:
    """What one article says was not made known and another makes known."""
    hidden, known = [], []
    for saying in sayings:
        stances = {stand.stance for stand in stances_of(saying.text)}
        if Stance.UNDISCLOSED in stances:
            hidden.append(saying)
        elif Stance.CONFIRMED in stances and _gives(point, saying):
            known.append(saying)
    if not hidden or not known:
        return []
    hidden, known = (
        [Take(saying, _on_point(point, saying, weights), saying.text) for saying in some] for some in (hidden, known)
    )
    return _best_pair(hidden, known, 0.35)


def _gives(point: Point, saying: Saying) -> bool:
    """Whether the sentence gives what is asked for: where a number is asked for, one of those things."""
    if not point.noun:
        return True
    return any(
        quantity.kind in point.kinds and is_counted(quantity, point.noun) for quantity in quantities_of(saying.text)
    )


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
        key.stem
        for stand in stances_of(saying.text)
        if stand.stance in told
        for key in saying.keys
        if stand.cue.start <= key.start < stand.cue.end
    }


def _denied_and_told(point: Point, sayings: Sequence[Saying], weights: Weights, chosen: set[Saying]) -> list[Take]:
    """A sentence that denies, or says that it isn't so, and one of another article that tells it."""
    told = [saying for saying in sayings if not _is_against(saying)]
    pairs = []
    for one in sayings:
        asked_of = _is_against(one) and _names_stand(point, one, weights) and _is_asked_of(point, one, weights)
        if not asked_of and not (_is_negated(one) and (one in chosen or not chosen.isdisjoint(told))):
            continue
        first = _on_point(point, one, weights)
        for other in told:
            if one.article.id == other.article.id or not (asked_of or one in chosen or other in chosen):
                continue
            likeness = _opposes(point.asks, one, other)
            if likeness and _names_stand(point, one, weights) and _names_stand(point, other, weights):
                second = _on_point(point, other, weights)
                if min(first, second) >= _IN_TOUCH and (
                    max(first, second) >= _ON_POINT or one in chosen or other in chosen
                ):
                    pairs.append(
                        (first + second + likeness, Take(one, first, one.text), Take(other, second, other.text))
                    )
    return list(max(pairs, key=lambda pair: pair[0])[1:]) if pairs else []


def _is_against(saying: Saying) -> bool:
    return any(stand.stance.is_against for stand in stances_of(saying.text))


def _is_negated(saying: Saying) -> bool:
    """Whether the sentence says plainly that something isn't so, without a denial."""
    stances = {stand.stance for stand in stances_of(saying.text)}
    return Stance.NEGATED in stances and Stance.DENIED not in stances


def _is_asked_of(point: Point, against: Saying, weights: Weights) -> bool:
    """Whether the question is after what the sentence says is not so: it names who denies it, or most of what is denied."""
    for stand in stances_of(against.text):
        if stand.stance is Stance.DENIED:
            denier = [key for key in against.keys if key.is_name and key.end <= stand.cue.start]
            if any(meanings(point.keys).meet(key) for key in denier):
                return True
            adjunct = _ADJUNCT.search(against.text, stand.cue.end)
            denied = [key for key in _scope_keys(against, stand) if adjunct is None or key.start < adjunct.start()]
            return coverage(point.keys, meanings(denied), weights) >= (_MOST if denier else _ON_POINT)
    named = [
        key
        for stand in stances_of(against.text)
        if stand.stance.is_against
        for key in _scope_keys(against, stand)
        if key.is_name
    ]
    return all(meanings(point.keys).meet(key) for key in named)


def _names_stand(point: Point, saying: Saying, weights: Weights) -> bool:
    """Whether the question's names stand in the sentence or what it hangs on, but for those that are everywhere."""
    telling = [name for name in point.names if weights[name] > _EVERYWHERE]
    if point.asks is Asks.REASON:  # what is denied must be the very thing that is asked after
        asked = telling or point.deeds
        return all(saying.meanings.meet(key) for key in asked)
    return all(saying.whole.meet(name) for name in telling)


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
        met = [key for key in scope if told.meanings.meet(key)]
        share = len(met) / len(scope) if scope else 0.0
        if stand.stance is Stance.DENIED:
            around = [key for key in scope if told.whole.meet(key)]
            denier = [key for key in against.keys if key.is_name and key.end <= stand.cue.start]
            needed = 0.15 if any(told.meanings.meet(key) for key in denier) else 0.4
            if Stance.REPORTED in stances and len(around) >= 2 and len(around) / len(scope) >= needed:
                best = max(best, 1.0 + share)
            elif len(met) >= 3 and share >= 0.5 and Stance.NEGATED not in stances:
                best = max(best, share)
        elif (
            asks is Asks.WHETHER
            and Stance.NEGATED not in stances
            and len(met) >= 3
            and share >= 0.7
            and any(key.is_name for key in met)
            and not _TIMED.search(against.text)
        ):
            best = max(best, share)
    return best
