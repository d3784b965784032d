"""Dates that answer the point of a question, and whether two of them stand against each other. Pure."""

from collections.abc import Sequence

from retrieval.answering.comparing.circumstances import are_of_others
from retrieval.answering.comparing.point import Point
from retrieval.answering.comparing.take import Take, Verdict, same_date
from retrieval.answering.reading.saying import (
    Saying,
    Weights,
    coverage,
    dates_of,
    is_of_other,
    meanings,
    quantities_of,
    sayings_of,
)
from retrieval.language.dates import DateMention
from retrieval.language.quantity import Kind

_BOUND = 0.6
_REACH = 80


def takes_of_moment(point: Point, sayings: Sequence[Saying], weights: Weights) -> list[Take]:
    """The dates that answer the point."""
    found = []
    for saying in sayings:
        dates = () if saying.is_heading else _dates_of(saying.text)
        if not dates or not all(saying.whole.meet(name) for name in point.names):
            continue
        if not point.names and is_of_other(point.deeds, saying, sayings):
            continue
        for date in dates:
            near = [key for key in saying.keys if abs(key.start - date.start) <= _REACH]
            if point.deeds and (strength := coverage(point.deeds, meanings(near), weights)) >= _BOUND:
                found.append(Take(saying, strength, date))
    return found


def _dates_of(text: str) -> tuple[DateMention, ...]:
    """Its dates; where it has none, the years before 1900."""
    years = (one for one in quantities_of(text) if one.kind is Kind.YEAR)
    return dates_of(text) or tuple(DateMention(one.span.start, one.span.end, year=int(one.low)) for one in years)


def compare_moments(point: Point, one: Take, other: Take) -> Verdict:
    """Whether two dates can be one: as much as both say is the same, or an article has the other's date too."""
    first, second = one.value, other.value
    if not isinstance(first, DateMention) or not isinstance(second, DateMention):
        return Verdict.APART
    if (first.year is None) != (second.year is None):
        return Verdict.APART
    if same_date(first, second) or _has(one.saying, second) or _has(other.saying, first):
        return Verdict.AGREE
    if are_of_others(point, one.saying, first.end, other.saying, second.end):
        return Verdict.APART
    return Verdict.DISAGREE


def _has(saying: Saying, date: DateMention) -> bool:
    return any(same_date(date, other) for one in sayings_of(saying.article) for other in _dates_of(one.text))
