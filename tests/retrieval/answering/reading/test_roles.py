import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering.reading.roles import Tenure, is_named_in, office_named, read_holdings, same_person


@pytest.mark.parametrize(
    ("text", "person", "office", "tenure", "body"),
    [
        ("Volta CEO Ines Ruiz told staff.", "Ines Ruiz", "chief executive", Tenure.CURRENT, "Volta"),
        ("Then interim chief executive Bo Lund spoke.", "Bo Lund", "chief executive", Tenure.INTERIM, None),
        ("It hired former CEO Ines Ruiz last month.", "Ines Ruiz", "chief executive", Tenure.FORMER, None),
        ("Bo Lund, chief financial officer of Volta, agreed.", "Bo Lund", "finance chief", Tenure.CURRENT, "Volta"),
        ("Ana Moss, Volta's chairwoman, led the talks.", "Ana Moss", "chair", Tenure.CURRENT, "Volta"),
        (
            "Bo Lund, who ran a port before, has been named chairman of Volta.",
            "Bo Lund",
            "chair",
            Tenure.CURRENT,
            "Volta",
        ),
        ("The club named Erik Dahl as head coach.", "Erik Dahl", "coach", Tenure.CURRENT, None),
        ("Bo Lund, who was chief executive until May, agreed.", "Bo Lund", "chief executive", Tenure.FORMER, None),
        ("Ruiz resigned as chief executive in May.", "Ruiz", "chief executive", Tenure.FORMER, None),
    ],
)
def test_an_office_is_read_with_its_holder(
    text: str, person: str, office: str, tenure: Tenure, body: str | None
) -> None:
    (holding,) = read_holdings(text)
    assert (holding.person, holding.office, holding.tenure, holding.body) == (person, office, tenure, body)


def test_two_offices_of_one_person_are_told_apart() -> None:
    held = read_holdings("Bo Lund, previously the finance director, is now serving as the interim CEO at Volta.")
    assert [(each.office, each.tenure) for each in held] == [
        ("finance chief", Tenure.FORMER),
        ("chief executive", Tenure.INTERIM),
    ]


@pytest.mark.parametrize(
    "text", ["Ruiz was not the boss then.", "The firm has no chief executive.", "He is the chairman."]
)
def test_nobody_is_given_an_office_that_the_text_does_not_give(text: str) -> None:
    assert read_holdings(text) == ()


def test_the_boss_is_the_chief_executive() -> None:
    assert office_named("who is the boss there") == office_named("the chief executive officer") == "chief executive"


@given(st.sampled_from(["Ines Ruiz", "Ruiz", "Bo Lund", "Dr Bo Lund", "Nora Lund"]))
def test_everybody_is_the_same_person_as_themselves(name: str) -> None:
    assert same_person(name, name)


def test_a_last_name_alone_is_the_person_and_another_first_name_is_not() -> None:
    assert same_person("Ines Ruiz", "Ruiz")
    assert not same_person("Bo Lund", "Nora Lund")


@pytest.mark.parametrize(
    ("body", "asked", "is_named"),
    [
        ("Volta AI", "volta", True),
        ("Volta AI", "lumen ai", False),
        ("Volta AI", "ai", True),
        ("Bank of Norway", "the bank", True),
        ("Calder Bank", "bank", True),
        ("The Bank", "calder bank", True),
    ],
)
def test_a_body_is_named_by_its_own_words_and_by_a_shared_one_only_where_there_is_no_other(
    body: str, asked: str, *, is_named: bool
) -> None:
    assert is_named_in(body, asked.split()) is is_named
