import pytest

from retrieval.answering.comparing.point import Asks, read_points
from retrieval.answering.reading.roles import Tenure
from retrieval.language.quantity import Kind


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("How many ferries were sold?", Asks.AMOUNT),
        ("What was the death toll of the storm?", Asks.AMOUNT),
        ("What did the house sell for?", Asks.AMOUNT),
        ("Who led the talks?", Asks.PERSON),
        ("Which doctor led the study?", Asks.PERSON),
        ("When did the storm begin?", Asks.TIME),
        ("Why did the ferry sink?", Asks.REASON),
        ("Will the port close?", Asks.WHETHER),
        ("Did the operator disclose how many people were hurt?", Asks.KNOWN),
        ("Is it known what started the fire?", Asks.KNOWN),
        ("Is the exact number of victims known?", Asks.KNOWN),
        ("What is a ferry?", Asks.OTHER),
    ],
)
def test_a_question_shows_what_it_asks_for(question: str, asks: Asks) -> None:
    assert read_points(question)[0].asks is asks


def test_the_words_counted_are_kept_apart_from_the_deed() -> None:
    (point,) = read_points("How many cargo ships did Nordline sell?")
    assert [key.word for key in point.noun] == ["cargo", "ships"]
    assert [key.word for key in point.deeds] == ["sell"]
    assert [key.word for key in point.names] == ["Nordline"]


def test_what_the_question_states_is_no_answer_to_it() -> None:
    (point,) = read_points("What did Nordline pay for the 85 per cent?")
    assert point.kinds == {Kind.MONEY}
    assert [given.low for given in point.given] == [85]


@pytest.mark.parametrize(
    ("question", "tenure"),
    [
        ("Who is the chief executive of Nordline?", Tenure.CURRENT),
        ("Who is the interim chief executive of Nordline?", Tenure.INTERIM),
        ("Who was the chief executive of Nordline before Bo Lund?", Tenure.FORMER),
        ("Who will be the next chief executive of Nordline?", Tenure.COMING),
    ],
)
def test_when_an_office_is_asked_for_is_read(question: str, tenure: Tenure) -> None:
    (point,) = read_points(question)
    assert (point.office, point.tenure) == ("chief executive", tenure)


def test_who_runs_something_asks_for_its_chief_and_who_ran_talks_for_a_deed() -> None:
    assert read_points("Who runs Nordline?")[0].office == "chief executive"
    assert read_points("Who led the talks?")[0].office is None


def test_each_part_of_a_question_has_its_own_point() -> None:
    points = read_points("How many ferries were sold, and who bought them?")
    assert [point.asks for point in points] == [Asks.AMOUNT, Asks.PERSON]
