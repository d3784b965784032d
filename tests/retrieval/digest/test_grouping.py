import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retrieval.digest.grouping import group, linked
from retrieval.digest.kinship import kinship, profile
from tests.retrieval.editions import article, articles


@st.composite
def likenesses(draw):
    size = draw(st.integers(1, 7))
    drawn = draw(st.lists(st.floats(0, 1, width=32), min_size=size * size, max_size=size * size))
    matrix = np.array(drawn, np.float32).reshape(size, size)
    matrix = (matrix + matrix.T) / 2
    np.fill_diagonal(matrix, 1.0)
    return matrix


@given(likenesses(), st.floats(0.01, 0.99))
def test_each_article_is_in_one_group(matrix, least):
    placed = [place for places in linked(matrix, least) for place in places]
    assert sorted(placed) == list(range(len(matrix)))


@given(likenesses(), st.floats(0.01, 0.99))
def test_no_two_groups_are_alike_enough_to_be_one(matrix, least):
    found = linked(matrix, least)
    for at, one in enumerate(found):
        for other in found[:at]:
            assert np.mean([matrix[a, b] for a in one for b in other]) < least + 1e-6


def test_two_of_a_kind_become_one_and_the_third_stays_alone():
    matrix = np.array([[1, 0.9, 0.1], [0.9, 1, 0.1], [0.1, 0.1, 1]], np.float32)
    assert linked(matrix, 0.5) == ((0, 1), (2,))


def test_kinship_is_the_same_both_ways_and_between_nought_and_one():
    alike = kinship([profile(each) for each in articles(6)])
    assert np.allclose(alike, alike.T, atol=1e-6)
    assert alike.min() >= 0
    assert alike.max() <= 1


def test_articles_with_no_words_at_all_are_grouped_all_the_same():
    assert len(group([article(1, ("…",), title=None), article(2, ("Nothing.",), title=None)])) == 2


def test_no_articles_make_no_groups():
    assert group([]) == ()
