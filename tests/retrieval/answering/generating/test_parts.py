import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering.answer import Abstention
from retrieval.answering.generating.breaker import FAILURES, PAUSE_SECONDS, Breaker
from retrieval.answering.generating.locating import locate
from retrieval.answering.generating.remembering import Remembered
from retrieval.answering.reply import Reply
from retrieval.prices import Price, price_of

TEXT = "He said: “We’re\n moving — fast.”\u200b They did not."


@pytest.mark.parametrize("quote", ["we're moving - FAST", "“We’re moving—fast.”".replace("—", " – "), "moving — fast"])
def test_words_are_found_however_their_marks_are_written(quote):
    start, end = locate(quote, TEXT, 0, len(TEXT))
    assert TEXT[start:end].lower().endswith("fast")


def test_words_that_do_not_stand_there_are_not_found():
    assert locate("They did", TEXT, 0, 10) is None
    assert locate("nobody", TEXT, 0, len(TEXT)) is None
    assert locate(" … ", TEXT, 0, len(TEXT)) is None


@given(st.text(min_size=1, max_size=60), st.integers(0, 59), st.integers(1, 60))
def test_any_stretch_that_is_found_lies_within_the_bounds(text, start, length):
    place = locate(text[start : start + length], text, 0, len(text))
    assert place is None or 0 <= place[0] < place[1] <= len(text)


def test_who_fails_again_and_again_is_left_alone_for_a_while():
    now = [0.0]
    breaker = Breaker(lambda: now[0])
    for _ in range(FAILURES):
        assert not breaker.is_open
        breaker.failed()
    assert breaker.is_open
    now[0] = PAUSE_SECONDS
    assert not breaker.is_open
    breaker.succeeded()
    breaker.failed()
    assert not breaker.is_open


def test_what_was_asked_longest_ago_is_forgotten_first():
    kept = Remembered(2)
    replies = {key: Reply(key, key, Abstention("No.", 0.0, "x"), {}) for key in "abc"}
    kept.keep("a", replies["a"])
    kept.keep("b", replies["b"])
    assert kept.find("a") is replies["a"]
    kept.keep("c", replies["c"])
    assert kept.find("b") is None
    assert kept.find("a") is replies["a"]


def test_dated_versions_have_the_price_of_their_model():
    assert price_of("gpt-4o-mini-2024-07-18") == price_of("gpt-4o-mini")
    assert price_of("gpt-4o-2024-08-06") == price_of("gpt-4o")
    assert price_of("llama3") is None
    assert price_of("gpt-4o-mini").cost_usd(1_000_000, 1_000_000) == pytest.approx(0.75)
    with pytest.raises(ValueError, match="less than nothing"):
        Price(-1)
