import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import QuestionError
from retrieval.question import MAX_QUESTION_CHARACTERS, check_question


@pytest.mark.parametrize("question", ["", "   ", "\n\t", "?!", "…"])
def test_an_empty_question_is_refused(question):
    with pytest.raises(QuestionError, match="empty"):
        check_question(question)


def test_a_question_of_20_000_characters_is_refused_with_the_limit():
    with pytest.raises(QuestionError, match=f"{MAX_QUESTION_CHARACTERS:,}"):
        check_question("why " * 5_000)


@pytest.mark.parametrize("bad", ["\x00", "\x1b[31m", "\x07", "\ud800"])
def test_control_characters_are_refused_and_named(bad):
    with pytest.raises(QuestionError, match=rf"U\+{ord(bad[0]):04X}"):
        check_question(f"who {bad} runs it?")


def test_white_space_around_a_question_is_dropped():
    assert check_question("  who runs it?\n") == "who runs it?"


@given(st.text())
def test_whatever_is_refused_is_refused_in_one_line(text):
    refusal = ""
    try:
        asked = check_question(text)
    except QuestionError as error:
        refusal = str(error)
    else:
        assert asked == text.strip()
    assert "\n" not in refusal
