import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering.generating.claims import Claim, ClaimStream
from retrieval.errors import ModelUnusable

ONE = {"text": 'He said “yes” {and} "no" \\ [1].', "citations": [{"passage": 1, "quote": "yes } ] no"}]}


def read(text, size):
    stream = ClaimStream()
    found = [claim for at in range(0, len(text), size) for claim in stream.feed(text[at : at + size])]
    stream.finish()
    return found


@given(st.integers(1, 50), st.integers(0, 4), st.booleans())
def test_claims_are_the_same_however_the_text_is_cut(size, count, escaped):
    text = json.dumps({"statements": [ONE] * count}, ensure_ascii=escaped)
    assert [claim.text for claim in read(text, size)] == [ONE["text"]] * count


def test_a_claim_is_given_as_soon_as_it_is_closed():
    stream = ClaimStream()
    (claim,) = stream.feed(json.dumps({"statements": [ONE, ONE]})[: len(json.dumps(ONE)) + 20])
    assert isinstance(claim, Claim)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"statements": {}}',
        '{"statements": [], "more": 1}',
        '{"statements": [{"text": 1, "citations": []}]}',
        '{"statements": [{"text": "x", "citations": [{"passage": "1", "quote": "y"}]}]}',
        '{"statements": [{"text": "x", "citations": [{"passage": true, "quote": "y"}]}]}',
        '{"statements": ["x"]}',
        '{"statements": []} and more',
        json.dumps({"statements": [ONE] * 30}),
        "[" * 100_000,
    ],
)
def test_what_is_not_in_form_is_refused(text):
    with pytest.raises(ModelUnusable):
        read(text, 1000)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    try:
        read(text, 7)
    except ModelUnusable:
        return
