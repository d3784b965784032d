"""Articles and passages of a few lines, and what is drafted from them."""

from corpus.article import Article
from corpus.outline import outline
from corpus.passage import Passage
from retrieval.answering.extractive import draft_answer
from retrieval.answering.reading.article_reading import read_article
from retrieval.query import read_question
from retrieval.retriever import RankedPassage


def article(text, name="one", **known):
    return Article(id=name, source=f"{name}.txt", text=text, sentences=outline(text), **known)


def reading(text, name="one"):
    return read_article(article(text, name))


def ranked(*articles):
    return tuple(RankedPassage(Passage(each, 0, len(each.sentences)), 1.0) for each in articles)


def draft(question, *articles):
    publishers = {each.publisher for each in articles if each.publisher}
    return draft_answer(read_question(question, publishers), ranked(*articles))


def said(question, *articles):
    return [statement.text for statement in draft(question, *articles).statements]
