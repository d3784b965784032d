"""Answers from the articles' own sentences: no model, no key; pure.

Each part of the question is read for the kind of answer it wants, the stretches in view are scored, and the best are said once
each, with all their sources.
"""

from collections.abc import Mapping, Sequence

from corpus.article import Article
from retrieval.answering.answer_type import Asked
from retrieval.answering.article_reading import ArticleReading, Stretch, read_article
from retrieval.answering.coverage import AskedTerm, WordVectors, asked_terms, no_vectors
from retrieval.answering.draft import Draft, DraftStatement, Source, Weighed
from retrieval.answering.parts import Part, read_parts
from retrieval.answering.question_kind import Kind, asks_only, tidy_question
from retrieval.answering.readability import readable, spans_of, statement_text
from retrieval.answering.scoring import Scene, Scored, score_stretches
from retrieval.answering.selection import Choice, choose
from retrieval.answering.speakers import known_people
from retrieval.language.terms import fold, words
from retrieval.query import Query
from retrieval.retriever import RankedPassage

_SHOWN = 24
"""Stretches that an explanation shows for each part."""


def draft_answer(query: Query, ranked: Sequence[RankedPassage], vectors: WordVectors = no_vectors) -> Draft:
    """What the passages say to the question; a draft without statements where nothing in them can be an answer."""
    named = tuple(mention.text for mention in query.mentions)
    parts = read_parts(query.question, named)
    readings = {each.passage.article.id: read_article(each.passage.article) for each in ranked}
    scene = Scene(_stretches(ranked, readings), readings)
    passages = _passage_scores(ranked, frozenset(publisher for mention in query.mentions for publisher in mention.publishers))
    people = frozenset(known_people(tuple(readings.values())))
    statements: list[DraftStatement] = []
    weighed: list[Weighed] = []
    evidence: list[Mapping[str, float]] = []
    for number, part in enumerate(parts):
        terms = _terms(part, query, named, scene, vectors)
        asked = Asked(frozenset(fold(word.text).removesuffix("'s") for word in words(part.text)), people)
        scored = score_stretches(scene, part.wanted, terms, passages, asked, vectors)
        choices = choose(scored, part.wanted, readings, terms)
        statements += [_statement(choice, readings, number) for choice in choices if choice.is_chosen]
        weighed += [_weighed(choice, readings, number) for choice in choices[:_SHOWN]]
        evidence.append(_evidence(choices))
    return Draft(
        _once(statements),
        tuple(weighed),
        {"kind": ", ".join(part.wanted.kind.value for part in parts), "parts": " | ".join(part.text for part in parts)},
        tuple(part.text for part in parts),
        tuple(evidence),
    )


def _stretches(ranked: Sequence[RankedPassage], readings: Mapping[str, ArticleReading]) -> list[Stretch]:
    """The stretches that touch one of the passages, each once."""
    inside: dict[str, set[int]] = {}
    for each in ranked:
        inside.setdefault(each.passage.article.id, set()).update(range(each.passage.first, each.passage.last))
    return [
        stretch
        for article, indices in inside.items()
        for stretch in readings[article].stretches
        if not indices.isdisjoint(stretch.indices)
    ]


def _passage_scores(ranked: Sequence[RankedPassage], publishers: frozenset[str]) -> dict[tuple[str, int], float]:
    """The score of the passage that each sentence is in, the best being 1; articles of other publishers than those named get none."""
    best = max((each.score for each in ranked), default=1.0) or 1.0
    scores: dict[tuple[str, int], float] = {}
    for each in ranked:
        article: Article = each.passage.article
        foreign = publishers and article.publisher not in publishers
        for index in range(each.passage.first, each.passage.last):
            key = (article.id, index)
            scores[key] = max(scores.get(key, 0.0), 0.0 if foreign else max(0.0, each.score / best))
    return scores


def _terms(part: Part, query: Query, named: Sequence[str], scene: Scene, vectors: WordVectors) -> tuple[AskedTerm, ...]:
    """The terms that a part is looked up by: without the words that only ask, the publishers and the speaker."""
    text = f"{part.text} {part.context}"
    for publisher in named:
        text = text.replace(publisher, " ")
    text = _written_out(text)
    terms = asked_terms(text, query.names, vectors, scene.capitals())
    kept = tuple(term for term in terms if not asks_only(term.text))
    return kept or terms


def _written_out(text: str) -> str:
    """Chat abbreviations written out, everything else as it was typed."""
    return " ".join(word if (tidy := tidy_question(word)) == word.lower() else tidy for word in text.split())


def _statement(choice: Choice, readings: Mapping[str, ArticleReading], part: int) -> DraftStatement:
    reading = readings[choice.scored.stretch.article.id]
    stretch = readable(reading, choice.scored.stretch)
    sources = [_source(reading, stretch)]
    sources += [_source(readings[other.article.id], other) for other in choice.same]
    return DraftStatement(statement_text(reading, stretch), tuple(sources), part, choice.scored.score)


def _source(reading: ArticleReading, stretch: Stretch) -> Source:
    return Source(reading.article, spans_of(reading, stretch.indices))


def _weighed(choice: Choice, readings: Mapping[str, ArticleReading], part: int) -> Weighed:
    scored: Scored = choice.scored
    reading = readings[scored.stretch.article.id]
    return Weighed(
        statement_text(reading, scored.stretch), _source(reading, scored.stretch), part, scored.score, scored.parts, choice.is_chosen, choice.why
    )


def _evidence(choices: Sequence[Choice]) -> Mapping[str, float]:
    chosen = [choice.scored for choice in choices if choice.is_chosen]
    return {
        "score": max((each.score for each in chosen), default=0.0),
        "coverage": max((each.parts["terms"] for each in chosen), default=0.0),
        "fit": max((each.parts["answer"] for each in chosen), default=0.0),
    }


def _once(statements: Sequence[DraftStatement]) -> tuple[DraftStatement, ...]:
    """The statements without those that an earlier part has already said."""
    kept: list[DraftStatement] = []
    for statement in statements:
        if all(statement.text not in other.text and other.text not in statement.text for other in kept):
            kept.append(statement)
    return tuple(kept)


__all__ = ["Kind", "draft_answer"]
