"""How sure it is that the articles answer a question, whole and part by part; pure.

Each part of the question is held against the likeliest sentences (see `evidence`), a weighted sum says how likely each is to
answer, and a small ensemble of regression trees weighs the best of them, what the passages lack altogether, and how the
passages were ranked. Weights and trees stand in `answerability.json` beside this module; the file says what they were learned
from and by which command. They see measures alone, no word of any text.
"""

import json
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from retrieval.answering.assessing.evidence import (
    MAX_PASSAGES,
    PART_FEATURES,
    SENTENCE_FEATURES,
    Evidence,
    gather,
)
from retrieval.answering.assessing.named import NAMED_MEASURES, of_named
from retrieval.answering.assessing.view import View
from retrieval.answering.reading.article_reading import read_article
from retrieval.answering.reading.coverage import Row, WordVectors
from retrieval.answering.reading.parts import Part, read_parts
from retrieval.answering.reading.people import names_of_people
from retrieval.answering.reading.question_kind import read_kind
from retrieval.language.concepts import base
from retrieval.language.terms import words
from retrieval.query import Query
from retrieval.ranking import Forest
from retrieval.retriever import RankedPassage

ANSWER_THRESHOLD = 0.5
"""From this confidence on the articles are taken to answer."""

MODEL_FILE = Path(__file__).with_name("answerability.json")
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
)
"""What the trees see of a part of a question."""

_NOTHING = -10.0


class Frequencies(Protocol):
    """Knows how many passages hold a term."""

    def frequencies(self, wanted: Collection[str]) -> Mapping[str, int]:
        """The number of passages for each term that any passage holds."""


@dataclass(frozen=True, slots=True)
class PartAssessment:
    """A part of a question, and how sure it is that the articles answer it, 0 to 1, with the measures that say so."""

    text: str
    confidence: float
    measures: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Assessment:
    """The assessments of a question's parts, at least one; ValueError where there is none."""

    parts: tuple[PartAssessment, ...]

    def __post_init__(self) -> None:
        if not self.parts:
            raise ValueError("a question has at least one part")

    @property
    def confidence(self) -> float:
        """How sure it is that the articles answer the question, or one of the things that it asks at once."""
        return max(part.confidence for part in self.parts)

    @property
    def weakest(self) -> PartAssessment:
        """The part that the articles least answer."""
        return min(self.parts, key=lambda part: part.confidence)

    @property
    def missing(self) -> tuple[str, ...]:
        """The parts that the articles don't answer while they do answer others."""
        if self.confidence < ANSWER_THRESHOLD:
            return ()
        return tuple(part.text for part in self.parts if part.confidence < ANSWER_THRESHOLD)


def assess(query: Query, ranked: Sequence[RankedPassage], frequencies: Frequencies, vectors: WordVectors) -> Assessment:
    """The assessment of a question by the passages found for it, best first."""
    model = read_model()
    parts = []
    for text, clauses in read_evidence(query, ranked, frequencies, vectors):
        row = measure(query, ranked, clauses, model)
        measures = dict(zip(MEASURES, row.tolist(), strict=True))
        parts.append(PartAssessment(text, model.confidence(row), MappingProxyType(measures)))
    return Assessment(tuple(parts))


@dataclass(frozen=True, slots=True)
class ClauseEvidence:
    """The evidence for a clause, whether it names publishers of which no passage was found, and the score parts of its passages."""

    evidence: Evidence
    lacks_publisher: bool
    ranked: tuple[RankedPassage, ...]


def read_evidence(
    query: Query, ranked: Sequence[RankedPassage], frequencies: Frequencies, vectors: WordVectors
) -> list[tuple[str, tuple[ClauseEvidence, ...]]]:
    """For each part of the question its text and the evidence for each of its clauses.

    A question that names publishers has one part with its clauses, each held against the passages of the publishers it names.
    """
    named = tuple(mention.text for mention in query.mentions)
    stems = {stem for word in words(query.question) for stem in (word.stem, base(word.text))}
    frequency = frequencies.frequencies(stems)
    articles = {each.passage.article.id: each.passage.article for each in ranked}
    people = names_of_people(map(read_article, articles.values()))
    views: dict[tuple[str, ...], View] = {}
    found: list[tuple[str, tuple[ClauseEvidence, ...]]] = []
    for text, clauses in _parts_of(query, named):
        gathered = []
        for part, publishers in clauses:
            own = tuple(each for each in ranked if each.passage.article.publisher in publishers) if publishers else ()
            seen = (own or tuple(ranked))[:MAX_PASSAGES]
            key = tuple(each.passage.id for each in seen)
            view = views.get(key) or views.setdefault(key, View(seen))
            evidence = gather(part, query.names, named, view, lambda stem: frequency.get(stem, 0), vectors, people)
            gathered.append(ClauseEvidence(evidence, bool(publishers) and not own, seen))
        found.append((text, tuple(gathered)))
    return found


