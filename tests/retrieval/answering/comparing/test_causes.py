from retrieval.answering.comparing.agreement import disagreements
from tests.retrieval.answering.newsroom import said

QUESTION = "What caused the blackout in Orsk?"


def test_two_causes_of_one_thing_are_a_disagreement() -> None:
    (found,) = disagreements(
        QUESTION, said("A fire caused the blackout in Orsk.", "The blackout in Orsk was caused by a falling tree.")
    )
    assert len(found.sides) == 2


def test_one_cause_in_other_words_is_no_disagreement() -> None:
    sayings = said("A fire at a substation caused the blackout in Orsk.", "The blackout in Orsk was caused by a fire.")
    assert disagreements(QUESTION, sayings) == ()


def test_a_cause_that_the_other_article_knows_of_is_no_disagreement() -> None:
    sayings = said(
        "A fire caused the blackout in Orsk. A tree had set it off.",
        "The blackout in Orsk was caused by a falling tree.",
    )
    assert disagreements(QUESTION, sayings) == ()


def test_what_may_have_caused_it_takes_no_side() -> None:
    sayings = said("A fire caused the blackout in Orsk.", "A falling tree might have caused the blackout in Orsk.")
    assert disagreements(QUESTION, sayings) == ()
