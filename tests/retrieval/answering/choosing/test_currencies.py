import pytest

from retrieval.answering.choosing.currencies import currencies
from retrieval.answering.reading.far_wordings import in_plain_words
from tests.retrieval.answering.told import article, said

MILL = article(
    """Orrin buys the Tarn mill

Orrin Steel paid $13 million for the Tarn mill, its largest so far. The purchase of the mill cost Orrin US$13 million (£10 million).
"""
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It cost US$13 million (S$18 million).", {"$", "S$"}),
        ("It cost 12 million euros, or $13 million.", {"€", "$"}),
        ("It cost $13 million, US$2 million more than in 2019.", {"$"}),
        ("It had 13 million readers.", set()),
    ],
)
def test_currencies_are_told_apart(text, told):
    assert currencies(text) == told


def test_another_currency_is_one_beside_the_first():
    question = in_plain_words("What other currency is the purchase of the mill given in?")
    assert question == "How much is the purchase of the mill in another currency?"
    assert said(question, MILL) == ["The purchase of the mill cost Orrin US$13 million (£10 million)."]


def test_where_no_second_currency_is_told_nothing_is_said():
    assert said("How much is the mill in another currency?", article("The mill cost Orrin $13 million.")) == []
