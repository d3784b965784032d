"""Which of the articles found a question that names publishers means, and whether as many are there as it asks for; pure.

Such a question sets articles side by side. Where one of them is missing, the next best of the same publisher stands in its
place: it meets the question less well than the others do, and hardly better than that publisher's other articles. A small ensemble of
trees weighs that article by article; what they say is then held against the publishers and clauses of the question.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.article import Article
from retrieval.answering.assessing.evidence import SENTENCE_FEATURES, Evidence
from retrieval.answering.reading.coverage import Row
from retrieval.query import Query
from retrieval.retriever import RankedPassage

_SUMMED = {
    "keyword": 1.0, "clause": 1.0, "sentence": 0.3, "article": 0.3, "title": 0.3, "similarity": 0.5, "phrase": 0.3, "window_share": 0.5,
}  # fmt: skip
"""The parts of a passage's score that are looked at, with what each weighs in their plain sum: none that was learned."""

_OF_READING = 0.3  # what the publisher and the day weigh in that sum
_LACKS = ("terms_lack", "sentence_lack", "plain_lack", "name_lack", "unlike", "rest_of_passage")
_LACKING = [SENTENCE_FEATURES.index(name) for name in _LACKS]

ARTICLE_FEATURES = (
    *(f"most_{name}" for name in (*_SUMMED, "sum")),
    *(f"ahead_of_publisher_{name}" for name in (*_SUMMED, "sum")),
    *(f"ahead_of_all_{name}" for name in (*_SUMMED, "sum")),
    "windows", "date", "passages", "place", "place_in_publisher", "of_publisher", "articles",
    "named", "times_named", "publishers", "mentions", "clauses", "terms",
    *(f"least_{name}" for name in _LACKS), "unread",
)  # fmt: skip
"""What is seen of an article: the most that its passages reach, how far that is ahead of the publisher's next article and of
the best of all, its places, how the question names its publisher, and what its likely sentences lack."""

MEANT_MEASURES = (
    "meant_first", "meant_second", "meant_third", "meant_last_wanted", "meant_least_publisher", "meant_mean_publisher",
    "meant_least_named_again", "meant_mean_clause", "meant_as_many",
)  # fmt: skip
"""How likely the articles are meant: the likeliest three, the last of as many as publishers are named, the likeliest of each
publisher (the second where it is named twice), the likeliest of each clause, and how likely as many as are named are meant."""

_NONE = np.zeros(len(MEANT_MEASURES))
_MOST_COUNTED = 7


def no_articles() -> Row:
    """The MEANT_MEASURES where the question names no publisher."""
    return _NONE


def read_articles(
    query: Query, ranked: Sequence[RankedPassage], clauses: Collection[Evidence]
) -> tuple[tuple[Article, ...], Row]:
    """The articles of the passages, in order, and their ARTICLE_FEATURES, shape (articles, features)."""
    places: dict[str, int] = {}
    of = np.array([places.setdefault(each.passage.article.id, len(places)) for each in ranked], dtype=np.intp)
    articles = tuple({each.passage.article.id: each.passage.article for each in ranked}.values())
    if not articles:
        return (), np.zeros((0, len(ARTICLE_FEATURES)))
    reached = np.array([_of_passage(each.parts) for each in ranked])
    most = np.full((len(articles), reached.shape[1]), -np.inf)
    np.maximum.at(most, of, reached)
    own = np.array([[one.publisher == other.publisher for other in articles] for one in articles])
    others = np.where((own & ~np.eye(len(articles), dtype=bool))[:, :, None], most[None, :, :], 0.0).max(axis=1)
    sums = most[:, -1]
    ahead = sums[None, :] > sums[:, None]
    alone = np.column_stack([
        _best_two(ranked, places),
        _days(ranked, of, len(articles)),
        np.bincount(of),
        ahead.sum(axis=1),
        (ahead & own).sum(axis=1),
        own.sum(axis=1),
        np.full(len(articles), len(articles)),
    ])  # fmt: skip
    told = [most, most - others, most - most.max(axis=0), alone, _as_named(query, articles), _lacking(places, clauses)]
    return articles, np.hstack(told)


