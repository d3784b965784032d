import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering.reading.telegram import written_out_question


def test_catchwords_of_one_thing_are_whole_questions():
    assert written_out_question("norvane founder? headcount? hq?") == (
        "Who is the founder of norvane? How many people work for norvane? Where is the hq of norvane?"
    )
    assert written_out_question("Norvane's valuation") == "What is the valuation of Norvane?"


@pytest.mark.parametrize(
    "question", ["who is the founder?", "new ceo", "Norvane layoffs", "tell me the price", "Norvane price and weather"]
)
def test_what_is_no_row_of_catchwords_stays_as_it_is(question):
    assert written_out_question(question) == question


@given(st.text(max_size=120))
def test_no_question_is_lost(question):
    assert written_out_question(question) == question or written_out_question(question).endswith("?")
