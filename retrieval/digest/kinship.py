"""Kinship: how much speaks for it that two articles tell one event: their words, their names and their days. Pure.

Cosines of tf-idf vectors (Salton & Buckley 1988) of the whole text, of its beginning with the title, and of the names;
they count less with each day between the articles, as in topic detection and tracking (Allan et al. 1998).
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from corpus.article import Article
from retrieval.answering.reading.article_reading import read_article
from retrieval.language.terms import fold, terms

Matrix = NDArray[np.float32]
_LEAD_SENTENCES = 6
_SENTENCES_READ = 60
_RARE = 0.5
"""Added to every count of articles, so that in a small batch, too, the rarer term weighs more."""
FADES_DAYS = 7.0
"""Days between two articles after which what they share counts for a third."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What an article is compared by: how often each term stands in it, in its beginning, and each word
    of a name; the day on which it was published, where that is known.
    """

    text: Mapping[str, int]
    lead: Mapping[str, int]
    names: Mapping[str, int]
    day: date | None


def profile(article: Article) -> Profile:
    """The profile of an article."""
    reading = read_article(article)
    sentences = reading.sentences[:_SENTENCES_READ]
    beginning = " ".join([article.title or "", *(sentence.text for sentence in sentences[:_LEAD_SENTENCES])])
    text = " ".join([article.title or "", *(sentence.text for sentence in sentences)])
    names = Counter(fold(word) for sentence in sentences for name in sentence.names for word in name.text.split())
    return Profile(Counter(terms(text)), Counter(terms(beginning)), names, article.published)


def kinship(profiles: Sequence[Profile]) -> Matrix:
    """How much speaks for one event, for each two, from 0 to 1: a symmetric matrix with 1 on its diagonal."""
    shared = (
        _cosines([each.text for each in profiles])
        + _cosines([each.lead for each in profiles])
        + _cosines([each.names for each in profiles])
    ) / 3.0
    alike: Matrix = np.clip(shared, 0.0, 1.0) * np.exp(-days_between(profiles) / FADES_DAYS)
    np.fill_diagonal(alike, 1.0)
    return alike


def _cosines(counted: Sequence[Mapping[str, int]]) -> Matrix:
    """The cosines of tf-idf vectors; a term of one article alone only lengthens its vector."""
    spread = Counter(term for counts in counted for term in counts)
    total = len(counted)
    weight = {term: math.log((total + 1.0) / (among + _RARE) + 1.0) for term, among in spread.items()}
    place = {term: at for at, term in enumerate(term for term, among in spread.items() if among > 1)}
    rows = np.zeros((total, len(place)), np.float32)
    for row, counts in zip(rows, counted, strict=True):
        values = {term: (1.0 + math.log(count)) * weight[term] for term, count in counts.items()}
        length = math.sqrt(sum(value * value for value in values.values())) or 1.0
        for term, value in values.items():
            if term in place:
                row[place[term]] = value / length
    return rows @ rows.T


def days_between(profiles: Sequence[Profile]) -> Matrix:
    """The days between each two, none where a day isn't known."""
    days = [math.nan if each.day is None else float(each.day.toordinal()) for each in profiles]
    known = np.array(days, np.float32)
    between: Matrix = np.nan_to_num(np.abs(known[:, None] - known[None, :]), nan=0.0)
    return between
