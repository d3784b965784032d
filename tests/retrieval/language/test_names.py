import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.language.names import read_names


def names(text):
    return [name.text for name in read_names(text)]


@given(st.text())
def test_a_name_is_what_stands_at_its_place(text):
    for name in read_names(text):
        assert text[name.start : name.end] == name.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who is Maria Lindqvist?", ["Maria Lindqvist"]),
        ("The Bank of England’s chief met OpenAI and xAI.", ["Bank of England", "OpenAI", "xAI"]),
        ("Workers at FTX left on Monday.", ["FTX"]),
        ("Written by J. K. Rowling in London", ["J. K. Rowling", "London"]),
        ("Sam Bankman-Fried's trial", ["Sam Bankman-Fried"]),
        ("Did it rain?", []),
        ("no capitals at all", []),
        ("ALL IN CAPITALS", []),
    ],
)
def test_names_are_told_from_words_that_owe_their_capital_to_their_place(text, expected):
    assert names(text) == expected
