import pytest

from retrieval.answering.choosing.causality import asked_because, links
from tests.retrieval.answering.told import article, said

MILL = article(
    """Orrin Steel loses its plant manager

Dana Pell resigned as plant manager of Orrin Steel two weeks after the sale of the mill. Pell said that she would miss the people.

The chairman, Bo Lind, praised the sale. Lind also left the board in May because he had become a judge.

Corvane cancelled its order in June. Orrin Steel denied that the cancellation was related to the sale of the mill.

Harbour Works met Orrin Steel in July. It makes ropes for ferries.
"""
)


def test_a_question_links_an_effect_and_its_cause():
    assert asked_because("Did Pell resign because of the sale?") == ("Pell resign", "the sale")
    assert asked_because("Were the cuts due to weak demand?") == ("the cuts", "weak demand")
    assert asked_because("Why did Pell resign?") is None


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Did Dana Pell resign because of the sale?", "two weeks after the sale"),
        ("Did Bo Lind leave the board because of the sale?", "because he had become a judge"),
        ("Did Corvane cancel because of the sale?", "denied that the cancellation was related to the sale"),
    ],
)
def test_a_cause_that_is_told_denied_or_another_is_the_answer(question, answer):
    assert answer in said(question, MILL)[0]


def test_what_tells_no_cause_is_no_answer_to_whether_one_thing_came_of_another():
    assert said("Did Harbour Works meet Orrin Steel because of the sale?", MILL) == []


def test_what_came_after_something_else_is_no_link():
    assert links("Pell resigned after the sale.", "the sale")
    assert not links("Pell resigned after a long holiday.", "the sale")
