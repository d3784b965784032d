"""How sure it is that the articles answer a question, whole and part by part; pure.

Each part of the question is held against the likeliest sentences (see `evidence`), a weighted sum says how likely each is to
answer, and a small ensemble of regression trees weighs the best of them, what the passages lack altogether, and how the
passages were ranked (see `part_measures` and `model`).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

from retrieval.answering.assessing.evidence import MAX_PASSAGES, gather
from retrieval.answering.assessing.model import read_model
from retrieval.answering.assessing.part_measures import MEASURES, ClauseEvidence, measure
from retrieval.answering.assessing.view import View
from retrieval.answering.reading.article_reading import read_article
from retrieval.answering.reading.coverage import WordVectors
from retrieval.answering.reading.parts import Part, read_parts
from retrieval.answering.reading.people import names_of_people
from retrieval.answering.reading.question_kind import read_kind
from retrieval.language.concepts import base
from retrieval.language.terms import words
from retrieval.query import Query
from retrieval.retriever import RankedPassage

ANSWER_THRESHOLD = 0.5
"""From this confidence on the articles are taken to answer."""


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
