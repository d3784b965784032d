"""What was found of each publisher and day that a question names, as numbers; pure.

A question that sets articles side by side is answered by the least that is found for any of them: where one publisher's
passages meet it far worse than the others', or nothing of that publisher's appeared on the day, that article is missing.
"""

from collections.abc import Iterable, Sequence

from retrieval.query import Query
from retrieval.retriever import RankedPassage

_COMPARED = ("window_share", "clause", "sentence", "title")
"""The parts of a passage's score that are compared between publishers."""

NAMED_MEASURES = (
    "least_date",
    "dates",
    *(
        f"{what}_{name}"
        for name in _COMPARED
        for what in ("least_of_publisher", "mean_of_publisher", "least_of_clause")
    ),
)
"""Nearness of the day that is least met, 1 where none is named; how many are; the least and the mean of what each publisher's,
and each clause's, passages reach, or the best of all where none is named."""


def of_named(query: Query, ranked: Sequence[RankedPassage]) -> list[float]:
    """The NAMED_MEASURES of a question, by the passages found for it."""
    met = _days_met(query, ranked)
    found = [min(met, default=1.0), float(len(met))]
    by_publisher = [[each for each in ranked if each.passage.article.publisher == name] for name in query.publishers]
    by_clause = [
        [each for each in ranked if each.passage.article.publisher in clause.publishers]
        for clause in query.clauses
        if clause.publishers
    ]
    for name in _COMPARED:
        best = _best(ranked, name)
        reached = [_best(some, name) for some in by_publisher] or [best]
        found += [
            min(reached),
            sum(reached) / len(reached),
            min((_best(some, name) for some in by_clause), default=best),
        ]
    return found


def _best(ranked: Iterable[RankedPassage], name: str) -> float:
    return max((each.parts.get(name, 0.0) for each in ranked), default=0.0)


def _days_met(query: Query, ranked: Sequence[RankedPassage]) -> list[float]:
    """For each day that a clause names, how near to it one of the articles appeared that the clause means; 1 on the day."""
    met = []
    for clause in query.clauses:
        articles = [each.passage.article for each in ranked]
        days = {
            article.published
            for article in articles
            if article.published and (not clause.publishers or article.publisher in clause.publishers)
        }
        met += [max((1 / (1 + said.distance(day)) for day in days), default=0.0) for said in clause.dates]
    return met
