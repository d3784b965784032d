"""Grouping: the articles that tell one event together, by average linkage (Sokal & Michener 1958). Pure."""

from collections.abc import Sequence

import numpy as np

from corpus.article import Article
from retrieval.digest.kinship import Matrix, kinship, profile

ONE_EVENT = 0.14
"""How much, on average, must speak for one event for two groups to become one; chosen on the development labels."""


def group(articles: Sequence[Article]) -> tuple[tuple[Article, ...], ...]:
    """The articles by event, each in one group, in the order in which they came; prints of one text always together."""
    alike = kinship([profile(article) for article in articles])
    for one, article in enumerate(articles):
        for other in range(one):
            if articles[other].voice == article.voice:
                alike[one, other] = alike[other, one] = 1.0
    return tuple(tuple(articles[place] for place in places) for places in linked(alike, ONE_EVENT))


def linked(alike: Matrix, least: float) -> tuple[tuple[int, ...], ...]:
    """Groups of places: the two groups that are most alike on average become one, as long as they are alike enough."""
    groups: dict[int, tuple[int, ...]] = {place: (place,) for place in range(len(alike))}
    sums = alike.astype(np.float64)
    sizes = np.ones(len(alike))
    means = sums.copy()
    np.fill_diagonal(means, -np.inf)
    while len(groups) > 1:
        one, other = divmod(int(np.argmax(means)), len(alike))
        if means[one, other] < least:
            break
        kept, gone = sorted((one, other))
        groups[kept] = tuple(sorted((*groups[kept], *groups.pop(gone))))
        sums[kept] += sums[gone]
        sums[:, kept] += sums[:, gone]
        sizes[kept] += sizes[gone]
        means[gone], means[:, gone] = -np.inf, -np.inf
        alive = np.array([place in groups and place != kept for place in range(len(alike))])
        row = np.where(alive, sums[kept] / (sizes[kept] * sizes), -np.inf)
        means[kept], means[:, kept] = row, row
    return tuple(groups[place] for place in sorted(groups))
