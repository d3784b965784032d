"""Word tokens: the same ids as the tokenizer gives for whole texts."""

from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from retrieval.embedding.word_tokens import WordTokens

FILE = Path(find_spec("wordllama").submodule_search_locations[0]) / "tokenizers" / "l2_supercat_tokenizer_config.json"
WHOLE = Tokenizer.from_file(str(FILE))
WHOLE.no_padding()
WHOLE.no_truncation()
TOKENS = WordTokens(FILE)
PIECES = st.sampled_from(
    ["a", "Profits", "’s", "…", " ", "  ", "\n", "\n\n", "\t", "▁", "<s>", "</s>", "<", "0x0A", "🙂", "\u00a0", "\r"]
)


@given(st.one_of(st.lists(PIECES, max_size=12).map("".join), st.text(max_size=30)))
@example("")
@example(" ")
@example("\n ")
@example("end. \n\nNext ")
@example("a <s> b")
def test_words_have_the_tokens_that_the_whole_text_has(text):
    encodable = text.encode("utf-8", "replace").decode("utf-8")
    expected = WHOLE.encode(encodable, add_special_tokens=False).ids
    (ids,) = TOKENS.ids([text])
    assert ids.tolist() == expected
    assert TOKENS.counts([text]) == [len(expected)]


def test_no_token_reaches_across_a_space_or_a_line_break():
    for token in WHOLE.get_vocab():
        assert "▁" not in token.lstrip("▁")
        assert not {" ", "\n"} & set(token)
        assert token.strip("▁") == "" or not token.startswith("▁▁")


@pytest.mark.parametrize("times", [1, 2])
def test_texts_of_more_words_than_are_kept_in_memory_are_tokenised_all_the_same(times, monkeypatch):
    monkeypatch.setattr("retrieval.embedding.word_tokens._WORDS_IN_MEMORY", 50)
    tokens = WordTokens(FILE)
    for turn in range(times):
        texts = [" ".join(f"word{number}" for number in range(turn, 60)), "one two", "two three"]
        assert [ids.tolist() for ids in tokens.ids(texts)] == [
            WHOLE.encode(text, add_special_tokens=False).ids for text in texts
        ]
