"""Which articles give the same answer to a question, and which say otherwise on its point. Pure.

Two articles disagree only where both answer the point of the question, their answers can't both be so, and neither has
the other's answer as something else: roundings, bounds, parts of a sum, other times and former holders of an office are
no disagreement.
"""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from retrieval.answering.comparing.amounts import compare_amounts, takes_of_amount
from retrieval.answering.comparing.causes import asks_for_cause, compare_causes, takes_of_cause
from retrieval.answering.comparing.contraries import contrary_takes
from retrieval.answering.comparing.disclosures import undisclosed_take
from retrieval.answering.comparing.holders import compare_persons, holder_asked, takes_of_person
from retrieval.answering.comparing.likeness import groups, says_same
from retrieval.answering.comparing.moments import compare_moments, takes_of_moment
from retrieval.answering.comparing.places import compare_places, takes_of_place
from retrieval.answering.comparing.point import Asks, Point, read_points, recognise
from retrieval.answering.comparing.take import Take, Verdict, same_value
from retrieval.answering.comparing.versions import opposed_takes
from retrieval.answering.reading.saying import Key, Meanings, Saying, Weights, coverage

__all__ = ["DraftDisagreement", "DraftSide", "disagreements", "groups", "same_answers", "says_same"]

_THIRD = 0.9
_ANSWERS = 0.52
_SETS_ARTICLES_SIDE_BY_SIDE = re.compile(
    r"\b(?:article|report|story|piece)\b.*\b(?:while|whereas|and)\b.*\b(?:article|report|story|piece)\b", re.IGNORECASE
)
"""Whether one article says this and another that: the answer itself tells what each of them says."""
_SENTENCES = 2
"""Sentences of one article that a side cites."""
_LEAST_SHARE = 0.75
"""How strongly, by the strongest, a second one must be on the point."""


@dataclass(frozen=True, slots=True)
class DraftSide:
    """What one or several articles say of the point: the words of the first, and the sentences that say so."""

    text: str
    sayings: tuple[Saying, ...]

    def __post_init__(self) -> None:
        if not self.sayings:
            raise ValueError("somebody says what a side says")


@dataclass(frozen=True, slots=True)
class DraftDisagreement:
    """The point, in the words of the question, and its sides, each of other articles than the rest."""

    about: str
    sides: tuple[DraftSide, ...]

    def __post_init__(self) -> None:
        if len(self.sides) < 2:
            raise ValueError("a disagreement has at least two sides")


Taker = Callable[[Point, Sequence[Saying], Weights], list[Take]]
Comparer = Callable[[Point, Take, Take], Verdict]
_COMPARED: dict[Asks, tuple[Taker, Comparer]] = {
    Asks.AMOUNT: (takes_of_amount, compare_amounts),
    Asks.PERSON: (takes_of_person, compare_persons),
    Asks.PLACE: (takes_of_place, compare_places),
    Asks.TIME: (takes_of_moment, compare_moments),
}


def same_answers(question: str, sayings: Sequence[Saying]) -> tuple[tuple[Saying, ...], ...]:
    """The sayings that give the same amount, person or date as the answer to `question`, in whatever words; most first.

    Sentences that give none, and questions that ask for none, are left out: `likeness.groups` compares them as they
    stand.
    """
    found: list[list[Take]] = []
    for point in read_points(question):
        if point.asks in _COMPARED:
            takes_of, _ = _COMPARED[point.asks]
            for each in sorted(takes_of(point, sayings, Weights(sayings)), key=lambda one: -one.strength):
                group = next((group for group in found if same_value(group[0], each)), None)
                if each.strength >= _ANSWERS and group is None:
                    found.append([each])
                elif each.strength >= _ANSWERS and group is not None:
                    group.append(each)
    kept = (tuple(dict.fromkeys(take.saying for take in group)) for group in found)
    return tuple(sorted(kept, key=len, reverse=True))


def disagreements(
    question: str, candidates: Iterable[Saying], chosen: Iterable[Saying] = (), publishers: tuple[str, ...] = ()
) -> tuple[DraftDisagreement, ...]:
    """Where the candidates' articles answer `question` differently, at most once for each of its parts.

    `candidates` are sentences of the articles found, `chosen` those that the answer is made of, `publishers` those that
    the question names, in its words: a question that asks what one publisher says has nothing to compare.
    """
    if len(publishers) == 1 or _SETS_ARTICLES_SIDE_BY_SIDE.search(question):
        return ()
    sayings = list(dict.fromkeys((*chosen, *candidates)))
    found = [draft for point in read_points(question, publishers) if (draft := _on(point, sayings, set(chosen)))]
    return tuple(found)


