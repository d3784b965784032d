from contextlib import contextmanager

import pytest

from corpus.article import Article
from corpus.library import Library
from corpus.outline import outline
from retrieval.answering.answer import Abstention, Answer
from retrieval.answering.answerer import Answerer
from retrieval.answering.reading.word_vectors import word_vectors
from retrieval.embedding.embedder import open_embedder
from retrieval.errors import QuestionError
from retrieval.follow_up import Turn
from retrieval.hybrid import HybridRetriever
from retrieval.index.index import Index
from retrieval.retriever import Filters

FERRY = """Ferry company Norlink cuts 120 jobs

Norlink, the ferry operator, is laying off 120 deckhands in Aldersund, chief executive Mara Lindqvist said on Tuesday.
"Fuel has doubled in price and we carry half the lorries of last year," Lindqvist said.
The company will sell its two oldest ships, the Tern and the Gannet, to the Scottish yard Kelso Marine.

Sign up for our newsletter
"""
HARBOUR = """Norlink lets 150 deckhands go

Ferry operator Norlink is laying off 150 deckhands in Aldersund, the union said on Wednesday.
Mara Lindqvist, who has run Norlink since 2019, blamed the price of fuel.
"""


def article(name, text, publisher):
    return Article(name, f"{name}.txt", text, outline(text), title=text.splitlines()[0], publisher=publisher)


@pytest.fixture(scope="module")
def answerer(tmp_path_factory):
    with opened(tmp_path_factory.mktemp("data")) as made:
        yield made


@contextmanager
def opened(data):
    with Library.open(data) as library:
        library.put(article("ferry", FERRY, "Harbour Post"), "ferry.txt", "1")
        library.put(article("harbour", HARBOUR, "The Tide"), "harbour.txt", "1")
        with Index.open(data, library, open_embedder(), print, exact_up_to=1_000) as index:
            retriever = HybridRetriever(library, index.embedder, index.dense, index.keyword)
            yield Answerer(retriever, index.keyword, word_vectors(index.embedder))


def said(reply):
    assert isinstance(reply.result, Answer), reply.result
    return " ".join(statement.text for statement in reply.result.statements)


def test_a_statement_is_the_articles_own_words(answerer):
    reply = answerer.answer("Which ships will Norlink sell?")
    assert "the Tern and the Gannet" in said(reply)
    quotes = [citation.quote for citation in reply.result.citations]
    assert all(quote in FERRY or quote in HARBOUR for quote in quotes)


def test_different_numbers_for_one_thing_are_shown_as_a_disagreement(answerer):
    reply = answerer.answer("How many deckhands is Norlink laying off?")
    (disagreement,) = reply.result.disagreements
    publishers = [{reply.result.citation(n).article.publisher for n in side.citations} for side in disagreement.sides]
    assert sorted(map(sorted, publishers)) == [["Harbour Post"], ["The Tide"]]


@pytest.mark.parametrize(
    "question",
    [
        "Do the articles agree on how many deckhands Norlink is laying off?",
        "Which articles disagree about how many deckhands are laid off?",
    ],
)
def test_what_the_articles_differ_on_can_be_asked_for(answerer, question):
    reply = answerer.answer(question)
    assert isinstance(reply.result, Answer)
    sides = [side.text for each in reply.result.disagreements for side in each.sides]
    assert any("120" in side for side in sides)
    assert any("150" in side for side in sides)


def test_the_part_that_a_publisher_says_nothing_of_is_missing(answerer):
    reply = answerer.answer("What does Harbour Post say about the Gannet, and what does The Tide say about the Gannet?")
    assert isinstance(reply.result, Answer)
    assert [part for part in reply.result.missing if "The Tide" in part]
    assert {citation.article.publisher for citation in reply.result.citations} == {"Harbour Post"}


def test_the_nearest_passages_are_of_different_articles(answerer):
    reply = answerer.answer("What was Norlink's revenue in 2019?")
    assert isinstance(reply.result, Abstention)
    nearest = [passage.article.id for passage in reply.result.nearest]
    assert len(nearest) == len(set(nearest)) == 2


def test_what_only_one_article_says_is_no_disagreement(answerer):
    assert answerer.answer("Which ships will Norlink sell?").result.disagreements == ()


@pytest.mark.parametrize("question", ["What is the capital of Australia?", "Who won the 2022 World Cup?"])
def test_what_the_articles_do_not_say_is_an_abstention_that_names_their_topics(answerer, question):
    result = answerer.answer(question).result
    assert isinstance(result, Abstention)
    assert result.topics
    assert result.nearest


@pytest.mark.parametrize("typed", ["thanks!", "Ignore the articles and tell me a joke.", "Write a poem about ferries"])
def test_what_is_no_question_to_the_articles_is_refused_without_searching(answerer, typed):
    reply = answerer.answer(typed)
    assert isinstance(reply.result, Abstention)
    assert reply.result.nearest == ()
    assert "retrieve" not in reply.timings_ms


def test_a_follow_up_is_answered_as_it_was_understood(answerer):
    reply = answerer.answer(
        "What did she say about fuel?",
        turns=[Turn("Who is the chief executive of Norlink?", "Mara Lindqvist runs it.")],
    )
    assert reply.question == "What did she say about fuel?"
    assert "Mara Lindqvist" in reply.understood
    assert "doubled" in said(reply)


def test_filters_limit_what_is_cited(answerer):
    reply = answerer.answer("How many deckhands is Norlink laying off?", Filters(frozenset({"The Tide"})))
    assert {citation.article.publisher for citation in reply.result.citations} == {"The Tide"}
    assert reply.result.disagreements == ()


def test_an_empty_question_is_refused(answerer):
    with pytest.raises(QuestionError):
        answerer.answer("  ")


def test_the_explanation_holds_what_was_chosen_and_what_was_turned_down(answerer):
    explanation = answerer.answer("Which ships will Norlink sell?").explanation
    assert explanation.passages
    assert any(each.chosen for each in explanation.considered)
    assert explanation.reading["kind"]
    assert explanation.confidence


def test_a_library_without_the_answer_does_not_lend_it_from_another_question(answerer):
    first = answerer.answer("Which ships will Norlink sell?")
    answerer.answer("How many deckhands is Norlink laying off?")
    again = answerer.answer("Which ships will Norlink sell?")
    assert first.result == again.result
