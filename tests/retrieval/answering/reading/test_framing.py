import pytest

from retrieval.answering.reading.framing import asks_of_publisher, without_frame

PUBLISHERS = ("The Post", "Wing Daily")


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("In the Wing Daily piece, what is said about the merger?", "what about the merger?"),
        ("Wing Daily: when was Norvane founded?", "when was Norvane founded?"),
        ("According to The Post, why did it close?", "why did it close?"),
        ("Did Wing Daily mention the strike?", "the strike?"),
        ("Who speaks for Norvane in these reports?", "Who speaks for Norvane"),
        ("Who else, apart from pilots, has been leaving?", "Who has been leaving?"),
    ],
)
def test_a_question_is_about_what_is_left_without_its_frame(question, about):
    assert without_frame(question, PUBLISHERS) == about


@pytest.mark.parametrize(
    "question", ["Who founded Wing Daily?", "What is The Post?", "What is the goal of Wing Daily?"]
)
def test_a_question_about_a_publisher_is_told(question):
    assert asks_of_publisher(question, PUBLISHERS)


@pytest.mark.parametrize(
    "question", ["What does Wing Daily say about the founder of Norvane?", "Who runs Norvane according to The Post?"]
)
def test_a_question_about_what_a_publisher_says_is_another(question):
    assert not asks_of_publisher(question, PUBLISHERS)
