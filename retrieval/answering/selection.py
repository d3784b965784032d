"""Which of the scored stretches are said: the best, what adds to it, nothing twice; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retrieval.answering.article_reading import ArticleReading, Stretch
from retrieval.answering.question_kind import Kind, Wanted
from retrieval.answering.scoring import Scored, Task

_MOST = {
    Kind.WHY: 3,
    Kind.SAY: 3,
    Kind.LIST: 4,
    Kind.COMPARE: 4,
    Kind.ABOUT: 4,
    Kind.HAPPENED: 3,
    Kind.HOW: 3,
    Kind.WHAT: 3,
    Kind.YES_NO: 3,
}
_RATIO = {Kind.WHY: 0.74, Kind.LIST: 0.8, Kind.COMPARE: 0.75, Kind.ABOUT: 0.75, Kind.YES_NO: 0.82}
_SAME = 0.7
_ELABORATES = 0.48
_SURE = 0.75


@dataclass(frozen=True, slots=True)
class Choice:
    """A scored stretch, whether it is said, why or why not, and the stretches of other articles that say the same."""

    scored: Scored
    is_chosen: bool
    why: str
    same: tuple[Stretch, ...] = ()


def choose(
    scored: Sequence[Scored], task: Task, readings: Mapping[str, ArticleReading]
) -> tuple[Choice, ...]:
    """A choice for each of `scored`, which comes best first."""
    if not scored:
        return ()
    wanted = task.wanted
    top = scored[0].score
    is_sure = top >= _SURE
    most, ratio = _MOST.get(wanted.kind, 2 if is_sure else 3), _RATIO.get(wanted.kind, 0.85 if is_sure else 0.8)
    if task.asked.office is not None:  # articles may name other holders
        most, ratio = 3, 0.78
    said: list[tuple[Scored, list[Stretch]]] = []
    fate: dict[int, str] = {}
    for place, each in enumerate(scored):
        if each.score < (_ELABORATES if _elaborates(each, said, readings, wanted) else ratio) * top:
            fate[place] = f"scores less than {ratio:.0%} of the best"
            continue
        twin = next(
            (at for at, (other, _) in enumerate(said) if _says_same(each.stretch, other.stretch, readings)), None
        )
        if twin is not None:
            fate[place] = "says the same as one chosen"
            if each.stretch.article.id != said[twin][0].stretch.article.id and all(
                s.article.id != each.stretch.article.id for s in said[twin][1]
            ):
                said[twin][1].append(each.stretch)
                fate[place] = "says the same as one chosen: cited with it"
            continue
        if len(said) >= most:
            fate[place] = "enough is said"
            continue
        said.append((each, []))
    same = {id(each): tuple(others) for each, others in said}
    return tuple(
        Choice(each, id(each) in same, fate.get(place, "chosen"), same.get(id(each), ()))
        for place, each in enumerate(scored)
    )


def _elaborates(
    each: Scored, said: Sequence[tuple[Scored, list[Stretch]]], readings: Mapping[str, ArticleReading], wanted: Wanted
) -> bool:
    """Whether a stretch goes on from the best one, in its paragraph, where reasons and ways are told in several sentences."""
    if wanted.kind not in (Kind.WHY, Kind.HOW) or not said:
        return False
    best = said[0][0].stretch
    if best.article.id != each.stretch.article.id or each.stretch.indices[0] != best.indices[-1] + 1:
        return False
    sentences = readings[best.article.id].article.sentences
    return sentences[best.indices[-1]].paragraph == sentences[each.stretch.indices[0]].paragraph


def _says_same(one: Stretch, other: Stretch, readings: Mapping[str, ArticleReading]) -> bool:
    """Whether one stretch holds most of what the other says, by their content stems."""
    left, right = _stems(one, readings), _stems(other, readings)
    if one.article.id == other.article.id and set(one.indices) & set(other.indices):
        return True
    if not left or not right:
        return False
    return len(left & right) / min(len(left), len(right)) >= _SAME


def _stems(stretch: Stretch, readings: Mapping[str, ArticleReading]) -> frozenset[str]:
    reading = readings[stretch.article.id]
    return frozenset(stem for index in stretch.indices for stem in reading.sentences[index].places)
