import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article, Role, Sentence
from corpus.span import Span


def article(text: str, *sentences: Sentence) -> Article:
    return Article("a", "a.txt", text, sentences)


def test_an_article_needs_an_id() -> None:
    with pytest.raises(ValueError, match="id"):
        Article("", "a.txt", "Text.")


def test_sentences_can_not_reach_beyond_the_text() -> None:
    with pytest.raises(ValueError, match="beyond"):
        article("Short.", Sentence(Span(0, 7)))


@pytest.mark.parametrize("second", [Span(3, 8), Span(0, 2)])
def test_sentences_stand_in_order_and_do_not_overlap(second: Span) -> None:
    with pytest.raises(ValueError, match="overlap"):
        article("One. Two. Three.", Sentence(Span(0, 4)), Sentence(second))


@pytest.mark.parametrize("link", [1, 2, -1])
def test_a_sentence_hangs_only_on_one_that_stands_before_it(link: int) -> None:
    first = Sentence(Span(0, 4), Role.HEADING)
    with pytest.raises(ValueError, match="hangs"):
        article("One. Two.", first, Sentence(Span(5, 9), lead=link))
    with pytest.raises(ValueError, match="hangs"):
        article("One. Two.", first, Sentence(Span(5, 9), heading=link))
    assert article("One. Two.", first, Sentence(Span(5, 9), heading=0)).sentences[1].heading == 0


def test_an_article_never_changes() -> None:
    with pytest.raises(AttributeError):
        article("One.").text = "Two."  # type: ignore[misc]


@given(st.text())
def test_the_content_hash_is_that_of_the_text_alone(text: str) -> None:
    one, other = Article("a", "a.txt", text, title="One"), Article("b", "b.txt", text, publisher="Other")
    assert one.content_hash == other.content_hash == hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
