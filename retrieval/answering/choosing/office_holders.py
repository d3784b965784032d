"""What may be said to who holds an office: nothing where nobody is said to, and no former holders of who holds it now."""

from collections.abc import Mapping

from retrieval.answering.choosing.scoring import Scored, Task
from retrieval.answering.comparing.agreement import same_answers
from retrieval.answering.comparing.point import read_point
from retrieval.answering.reading.article_reading import ArticleReading
from retrieval.answering.reading.kinds import Kind
from retrieval.answering.reading.parts import Part
from retrieval.answering.reading.saying import Saying, holdings_of


def of_holders(
    task: Task, part: Part, scored: tuple[Scored, ...], readings: Mapping[str, ArticleReading]
) -> tuple[Scored, ...]:
    """Nothing where nobody is said to hold the office whose holder is asked for.

    Of who holds it now, nothing that names a holder whom another article in view calls a former one.
    """
    if task.asked.office is None or task.wanted.kind is not Kind.WHO:
        return scored
    sayings = list(dict.fromkeys(saying for each in scored for saying in _sayings(each)))
    if not same_answers(part.text, sayings):
        return ()
    if not read_point(part).is_now:
        return scored
    in_view = [*sayings, *(Saying(each.article, 0) for each in readings.values())]
    held = {saying for group in same_answers(part.text, in_view) for saying in group}
    return tuple(each for each in scored if not _names_holder(task, each) or not held.isdisjoint(_sayings(each)))


def _names_holder(task: Task, scored: Scored) -> bool:
    """Whether a stretch itself says who holds the office that is asked for."""
    return any(
        holding.office == task.asked.office for saying in _sayings(scored) for holding in holdings_of(saying.text)
    )


def _sayings(scored: Scored) -> list[Saying]:
    return [Saying(scored.stretch.article, index) for index in scored.stretch.indices]
