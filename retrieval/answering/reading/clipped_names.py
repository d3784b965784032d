"""Clipped names written out as the articles write them: "zuck" where they know one "Zuckerberg"; pure."""

from collections.abc import Iterable
from dataclasses import replace

from retrieval.answering.reading.article_reading import read_article
from retrieval.language.terms import fold, is_stop, words
from retrieval.query import Query
from retrieval.retriever import RankedPassage

_CLIPPED = 4
"""The letters that a clipped name has at least."""


def with_whole_names(query: Query, ranked: Iterable[RankedPassage]) -> Query:
    """The query with the words of its question written out that no article has, and that one name in them begins with."""
    articles = {each.passage.article.id: each.passage.article for each in ranked}
    question, seen = query.question, [read_article(article) for article in articles.values()]
    for word in words(question):
        folded = fold(word.text).removesuffix("'s")
        if len(folded) < _CLIPPED or is_stop(word.text) or any(reading.has_word(folded) for reading in seen):
            continue
        names = {name for reading in seen for name in reading.name_words}
        meant = [name for name in names if name.startswith(folded) and len(name) >= len(folded) + 2]
        if len(meant) == 1:
            question = question.replace(word.text, meant[0].title())
    return query if question == query.question else replace(query, question=question)
