import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering.comparing.likeness import groups, says_same
from tests.retrieval.answering.newsroom import said

SENTENCES = (
    "Harbour Steel laid off 80 welders, or 12 percent of its workforce.",
    "Harbour Steel has dismissed about 80 welders, the equivalent of 12% of its staff.",
    "Harbour Steel laid off 140 welders, or 21 percent of its workforce.",
    "The mayor has promised help for the families of the welders.",
    "The mayor has not promised help for the families of the welders.",
)


def test_one_fact_in_other_words_is_said_twice() -> None:
    one, other = said(SENTENCES[0], SENTENCES[1])
    assert says_same(one, other)


def test_another_number_is_not_the_same_fact() -> None:
    one, other = said(SENTENCES[0], SENTENCES[2])
    assert not says_same(one, other)


def test_what_is_denied_is_not_what_is_said() -> None:
    one, other = said(SENTENCES[3], SENTENCES[4])
    assert not says_same(one, other)


def test_a_heading_says_nothing() -> None:
    heading, sentence = said(f"# {SENTENCES[3]}", SENTENCES[3])
    assert not says_same(heading, sentence)


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6))
def test_every_saying_is_in_one_group_and_sameness_goes_both_ways(texts: list[str]) -> None:
    sayings = said(*texts)
    assert sorted(index for group in groups(sayings) for index in group) == list(range(len(sayings)))
    for one in sayings:
        for other in sayings:
            assert says_same(one, other) == says_same(other, one)


@pytest.mark.parametrize("count", [2, 3, 4])
def test_a_fact_of_several_articles_is_one_group(count: int) -> None:
    assert groups(said(*[SENTENCES[0]] * count)) == (tuple(range(count)),)
