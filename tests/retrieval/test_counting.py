import logging

from hypothesis import given
from hypothesis import strategies as st

from retrieval.counting import count_high, token_counter


def test_without_an_encoding_at_hand_tokens_are_counted_high_and_that_is_said(caplog):
    with caplog.at_level(logging.WARNING):
        count = token_counter("a-model-of-ones-own")
    assert count("four words of text") == 6
    assert "on the high side" in caplog.text


@given(st.text())
def test_every_text_has_a_count(text):
    assert count_high(text) >= len(text) / 3 or not text
