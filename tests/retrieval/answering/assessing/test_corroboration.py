import pytest

from retrieval.answering.assessing.answerability import Assessment, PartAssessment
from retrieval.answering.assessing.corroboration import corroborate
from tests.retrieval.answering.told import article, draft

NEWS = article("""Mill closes

“We bought three looms too many,” chief executive Jane Dollery told staff. Her brother owns the land by the river.
""")


def confidence(question, before=0.4):
    return corroborate(Assessment((PartAssessment(question, before),)), draft(question + "?", NEWS)).confidence


def test_it_is_surer_of_words_that_are_in_the_articles():
    assert confidence("What did Jane Dollery say about the looms") > 0.6


def test_it_is_less_sure_of_the_words_of_somebody_who_does_not_speak():
    assert confidence("What did Elon Musk say about the looms") < 0.3


def test_somebodys_relative_is_somebody_else():
    assert confidence("What did Jane Dollery's brother say about the looms") < 0.3


def test_it_is_surer_of_what_a_statement_fits_than_of_what_none_does():
    assert confidence("Who owns the land by the river") > confidence("Who founded the railway")


def test_a_question_that_names_publishers_keeps_its_confidence():
    part = PartAssessment("Who owns the land", 0.4, {"named_publishers": 2.0})
    assert corroborate(Assessment((part,)), draft("Who owns the land?", NEWS)).confidence == 0.4


@pytest.mark.parametrize("before", [0.0, 1.0])
def test_what_was_certain_stays_so(before):
    assert confidence("Who founded the railway", before) == before


def test_it_is_less_sure_where_nothing_can_be_said():
    assert confidence("What was the mill's revenue") < 0.2
