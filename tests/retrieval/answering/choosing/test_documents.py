import pytest

from retrieval.answering.choosing.documents import deed_lacking
from retrieval.answering.reading.plain_question import plain_question
from tests.retrieval.answering.told import article, said

MILL = article(
    """Orrin Steel cuts 90 jobs

Orrin Steel told 90 workers on Tuesday that they will lose their jobs, according to an internal email obtained by The Herald.

Chief executive Mara Lunt wrote in the email that the company had grown too fast. The email said that 12 furnaces would go cold.

The union, Metalworkers United, criticised the email. Its members had a letter in their lockers on Monday.
"""
)


@pytest.mark.parametrize(
    ("question", "answer", "other"),
    [
        ("Which publication obtained the email?", "obtained by The Herald", "Lunt wrote"),
        ("Who got hold of the email?", "obtained by The Herald", "criticised"),
        ("Who wrote the email that said the company had grown too fast?", "Mara Lunt wrote", "furnaces"),
    ],
)
def test_who_wrote_and_who_obtained_it_are_told_apart(question, answer, other):
    statements = said(plain_question(question), MILL)
    assert answer in statements[0]
    assert not any(other in each for each in statements)


def test_a_letter_whose_writer_nobody_tells_has_none():
    assert said("Who wrote the letter in the lockers?", article("Mara Lunt praised the letter in the lockers.")) == []


@pytest.mark.parametrize(
    "text",
    [
        "In a memo to staff, Mara Lunt said that the mill would close.",
        "Mara Lunt told staff in an email that the mill would close.",
        "An email from the chief executive, Mara Lunt, went round on Monday.",
        "Lunt’s letter was three pages long.",
        "The letter, signed by Mara Lunt, was three pages long.",
    ],
)
def test_a_writer_is_told_in_many_ways(text):
    assert deed_lacking("Who wrote the email?", text) == ""


def test_whom_else_a_question_asks_for_needs_no_writer():
    assert deed_lacking("Who criticised the email?", "The union did.") == ""