def _parts_of(query: Query, named: tuple[str, ...]) -> list[tuple[str, list[tuple[Part, frozenset[str]]]]]:
    if query.mentions and len(query.clauses) > 1:
        clauses = [(Part(each.text, read_kind(each.text)), each.publishers) for each in query.clauses]
        return [(query.question, clauses)]
    publishers = frozenset(query.publishers)
    return [(part.text, [(part, publishers)]) for part in read_parts(query.question, named)]


def measure(query: Query, ranked: Sequence[RankedPassage], clauses: Sequence[ClauseEvidence], model: "Model") -> Row:
    """The MEASURES of a part of the question: those of its weakest clause, and means over all."""
    rows = np.array([_of_clause(clause, model) for clause in clauses])
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
    return np.concatenate([weakest, means, whole, lacks.max(axis=0), lacks.mean(axis=0), of_named(query, ranked)])


_LACKING = [PART_FEATURES.index(name) for name in _OF_CLAUSES]
_LACKING_SENTENCES = [SENTENCE_FEATURES.index(name) for name in _OF_CLAUSES_SENTENCES]


def _lacks(evidence: Evidence) -> Row:
    """What a clause lacks altogether, and what even its best sentence lacks."""
    least = evidence.rows[:, _LACKING_SENTENCES].min(axis=0) if len(evidence.rows) else np.ones(len(_LACKING_SENTENCES))
    return np.concatenate([evidence.overall[_LACKING], least])


def _of_clause(clause: ClauseEvidence, model: "Model") -> Row:
    evidence = clause.evidence
    rows = evidence.rows
    if len(rows):
        likely = model.likelihood(rows)
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


_SCALE = ("sentence_bias", "lean", "slope", "shift", "shift_named")
_TOGETHER = MEASURES.index("together")
_NAMED = (MEASURES.index("named_publishers"), MEASURES.index("unknown_publishers"))


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of the features of a sentence, the trees over MEASURES, and how their sum becomes a confidence.

    `lean` is the share of the sentences' own log odds that is added to the sum of the trees; `slope` and `shift` turn that
    into a confidence, with `shift_named` added for questions that name a publisher, which are worded otherwise.
    """

    weights: NDArray[np.float64]
    bias: float
    forest: Forest | None = None
    lean: float = 1.0
    slope: float = 1.0
    shift: float = 0.0
    shift_named: float = 0.0

    @classmethod
    def of(cls, description: Mapping[str, object]) -> Self:
        """From the contents of a model file; ValueError where its features aren't those of this version."""
        weights, trees = description["sentence_weights"], description["trees"]
        if not isinstance(weights, dict) or not isinstance(trees, list) or set(weights) != set(SENTENCE_FEATURES):
            raise ValueError("the answerability model is of another version: train it again")
        ordered = np.array([float(weights[name]) for name in SENTENCE_FEATURES])
        bias, *scale = (float(str(description[name])) for name in _SCALE)
        return cls(ordered, bias, Forest.of(trees, MEASURES), *scale)

    def likelihood(self, rows: Row) -> Row:
        """For each sentence the log odds of its being the answer."""
        return np.asarray(rows @ self.weights + self.bias)

    def total(self, row: Row) -> float:
        """The sum that a confidence is made of, from the MEASURES of a part."""
        trees = 0.0 if self.forest is None else float(self.forest.score(row[None, :].astype(np.float32))[0])
        return trees + self.lean * float(row[_TOGETHER])

    def confidence(self, row: Row) -> float:
        """Between 0 and 1, from the MEASURES of a part."""
        odds = self.slope * self.total(row) + self.shift + self.shift_named * names_publisher(row)
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))


def names_publisher(row: Row) -> bool:
    """Whether the question names a publisher, of the library or another, from the MEASURES of a part."""
    return any(row[place] > 0 for place in _NAMED)


@lru_cache(maxsize=1)
def read_model(path: Path = MODEL_FILE) -> Model:
    """The model that was learned."""
    return Model.of(json.loads(path.read_text(encoding="utf-8")))
