"""How sure it is that the articles answer."""

import json

import pytest

from corpus.library import Library
from corpus.sync.folder import sync
from retrieval.answering.answer import Answer
from retrieval.answering.answerer import Answerer
from retrieval.answering.assessing.answerability import ANSWER_THRESHOLD, Assessment, PartAssessment, assess
from retrieval.answering.assessing.model import MODEL_FILE
from retrieval.answering.reading.word_vectors import TokenWordVectors
from retrieval.embedding.wordllama_embedder import WordLlamaEmbedder
from retrieval.hybrid import HybridRetriever
from retrieval.index.index import Index
from retrieval.retriever import NO_FILTERS

HARBOUR = """The ferry company Nordlink has bought its rival Seastar for $340 million, it said on 3 March.

Nordlink's chief executive, Hanna Voss, said the purchase would let the company sail to six more islands. “We needed their ships more than
their harbours,” she told reporters in Aarhus.

Seastar employs 420 people. About 60 of them, mostly in ticket offices, will lose their jobs in autumn, Nordlink said. The cuts were
necessary because both companies sell their tickets online.

Seastar was founded in 1987 by two brothers. It lost $12 million last year."""
GARDEN = """A gardening school in Lund has opened a second greenhouse. The building cost less than planned.

Its director, Olle Berg, thanked the town for the land. The first course begins in May."""


@pytest.fixture(scope="module")
def sure(tmp_path_factory):
    """Assesses a question by the passages that the product's retriever finds in the two articles."""
    corpus, data = tmp_path_factory.mktemp("corpus"), tmp_path_factory.mktemp("data")
    (corpus / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    (corpus / "garden.txt").write_text(GARDEN, encoding="utf-8")
    embedder = WordLlamaEmbedder()
    vectors = TokenWordVectors(embedder)
    with Library.open(data) as library:
        sync(library, corpus)
        with Index.open(data, library, embedder, print) as index:
            retriever = HybridRetriever(library, embedder, index.dense, index.keyword)

            def assessed(question: str, passages: int = 20) -> Assessment:
                query = retriever.read(question)
                return assess(query, retriever.find(query, passages, NO_FILTERS), index.keyword, vectors)

            assessed.reply = Answerer(retriever, index.keyword, vectors).answer
            yield assessed


@pytest.mark.parametrize(
    ("answered", "open_question"),
    [
        ("How many people does Seastar employ?", "How many ships does Seastar own?"),
        ("How much did Nordlink pay for Seastar?", "How much does Hanna Voss earn?"),
        ("When was Seastar founded?", "When was Hanna Voss born?"),
        ("Who is the chief executive of Nordlink?", "Who is the chief executive of Volvo?"),
        ("What did Hanna Voss say about the ships?", "What did Elon Musk say about the ships?"),
        ("Why did Nordlink cut jobs?", "Which university did Hanna Voss attend?"),
    ],
)
def test_a_question_that_the_articles_answer_is_surer_than_one_whose_point_they_lack(sure, answered, open_question):
    assert sure(answered).confidence > sure(open_question).confidence


def test_a_question_about_things_that_no_article_knows_is_not_answered(sure):
    assert sure("What is the boiling point of water on Mars?").confidence < ANSWER_THRESHOLD


def test_a_question_in_the_words_of_an_article_is_answered(sure):
    assert isinstance(sure.reply("How much did Nordlink pay for its rival Seastar?").result, Answer)


def test_confidence_is_a_share_and_the_same_each_time(sure):
    first, again = sure("How many people does Seastar employ?"), sure("How many people does Seastar employ?")

    assert 0.0 <= first.confidence <= 1.0
    assert first.confidence == again.confidence


def test_without_passages_it_is_not_sure_of_anything(sure):
    assert sure("Who bought Seastar?", passages=0).confidence < ANSWER_THRESHOLD


def test_a_question_made_of_function_words_is_assessed_too(sure):
    assert 0.0 <= sure("Who is it?").confidence <= 1.0


def test_each_part_of_a_question_is_assessed_by_itself(sure):
    assessment = sure("How many people does Seastar employ, and which university did Hanna Voss attend?")

    assert len(assessment.parts) == 2
    assert assessment.confidence == max(part.confidence for part in assessment.parts)
    assert assessment.weakest.text == "which university did Hanna Voss attend"


def test_missing_are_the_parts_below_the_threshold_while_another_is_above():
    said, unsaid = PartAssessment("how many", 0.9), PartAssessment("and who", 0.1)

    assert Assessment((said, unsaid)).missing == ("and who",)
    assert Assessment((unsaid,)).missing == ()
    assert Assessment((said,)).missing == ()


def test_an_assessment_without_parts_cannot_be_built():
    with pytest.raises(ValueError, match="at least one part"):
        Assessment(())


def test_the_model_says_what_it_was_learned_from():
    sources = " ".join(json.loads(MODEL_FILE.read_text(encoding="utf-8"))["learned_from"])

    assert "SQuAD 2.0" in sources
    assert "MultiHop-RAG" in sources
