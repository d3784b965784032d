"""Telling: the points of a story, in its articles' own sentences, each with all who say it. Pure.

What many articles speak of weighs more (centroid summaries: Radev et al. 2004), as does what stands early; nothing is
told twice (maximal marginal relevance: Carbonell & Goldstein 1998).
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.article import Article, Role
from retrieval.answering.choosing.readability import readable, spans_of, statement_text
from retrieval.answering.comparing.likeness import says_same
from retrieval.answering.draft import DraftStatement, Source
from retrieval.answering.grounding.evidence import evidence_of
from retrieval.answering.grounding.grounding import ground
from retrieval.answering.reading.article_reading import ArticleReading, Stretch, read_article
from retrieval.answering.reading.saying import Saying
from retrieval.digest.story import MOST_POINTS

Weights = Mapping[str, float]
_SHORTEST, _LONGEST = 40, 420
"""Characters of a point."""
_WEIGHED = 24
"""Candidates for which it is looked up who else says the same."""
_EARLY, _HANGING, _QUOTED, _EACH_VOICE = 0.6, 0.6, 0.8, 0.5
_ALIKE = 0.5
"""The share of a point's words in an earlier one from which on it adds nothing."""
_LEAST = 0.3
"""The share of the best point's score that the others must have."""


@dataclass(frozen=True)
class _Candidate:
    """A stretch that could be a point, with the sentence that says it."""

    reading: ArticleReading
    stretch: Stretch
    score: float

    @cached_property
    def saying(self) -> Saying:
        return Saying(self.reading.article, self.stretch.indices[0])

    @cached_property
    def stems(self) -> frozenset[str]:
        return self.saying.meanings.stems

    def times(self, factor: float) -> "_Candidate":
        return _Candidate(self.reading, self.stretch, self.score * factor)


def tell(articles: Sequence[Article], before: Sequence[Article] = ()) -> tuple[DraftStatement, ...]:
    """At most four points that the articles tell and those `before` did not, in the order of their weight; maybe none."""
    weights = _weights([*articles, *before])
    scored = [each for article in articles for each in _candidates(read_article(article), weights)]
    scored.sort(key=lambda each: -each.score)
    known = [saying for article in before for saying in _prose(article)]
    fresh = [each for each in scored[: 2 * _WEIGHED] if not any(says_same(each.saying, old) for old in known)]
    supported = [(each, _who_else(each, articles)) for each in fresh[:_WEIGHED]]
    ranked = sorted(
        ((each.times(1 + _EACH_VOICE * len(_voices(same, each))), same) for each, same in supported),
        key=lambda pair: -pair[0].score,
    )
    chosen: list[_Candidate] = []
    points: list[DraftStatement] = []
    for each, same in ranked:
        if len(points) == MOST_POINTS or (points and each.score < _LEAST * chosen[0].score):
            break
        if any(_adds_nothing(each, other) for other in chosen):
            continue
        point = _point(each, same)
        if point is not None and all(point.text not in other.text and other.text not in point.text for other in points):
            chosen.append(each)
            points.append(point)
    return tuple(points)


def _weights(articles: Sequence[Article]) -> Weights:
    """What a word weighs: the more of the articles have it, and those that say it in their title or first sentences twice."""
    spread: Counter[str] = Counter()
    for article in articles:
        prose = _prose(article)
        spread.update({stem for saying in prose for stem in saying.meanings.stems})
        spread.update({stem for saying in prose[:3] for stem in saying.meanings.stems})
    most = 2 * max(1, len(articles))
    return {stem: count / most for stem, count in spread.items()}


def _prose(article: Article) -> list[Saying]:
    return [Saying(article, at) for at, each in enumerate(article.sentences) if each.role is not Role.HEADING]


def _candidates(reading: ArticleReading, weights: Weights) -> list[_Candidate]:
    """The article's stretches that can be a point, scored."""
    found = []
    for stretch in reading.stretches:
        first = reading.sentences[stretch.indices[0]]
        length = sum(len(reading.sentences[index].text) for index in stretch.indices)
        if not _SHORTEST <= length <= _LONGEST or stretch.is_list or not first.is_whole:
            continue
        found.append(_Candidate(reading, stretch, _score(reading, stretch, weights)))
    return found


def _score(reading: ArticleReading, stretch: Stretch, weights: Weights) -> float:
    """How much of what the story is about the stretch tells, for its length, and how early in the article."""
    first = stretch.indices[0]
    stems = {stem for index in stretch.indices for stem in Saying(reading.article, index).meanings.stems}
    told = sum(weights.get(stem, 0.0) for stem in stems) / math.sqrt(max(6, len(stems)))
    text = reading.sentences[first].text
    early = 1.0 + _EARLY / (1.0 + first / 3)
    hanging = _HANGING if reading.sentences[first].hangs else 1.0
    quoted = _QUOTED if text.startswith(("“", '"', "‘")) else 1.0
    return told * early * hanging * quoted


def _who_else(candidate: _Candidate, articles: Sequence[Article]) -> list[Saying]:
    """The sentence of each other article that says the same, closest first in that article."""
    found = []
    for article in articles:
        if article.id == candidate.reading.article.id:
            continue
        same = [saying for saying in _prose(article) if says_same(candidate.saying, saying)]
        if same:
            found.append(max(same, key=lambda saying: (len(saying.meanings.stems & candidate.stems), -saying.index)))
    return found


def _voices(same: Sequence[Saying], candidate: _Candidate) -> set[str]:
    """Who says it besides the article that it is told from."""
    return {saying.article.voice for saying in same} - {candidate.reading.article.voice}


def _adds_nothing(one: _Candidate, other: _Candidate) -> bool:
    shared = len(one.stems & other.stems)
    return shared >= _ALIKE * max(1, min(len(one.stems), len(other.stems))) or says_same(one.saying, other.saying)


def _point(candidate: _Candidate, same: Sequence[Saying]) -> DraftStatement | None:
    """The point with all its sources; None where the sentences that it is from don't bear it out as it reads."""
    reading = candidate.reading
    stretch = readable(reading, candidate.stretch)
    text = statement_text(reading, stretch)
    own = Source(reading.article, spans_of(reading, stretch.indices))
    if not ground(text, evidence_of(own.article, *own.spans)).is_supported:
        return None
    others = (Source(each.article, spans_of(read_article(each.article), (each.index,))) for each in same)
    return DraftStatement(text, (own, *others), 0, candidate.score)
