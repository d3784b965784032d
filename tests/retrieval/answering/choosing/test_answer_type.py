import pytest

from retrieval.answering.choosing.answer_type import find_answers, is_typed
from retrieval.answering.choosing.possible_answer import Asked
from retrieval.answering.reading.kinds import Kind
from retrieval.answering.reading.question_kind import read_kind
from retrieval.answering.reading.roles import Tenure
from tests.retrieval.answering.told import reading


def best(question, sentence, asked=None):
    read = reading(f"{sentence}\n").sentences[-1]
    words = frozenset(question.lower().replace("?", "").split())
    return max((found.fit for found in find_answers(read_kind(question), read, asked or Asked(words))), default=0.0)


@pytest.mark.parametrize(
    ("question", "answers", "does_not"),
    [
        ("How many employees left?", "Some 200 employees left the firm.", "Some 14 trucks left the yard."),
        ("How many people were fired?", "It fired 200 full-time workers.", "It fired workers in 2019."),
        ("How many jobs were cut?", "The firm cut 70 jobs.", "The firm cut hundreds of jobs."),
        ("How much did it cost?", "It cost $14 million.", "It took 14 months."),
        ("What share did he keep?", "He kept 5 per cent of the club.", "He kept 5 houses for the club."),
        ("What cut does the agent take?", "The agent takes 15 per cent.", "The agent takes 15 players."),
        ("How much did it bring in?", "It took in about $US41 million.", "It took in 41 stray dogs."),
        ("Why did it close?", "It closed over concerns that it would flood.", "It closed on the third of May."),
        ("Why did it close?", "It closed because of floods.", "That it closed raises concerns about jobs."),
        ("How old is Tom Hadley?", "Tom Hadley turns 71 on Friday.", "Anna Pell, 44, is a nurse."),
        ("How many people came?", "It drew 300 concertgoers.", "It drew 300 complaints."),
        ("How long is the report?", "The 172-page report was read.", "The report was read."),
        ("When was it built?", "It was built on 3 May 1998.", "It was built by hand."),
        ("At what time did it start?", "It started at 2:25 p.m. on the roof.", "It started on the roof."),
        ("Who quit?", "On Monday Jane Dollery quit.", "On Monday they all quit."),
        ("How old is she?", "She is 28 years old now.", "She is very old now."),
        ("How long is the warranty?", "The warranty is 12 years.", "The warranty is good."),
        ("Why did it burn?", "It burned because a cell was punctured.", "It burned at night near the river."),
        (
            "Which rivals benefited?",
            "Rivals such as Turing, Labelbox and Uber benefited.",
            "Rivals in general benefited.",
        ),
        ("What is her position?", "She is the Chief Strategy Officer there.", "She is very well known there."),
    ],
)
def test_a_sentence_with_an_answer_of_the_wanted_kind_fits_better(question, answers, does_not):
    assert best(question, answers) > best(question, does_not)


def test_what_the_question_says_itself_is_no_answer():
    assert best("Who quit with Dollery?", "On Monday Dollery quit.") == 0.0


def test_the_holder_of_another_bodys_office_fits_less():
    asked = Asked(frozenset({"who", "runs", "acme"}), frozenset({"jane dollery"}), "chief executive", Tenure.CURRENT)
    own = best("Who runs Acme?", "On Monday Acme CEO Jane Dollery spoke.", asked)
    other = best("Who runs Acme?", "On Monday GitHub CEO Jane Dollery spoke.", asked)
    assert own > other


def test_kinds_without_a_form_of_their_own_are_answered_by_any_words():
    assert not is_typed(Kind.HAPPENED)
    assert best("What happened to the deal?", "It fell through.") == 0.5
