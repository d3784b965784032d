from corpus.article import Article
from corpus.library import Library
from corpus.outline import outline
from retrieval.answering.answer import Abstention
from retrieval.answering.answerer import Answerer
from retrieval.answering.events import Finished, Stated, Working
from retrieval.answering.reading.word_vectors import word_vectors
from retrieval.answering.responder import ExtractiveResponder
from retrieval.embedding.embedder import open_embedder
from retrieval.hybrid import HybridRetriever
from retrieval.index.index import Index
from retrieval.retriever import NO_FILTERS

FERRY = """Norlink, the ferry operator, is laying off 120 deckhands in Aldersund, chief executive Mara Lindqvist said.
The company will sell its two oldest ships, the Tern and the Gannet, to the Scottish yard Kelso Marine.
"""


def article(name, text):
    return Article(id=name, source=f"{name}.txt", text=text, sentences=outline(text), title="Norlink cuts jobs")


async def events_of(tmp_path, question):
    with (
        Library.open(tmp_path) as library,
        Index.open(tmp_path, library, open_embedder("wordllama"), notice=print) as index,
    ):
        library.put(article("ferry", FERRY), "ferry.txt", "stamp")
        retriever = HybridRetriever(library, index.embedder, index.dense, index.keyword)
        answerer = Answerer(retriever, index.keyword, word_vectors(index.embedder))
        responder = ExtractiveResponder(answerer, index.catch_up)
        return [event async for event in responder.respond(question, NO_FILTERS, ())]


async def test_statements_come_as_events_and_the_whole_reply_last(tmp_path):
    working, *stated, finished = await events_of(tmp_path, "How many deckhands is Norlink laying off?")
    assert isinstance(working, Working)
    assert stated
    assert all(isinstance(event, Stated) for event in stated)
    assert isinstance(finished, Finished)
    assert tuple(event.statement for event in stated) == finished.reply.result.statements


async def test_articles_that_came_since_the_index_was_opened_are_answered_from(tmp_path):
    *_, finished = await events_of(tmp_path, "What will Norlink sell?")
    assert "Kelso Marine" in finished.reply.result.statements[0].text


async def test_an_abstention_states_nothing(tmp_path):
    working, finished = await events_of(tmp_path, "What is the capital of Peru?")
    assert isinstance(working, Working)
    assert isinstance(finished.reply.result, Abstention)
