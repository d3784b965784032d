import pytest

from retrieval.answering.comparing.agreement import disagreements
from tests.retrieval.answering.newsroom import said


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("How many homes has Nordline built?", "Nordline has built 2,000 homes in Kent.", "Nordline has built 900 homes in Essex."),
        ("How many welders does Nordline employ?", "Nordline employs 900 welders worldwide.", "Nordline employs 400 welders in Ohio."),
        ("How many goals has Lund scored?", "Lund has scored 14 goals in the league.", "Lund has scored 8 goals in the cup."),
        ("What share of voters backed the plan?", "The plan was backed by 58% of voters.", "Among voters under 30, 71% backed the plan."),
        ("How many tickets were sold?", "In all 64,000 tickets were sold.", "On the first day 41,000 tickets were sold."),
        ("How many cars did Nordline sell?", "Nordline sold 120,000 cars.", "Nordline sold 64,000 electric cars."),
        ("How much is Nordline worth?", "Analysts say that Nordline is worth $4 billion.", "Nordline is worth $6 billion, a broker said."),
        ("How many ferries were sold?", "In March 40 ferries were sold.", "In April 25 ferries were sold."),
    ],
)  # fmt: skip
def test_parts_places_groups_and_guesses_are_no_disagreement(question: str, one: str, other: str) -> None:
    assert disagreements(question, said(one, other)) == ()


def test_the_days_on_which_two_people_spoke_keep_nothing_apart() -> None:
    sayings = said(
        "Nordline is laying off 120 deckhands in Orsk, its chief executive said on Tuesday.",
        "Nordline is laying off 150 deckhands in Orsk, the union said on Wednesday.",
    )
    assert len(disagreements("How many deckhands is Nordline laying off?", sayings)) == 1
