import pytest

from retrieval.follow_up import Turn, complete

WHO_RUNS_IT = Turn(
    "Who is the chief executive of Northwind?", "Chief executive Mara Lindqvist said the strike was over."
)


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("When did she join?", "When did Mara Lindqvist join?"),
        ("What is her salary?", "What is Mara Lindqvist’s salary?"),
        ("What did he say about the strike?", "What did Mara Lindqvist say about the strike?"),
        ("and of Contoso?", "Who is the chief executive of Contoso?"),
        ("what about Contoso", "Who is the chief executive of Contoso?"),
        ("Is it profitable?", "Is Northwind profitable?"),
        ("Where is the company based?", "Where is Northwind based?"),
        ("Why?", "Why, Who is the chief executive of Northwind?"),
    ],
)
def test_a_follow_up_is_completed_from_what_was_said(typed, understood):
    assert complete(typed, [WHO_RUNS_IT]) == understood


@pytest.mark.parametrize(
    "question", ["Who founded Contoso?", "How many people work at Northwind?", "When did the strike begin?"]
)
def test_a_question_that_stands_alone_is_left_as_it_is(question):
    assert complete(question, [WHO_RUNS_IT]) == question


def test_the_first_question_of_a_session_is_left_as_it_is():
    assert complete("When did she join?", []) == "When did she join?"


def test_a_pronoun_with_nobody_to_stand_for_is_left_as_it_is():
    assert complete("When did she join?", [Turn("why did it happen", "")]) == "When did she join?"
