import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering.comparing.agreement import DraftDisagreement, DraftSide, disagreements, same_answers
from tests.retrieval.answering.newsroom import said


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            "How many welders did Harbour Steel lay off?",
            "Harbour Steel laid off 80 welders.",
            "Harbour Steel has laid off 140 welders.",
        ),
        (
            "How much did Nordline pay for Baywater?",
            "Nordline paid $90 million for Baywater.",
            "Nordline bought Baywater for $120 million.",
        ),
        (
            "When was the contract signed?",
            "The contract was signed on 12 March.",
            "The contract was signed on 14 March.",
        ),
        (
            "Who ordered the recall?",
            "The recall was ordered by engineer Dan Moss.",
            "Regulator Pia Lund ordered the recall.",
        ),
        (
            "Who is the chief executive of Nordline?",
            "Nordline chief executive Ines Ruiz spoke.",
            "Nordline's boss, Bo Lund, was not there.",
        ),
        (
            "Is Bo Lund still the chief executive of Nordline?",
            "Nordline chief executive Ines Ruiz spoke.",
            "Nordline's boss, Bo Lund, was not there.",
        ),
        (
            "Who is the author of the memo?",
            "In a memo to staff, chief executive Ines Ruiz praised the crews.",
            "Chairman Bo Lund wrote the memo.",
        ),
        (
            "Will the pier close?",
            "The council denied that the pier will close.",
            "The pier reportedly will close in May.",
        ),
        (
            "Did the mayor resign?",
            "The mayor has not resigned, her office said.",
            "The mayor resigned on Friday, two councillors said.",
        ),
        (
            "Has Nordline said how many ferries were lost?",
            "Nordline confirmed that two ferries were lost.",
            "Nordline has not said how many ferries were lost.",
        ),
        (
            "How many tickets were sold?",
            "The festival said it sold 41,000 tickets.",
            "The festival has not disclosed how many tickets were sold.",
        ),
    ],
)
def test_two_articles_that_answer_otherwise_disagree(question: str, one: str, other: str) -> None:
    (found,) = disagreements(question, said(one, other))
    assert {side.text for side in found.sides} == {one, other}
    assert [len({saying.article.id for saying in side.sayings}) for side in found.sides] == [1, 1]


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            "How many welders did Harbour Steel lay off?",
            "Harbour Steel laid off 84 welders.",
            "Harbour Steel laid off about 80 welders.",
        ),
        (
            "How many people did Harbour Steel lay off?",
            "Harbour Steel laid off 200 people: 80 welders and 120 painters.",
            "Harbour Steel laid off 80 people in the welding shop and 120 people in the paint shop.",
        ),
        (
            "How many welders did Harbour Steel lay off?",
            "Harbour Steel laid off 80 welders.",
            "Harbour Steel employs 900 welders.",
        ),
        (
            "How many ferries were cancelled?",
            "On Monday 40 ferries were cancelled.",
            "On Tuesday 25 ferries were cancelled.",
        ),
        ("What did the pier cost?", "The pier cost €48 million.", "The old pier cost €2 million in 1961."),
        (
            "Who is the chief executive of Nordline?",
            "Nordline chief executive Ines Ruiz spoke.",
            "Former Nordline chief executive Bo Lund agreed.",
        ),
        (
            "Who is the interim chief executive of Nordline?",
            "Nordline interim chief executive Ines Ruiz spoke.",
            "Nordline chief executive Bo Lund wrote to staff.",
        ),
        ("Who criticised the plan?", "Gina Falk criticised the plan.", "The plan was criticised by Dieter Moll."),
        ("Will the pier close?", "The council denied that the pier will close.", "The pier opened in 1962."),
        ("Did the mayor resign?", "The mayor resigned on Friday.", "The deputy mayor has not resigned."),
        (
            "How many ferries were lost?",
            "Nordline confirmed that two ferries were lost.",
            "Nordline has not said when sailings will resume.",
        ),
        ("When will the pier open?", "The pier will open on 12 September.", "Work on the pier began on 4 March 2019."),
        (
            "Who runs the Tarn plant?",
            "Nordline chief executive Ines Ruiz visited the plant in Tarn.",
            "In Tarn the plant manager, Bo Lund, let everybody out.",
        ),
        (
            "How long did the fire burn?",
            "The fire burned for nine hours.",
            "Nordline has not determined what started the fire.",
        ),
        (
            "Will the club move?",
            "The club denied on Saturday that Piet Dahl has been asked to go.",
            "Coach Piet Dahl has reportedly been told to leave.",
        ),
        (
            "Is the cause of the fire public?",
            "Nordline has not determined what started the fire.",
            "Two weeks after the fire, Nordline recalled its heaters because they overheat.",
        ),
        (
            "Who heads the fire department?",
            "Fire Chief Ron Abel said that the fire department was there within minutes.",
            "The plant manager, Dale Lund, had shut it before the fire department came.",
        ),
        (
            "Was there another offer?",
            "“I gave that company nineteen years,” said a supervisor who asked not to be named.",
            "Staff would get three weeks’ pay and free travel, said the spokeswoman, Ines Ruiz.",
        ),
        (
            "Has Nordline specified what Ruiz was not open about?",
            "It is unclear what Nordline held against Ruiz.",
            "Ruiz left the board of Nordline in March due to a conflict of interest.",
        ),
    ],
)
def test_roundings_parts_other_times_and_other_things_are_no_disagreement(question: str, one: str, other: str) -> None:
    assert disagreements(question, said(one, other)) == ()


def test_an_article_that_has_both_numbers_takes_no_side() -> None:
    sayings = said(
        "The council closed nine schools. Its first plan was to close 14 schools.", "The council closed 14 schools."
    )
    assert disagreements("How many schools did the council close?", sayings) == ()


