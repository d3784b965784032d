"""Which articles give the same answer to a question, and which say otherwise on its point. Pure.

Two articles disagree only where both answer the point of the question, their answers can't both be so, and neither knows the other's answer as something else:
roundings, bounds, parts of a sum, other times and former holders of an office are no disagreement.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from retrieval.answering.amounts import compare_amounts, takes_of_amount
from retrieval.answering.holders import compare_persons, takes_of_person
from retrieval.answering.moments import compare_moments, takes_of_moment
from retrieval.answering.point import Asks, Point, read_points, recognise
from retrieval.answering.saying import Key, Saying, Weights
from retrieval.answering.take import Take, Verdict, same_value
from retrieval.answering.versions import opposed_takes

_THIRD = 0.9
_ANSWERS = 0.52


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


_COMPARED: dict[
    Asks, tuple[Callable[[Point, Sequence[Saying], Weights], list[Take]], Callable[[Point, Take, Take], Verdict]]
] = {
    Asks.AMOUNT: (takes_of_amount, compare_amounts),
    Asks.PERSON: (takes_of_person, compare_persons),
    Asks.TIME: (takes_of_moment, compare_moments),
}


def same_answers(question: str, sayings: Sequence[Saying]) -> tuple[tuple[Saying, ...], ...]:
    """The sayings that give the same amount, person or date as the answer to `question`, in whatever words; most first.

    Sentences that give none, and questions that ask for none, are left out: `likeness.groups` compares them as they stand.
    """
    found: list[list[Take]] = []
    for point in read_points(question):
        if point.asks in _COMPARED:
            take, _ = _COMPARED[point.asks]
            for each in sorted(take(point, sayings, Weights(sayings)), key=lambda one: -one.strength):
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

    `candidates` are sentences of the articles found, `chosen` those that the answer is made of, `publishers` those that the question
    names, in its words: a question that asks what one publisher says has nothing to compare.
    """
    if len(publishers) == 1:
        return ()
    sayings = list(dict.fromkeys((*chosen, *candidates)))
    found = [draft for point in read_points(question, publishers) if (draft := _on(point, sayings, set(chosen)))]
    return tuple(found)


def _on(point: Point, sayings: Sequence[Saying], chosen: set[Saying]) -> DraftDisagreement | None:
    """The disagreement on one point."""
    if len({saying.article.id for saying in sayings}) < 2 or len(point.keys) < 2:
        return None
    point = recognise(point, lambda key: _is_written_as_name(key, sayings))
    weights = Weights(sayings)
    if point.asks in _COMPARED:
        take, compare = _COMPARED[point.asks]
        sides = _sides(take(point, sayings, weights), lambda one, other: compare(point, one, other))
    else:
        sides = [[take] for take in opposed_takes(point, sayings, weights, chosen)]
    if len(sides) < 2:
        return None
    return DraftDisagreement(_about(point.question), tuple(_side(side) for side in sides))


def _is_written_as_name(key: Key, sayings: Sequence[Saying]) -> bool:
    written = [other.is_name for saying in sayings for other in saying.keys if other.stem == key.stem]
    return sum(written) * 2 > len(written)


def _sides(takes: Sequence[Take], compare: Callable[[Take, Take], Verdict]) -> list[list[Take]]:
    """The takes that stand against one another, those that agree together, the strongest first; empty where none do.

    Two articles stand against each other where a take of one does against a take of the other, and none agree.
    """
    by_article: dict[str, list[Take]] = {}
    for take in sorted(takes, key=lambda one: -one.strength):
        by_article.setdefault(take.saying.article.id, []).append(take)
    apart: list[Take] = []
    for first, second in combinations(by_article.values(), 2):
        pairs = [(one, other, compare(one, other)) for one in first for other in second]
        if any(verdict is Verdict.AGREE for _, _, verdict in pairs):
            continue
        against = [(one, other) for one, other, verdict in pairs if verdict is Verdict.DISAGREE]
        if against:
            apart += max(against, key=lambda pair: pair[0].strength + pair[1].strength)
    sides: list[list[Take]] = []
    for take in sorted(dict.fromkeys(apart), key=lambda one: (-one.strength, one.saying.article.id)):
        side = next((side for side in sides if all(compare(take, other) is Verdict.AGREE for other in side)), None)
        if side is None:
            sides.append([take])
        elif take.saying not in {other.saying for other in side}:
            side.append(take)
    if len(sides) > 2:  # a third side must be as much on the point as the second
        least = _THIRD * sorted((max(take.strength for take in side) for side in sides), reverse=True)[1]
        sides = [side for side in sides if max(take.strength for take in side) >= least]
    shown = {take.saying.article.id for side in sides for take in side}
    for articles_takes in by_article.values() if sides else ():  # who stands with exactly one side is cited with it
        take = articles_takes[0]
        with_sides = [side for side in sides if all(compare(take, other) is Verdict.AGREE for other in side)]
        if len(with_sides) == 1 and take.saying.article.id not in shown:
            with_sides[0].append(take)
    return sides


def _side(takes: Sequence[Take]) -> DraftSide:
    return DraftSide(takes[0].saying.text, tuple(dict.fromkeys(take.saying for take in takes)))


def _about(question: str) -> str:
    """The point as a short phrase: the question without its mark."""
    text = " ".join(question.split()).strip(" ?!.")
    return text[0].upper() + text[1:]
