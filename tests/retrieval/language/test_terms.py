import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.language.terms import fold, is_stop, stem, terms, words


@given(st.text())
def test_words_stand_where_they_say_in_order_and_without_overlap(text):
    position = 0
    for word in words(text):
        assert text[word.start : word.end] == word.text
        assert word.start >= position
        position = word.end


@given(st.text())
def test_terms_of_a_text_are_those_of_its_words_that_carry_content(text):
    if not text.isupper():
        assert terms(text) == tuple(word.stem for word in words(text) if not word.is_stop and word.stem)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("labelling", "labeling"),
        ("organised", "organizes"),
        ("Zuckerberg’s", "zuckerberg"),
        ("café", "Cafe"),
        ("U.S.", "USA"),
        ("favourite", "favorites"),
        ("theatres", "theater"),
        ("1,000", "1000"),
        ("layoffs", "layoff"),
        ("programmes", "program"),
    ],
)
def test_one_word_in_two_spellings_is_one_term(one, other):
    assert stem(one) == stem(other)


def test_capitals_tell_a_country_from_a_pronoun():
    assert terms("Tell us what the US and the WHO said") == ("usa", "who", "said")
    assert is_stop("us")
    assert not is_stop("US")


def test_a_text_all_in_capitals_is_read_as_if_it_were_not():
    assert terms("WHO IS THE BOSS OF US?") == terms("who is the boss of us?")


def test_numbers_keep_their_points_and_lose_their_commas():
    assert terms("$14.3 billion, 1,400 jobs, 14%") == ("14.3", "billion", "1400", "job", "14")


def test_folding_leaves_plain_lower_case():
    assert fold("O’Neill CAFÉ") == "o'neill cafe"


def test_words_that_the_stemmer_would_confuse_stay_apart():
    assert stem("several") != stem("severance")
