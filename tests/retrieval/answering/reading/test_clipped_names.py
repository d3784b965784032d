from retrieval.answering.reading.clipped_names import with_whole_names
from retrieval.query import read_question
from tests.retrieval.answering.told import article, ranked

MEMO = article("Memo\n\nAlexandra Zukowska wrote to Zukowska’s team in Brno. The cat sat on a zebra crossing.\n")


def whole(question):
    return with_whole_names(read_question(question, ()), ranked(MEMO)).question


def test_a_clipped_name_is_written_out_as_the_articles_write_it():
    assert whole("what did zuko write") == "what did Zukowska write"


def test_words_that_the_articles_have_are_left_as_they_are():
    assert whole("where is the zebra crossing") == "where is the zebra crossing"
    assert whole("what did Zukowska write") == "what did Zukowska write"
