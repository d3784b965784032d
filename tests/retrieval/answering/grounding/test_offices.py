import pytest

from retrieval.answering.grounding.evidence import Evidence
from retrieval.answering.grounding.offices import check_offices

AROUND = (
    "Norvane cuts routes\n\nNorvane, which got a loan from Calder Bank, is cutting nine routes.\n"
    "While interim CEO Mara Lindqvist cites demand, staff are leaving.\n"
    "Leif Dahl, chief executive of Wingtip, said he was not surprised.\n"
)
QUOTE = "While interim CEO Mara Lindqvist cites demand, staff are leaving."


def findings(statement, around=AROUND):
    return list(check_offices(statement, Evidence((QUOTE,), around)))


@pytest.mark.parametrize(
    "statement",
    [
        "Mara Lindqvist is the interim CEO of Norvane.",
        "Leif Dahl, chief executive of Wingtip, was not surprised.",
        "Interim CEO Mara Lindqvist cites demand.",
    ],
)
def test_an_office_that_the_article_tells_of_stands(statement):
    assert not findings(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "Mara Lindqvist is the CEO of Calder Bank.",
        "Leif Dahl is the chief executive of Norvane.",
        "Mara Lindqvist is the CEO of Wingtip.",
    ],
)
def test_nobody_is_given_the_office_of_another_body(statement):
    assert findings(statement)


def test_the_holder_of_an_office_is_not_exchanged():
    (found,) = findings("Nuala Ashgrove is the CEO of Wingtip.")
    assert found.is_against
    assert "Leif Dahl" in found.detail


def test_who_holds_an_office_for_good_or_no_more_does_not_hold_it_for_the_time_being():
    assert findings("Leif Dahl is the interim chief executive of Wingtip.")
    (found,) = list(check_offices("Bo Lund is the CEO of Volta.", Evidence(("Former Volta CEO Bo Lund agreed.",), "")))
    assert found.is_against


def test_an_office_is_not_given_to_somebody_of_whom_the_article_does_not_tell_it():
    around = "Norvane cuts routes\n\nWhile interim CEO Mara Lindqvist cites demand, its founder Ola Berg has left.\n"
    assert list(check_offices("Ola Berg is the interim CEO of Norvane.", Evidence((around,), around)))
