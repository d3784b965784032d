import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.language.concepts import asked_concepts_of, base, concepts, concepts_of
from retrieval.language.terms import words


def meant(text):
    return frozenset().union(*concepts(tuple(words(text))))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fired", "laid off"),
        ("got fired", "let 200 people go"),
        ("the boss", "its chief executive"),
        ("who runs it", "the CEO"),
        ("founded in 2016", "was set up"),
        ("employees", "people"),
        ("bought", "acquisition"),
        ("turned their backs", "left"),
        ("UK", "Britain"),
        ("lawyer", "attorney"),
        ("the lawsuit", "the complaint"),
        ("who replaced him", "his replacement"),
    ],
)
def test_words_of_like_meaning_share_a_concept(one, other):
    assert meant(one) & meant(other)


@pytest.mark.parametrize(("one", "other"), [("founded", "found"), ("river", "customer"), ("lay down", "laid off")])
def test_words_of_other_meaning_share_none(one, other):
    assert not meant(one) & meant(other)


def test_irregular_forms_have_the_base_of_their_verb():
    assert base("laid") == base("lay")
    assert base("founded") != base("found")


@given(st.lists(st.sampled_from(["lay", "off", "the", "staff", "go", "let"]), max_size=12))
def test_there_is_one_set_of_concepts_for_each_word(stems):
    assert len(concepts_of(stems)) == len(stems)


def asked(text):
    return frozenset().union(*asked_concepts_of([base(word) for word in text.split()]))


def test_a_phrase_of_a_question_means_what_it_means_as_a_whole():
    assert asked("share price") & meant("its stock fell by a tenth")
    assert not asked("share price") & meant("the stake cost nothing")
    assert asked("share") & meant("the stake cost nothing")
