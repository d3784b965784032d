"""What the trees of the confidence see of a part of a question: MEASURES, from the evidence for its clauses; pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from retrieval.answering.assessing.evidence import PART_FEATURES, SENTENCE_FEATURES, Evidence
from retrieval.answering.assessing.meant_articles import MEANT_MEASURES, no_articles, of_meant, read_articles
from retrieval.answering.assessing.named import NAMED_MEASURES, of_named
from retrieval.answering.reading.coverage import Row
from retrieval.query import Query
from retrieval.retriever import RankedPassage

RANKED = ("keyword", "similarity", "window_share", "clause", "sentence", "phrase", "title", "article")
"""The parts of a passage's score that are looked at: none that was learned from questions whose answers are known."""

_OF_SENTENCES = ("best", "second", "together", "ahead")
_OF_CLAUSES = (*PART_FEATURES[:4], "unlike_best", "point_any_lack", "deed_any_lack", "name_any")
_OF_CLAUSES_SENTENCES = (
    "terms_lack",
    "sentence_lack",
    "unlike",
    "plain_lack",
    "name_lack",
    "exact_lack",
    "rest_of_passage",
)
"""What is compared between clauses: of each as a whole, and the least that any of its sentences lacks."""

MEASURES = (
    *_OF_SENTENCES,
    *(f"best_{name}" for name in SENTENCE_FEATURES),
    *(f"least_{name}" for name in SENTENCE_FEATURES),
    *PART_FEATURES,
    "publisher_lack",
    *(f"top_{name}" for name in RANKED),
    *(f"most_{name}" for name in RANKED),
    "mean_best",
    "mean_together",
    "mean_any_lack",
    "mean_unseen",
    "clauses",
    "unknown_publishers",
    "named_publishers",
    "least_clause_of_publisher",
    "most_clause_of_all",
    "mean_clause_of_all",
    *(f"worst_clause_{name}" for name in (*_OF_CLAUSES, *_OF_CLAUSES_SENTENCES)),
    *(f"mean_clause_{name}" for name in (*_OF_CLAUSES, *_OF_CLAUSES_SENTENCES)),
    *NAMED_MEASURES,
    *MEANT_MEASURES,
)
"""What the trees see of a part of a question."""

_NOTHING = -10.0


_NAMED = (MEASURES.index("named_publishers"), MEASURES.index("unknown_publishers"))


class Weights(Protocol):
    """Knows how likely a sentence answers, and how likely an article is one that the question means."""

    def likelihood(self, rows: Row) -> Row:
        """For each row of SENTENCE_FEATURES the log odds of its being the answer."""

    def meant(self, rows: Row) -> Row:
        """For each row of ARTICLE_FEATURES how likely, 0 to 1, the question means that article."""


@dataclass(frozen=True, slots=True)
class ClauseEvidence:
    """The evidence for a clause, whether it names publishers of which no passage was found, and the score parts of its passages."""

    evidence: Evidence
    lacks_publisher: bool
    ranked: tuple[RankedPassage, ...]


def measure(query: Query, ranked: Sequence[RankedPassage], clauses: Sequence[ClauseEvidence], weights: Weights) -> Row:
    """The MEASURES of a part of the question: those of its weakest clause, and means over all."""
    rows = np.array([_of_clause(clause, weights) for clause in clauses])
    weakest = rows[int(rows[:, 0].argmin())]
    columns = [MEASURES.index(name) for name in ("best", "together", "any_lack", "unseen")]
    means = rows[:, columns].mean(axis=0)
    reached = [each.parts.get("clause", 0.0) for each in ranked]
    of_publishers = [
        max(
            (share for share, each in zip(reached, ranked, strict=True) if each.passage.article.publisher == publisher),
            default=0.0,
        )
        for publisher in query.publishers
    ]
    best = sorted(reached, reverse=True)[:4]
    whole = [
        float(len(clauses)),
        float(len(query.unknown_publishers)),
        float(len(query.publishers)),
        min(of_publishers, default=max(reached, default=0.0)),
        max(reached, default=0.0),
        sum(best) / len(best) if best else 0.0,
    ]
    lacks = np.array([_lacks(clause.evidence) for clause in clauses])
    named, meant = of_named(query, ranked), _meant(query, ranked, clauses, weights)
    return np.concatenate([weakest, means, whole, lacks.max(axis=0), lacks.mean(axis=0), named, meant])


def _meant(query: Query, ranked: Sequence[RankedPassage], clauses: Sequence[ClauseEvidence], weights: Weights) -> Row:
    if not query.mentions:
        return no_articles()
    articles, rows = read_articles(query, ranked, [clause.evidence for clause in clauses])
    return of_meant(query, articles, weights.meant(rows)) if articles else no_articles()


_LACKING = [PART_FEATURES.index(name) for name in _OF_CLAUSES]
_LACKING_SENTENCES = [SENTENCE_FEATURES.index(name) for name in _OF_CLAUSES_SENTENCES]


def _lacks(evidence: Evidence) -> Row:
    """What a clause lacks altogether, and what even its best sentence lacks."""
    least = evidence.rows[:, _LACKING_SENTENCES].min(axis=0) if len(evidence.rows) else np.ones(len(_LACKING_SENTENCES))
    return np.concatenate([evidence.overall[_LACKING], least])


def _of_clause(clause: ClauseEvidence, weights: Weights) -> Row:
    evidence = clause.evidence
    rows = evidence.rows
    if len(rows):
        likely = weights.likelihood(rows)
        ordered = np.sort(likely)[::-1]
        others = ordered[1:4].mean() if len(ordered) > 1 else _NOTHING
        heads = [
            ordered[0],
            ordered[1] if len(ordered) > 1 else _NOTHING,
            math.log(float(np.exp(ordered).sum())),
            ordered[0] - others,
        ]
        best, least = rows[int(likely.argmax())], rows.min(axis=0)
    else:
        heads = [_NOTHING, _NOTHING, _NOTHING, 0.0]
        best = least = np.ones(len(SENTENCE_FEATURES))
    table = (
        np.array([[each.parts.get(name, 0.0) for name in RANKED] for each in clause.ranked])
        if clause.ranked
        else np.zeros((1, len(RANKED)))
    )
    return np.concatenate(
        [heads, best, least, evidence.overall, [float(clause.lacks_publisher)], table[0], table.max(axis=0)]
    )


def names_publisher(row: Row) -> bool:
    """Whether the question names a publisher, of the library or another, from the MEASURES of a part."""
    return any(row[place] > 0 for place in _NAMED)
