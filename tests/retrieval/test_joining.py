from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from corpus.passage import Passage
from retrieval.joining import AT_MOST, WORTHY, join_neighbours
from retrieval.retriever import RankedPassage
from tests.retrieval.editions import article

LONG = article(1, [f"Sentence number {number} stands here." for number in range(8)])
OTHER = article(2, [f"Another sentence, number {number}." for number in range(8)])


def ranked(*places, whole=LONG, odds=0.0):
    return [
        RankedPassage(Passage(whole, place, place + 1), 9.0 - number, {"ranker": odds})
        for number, place in enumerate(places)
    ]


def texts(passages):
    return [each.passage.text for each in passages]


def test_passages_that_adjoin_take_one_place_the_better_ones():
    first, second = join_neighbours(ranked(3, 6, 2), 2)
    assert first.passage == Passage(LONG, 2, 4)
    assert first.score == 9.0
    assert second.passage == Passage(LONG, 6, 7)


def test_no_more_than_two_are_joined():
    assert [each.passage.last - each.passage.first for each in join_neighbours(ranked(3, 2, 4), 5)] == [AT_MOST, 1]


def test_a_passage_that_is_hardly_worth_it_makes_no_other_longer():
    better, worse = ranked(3)[0], ranked(4, odds=WORTHY - 0.1)[0]
    assert texts(join_neighbours([better, worse], 5)) == [better.passage.text, worse.passage.text]


def test_passages_of_two_articles_are_not_joined():
    assert len(join_neighbours([*ranked(3), *ranked(4, whole=OTHER)], 5)) == 2


@given(st.permutations(range(8)), st.integers(0, 9))
def test_each_sentence_stands_in_one_passage_at_most_and_no_place_is_left_empty(order, limit):
    found = join_neighbours(ranked(*order), limit)
    spans = sorted((each.passage.first, each.passage.last) for each in found)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert len(found) == limit or (len(found) < limit and sum(end - start for start, end in spans) == 8)
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
