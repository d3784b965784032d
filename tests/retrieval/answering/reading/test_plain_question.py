import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering.reading.plain_question import plain_question


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("Which articles disagree about who leads the bank?", "Who leads the bank?"),
        ("do the reports contradict each other on when it happened", "When it happened?"),
        ("Do all the sources give the same number of victims?", "What is the number of victims?"),
        ("Are the papers at odds over the author of the memo?", "Who is the author of the memo?"),
        ("Is there any disagreement between the articles about Norvane's price?", "What is Norvane's price?"),
        ("Do the articles agree on whether the price was disclosed?", "Was the price disclosed?"),
        ("Do the articles agree that Norvane was sold?", "Is it true that Norvane was sold?"),
    ],
)
def test_what_the_articles_may_differ_on_is_asked_for_itself(question, plain):
    assert plain_question(question) == plain


@pytest.mark.parametrize(
    "question",
    [
        "Which companies disagree about the merger?",
        "Did the union agree on a pay rise?",
        "What do the articles say about the fire?",
        "Do The Post and The Courier agree on the price?",
    ],
)
def test_a_question_about_anybody_else_stays_as_it_is(question):
    assert plain_question(question) == question


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("Did Norvane put a figure on the job cuts?", "Did Norvane disclose the number of the job cuts?"),
        ("Has the buyer put a figure on the deal?", "Has the buyer disclosed the sum of the deal?"),
        ("Has Norvane told anyone how many people must go?", "Has Norvane disclosed how many people must go?"),
        ("Did they let the public know why it burned?", "Did they disclose why it burned?"),
        ("Who told reporters how many must go?", "Who told reporters how many must go?"),
    ],
)
def test_whether_something_was_made_known_is_asked_in_the_word_for_it(question, plain):
    assert plain_question(question) == plain


@given(st.text(max_size=120))
def test_no_question_is_lost(question):
    assert plain_question(question) == question or plain_question(question).endswith("?")
