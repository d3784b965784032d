"""What the question says of where and when an article appeared, held against the candidates' articles; pure."""

from __future__ import annotations

import numpy as np

from retrieval.index.candidates import Candidates
from retrieval.language.dates import DateMention
from retrieval.measuring.matches import NOTHING, Array
from retrieval.query import Query


def nearness(dates: tuple[DateMention, ...], candidates: Candidates) -> Array:
    """How near each article appeared to one of the dates, 1 on the day; NOTHING where no date is named or known."""
    near = [
        max((1 / (1 + said.distance(home.published)) for said in dates), default=NOTHING) if home.published else NOTHING
        for home in candidates.homes
    ]
    return np.array(near, dtype=np.float32)


def from_publishers(publishers: frozenset[str], candidates: Candidates) -> Array:
    """1 for the articles of these publishers, 0 for others, shape (homes,)."""
    return np.array([home.publisher in publishers for home in candidates.homes], dtype=np.float32)


def by_reading(query: Query, candidates: Candidates) -> dict[str, Array]:
    """What the question says of where and when."""
    own = from_publishers(frozenset(query.publishers), candidates)
    if not query.publishers:
        own = np.full(len(candidates.homes), NOTHING, dtype=np.float32)
    date = nearness(query.dates, candidates)
    return {
        "publisher": own[candidates.of_home],
        "date": date[candidates.of_home],
        "date_and_publisher": (np.maximum(date, 0) * (own > 0))[candidates.of_home],
    }