def _of_passage(parts: Mapping[str, float]) -> list[float]:
    values = [parts.get(name, 0.0) for name in _SUMMED]
    read = max(parts.get("publisher", 0.0), 0.0) + max(parts.get("date", 0.0), 0.0)
    total = sum(weight * value for weight, value in zip(_SUMMED.values(), values, strict=True))
    return [*values, total + _OF_READING * read]


def _best_two(ranked: Sequence[RankedPassage], places: Mapping[str, int]) -> list[float]:
    """The share of the question's windows that each article's best two passages win."""
    shares: list[list[float]] = [[] for _ in places]
    for each in ranked:
        shares[places[each.passage.article.id]].append(each.parts.get("window_share", 0.0))
    return [sum(sorted(own)[-2:]) for own in shares]


def _days(ranked: Sequence[RankedPassage], of: NDArray[np.intp], count: int) -> Row:
    days = np.full(count, -1.0)
    np.maximum.at(days, of, np.array([each.parts.get("date", -1.0) for each in ranked]))
    return days


def _as_named(query: Query, articles: Sequence[Article]) -> Row:
    """How the question names each article's publisher, and how many things it names."""
    times = _times_named(query)
    counts = [len(times), len(query.mentions), len(query.clauses), len(query.terms)]
    return np.array([
        [float((each.publisher or "") in times), float(times[each.publisher or ""]), *counts] for each in articles
    ])  # fmt: skip


def _times_named(query: Query) -> Counter[str]:
    return Counter(publisher for mention in query.mentions for publisher in mention.publishers)


def _lacking(places: Mapping[str, int], clauses: Collection[Evidence]) -> Row:
    """The least that an article's likely sentences lack, and 1 where none of its sentences is likely."""
    least = np.ones((len(places), len(_LACKS) + 1))
    at = [places[article] for evidence in clauses for article, _ in evidence.places]
    if at:
        rows = np.vstack([evidence.rows for evidence in clauses if evidence.places])
        np.minimum.at(least[:, :-1], at, rows[:, _LACKING])
        least[at, -1] = 0.0
    return least


def of_meant(query: Query, articles: Sequence[Article], likely: Row) -> Row:
    """The MEANT_MEASURES of a question, by how likely, 0 to 1, each article is meant."""
    ordered = np.concatenate([np.sort(likely)[::-1], np.zeros(_MOST_COUNTED)])
    wanted = min(max(2, len(query.mentions)), _MOST_COUNTED)
    times = _times_named(query)
    of_publishers = [_best([publisher], articles, likely) for publisher in times]
    firsts = [float(own[0]) for own in of_publishers]
    firsts += [0.0 for mention in query.mentions if not mention.publishers]
    again = [
        float(own[min(count, _MOST_COUNTED) - 1]) for own, count in zip(of_publishers, times.values(), strict=True)
    ]
    of_clauses = [float(_best(each.publishers, articles, likely)[0]) for each in query.clauses if each.publishers]
    best = float(ordered[0])
    return np.array([
        *ordered[:3],
        ordered[wanted - 1],
        min(firsts, default=best),
        sum(firsts) / len(firsts) if firsts else best,
        min(again, default=best),
        sum(of_clauses) / len(of_clauses) if of_clauses else best,
        _counted(likely)[wanted:].sum(),
    ])  # fmt: skip


def _best(publishers: Collection[str], articles: Sequence[Article], likely: Row) -> Row:
    """How likely the articles of these publishers are meant, likeliest first, and then zeros."""
    own = [share for share, each in zip(likely.tolist(), articles, strict=True) if each.publisher in publishers]
    return np.concatenate([np.sort(own)[::-1], np.zeros(_MOST_COUNTED)])


def _counted(likely: Row) -> Row:
    """How likely none, one, two … articles are meant, each by itself; the last is that many or more."""
    counted = [1.0] + [0.0] * _MOST_COUNTED
    for share in likely.tolist():
        more = counted[-1] * share
        counted = [
            kept * (1 - share) + before * share for kept, before in zip(counted, [0.0, *counted[:-1]], strict=True)
        ]
        counted[-1] += more
    return np.array(counted)
