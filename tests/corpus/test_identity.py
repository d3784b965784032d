import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.identity import LONGEST_ID, article_id

keys = st.one_of(
    st.text(min_size=1),
    st.builds("{}{}".format, st.text("ab-._/0", max_size=6), st.sampled_from([".txt", ".md", ".TXT", ".md.txt", ""])),
    st.builds(
        "{}--{}{}".format, st.text("ab"), st.sampled_from(["0" * 16, "f" * 16]), st.sampled_from([".txt", ".md"])
    ),
).filter(bool)


def test_a_plain_text_file_is_named_without_its_ending() -> None:
    assert article_id("000_164e92e64fae49d2.txt") == "000_164e92e64fae49d2"


def test_a_markdown_file_keeps_its_ending() -> None:
    assert article_id("scale-ai.md") == "scale-ai.md"


@pytest.mark.parametrize(
    "key", ["2025/july/scale.txt", "Zürich: ein Tag.txt", "x" * 90 + ".txt", "-v.txt", "scale.TXT"]
)
def test_any_other_key_keeps_what_is_readable_of_it_and_gets_a_hash(key: str) -> None:
    assert re.search(r"[a-zA-Z0-9]--[0-9a-f]{16}$", article_id(key))
    assert article_id(key)[0].lower() == next(char for char in key if char.isalnum()).lower()


@given(keys)
def test_an_id_can_be_typed_and_stands_in_a_passage_id(key: str) -> None:
    name = article_id(key)
    assert re.fullmatch(r"[A-Za-z0-9_.][A-Za-z0-9._-]*", name)
    assert len(name) <= LONGEST_ID


@given(keys, keys)
@example("a.md", "a.md.txt")
@example("a", "a.txt")
@example("a.txt", "a.md")
@example("a.txt", "a.TXT")
@example("a/b.txt", "a-b.txt")
@example("x.txt.txt", "x.txt")
def test_two_keys_never_have_one_id(one: str, other: str) -> None:
    assert (article_id(one) == article_id(other)) == (one == other)


@given(keys)
def test_not_even_a_file_named_like_another_ones_id_takes_it(key: str) -> None:
    assert article_id(f"{article_id(key)}.txt") != article_id(key) or key == f"{article_id(key)}.txt"