def test_articles_that_agree_stand_on_one_side() -> None:
    sayings = said(
        "Harbour Steel laid off 80 welders.",
        "Harbour Steel laid off 140 welders.",
        "Harbour Steel has laid off some 80 welders.",
    )
    (found,) = disagreements("How many welders did Harbour Steel lay off?", sayings)
    assert sorted(sorted(saying.article.id for saying in side.sayings) for side in found.sides) == [["a", "c"], ["b"]]


def test_only_what_the_question_asks_is_compared() -> None:
    sayings = said(
        "Nordline chief executive Ines Ruiz sold 12 ferries.",
        "Nordline chief executive Bo Lund sold 12 ferries last week.",
    )
    assert disagreements("How many ferries did Nordline sell?", sayings) == ()
    assert len(disagreements("Who is the chief executive of Nordline?", sayings)) == 1


def test_who_holds_an_office_now_is_not_who_held_it() -> None:
    sayings = said(
        "Ines Ruiz is now serving as interim CEO at Nordline. She replaced former CEO Bo Lund.",
        "Nordline CEO Bo Lund wrote to staff.",
    )
    assert len(disagreements("Who was CEO of Nordline when the letter was sent?", sayings)) == 1
    assert disagreements("Who runs Nordline now?", sayings) == ()


def test_the_chief_of_another_company_is_no_rival() -> None:
    sayings = said(
        "Nordline chief executive Ines Ruiz and interim boss Bo Lund met. Baywater has had no chief since May.",
        "Until the sale closes, Bo Lund carries on as interim boss.",
    )
    assert disagreements("Who is the chief executive of Nordline?", sayings) == ()


def test_what_one_publisher_says_is_not_compared() -> None:
    sayings = said("Harbour Steel laid off 80 welders.", "Harbour Steel has laid off 140 welders.")
    question = "According to the Courier, how many welders did Harbour Steel lay off?"
    assert disagreements(question, sayings, publishers=("the Courier",)) == ()


def test_a_disagreement_is_of_what_the_answer_says() -> None:
    sayings = said(
        "Harbour Steel laid off 80 welders. The weather was fine.",
        "Harbour Steel has laid off 140 welders.",
        "It rained in the bay.",
    )
    question = "How many welders did Harbour Steel lay off?"
    assert disagreements(question, sayings, chosen=sayings[:1])
    assert disagreements(question, sayings, chosen=sayings[-1:]) == ()


def test_one_article_never_disagrees_with_itself() -> None:
    sayings = said("Harbour Steel laid off 80 welders. Harbour Steel laid off 140 welders.")
    assert disagreements("How many welders did Harbour Steel lay off?", sayings) == ()


def test_the_same_answer_in_other_sentences_is_found() -> None:
    sayings = said(
        "Interim CEO Ines Ruiz cut jobs at Nordline.",
        "It rained.",
        "Nordline said Ines Ruiz is serving as interim CEO.",
    )
    ((one, other),) = same_answers("Who is the interim CEO of Nordline?", sayings)
    assert {one.article.id, other.article.id} == {"a", "c"}


@given(st.text(max_size=120), st.lists(st.text(alphabet="abc 12.%$’?", min_size=3, max_size=60), max_size=4))
def test_any_question_and_any_articles_can_be_compared(question: str, texts: list[str]) -> None:
    for found in disagreements(question, said(*(text for text in texts if text.strip()))):
        articles = [{saying.article.id for saying in side.sayings} for side in found.sides]
        assert len(found.sides) >= 2
        assert not set.intersection(*articles)


def test_a_disagreement_of_one_side_can_not_be_built() -> None:
    side = DraftSide("x", tuple(said("It rained.")))
    with pytest.raises(ValueError, match="two sides"):
        DraftDisagreement("The weather", (side,))
    with pytest.raises(ValueError, match="somebody"):
        DraftSide("x", ())


def test_a_side_cites_two_sentences_of_an_article_at_most_the_closest_to_the_question_first() -> None:
    sayings = said(
        "Ines Ruiz is now interim chief executive of Nordline. Interim chief executive Ines Ruiz runs Nordline from Orsk. "
        "Ines Ruiz, interim chief executive, sold ships.",
        "Bo Lund, Nordline's interim chief executive, runs Nordline.",
    )
    (found,) = disagreements("Which interim chief executive runs Nordline from Orsk?", sayings)
    (side,) = (side for side in found.sides if side.sayings[0].article.id == "a")
    assert side.text.startswith("Interim chief executive Ines Ruiz runs")
    assert len(side.sayings) == 2


def test_several_who_did_it_together_are_no_disagreement() -> None:
    sayings = said("The comet was found by Rosa Lund and Pal Berg.", "Pal Berg, who found the comet, wept.")
    assert disagreements("Who found the comet?", sayings) == ()


def test_a_title_makes_nobody_else_of_a_person() -> None:
    sayings = said("Retired judge Esther Vane wrote the report.", "The report was written by Dame Esther Vane.")
    assert disagreements("Who wrote the report?", sayings) == ()


def test_an_outcome_that_is_measured_by_its_estimate_is_an_outcome() -> None:
    sayings = said("The pier cost €48 million, a third more than planned.", "The pier cost €61 million.")
    assert len(disagreements("How much did the pier cost?", sayings)) == 1


def test_who_did_it_on_another_day_is_no_other_doer() -> None:
    sayings = said("The choir was led by Anna Holt on Saturday.", "Paul Reyes led the choir on Sunday.")
    assert disagreements("Who led the choir?", sayings) == ()
