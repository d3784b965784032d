"""Which of the scored stretches are said: the best, what adds to it, nothing twice; pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.answering.choosing.scoring import Scored, Task
from retrieval.answering.comparing.agreement import same_answers
from retrieval.answering.comparing.likeness import says_same
from retrieval.answering.reading.article_reading import Stretch
from retrieval.answering.reading.kinds import Kind
from retrieval.answering.reading.saying import Saying

_MOST = {
    Kind.WHY: 4,
    Kind.SAY: 4,
    Kind.LIST: 5,
    Kind.COMPARE: 5,
    Kind.ABOUT: 5,
    Kind.HAPPENED: 4,
    Kind.HOW: 4,
    Kind.WHAT: 4,
    Kind.YES_NO: 3,
}
_MOST_SURE, _MOST_UNSURE = 3, 4
_RATIO = {Kind.WHY: 0.62, Kind.LIST: 0.68, Kind.COMPARE: 0.63, Kind.ABOUT: 0.63, Kind.YES_NO: 0.74, Kind.SAY: 0.63}
_RATIO_SURE, _RATIO_UNSURE = 0.73, 0.68
"""How many statements there are at most, and from which share of the best one's score on."""

_GOES_ON = (Kind.WHY, Kind.HOW, Kind.HAPPENED, Kind.SAY, Kind.COMPARE)
_HAS, _HAS_LIKE = 0.75, 0.5
"""How well a stretch itself meets a term that it has; and one that it has in a like word."""

_ELABORATES = 0.33
_WITHOUT_ANSWER = 0.86
"""From which share of the best one's score on a statement is said that gives no answer of the kind that the best one gives."""

_SURE = 0.75
_JOINS, _JOINS_BY_ANSWER, _ANSWERS_ALIKE, _ANSWERS_TOO = 0.62, 0.5, 0.55, 0.75


@dataclass(frozen=True, slots=True)
class Choice:
    """A scored stretch, whether it is said, why or why not, and the stretches of other articles that say the same.

    `gives_answer` is true where it gives an amount, person, place or date that two articles could be compared by.
    """

    scored: Scored
    is_chosen: bool
    why: str
    same: tuple[Stretch, ...] = ()
    gives_answer: bool = False


def choose(scored: Sequence[Scored], task: Task, question: str) -> tuple[Choice, ...]:
    """A choice for each of `scored`, which comes best first; `question` is the part of the question that they are to answer."""
    if not scored:
        return ()
    likely = [each.stretch for each in scored if each.score >= _ANSWERS_ALIKE * scored[0].score]
    sayings = [Saying(each.article, index) for each in likely for index in each.indices]
    chooser = _Chooser(task, scored[0].score, same_answers(question, list(dict.fromkeys(sayings))))
    after = [each for each in scored[1:] if chooser.goes_on(scored[0], each)]
    for each in (scored[0], *after, *(each for each in scored[1:] if each not in after)):
        chooser.consider(each)
    return chooser.choices()


