"""Versions that stand against each other: denied and reported, made known and not disclosed, so and not so. Pure."""

from collections.abc import Sequence

from retrieval.answering.comparing.denials import denied_and_told
from retrieval.answering.comparing.disclosures import known_and_not, reason_and_none
from retrieval.answering.comparing.point import Asks, Point
from retrieval.answering.comparing.take import Take
from retrieval.answering.reading.saying import (
    Saying,
    Weights,
)


def opposed_takes(point: Point, sayings: Sequence[Saying], weights: Weights, chosen: set[Saying]) -> list[Take]:
    """Two takes of different articles that stand against each other on the point, the one against first; or none."""
    told = [saying for saying in sayings if not saying.is_heading]
    if point.asks is Asks.KNOWN:
        return known_and_not(point, told, weights)
    if point.asks is Asks.REASON and (found := reason_and_none(point, told, weights)):
        return found
    if point.asks in (Asks.WHETHER, Asks.REASON):
        return denied_and_told(point, told, weights, chosen)
    return []
