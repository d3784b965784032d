"""What one article denies, or says is not so, and another tells. Pure."""

import re
from collections.abc import Sequence

from retrieval.answering.comparing.circumstances import are_of_other_times, are_of_others, substitutes
from retrieval.answering.comparing.on_point import MOST, ON_POINT, scope_keys, take_whole
from retrieval.answering.comparing.point import Asks, Point
from retrieval.answering.comparing.take import Take
from retrieval.answering.reading.saying import (
    Key,
    Meanings,
    Saying,
    Weights,
    coverage,
    is_topic,
    meanings,
    stances_of,
)
from retrieval.answering.reading.stance import Stance, Stand

_TIMED = re.compile(
    r"\b(?:yet|at\s(?:that|the)\stime|then|so\sfar|until|any\s?more|no\slonger|if|only|may|might|easy)\b", re.IGNORECASE
)
_ADJUNCT = re.compile(r",?\s(?:following|after|despite|amid|where|when|while|although|since)\s", re.IGNORECASE)
_FULLY = 0.8
_IN_TOUCH = 0.15
_NEAR = 0.3
_EVERYWHERE = 1.6


def _denied_keys(saying: Saying, stand: Stand) -> list[Key]:
    """The same without what is only told beside: "denied that … after the takeover" doesn't deny the takeover."""
    adjunct = _ADJUNCT.search(saying.text, stand.cue.end)
    return [key for key in scope_keys(saying, stand) if adjunct is None or key.start < adjunct.start()]


def denied_and_told(point: Point, sayings: Sequence[Saying], weights: Weights, chosen: set[Saying]) -> list[Take]:
    """A sentence that denies, or says that it isn't so, and one of another article that tells it."""
    near = [take_whole(point, saying, weights) for saying in sayings]
    near = [take for take in near if take.strength >= _IN_TOUCH and _names_stand(point, take.saying, weights)]
    told = [take for take in near if not _is_against(take.saying)]
    found: list[tuple[float, Take, Take]] = []
    for against in near:
        one = against.saying
        says_no = _says_no(point, one, weights)
        if not (says_no or _is_against(one)):
            continue
        is_asked = says_no or _is_asked_of(point, one, weights)
        for for_it in told:
            likeness = _stands_against(point, one, for_it.saying, weights, says_no=says_no, is_asked=is_asked)
            if not likeness:
                continue
            is_near = one in chosen or for_it.saying in chosen or not is_asked
            high = max(against.strength, for_it.strength)
            if high >= ON_POINT or (high >= _NEAR and (is_near or _share_deed(point, one, for_it.saying, weights))):
                found.append((against.strength + for_it.strength + likeness, against, for_it))
    return list(max(found, key=lambda pair: pair[0])[1:]) if found else []


def _stands_against(
    point: Point, one: Saying, other: Saying, weights: Weights, *, says_no: bool, is_asked: bool
) -> float:
    """How plainly `other` tells what `one` denies; 0 where it doesn't, or they tell of other times, places or groups."""
    if one.article.id == other.article.id:
        return 0.0
    likeness = _opposes(point.asks, one, other)
    if not likeness and says_no and not substitutes(one) - substitutes(other):
        likeness = _says_yes(point, other, weights)
    if not likeness or not (is_asked or _is_under_heading(point, one, other)):
        return 0.0
    is_denied = any(stand.stance is Stance.DENIED for stand in stances_of(one.text))
    return likeness if is_denied or not _are_apart(point, one, other) else 0.0


def _are_apart(point: Point, one: Saying, other: Saying) -> bool:
    """Whether two sentences tell of other times, or of other places or groups after the question's last word."""
    ends = [max((key.end for key in each.keys if meanings(point.keys).meet(key)), default=0) for each in (one, other)]
    return are_of_other_times(one, other) or are_of_others(point, one, ends[0], other, ends[1])


def _share_deed(point: Point, one: Saying, other: Saying, weights: Weights) -> bool:
    """Whether both tell of a deed that a question without names asks about."""
    shared = meanings(key for key in one.keys if other.meanings.meet(key))
    return not point.names and _has_deed(point, shared, weights)


def _is_against(saying: Saying) -> bool:
    return any(stand.stance.is_against for stand in stances_of(saying.text))


def _is_under_heading(point: Point, against: Saying, told: Saying) -> bool:
    """Whether a heading over either calls what both speak of by a word of the question that neither has."""
    if any(stand.stance is Stance.DENIED for stand in stances_of(against.text)):
        return False
    said = against.meanings.stems | told.meanings.stems
    asked = [key for key in point.deeds if key.stem not in said]
    over = [each.article.sentences[each.index].heading for each in (against, told)]
    headings = [
        Saying(each.article, place) for each, place in zip((against, told), over, strict=True) if place is not None
    ]
    return any(key.stem in heading.meanings.stems for heading in headings for key in asked)