class _Chooser:
    """Goes through the stretches, best first, and remembers what is said already."""

    def __init__(self, task: Task, top: float, answers: Sequence[Sequence[Saying]]) -> None:
        kind, is_sure = task.wanted.kind, top >= _SURE
        self._kind, self._top = kind, top
        self._answer_of = {saying: number for number, group in enumerate(answers) for saying in group}
        self._most = _MOST.get(kind, _MOST_SURE if is_sure else _MOST_UNSURE)
        self._ratio = _RATIO.get(kind, _RATIO_SURE if is_sure else _RATIO_UNSURE)
        if task.asked.office is not None:  # articles may name other holders
            self._most, self._ratio = 4, 0.66
        self._plain = [row for row, term in enumerate(task.terms) if term.is_plain]
        self._sayings: dict[tuple[str, tuple[int, ...]], tuple[Saying, ...]] = {}
        self._said: list[tuple[Scored, list[Stretch]]] = []
        self._turned_down: list[tuple[Scored, str]] = []

    def consider(self, each: Scored) -> None:
        """Choose the stretch, cite it with one that says the same, or turn it down."""
        twin = next(
            (at for at, (other, _) in enumerate(self._said) if self._is_same(each.stretch, other.stretch)), None
        )
        if twin is not None:
            self._join(each, twin)
        elif self._lacks_answer(each) and each.score < _WITHOUT_ANSWER * self._top:
            self._turned_down.append((each, "gives no answer beside one that does"))
        elif not self._is_on_point(each):
            self._turned_down.append((each, "has nothing itself of what the best one tells of"))
        elif each.score < (_ELABORATES if self._elaborates(each) else self._ratio) * self._top:
            self._turned_down.append((each, f"scores less than {self._ratio:.0%} of the best"))
        elif len(self._said) >= self._most:
            self._turned_down.append((each, "enough is said"))
        else:
            self._said.append((each, []))

    def _is_on_point(self, each: Scored) -> bool:
        """Whether the stretch itself has a plain term that the best one has, where that has any; reasons need not."""
        if not self._said or self._kind in _GOES_ON or self._elaborates(each):
            return True
        best = self._said[0][0]
        rows = [row for row in self._plain if best.inside[row] >= _HAS]
        return not rows or any(each.inside[row] >= _HAS_LIKE for row in rows)

    def _lacks_answer(self, each: Scored) -> bool:
        """Whether the best stretch gives an amount, person, place or date that answers, and this one gives none."""
        return bool(self._said) and bool(self._answers(self._said[0][0].stretch)) and not self._answers(each.stretch)

    def _join(self, each: Scored, twin: int) -> None:
        said, others = self._said[twin]
        least = _JOINS_BY_ANSWER if self._answers(each.stretch) & self._answers(said.stretch) else _JOINS
        answers_too = each.parts["answer"] >= _ANSWERS_TOO * said.parts["answer"]
        if (
            answers_too
            and each.score >= least * said.score
            and each.stretch.article.id not in {said.stretch.article.id, *(one.article.id for one in others)}
        ):
            others.append(each.stretch)
            self._turned_down.append((each, "says the same as one chosen: cited with it"))
        else:
            self._turned_down.append((each, "says the same as one chosen"))

    def choices(self) -> tuple[Choice, ...]:
        """What became of each stretch, those that are said first."""
        chosen = [
            Choice(
                each, is_chosen=True, why="chosen", same=tuple(others), gives_answer=bool(self._answers(each.stretch))
            )
            for each, others in self._said
        ]
        return (*chosen, *(Choice(each, is_chosen=False, why=why) for each, why in self._turned_down))

    def _elaborates(self, each: Scored) -> bool:
        return bool(self._said) and self.goes_on(self._said[0][0], each)

    def goes_on(self, best: Scored, each: Scored) -> bool:
        """Whether a stretch goes on from the best one, in its paragraph, where reasons and ways are told in several sentences."""
        one, other = best.stretch, each.stretch
        if self._kind not in (Kind.WHY, Kind.HOW) or one.article.id != other.article.id:
            return False
        sentences, next_ = one.article.sentences, one.indices[-1] + 1
        return other.indices[0] == next_ and sentences[next_ - 1].paragraph == sentences[next_].paragraph

    def _is_same(self, one: Stretch, other: Stretch) -> bool:
        """Whether two stretches share a sentence, give the same answer, or what the shorter says is said in the longer."""
        if one.article.id == other.article.id and set(one.indices) & set(other.indices):
            return True
        if self._answers(one) & self._answers(other):
            return True
        first, second = self._sayings_of(one), self._sayings_of(other)
        shorter, longer = (first, second) if len(first) <= len(second) else (second, first)
        return all(any(says_same(each, told) for told in longer) for each in shorter)

    def _answers(self, stretch: Stretch) -> set[int]:
        if not self._answer_of:
            return set()
        return {self._answer_of[each] for each in self._sayings_of(stretch) if each in self._answer_of}

    def _sayings_of(self, stretch: Stretch) -> tuple[Saying, ...]:
        """The stretch's sentences, each with what has been read of it: a stretch is compared with all that is said."""
        found = self._sayings.get(stretch.key)
        if found is None:
            found = self._sayings[stretch.key] = tuple(Saying(stretch.article, index) for index in stretch.indices)
        return found
