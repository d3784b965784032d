"""Grouping: the articles that tell one event together, by average linkage (Sokal & Michener 1958). Pure."""

from collections.abc import Sequence

import numpy as np

from corpus.article import Article
from retrieval.digest.kinship import Matrix, kinship, profile

ONE_EVENT = 0.5
"""How likely, on average, the articles of two groups must tell one event for the groups to become one."""


def group(articles: Sequence[Article]) -> tuple[tuple[Article, ...], ...]:
    """The articles by event, each in one group, in the order in which they came; prints of one text always together."""
    likely = kinship([profile(article) for article in articles])
    for one, article in enumerate(articles):
        for other in range(one):
            if articles[other].voice == article.voice:
                likely[one, other] = likely[other, one] = 1.0
    return tuple(tuple(articles[place] for place in places) for places in linked(likely, ONE_EVENT))


def linked(likely: Matrix, least: float) -> tuple[tuple[int, ...], ...]:
    """Groups of places: the two groups that are most alike on average become one, as long as they are alike enough."""
    groups = {place: (place,) for place in range(len(likely))}
    sums = likely.astype(np.float64)
    sizes = np.ones(len(likely))
    means = sums.copy()
    np.fill_diagonal(means, -np.inf)
    while len(groups) > 1:
        one, other = divmod(int(np.argmax(means)), len(likely))
        if means[one, other] < least:
            break
        kept, gone = sorted((one, other))
        groups[kept] = tuple(sorted((*groups[kept], *groups.pop(gone))))
        sums[kept] += sums[gone]
        sums[:, kept] += sums[:, gone]
        sizes[kept] += sizes[gone]
        means[gone], means[:, gone] = -np.inf, -np.inf
        alive = np.array([place in groups and place != kept for place in range(len(likely))])
        row = np.where(alive, sums[kept] / (sizes[kept] * sizes), -np.inf)
        means[kept], means[:, kept] = row, row
    return tuple(groups[place] for place in sorted(groups))
