from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering.reading.kinds import Kind
from retrieval.answering.reading.parts import read_parts


def texts(question):
    return [part.text for part in read_parts(question)]


def test_a_question_of_two_has_two_parts_in_order():
    parts = read_parts("How many pods will there be, and who leads them?")
    assert [part.text for part in parts] == ["How many pods will there be", "who leads them"]
    assert [part.wanted.kind for part in parts] == [Kind.HOW_MANY, Kind.WHO]


def test_a_part_that_leaves_words_out_is_looked_up_with_those_of_its_neighbour():
    _, second = read_parts("How much does the club owe, and to whom?")
    assert second.context == "How much does the club owe"
    first, _ = read_parts("How many workers and how many firefighters were hurt in the fire?")
    assert first.context == "how many firefighters were hurt in the fire"


def test_two_sentences_are_two_parts():
    assert texts("Did they sell the club? Who bought it?") == ["Did they sell the club", "Who bought it"]


def test_a_clause_that_only_completes_the_question_is_no_part():
    assert len(texts("Is it known what started the fire?")) == 1
    assert len(texts("According to The Post, why did it close?")) == 1
    assert len(texts("Who was chief executive when it announced the cuts?")) == 1
    assert len(texts("What did the union say about how staff found out?")) == 1


@given(st.text(min_size=1, max_size=80))
def test_every_question_has_a_part(question):
    assert read_parts(question)
