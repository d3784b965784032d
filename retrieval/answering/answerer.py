"""Answerer: a question in, an answer or an abstention out: retrieve → draft → assess → compare."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from corpus.article import Article, Role
from corpus.passage import Passage
from retrieval.answering.answer import Abstention, Answer, Statement
from retrieval.answering.assessing.answerability import ANSWER_THRESHOLD, Assessment, Frequencies, assess
from retrieval.answering.assessing.corroboration import corroborate
from retrieval.answering.comparing.agreement import DraftDisagreement, disagreements
from retrieval.answering.draft import Draft, DraftStatement
from retrieval.answering.explanation import Explanation
from retrieval.answering.extractive import draft_answer
from retrieval.answering.grounding.evidence import evidence_of
from retrieval.answering.grounding.grounding import is_borne_out
from retrieval.answering.numbering import Numbering
from retrieval.answering.reading.clipped_names import with_whole_names
from retrieval.answering.reading.coverage import WordVectors
from retrieval.answering.reading.far_wordings import in_plain_words
from retrieval.answering.reading.plain_question import plain_question
from retrieval.answering.reading.request import Request, read_request
from retrieval.answering.reading.saying import Saying
from retrieval.answering.reading.telegram import written_out_question
from retrieval.answering.reply import Reply
from retrieval.follow_up import Turn, complete
from retrieval.query import Query
from retrieval.question import check_question
from retrieval.retriever import NO_FILTERS, Filters, RankedPassage

GENERATOR = "extractive"
PASSAGES_READ = 20
_NEAREST_SHOWN = 3
_TOPICS_SHOWN = 4
_HARDLY, _DISAGREED = 0.1, 0.6
"""From which confidence on it is looked for a disagreement, and how sure it makes that the articles speak of the point."""
_BESIDE_SIDES = 0.9
"""From which share of the first one's score on a statement is said beside the sides of a disagreement."""


class Finder(Protocol):
    """Reads questions, and finds passages for what it read."""

    def read(self, question: str) -> Query:
        """What the question asks for."""

    def find(self, query: Query, limit: int, filters: Filters) -> tuple[RankedPassage, ...]:
        """At most `limit` passages, best first, none twice, all admitted by `filters`."""


class Answerer:
    """Answers from what a retriever finds, in the articles' own sentences. Safe to use from several threads.

    `recall` is told of the articles that were found before they are read: what was found in them earlier may be at hand.
    """

    def __init__(
        self,
        finder: Finder,
        frequencies: Frequencies,
        vectors: WordVectors,
        recall: Callable[[Iterable[Article]], None] = lambda _: None,
    ) -> None:
        self._finder = finder
        self._frequencies = frequencies
        self._vectors = vectors
        self._recall = recall

    def on(self, finder: Finder) -> "Answerer":
        """The same answerer over another finder."""
        return Answerer(finder, self._frequencies, self._vectors, self._recall)

    def answer(self, question: str, filters: Filters = NO_FILTERS, turns: Sequence[Turn] = ()) -> Reply:
        """The answer to a question, understood as a follow-up of `turns`; QuestionError where it can't be asked."""
        watch = _Watch()
        asked = check_question(question)
        understood = complete(asked, turns)
        request = read_request(understood)
        if request is not None:
            return Reply(asked, understood, _refusal(request), watch.times)
        understood = in_plain_words(written_out_question(plain_question(understood)))
        with watch.step("retrieve"):
            query = self._finder.read(understood)
            ranked = self._finder.find(query, PASSAGES_READ, filters)
        with watch.step("answer"):
            self._recall(each.passage.article for each in ranked)
            query = with_whole_names(query, ranked)
            draft = draft_answer(query, ranked, self._vectors)
            assessment = corroborate(assess(query, ranked, self._frequencies, self._vectors), draft)
            grounded = [each for each in draft.statements if _is_grounded(each)]
            result = _decide(query, ranked, draft, grounded, assessment)
        left_out = len(draft.statements) - len(grounded)
        return Reply(asked, understood, result, watch.times, _explain(ranked, draft, assessment), left_out=left_out)