def _on(point: Point, sayings: Sequence[Saying], chosen: set[Saying]) -> DraftDisagreement | None:
    """The disagreement on one point."""
    if len({saying.article.id for saying in sayings}) < 2 or not (point.deeds or point.names or point.noun):
        return None
    point = recognise(point, lambda key: _is_written_as_name(key, sayings))
    point = holder_asked(point, sayings)
    weights = Weights(sayings)
    if point.asks in _COMPARED:
        takes_of, compare = _COMPARED[point.asks]
        takes = takes_of(point, sayings, weights)
        sides = _sides(takes, lambda one, other: compare(point, one, other))
        sides = [_with_closest(point, side, takes, weights) for side in sides]
        if not sides and point.asks is Asks.AMOUNT:
            sides = [[take] for take in undisclosed_take(point, takes, sayings)]
        if chosen and not point.office and not _is_of_answer(takes, sides, chosen):
            return None
    else:
        opposed = opposed_takes(point, sayings, weights, chosen)
        if not opposed and point.asks is Asks.REASON and asks_for_cause(point):
            causes = takes_of_cause(point, sayings, weights)
            opposed = _apart(_by_article(causes), lambda one, other: compare_causes(point, one, other))[:2]
        if not opposed and point.asks is Asks.WHETHER:
            opposed = contrary_takes(point, [saying for saying in sayings if not saying.is_heading], weights)
        sides = [[take] for take in opposed]
    if len(sides) < 2:
        return None
    return DraftDisagreement(_about(point.question), tuple(_side(side) for side in sides))


def _is_written_as_name(key: Key, sayings: Sequence[Saying]) -> bool:
    written = [other.is_name for saying in sayings for other in saying.keys if other.stem == key.stem]
    return sum(written) * 2 > len(written)


def _is_of_answer(takes: Sequence[Take], sides: Sequence[Sequence[Take]], chosen: set[Saying]) -> bool:
    """Whether one of the sides is what the answer says."""
    said = [take for take in takes if take.saying in chosen]
    return any(same_value(take, other) for take in said for side in sides for other in side)


def _sides(takes: Sequence[Take], compare: Callable[[Take, Take], Verdict]) -> list[list[Take]]:
    """The takes that stand against one another, those that agree together, the strongest first; empty where none do."""
    articles = _by_article(takes)
    sides: list[list[Take]] = []
    for take in _apart(articles, compare):
        side = next((side for side in sides if _stands_with(take, side, compare)), None)
        if side is None:
            sides.append([take])
        elif take.saying not in {other.saying for other in side}:
            side.append(take)
    if len(sides) > 2:  # a third side must be as much on the point as the second
        least = _THIRD * sorted((side[0].strength for side in sides), reverse=True)[1]
        sides = [side for side in sides if side[0].strength >= least]
    shown = {take.saying.article.id for side in sides for take in side}
    for own in articles:
        best = own[0]
        if best.saying.article.id in shown:
            continue
        with_it = [side for side in sides if _stands_with(best, side, compare)]
        if len(with_it) == 1:  # who stands with one side alone is cited with it
            with_it[0].append(best)
    return sides


def _by_article(takes: Sequence[Take]) -> list[list[Take]]:
    """The takes of each article, the strongest first."""
    found: dict[str, list[Take]] = {}
    for take in sorted(takes, key=lambda one: -one.strength):
        found.setdefault(take.saying.article.id, []).append(take)
    return list(found.values())


def _with_closest(point: Point, side: Sequence[Take], takes: Sequence[Take], weights: Weights) -> list[Take]:
    """The side with at most `_SENTENCES` sentences of each of its articles that give its answer, closest to the question first.

    The articles stand in the order of their closest sentences, so that the first sentence of all is the one that a
    reader of the question looks for.
    """
    strength = {take.saying.article.id: _LEAST_SHARE * take.strength for take in reversed(side)}
    support = [
        take
        for take in dict.fromkeys([*side, *takes])
        if take in side
        or (take.strength >= strength.get(take.saying.article.id, math.inf) and same_value(take, side[0]))
    ]
    closest = sorted(support, key=lambda take: -_closeness(point, take.saying, weights))
    kept: dict[str, dict[Saying, Take]] = {}
    for take in closest:
        own = kept.setdefault(take.saying.article.id, {})
        if len(own) < _SENTENCES:
            own.setdefault(take.saying, take)
    return [take for own in kept.values() for take in own.values()]


def _closeness(point: Point, saying: Saying, weights: Weights) -> float:
    """How much of the question, and above all of what is done in it, the sentence has, its very words counting double."""
    stems = Meanings(saying.meanings.stems, frozenset())
    asked = point.deeds or point.keys
    return sum(
        coverage(asked, found, weights) + coverage(point.keys, found, weights) / 4 for found in (stems, saying.meanings)
    )


def _stands_with(take: Take, side: Sequence[Take], compare: Callable[[Take, Take], Verdict]) -> bool:
    return all(compare(take, other) is Verdict.AGREE for other in side)


def _apart(articles: Sequence[Sequence[Take]], compare: Callable[[Take, Take], Verdict]) -> list[Take]:
    """Of every two articles whose takes stand against each other and nowhere agree, the strongest such pair."""
    apart: list[Take] = []
    for first, second in combinations(articles, 2):
        pairs = [(one, other, compare(one, other)) for one in first for other in second]
        if any(verdict is Verdict.AGREE for _, _, verdict in pairs):
            continue
        against = [(one, other) for one, other, verdict in pairs if verdict is Verdict.DISAGREE]
        if against:
            one, other = max(against, key=lambda pair: pair[0].strength + pair[1].strength)
            apart += [one, other]
    return sorted(dict.fromkeys(apart), key=lambda one: (-one.strength, one.saying.article.id))


def _side(takes: Sequence[Take]) -> DraftSide:
    return DraftSide(takes[0].saying.text, tuple(dict.fromkeys(take.saying for take in takes)))


def _about(question: str) -> str:
    """The point as a short phrase: the question without its mark."""
    text = " ".join(question.split()).strip(" ?!.")
    return text[0].upper() + text[1:]
