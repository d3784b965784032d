import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.language.spelling import distance, nearest_term

LETTERS = st.text("abcd", max_size=7)
KNOWN = [("zuckerberg", 3), ("zuckerman", 9), ("confirm", 40), ("conform", 2), ("layoff", 12)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("zukerberg", "zuckerberg"), ("confrim", "confirm"), ("layof", "layoff"), ("confrm", "confirm")],
)
def test_a_slip_finds_the_term_that_was_meant(typed, meant):
    assert nearest_term(typed, KNOWN) == meant


@pytest.mark.parametrize("typed", ["abc", "2016", "uckerberg", "zebra"])
def test_short_terms_numbers_and_unlike_ones_mean_no_other(typed):
    assert nearest_term(typed, KNOWN) is None


@given(LETTERS, LETTERS)
def test_slips_count_alike_both_ways(one, other):
    assert distance(one, other, 20) == distance(other, one, 20)


@given(LETTERS, LETTERS)
def test_no_slip_means_the_same_word(one, other):
    assert (distance(one, other, 20) == 0) == (one == other)


def test_two_letters_swapped_are_one_slip():
    assert distance("abcd", "abdc", 2) == 1
