import pytest

from retrieval.answering.choosing.readability import readable, statement_text
from retrieval.answering.reading.referents import company_meant, person_meant
from tests.retrieval.answering.told import reading


def sentence_at(text, start):
    read = reading(text)
    return read, next(index for index, sentence in enumerate(read.sentences) if sentence.text.startswith(start))


@pytest.mark.parametrize(
    "text",
    [
        "Norlink, the ferry operator, is laying off 120 deckhands in Aldersund. Aldersund is its port. The company will sell two.",
        "Bakers at the firm Crustwell left in Harbrook. Harbrook has two shops. Crustwell has six. The company will sell two.",
    ],
)
def test_a_place_is_never_the_company(text):
    read, index = sentence_at(text, "The company")
    assert company_meant(read, index, "the company") in ("Norlink", "Crustwell", "")


def test_what_an_apposition_calls_an_operator_is_the_company():
    text = "Norlink, the ferry operator, is laying off deckhands in Aldersund. Norlink lost money. The company will sell two ships."
    assert company_meant(*sentence_at(text, "The company"), "the company") == "Norlink"


def test_what_has_a_chief_executive_is_the_company():
    text = "Workers walked out on Monday. Ida Moor, chief executive of Pellwick, said Pellwick would pay. The firm lost 3 million."
    assert company_meant(*sentence_at(text, "The firm"), "the firm") == "Pellwick"


def test_of_two_companies_neither_is_told():
    text = (
        "The brewer Pellwick bought the brewer Ostrane. Pellwick paid cash and Ostrane agreed. The company will close."
    )
    assert company_meant(*sentence_at(text, "The company"), "the company") == ""


def test_a_company_that_another_name_came_between_is_not_told():
    text = (
        "The brewer Pellwick is growing. Pellwick's shares rose. Ostrane also sells beer. The company has 40 workers."
    )
    assert company_meant(*sentence_at(text, "The company"), "the company") == ""


def test_a_ferry_operator_is_not_the_bank():
    text = "Norlink, the ferry operator, borrowed money. Norlink has ten ships. The bank wants it back."
    assert company_meant(*sentence_at(text, "The bank"), "the bank") == ""


def test_an_article_without_a_company_has_none_to_tell():
    text = "Storms hit Harbrook on Monday. Harbrook was flooded. The company has 40 workers."
    assert company_meant(*sentence_at(text, "The company"), "the company") == ""


def test_the_one_who_spoke_last_is_he():
    text = "Engineer Tom Hadley said the dam held. He had checked it."
    assert person_meant(*sentence_at(text, "He had"), "He") == "Tom Hadley"


def test_of_two_people_neither_is_he():
    text = "Engineer Tom Hadley told mayor Bill Marsh the dam held. He had checked it."
    assert person_meant(*sentence_at(text, "He had"), "He") == ""


def test_a_woman_is_not_he():
    text = "The boys' mother, teacher Anna Pell, told reporters of the fire. He said he was well."
    assert person_meant(*sentence_at(text, "He said"), "He") == ""


def test_a_son_of_whoever_is_named_is_not_told_as_him():
    text = "Engineer Tom Hadley built the dam. Hadley's son runs it. He plans another."
    assert person_meant(*sentence_at(text, "He plans"), "He") == ""


def test_somebody_named_in_passing_is_not_told():
    text = "Engineer Tom Hadley built the dam. The valley was flooded by Hadley. He was glad."
    assert person_meant(*sentence_at(text, "He was"), "He") == ""


def test_he_within_a_quotation_is_left_as_it_is():
    text = "Engineer Tom Hadley said the dam held. “He is the best of us,” said Anna Pell, a farmer."
    read, index = sentence_at(text, "“He is")
    stretch = next(each for each in read.stretches if each.indices == (index,))
    assert statement_text(read, stretch).startswith("“He is")


def test_where_it_is_not_sure_who_is_meant_the_sentence_before_is_shown():
    text = "Engineer Tom Hadley told mayor Bill Marsh the dam held. He had checked it."
    read, index = sentence_at(text, "He had")
    stretch = readable(read, next(each for each in read.stretches if each.indices == (index,)))
    assert statement_text(read, stretch) == text


def test_a_quotation_after_another_speaker_is_not_given_the_wrong_name():
    text = "“It burnt,” said Anna Pell, a farmer. A neighbour came by.\n\n“It was arson,” he said."
    read, index = sentence_at(text, "“It was")
    stretch = next(each for each in read.stretches if each.indices == (index,))
    assert "Pell" not in statement_text(read, stretch)
