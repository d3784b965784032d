import pytest

from retrieval.answering.reading.asking_words import asks_only, predicates
from retrieval.answering.reading.chat_spelling import tidy_question
from retrieval.answering.reading.kinds import Kind
from retrieval.answering.reading.question_kind import read_kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who chairs the board?", Kind.WHO),
        ("boss of the airline?", Kind.WHO),
        ("whos the boss of calder atm", Kind.WHO),
        ("Who was in charge when it burned?", Kind.WHO),
        ("When does the vote take place?", Kind.WHEN),
        ("In which year was it set up?", Kind.WHEN),
        ("By what time must they leave?", Kind.TIME),
        ("Where will the packs be assembled?", Kind.WHERE),
        ("In which city was the meeting held?", Kind.WHERE),
        ("how many ppl got fired", Kind.HOW_MANY),
        ("What was the average attendance?", Kind.HOW_MANY),
        ("What number of routes is closed?", Kind.HOW_MANY),
        ("How much did it cost?", Kind.HOW_MUCH),
        ("What did Ashby pay for the club?", Kind.HOW_MUCH),
        ("What was the revenue in 2023?", Kind.HOW_MUCH),
        ("What percentage of the staff left?", Kind.PERCENT),
        ("how much of the club does he own", Kind.PERCENT),
        ("How big a stake does the family hold?", Kind.PERCENT),
        ("whats lena's cut of the club", Kind.PERCENT),
        ("How much did the fund pay for its share of Vejle?", Kind.HOW_MUCH),
        ("How big a slice of the club went to the family?", Kind.PERCENT),
        ("By how many percent did it fall?", Kind.PERCENT),
        ("What does the family's holding amount to?", Kind.PERCENT),
        ("What do its debts amount to?", Kind.HOW_MUCH),
        ("At what price was it sold?", Kind.HOW_MUCH),
        ("For what sum did they sell it?", Kind.HOW_MUCH),
        ("How large is the refund?", Kind.HOW_MUCH),
        ("How deep in debt is the club?", Kind.HOW_MUCH),
        ("How far did the shares fall?", Kind.HOW_MUCH),
        ("How big a fall did the stock take?", Kind.HOW_MUCH),
        ("How large is the workforce?", Kind.HOW_MANY),
        ("How long is the warranty?", Kind.HOW_LONG),
        ("What length of time did she spend there?", Kind.HOW_LONG),
        ("How long ago did it close?", Kind.WHEN),
        ("What are the hours of the hotline?", Kind.TIME),
        ("How many years old is she?", Kind.AGE),
        ("What was Moriarty before?", Kind.FORMERLY),
        ("What is Lindqvist's previous job?", Kind.FORMERLY),
        ("Which post did she hold earlier?", Kind.FORMERLY),
        ("Where did she work previously?", Kind.FORMERLY),
        ("What did he use to be?", Kind.FORMERLY),
        ("Which company did she come from?", Kind.FORMERLY),
        ("Who ran it before?", Kind.WHO),
        ("What was the capacity before?", Kind.HOW_MANY),
        ("How many were there before?", Kind.HOW_MANY),
        ("How old is the mayor?", Kind.AGE),
        ("Which US state did they move to?", Kind.WHERE),
        ("How did the firm's customers react?", Kind.HOW),
        ("How did Ilse Marchetti react?", Kind.SAY),
        ("Which rivals benefited?", Kind.WHICH),
        ("What refund can owners get?", Kind.WHAT),
        ("Why did it close?", Kind.WHY),
        ("how come they left", Kind.WHY),
        ("What led to the fire?", Kind.WHY),
        ("why'd they go", Kind.WHY),
        ("Did anybody die?", Kind.YES_NO),
        ("Is it true that the base will close?", Kind.YES_NO),
        ("r season tickets going up", Kind.YES_NO),
        ("Compare what the two papers say about the price", Kind.COMPARE),
        ("List the departments", Kind.LIST),
        ("What happened to the deal?", Kind.HAPPENED),
        ("What is Mercor?", Kind.DEFINITION),
        ("Tell me about the recall", Kind.ABOUT),
    ],
)
def test_the_words_of_a_question_tell_what_kind_of_answer_it_wants(question, kind):
    assert read_kind(question).kind is kind


@pytest.mark.parametrize(
    ("question", "speaker", "topic"),
    [
        ("What did Ingrid Solheim say about the slots?", "ingrid solheim", "about the slots"),
        ("What has the fire chief said?", "fire chief", ""),
        ("how did the mayor of cork comment?", "mayor of cork", ""),
        ("What's the installer's explanation for the calls?", "installer", "for the calls"),
        ("Summarise what Droege wrote about demand", "droege", "about demand"),
    ],
)
def test_a_question_after_somebodys_words_names_the_speaker(question, speaker, topic):
    wanted = read_kind(question)
    assert (wanted.kind, wanted.speaker, wanted.topic) == (Kind.SAY, speaker, topic)


@pytest.mark.parametrize(
    "question",
    [
        "What does the recall cost the company?",
        "What is the team called now?",
        "What percentage of staff did the chief say he would fire?",
        "What do the articles say about the fire?",
    ],
)
def test_a_verb_of_speaking_alone_makes_no_speaker(question):
    assert read_kind(question).speaker == ""


def test_a_publisher_is_no_speaker():
    wanted = read_kind("What does Wingtip Notes say Fiona Brack does these days?", ("Wingtip Notes",))
    assert wanted.kind is Kind.WHAT
    assert "wingtip" not in wanted.topic


def test_the_thing_asked_for_is_the_noun_after_how_many_or_which():
    assert read_kind("How many full-time employees did it lay off?").noun == "full-time employees"
    assert read_kind("Which company made the faulty film?").noun == "company"
    assert read_kind("Which union represents Volta's drivers?").noun == "union"
    assert read_kind("What is the number of passengers?").noun == "passengers"
    assert read_kind("Which rivals benefited?").is_plural


def test_abbreviations_of_chat_are_written_out():
    assert tidy_question("whats the deal w/ the govt & ppl") == "what is the deal with the government and people"


def test_the_verb_of_a_question_is_told_from_its_nouns():
    assert predicates("What do dismissed employees get from the airline?") == {"get"}
    assert "benefited" in predicates("Which rivals benefited?")
    assert "blaze" not in predicates("Did anybody die in the blaze at Millbrook?")


def test_words_that_only_ask_depend_on_the_kind_of_question():
    assert asks_only("which")
    assert asks_only("year", Kind.WHEN)
    assert not asks_only("year", Kind.WHICH)
