import pytest

from retrieval.answering.comparing.agreement import disagreements
from tests.retrieval.answering.newsroom import said


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("Did the senate approve the fishing bill?", "The senate approved the fishing bill.", "The senate rejected the fishing bill."),
        ("Is parking at the pier free?", "Parking at the pier is free.", "Visitors are charged £4 for parking at the pier."),
        ("Is Jo Lund alive?", "Jo Lund is alive, rescuers said.", "Jo Lund is dead."),
        ("Did Dorvale win the derby?", "Dorvale won the derby.", "Dorvale lost the derby."),
        ("Is the pier safe?", "The pier is safe.", "The pier is unsafe, engineers said."),
    ],
)  # fmt: skip
def test_an_opposite_word_answers_otherwise(question: str, one: str, other: str) -> None:
    (found,) = disagreements(question, said(one, other))
    assert {side.text for side in found.sides} == {one, other}


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("Was the pier closed?", "The pier was closed on Monday.", "The pier was open again on Tuesday."),
        ("Did sales rise?", "Sales rose in Norway.", "Sales fell in Germany."),
        ("Did profits rise?", "Profits rose last quarter.", "Profits may fall."),
        ("Did Dorvale win the derby?", "Dorvale won the derby.", "Hesketh lost the derby."),
        ("Did the union accept the offer?", "The union rejected the first offer.", "The union accepted the improved offer."),
        ("Was the driver drunk?", "The driver of the lorry was drunk.", "The driver of the bus was sober."),
        ("Did the museum open on time?", "The museum opened on time.", "The new wing of the museum did not open on time."),
        ("Did the mayor quit?", "The mayor quit.", "The deputy mayor stays."),
    ],
)  # fmt: skip
def test_other_times_places_and_subjects_are_no_contraries(question: str, one: str, other: str) -> None:
    assert disagreements(question, said(one, other)) == ()
