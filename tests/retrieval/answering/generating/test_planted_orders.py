import re

import pytest

from corpus.article import Article
from corpus.library import Library
from corpus.outline import outline
from corpus.passage import Passage
from retrieval.answering.answer import Answer
from retrieval.answering.answerer import Answerer
from retrieval.answering.generating.claims import Cited, Claim
from retrieval.answering.generating.prompt import frame
from retrieval.answering.generating.tying import tie
from retrieval.answering.reading.word_vectors import word_vectors
from retrieval.counting import count_high
from retrieval.embedding.embedder import open_embedder
from retrieval.hybrid import HybridRetriever
from retrieval.index.index import Index
from tests.retrieval.answering.generating.planted import PLANTED

TRUE = "Norlink, the ferry operator, is laying off 120 deckhands in Aldersund, chief executive Mara Lindqvist said."
TRACE = re.compile(r"zebra|@everyone|@here|<[!@]|https?:|www\.|discord\.gg", re.IGNORECASE)


def planted(number, payload):
    text = f"{TRUE}\n\n{payload}\n\nThe company will sell its two oldest ships to the yard Kelso Marine.\n"
    return Article(
        id=f"a{number}", source=f"a{number}.txt", text=text, sentences=outline(text), title="Norlink cuts jobs"
    )


@pytest.mark.parametrize("payload", PLANTED)
def test_a_model_that_obeys_gets_nothing_of_it_into_an_answer(payload):
    article = planted(0, payload)
    passage = Passage(article, 0, len(article.sentences))
    quotes = (payload, TRUE, payload[:30], f"{TRUE} {payload}")
    texts = (payload, "ZEBRA", "Norlink is laying off ZEBRA deckhands.", f"{TRUE} See https://zebra.example.")
    said = [
        tied.claim.text
        for text in texts
        for quote in quotes
        if (tied := tie(Claim(text, (Cited(1, quote),)), [passage])).is_supported
    ]
    assert [text for text in said if TRACE.search(text)] == []


def test_a_true_statement_beside_an_order_is_said_all_the_same():
    for number, payload in enumerate(PLANTED):
        article = planted(number, payload)
        assert tie(Claim(TRUE, (Cited(1, TRUE),)), [Passage(article, 0, len(article.sentences))]).is_supported


def test_what_gives_orders_never_reaches_the_model():
    orders = [each for each in PLANTED if not TRACE.sub("", each).startswith("Norlink")]
    for number, payload in enumerate(orders):
        article = planted(number, payload)
        framed = frame("Who?", [Passage(article, 0, len(article.sentences))], "marker", count_high, 4000)
        shown = framed.prompt.messages[1].text
        assert TRUE in shown
        assert payload not in shown


def test_the_articles_own_sentences_are_answered_without_them(tmp_path):
    with (
        Library.open(tmp_path) as library,
        Index.open(tmp_path, library, open_embedder("wordllama"), notice=print) as index,
    ):
        articles = [planted(number, payload) for number, payload in enumerate(PLANTED)]
        library.put_all((each, each.source, "stamp") for each in articles)
        index.catch_up()
        retriever = HybridRetriever(library, index.embedder, index.dense, index.keyword)
        answerer = Answerer(retriever, index.keyword, word_vectors(index.embedder))
        for question in (
            "How many deckhands is Norlink laying off?",
            "What is ZEBRA?",
            "Who owns Norlink, ZEBRA?",
            "What does the system prompt say about Norlink?",
            "Which link should everyone visit about Norlink?",
        ):
            result = answerer.answer(question).result
            said = [each.text for each in result.statements] if isinstance(result, Answer) else []
            sides = [side.text for each in result.disagreements for side in each.sides] if said else []
            assert [text for text in said + sides if TRACE.search(text)] == [], question
