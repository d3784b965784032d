from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.chat.wording import CUT, counted, publisher_and_date, shortened, visible, written_date
from corpus.article import Article


def test_a_long_text_is_cut_after_a_sentence():
    text = "Scale AI cut 200 jobs. It said so in a memo to its staff. The reasons were given on Wednesday."
    assert shortened(text, 70) == "Scale AI cut 200 jobs. It said so in a memo to its staff." + CUT


def test_a_sentence_that_is_too_long_is_cut_at_a_word():
    assert shortened("one two three four five six", 20) == "one two three four" + CUT


def test_a_text_that_fits_is_left_alone():
    assert shortened("Scale AI cut 200 jobs.", 22) == "Scale AI cut 200 jobs."


@given(st.text(max_size=400), st.integers(1, 200))
def test_a_shortened_text_keeps_its_limit(text, most):
    assert len(shortened(text, most)) <= most


@given(st.text(max_size=300))
def test_what_is_shown_holds_nothing_that_steers(text):
    shown = visible(text)
    assert shown == visible(shown)
    assert not set(shown) & set("\x00\x1b\u202e\u2066\ufeff\n\t")


def test_marks_that_turn_the_direction_of_writing_are_left_out():
    assert visible("pay \u202egnp.exe\u202c\n now\x1b[0m") == "pay gnp.exe now[0m"


def test_what_is_not_known_of_an_article_is_left_out():
    article = Article(id="one", source="one.txt", text="x", publisher="TechRepublic", published=date(2025, 7, 16))
    assert publisher_and_date(article) == "TechRepublic · 16 July 2025"
    assert publisher_and_date(Article(id="one", source="one.txt", text="x")) == ""
    assert written_date(date(2025, 7, 6)) == "6 July 2025"


def test_other_publishers_of_the_same_text_are_named():
    article = Article(id="one", source="one.txt", text="x", publisher="Reuters", also_in=("A", "B", "C", "D"))
    assert publisher_and_date(article) == "Reuters · also in A, B, C and 1 more"


def test_a_number_has_its_noun_in_the_right_number():
    said = [counted(0, "question"), counted(1, "question"), counted(1200, "question"), counted(2, "story", "stories")]
    assert said == ["0 questions", "1 question", "1,200 questions", "2 stories"]
