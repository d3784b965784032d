"""A statement in, its standing in the articles out: find passages, hold the statement against their sentences, keep the best."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.article import Article, Role
from corpus.passage import Passage
from corpus.span import Span
from retrieval.answering.answer import Citation
from retrieval.answering.answerer import Finder
from retrieval.answering.grounding.evidence import Evidence, evidence_of, tokens
from retrieval.answering.grounding.instructions import gives_orders
from retrieval.answering.grounding.judging import Judgement, Standing, judge
from retrieval.answering.reading.coverage import WordVectors
from retrieval.question import check_question
from retrieval.retriever import NO_FILTERS, Filters

PASSAGES_READ = 12
CITED = 3
_SENTENCES_TRIED = 4
_ORDER = {Standing.SUPPORTED: 2, Standing.CONTRADICTED: 1, Standing.NOT_FOUND: 0}


@dataclass(frozen=True, slots=True)
class Verification:
    """What became of a statement: how it stands, and the sentences that say so or otherwise, best first.

    `citations` are none where it is not in the articles; ValueError where there should be some.
    """

    statement: str
    judgement: Judgement
    citations: tuple[Citation, ...] = ()

    def __post_init__(self) -> None:
        if self.judgement.standing is not Standing.NOT_FOUND and not self.citations:
            raise ValueError("what the articles say or deny is cited")


class Verifier:
    """Holds statements against the articles that a finder knows. Safe to use from several threads."""

    def __init__(self, finder: Finder, vectors: WordVectors) -> None:
        self._finder = finder
        self.vectors = vectors

    def verify(self, statement: str, filters: Filters = NO_FILTERS) -> Verification:
        """How the statement stands to the articles; QuestionError where it is no text that can be looked up."""
        text = check_question(statement)
        ranked = self._finder.find(self._finder.read(text), PASSAGES_READ, filters)
        judged = [
            (judge(text, evidence_of(passage.article, span), self.vectors), passage.article, span)
            for passage in (each.passage for each in ranked)
            for span in _stretches(text, passage)
        ]
        judged.sort(key=lambda each: (_ORDER[each[0].standing], each[0].verdict.coverage, each[0].score), reverse=True)
        if not judged:
            return Verification(text, judge(text, Evidence(()), self.vectors))
        best = judged[0][0]
        if best.standing is Standing.NOT_FOUND:
            return Verification(text, best)
        alike = [(article, span) for judgement, article, span in judged if judgement.standing is best.standing]
        return Verification(text, best, tuple(_citations(alike)))


def _stretches(statement: str, passage: Passage) -> Iterator[Span]:
    """The sentences of a passage that have most of the statement's words, alone and with the one after them."""
    article = passage.article
    own = [token for token in tokens(statement) if token.is_content]
    scored: list[tuple[int, int]] = []
    for index in range(passage.first, passage.last):
        sentence = article.sentences[index]
        text = sentence.span.of(article.text)
        if sentence.role is Role.HEADING or gives_orders(text):
            continue
        scored.append((sum(Evidence((text,)).has(token) for token in own), index))
    for shared, index in sorted(scored, key=lambda each: -each[0])[:_SENTENCES_TRIED]:
        if not shared:
            continue
        span = article.sentences[index].span
        yield span
        after = index + 1
        if after < passage.last and article.sentences[after].role is not Role.HEADING:
            joined = Span(span.start, article.sentences[after].span.end)
            if article.is_own(joined):
                yield joined


def _citations(stretches: Sequence[tuple[Article, Span]]) -> Iterator[Citation]:
    """At most CITED citations, one an article and stretch."""
    taken: list[tuple[str, Span]] = []
    for article, span in stretches:
        if any(name == article.id and (span.overlaps(other)) for name, other in taken):
            continue
        taken.append((article.id, span))
        yield Citation(len(taken), article, span)
        if len(taken) == CITED:
            return