def _is_asked_of(point: Point, against: Saying, weights: Weights) -> bool:
    """Whether the question is after what the sentence says is not so: it names who denies it, or what is denied."""
    for stand in stances_of(against.text):
        if stand.stance is Stance.DENIED:
            denier = [key for key in against.keys if key.is_name and key.end <= stand.cue.start]
            if any(meanings(point.keys).meet(key) for key in denier):
                return True
            denied = _denied_keys(against, stand)
            if _is_of_another(point, against, stand):
                continue
            is_main = not point.names and any(is_topic(against.article, key.word) for key in denier)
            if is_main and _has_deed(point, meanings(denied), weights):
                return True
            return coverage(point.keys, meanings(denied), weights) >= (MOST if denier else ON_POINT)
    for stand in stances_of(against.text):
        if (
            stand.stance is Stance.NEGATED
            and coverage(point.keys, meanings(scope_keys(against, stand)), weights) >= _FULLY
        ):
            return True
    named = [
        key
        for stand in stances_of(against.text)
        if stand.stance.is_against
        for key in scope_keys(against, stand)
        if key.is_name
    ]
    return all(meanings(point.keys).meet(key) for key in named)


def _is_of_another(point: Point, against: Saying, stand: Stand) -> bool:
    """Whether the question asks what the denier does, and what is denied is told of somebody else: "the club denied that Lund will go"."""
    if point.names:
        return False
    denied = _denied_keys(against, stand)
    before = meanings(key for key in against.keys if key.end <= stand.cue.start)
    found = meanings(denied)
    is_of_denier = any(before.meet(key) and not found.meet(key) for key in point.keys)
    return is_of_denier and any(key.is_name and not before.meet(key) for key in denied)


def _has_deed(point: Point, denied: Meanings, weights: Weights) -> bool:
    """Whether what is denied is a deed that the question asks about, and not one that is everywhere."""
    return any(denied.meet(key) and weights[key] > _EVERYWHERE for key in point.deeds)


def _names_stand(point: Point, saying: Saying, weights: Weights) -> bool:
    """Whether the question's names stand in the sentence or what it hangs on, but for those that are everywhere."""
    telling = [name for name in point.names if weights[name] > _EVERYWHERE]
    if point.asks is Asks.REASON:  # what is denied must be the very thing that is asked after
        asked = telling or point.deeds
        return all(saying.meanings.meet(key) for key in asked)
    return all(saying.whole.meet(name) for name in telling)


def _says_no(point: Point, saying: Saying, weights: Weights) -> bool:
    """Whether the sentence answers a yes-or-no question, in all of its words, with no."""
    if point.asks is not Asks.WHETHER or _TIMED.search(saying.text) or _has_but_a_like_word(point, saying):
        return False
    scopes = [
        meanings([*_denied_keys(saying, stand), *(key for key in saying.keys if key.end <= stand.cue.start)])
        for stand in stances_of(saying.text)
        if (stand.stance.is_against or stand.stance is Stance.UNDISCLOSED)
        and not (stand.stance is Stance.DENIED and _is_of_another(point, saying, stand))
    ]
    return any(coverage(point.keys, scope, weights) >= _FULLY for scope in scopes)


def _has_but_a_like_word(point: Point, saying: Saying) -> bool:
    """Whether the only word that a question asks of stands in the sentence by another that is like it: too little for yes or no."""
    return len(point.keys) == 1 and point.keys[0].stem not in saying.meanings.stems


def _says_yes(point: Point, saying: Saying, weights: Weights) -> float:
    """How fully the sentence answers a yes-or-no question with yes; 0 where it doesn't."""
    stances = {stand.stance for stand in stances_of(saying.text)}
    if stances & {Stance.DENIED, Stance.UNDISCLOSED, Stance.NEGATED} or "?" in saying.text:
        return 0.0
    if _has_but_a_like_word(point, saying):
        return 0.0
    full = coverage(point.keys, saying.meanings, weights)
    return full if full >= _FULLY else 0.0


def _opposes(asks: Asks, against: Saying, told: Saying) -> float:
    """How alike what is denied and what is told are; 0 where they don't stand against each other."""
    stances = {stand.stance for stand in stances_of(told.text)}
    if stances & {Stance.DENIED, Stance.UNDISCLOSED}:
        return 0.0
    stands = [stand for stand in stances_of(against.text) if stand.stance.is_against]
    return max((_opposes_one(asks, against, stand, told, stances) for stand in stands), default=0.0)


def _opposes_one(asks: Asks, against: Saying, stand: Stand, told: Saying, stances: set[Stance]) -> float:
    """The same for one stand: a denial stands against a report of much the same, or a statement of most of it."""
    scope = scope_keys(against, stand)
    if not scope:
        return 0.0
    met = [key for key in scope if told.meanings.meet(key)]
    share = len(met) / len(scope)
    if stand.stance is Stance.DENIED:
        around = sum(told.whole.meet(key) for key in scope)
        denier = [key for key in against.keys if key.is_name and key.end <= stand.cue.start]
        is_of_denier = any(told.meanings.meet(key) for key in denier)
        least = max(1.0 if met and is_of_denier else 2.0, (0.15 if is_of_denier else 0.4) * len(scope))
        if Stance.REPORTED in stances and around >= least:
            return 1.0 + share
        return share if len(met) >= 3 and share >= 0.5 and Stance.NEGATED not in stances else 0.0
    is_same = len(met) >= 3 and share >= 0.7 and any(key.is_name for key in met)
    is_plain = asks is Asks.WHETHER and Stance.NEGATED not in stances and not _TIMED.search(against.text)
    return share if is_same and is_plain else 0.0
