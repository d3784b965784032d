from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.links import MAX_ADDRESS_CHARACTERS, passage_address, web_address
from corpus.article import Article
from corpus.span import Span

SHORT = "Scale AI cut 200 jobs."
LONG = (
    "The company said on Wednesday that it had cut fourteen percent of its staff after growing too quickly last year."
)


def article(text, url="https://news.example/story"):
    return Article(id="one", source="one.txt", text=text, url=url)


def address(text, quote, url="https://news.example/story"):
    start = text.rindex(quote)
    return passage_address(article(text, url), Span(start, start + len(quote)))


def test_a_short_quote_is_named_whole():
    assert address(SHORT, SHORT) == "https://news.example/story#:~:text=Scale%20AI%20cut%20200%20jobs."


def test_a_long_quote_is_named_by_its_first_and_last_words():
    assert address(LONG, LONG).endswith(
        "#:~:text=The%20company%20said%20on%20Wednesday,growing%20too%20quickly%20last%20year."
    )


def test_a_quote_over_two_lines_is_a_range_since_a_fragment_stays_in_one_block():
    text = "He said:\n“We grew too fast.”"
    assert address(text, text).endswith("text=He%20said%3A,%E2%80%9CWe%20grew%20too%20fast.%E2%80%9D")


def test_words_that_stand_earlier_too_are_told_apart_by_what_precedes_them():
    text = "Scale AI cut 200 jobs. In July Scale AI cut 200 jobs."
    assert address(text, SHORT).endswith("#:~:text=cut%20200%20jobs.%20In%20July-,Scale%20AI%20cut%20200%20jobs.")


def test_dashes_commas_and_ampersands_do_not_read_as_grammar():
    fragment = urlsplit(address("AT&T, a well-known firm", "AT&T, a well-known firm")).fragment
    directive = fragment.removeprefix(":~:text=")
    assert not set("-,&") & set(directive)
    assert unquote(directive) == "AT&T, a well-known firm"


def test_an_anchor_of_the_article_stays():
    assert address(SHORT, SHORT, "https://news.example/story#jobs").startswith(
        "https://news.example/story#jobs:~:text=Scale"
    )


def test_a_fragment_that_is_too_long_leaves_the_plain_address():
    text = "ы" * 900
    assert address(text, text) == "https://news.example/story"


@pytest.mark.parametrize(
    "hostile",
    [
        "javascript:alert(1)",
        "data:text/html,hello",
        "ftp://news.example/story",
        "https://",
        "//news.example/story",
        "https://news.example@evil.example/",
        "https://news.example/|<!channel>",
        "https://news.example/a b",
        "https://news.example/\u202egnp.exe",
        "https://[news.example",
        "https://news.example:port/",
        "https://news.example/" + "a" * MAX_ADDRESS_CHARACTERS,
        "",
        None,
    ],
)
def test_what_is_no_plain_web_address_is_not_linked(hostile):
    assert web_address(hostile) is None
    assert address(SHORT, SHORT, hostile) is None


@given(st.text(min_size=1, max_size=300), st.data())
def test_any_quote_gives_an_address_that_is_fit_to_link(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = passage_address(article(text), Span(start, end))
    assert found is not None
    assert web_address(found) == found
    assert found.startswith("https://news.example/story")
