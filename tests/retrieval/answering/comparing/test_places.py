import pytest

from retrieval.answering.comparing.agreement import disagreements
from tests.retrieval.answering.newsroom import said

QUESTION = "Where was the stolen painting found?"


def test_two_places_for_one_thing_are_a_disagreement() -> None:
    (found,) = disagreements(
        QUESTION,
        said("The stolen painting was found in a garage in Antwerp.", "The stolen painting was found in Rotterdam."),
    )
    assert len(found.sides) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The stolen painting was found in Antwerp.", "The stolen painting was found in Belgium."),
        ("The stolen painting was found in Antwerp.", "The stolen painting was found near Antwerp on Friday."),
        (
            "The stolen painting was found in Antwerp.",
            "The stolen painting was found in Borgerhout, a part of Antwerp.",
        ),
        ("The stolen painting was found in Antwerp.", "The stolen painting was found in May."),
        ("The stolen painting was found in Antwerp.", "The stolen painting, found by a boy, is on show in Ghent."),
        ("The stolen painting was found in Antwerp.", "The museum that owned the stolen painting stands in Ghent."),
    ],
)
def test_a_place_within_another_is_no_disagreement(one: str, other: str) -> None:
    assert disagreements(QUESTION, said(one, other)) == ()