class _Watch:
    """How long each step took, in milliseconds."""

    def __init__(self) -> None:
        self.times: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Measure what is done inside."""
        started = time.perf_counter()
        yield
        self.times[name] = (time.perf_counter() - started) * 1000


def _decide(
    query: Query,
    ranked: Sequence[RankedPassage],
    draft: Draft,
    grounded: Sequence[DraftStatement],
    assessment: Assessment,
) -> Answer | Abstention:
    """An answer to the parts of the question that the articles cover; an abstention where they cover none."""
    missing = frozenset(assessment.missing)
    said = [each for each in grounded if draft.parts[each.part] not in missing]
    confidence = assessment.confidence
    if confidence < _HARDLY or not said:
        return abstention(ranked, confidence)
    publishers = tuple(mention.text for mention in query.mentions)
    found = disagreements(query.question, _sayings(ranked), _chosen(said), publishers)
    if len(draft.parts) == 1 and found:  # articles that disagree on the point speak of it
        said = _beside(found, said, is_sure=confidence >= ANSWER_THRESHOLD)
        confidence = max(confidence, _DISAGREED)
    if confidence < ANSWER_THRESHOLD:
        return abstention(ranked, confidence)
    numbering = Numbering()
    statements = tuple(Statement(each.text, numbering.cite(each.sources)) for each in said)
    compared = tuple(numbering.disagreement(each) for each in found)
    unsaid = (*assessment.missing, *_unsaid(query, draft, said))
    return Answer(statements, numbering.citations, confidence, GENERATOR, compared, unsaid)


def _beside(
    found: Sequence[DraftDisagreement], said: Sequence[DraftStatement], *, is_sure: bool
) -> list[DraftStatement]:
    """What is said beside the sides of a disagreement: what they say, and little else, or nothing where it isn't sure."""
    of_sides = [each for each in said if _is_of_side(each, found)]
    if not is_sure:
        return of_sides or list(said[:1])
    least = _BESIDE_SIDES * said[0].score
    return [each for place, each in enumerate(said) if not place or each.score >= least or each in of_sides]


def _unsaid(query: Query, draft: Draft, said: Sequence[DraftStatement]) -> tuple[str, ...]:
    """The parts that name a publisher of their own whose articles say nothing of them."""
    if len({mention.text for mention in query.mentions}) < 2:
        return ()
    told = {statement.part for statement in said}
    return tuple(
        text
        for number, text in enumerate(draft.parts)
        if number not in told and any(mention.text in text for mention in query.mentions)
    )


def _is_grounded(statement: DraftStatement) -> bool:
    """Whether a source bears the statement out by the rules that a language model's statements must pass as well."""
    return any(
        is_borne_out(statement.text, evidence_of(source.article, *source.spans)) for source in statement.sources[:2]
    )


def _sayings(ranked: Sequence[RankedPassage]) -> list[Saying]:
    return [
        Saying(each.passage.article, index) for each in ranked for index in range(each.passage.first, each.passage.last)
    ]


def _is_of_side(statement: DraftStatement, found: Sequence[DraftDisagreement]) -> bool:
    """Whether a statement is what a side of a disagreement says: beside the sides, little else is worth saying."""
    sides = {saying for each in found for side in each.sides for saying in side.sayings}
    return not sides.isdisjoint(_chosen([statement]))


def _chosen(statements: Iterable[DraftStatement]) -> list[Saying]:
    """The sentences that the statements are made of."""
    return [
        Saying(source.article, index)
        for statement in statements
        for source in statement.sources
        for index, sentence in enumerate(source.article.sentences)
        if any(span.contains(sentence.span) for span in source.spans)
    ]


_REFUSALS = {
    Request.SMALL_TALK: "This answers questions about the articles; ask one, and it cites what they say.",
    Request.OTHER_TASK: "This only answers questions about the articles, and only from them.",
}


def _refusal(request: Request) -> Abstention:
    return Abstention(_REFUSALS[request], 0.0, GENERATOR)


def abstention(ranked: Sequence[RankedPassage], confidence: float, generator: str = GENERATOR) -> Abstention:
    """That the articles do not say, with what they are about and the nearest passage of each, best first."""
    titles = (each.passage.article.title for each in ranked)
    topics = tuple(dict.fromkeys(title for title in titles if title))[:_TOPICS_SHOWN]
    firsts = dict.fromkeys(each.passage.article.id for each in ranked)
    nearest = [_worth_reading([each.passage for each in ranked if each.passage.article.id == name]) for name in firsts]
    return Abstention("The articles do not say.", confidence, generator, topics, tuple(nearest[:_NEAREST_SHOWN]))


def _worth_reading(passages: Sequence[Passage]) -> Passage:
    """The first of an article's passages that is more than a heading, where one is."""
    return next((each for each in passages if any(s.role is not Role.HEADING for s in each.sentences)), passages[0])


def _explain(ranked: tuple[RankedPassage, ...], draft: Draft, assessment: Assessment) -> Explanation:
    confidence = {part.text: part.confidence for part in assessment.parts}
    return Explanation(draft.reading, ranked, confidence, draft.weighed)
