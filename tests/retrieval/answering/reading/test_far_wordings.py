import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering.reading.far_wordings import in_plain_words


@pytest.mark.parametrize(
    ("asked", "plain"),
    [
        ("Who was Bo Lund's predecessor at Nordline?", "Whom did Bo Lund replace at Nordline?"),
        ("Who came before Bo Lund?", "Whom did Bo Lund replace?"),
        ("Since when has Bo Lund no longer been in charge?", "When did Bo Lund leave?"),
        ("Since when does Nordline exist?", "When was Nordline founded?"),
        ("Who started Nordline Ferries?", "Who founded Nordline Ferries?"),
        ("Who is the woman who founded Nordline?", "Who founded Nordline?"),
        ("How far did Nordline's shares fall?", "By how much did Nordline's shares fall?"),
        ("What sum did Nordline pay for Baywater?", "How much did Nordline pay for Baywater?"),
        ("For how much was Baywater sold?", "What is the price paid for Baywater?"),
        ("For how long did Lund work there?", "How long did Lund work there?"),
        ("What slice of Baywater went to Nordline?", "What share of Baywater did Nordline buy?"),
        ("In which town is Nordline based?", "Which city is Nordline from?"),
        ("How many fans will the Pier Stadium hold?", "How large will the capacity of the Pier Stadium be?"),
        ("What did Nordline replace the old ropes with?", "What has Nordline switched to instead of the old ropes?"),
        ("What did Bo Lund use to be?", "What was Bo Lund's former post?"),
    ],
)
def test_a_roundabout_question_is_put_plainly(asked, plain):
    assert in_plain_words(asked) == plain
    assert in_plain_words(plain) == plain


@pytest.mark.parametrize(
    "question",
    [
        "Who started the fire?",
        "How far is Cork from Dublin?",
        "What amount of rain fell?",
        "How long was Lund in charge?",
    ],
)
def test_another_question_stays_as_it_is(question):
    assert in_plain_words(question) == question


@given(st.text(max_size=80))
def test_any_text_is_put_in_words_or_left(text):
    assert isinstance(in_plain_words(text), str)
