import random

import numpy as np
import pytest

from corpus.article import Article
from corpus.copies import PERMUTATIONS, find_copies, groups, likeness, signature
from corpus.library import Library
from corpus.outline import outline

WORDS = [f"word{number}" for number in range(3_000)]


def text(seed, words=400):
    chance = random.Random(seed)
    return " ".join(" ".join(chance.choices(WORDS, k=12)).capitalize() + "." for _ in range(words // 12))


def edited(original, share, seed=1):
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) if chance.random() < share else word for word in original.split())


@pytest.mark.parametrize("share", [0.0, 0.02, 0.05, 0.1])
def test_a_text_with_a_tenth_of_its_words_changed_is_a_copy(share):
    one = text(1)
    assert groups({"a": signature(one), "b": signature(edited(one, share))}) == {"a": "a", "b": "a"}


def test_a_text_cut_to_half_and_one_with_a_frame_are_copies():
    one = text(1)
    half, framed = one[: len(one) // 2], text(2, 60) + " " + one + " " + text(3, 60)
    assert set(groups({"a": signature(one), "b": signature(half), "c": signature(framed)}).values()) == {"a"}


def test_different_texts_are_none():
    assert groups({str(seed): signature(text(seed)) for seed in range(60)}) == {}


def test_the_first_of_a_group_is_the_first_that_came():
    one = text(1)
    found = groups({"z": signature(one), "x": signature(text(9)), "a": signature(one), "m": signature(one + " More.")})
    assert found == {"z": "z", "a": "z", "m": "z"}


def test_a_story_printed_five_hundred_times_is_one_group():
    one = text(1)
    signed = {f"{number:03}": signature(edited(one, 0.02, number)) for number in range(500)}
    assert set(groups(signed).values()) == {"000"}


def test_a_text_too_short_to_tell_is_nobodys_copy():
    assert signature("Read the whole story.") == b""
    assert groups({"a": b"", "b": b""}) == {}
    assert likeness(b"", b"") == 0.0


def test_likeness_is_the_share_of_equal_values():
    one = np.arange(PERMUTATIONS, dtype="<u4")
    other = one.copy()
    other[: PERMUTATIONS // 4] += 1000
    assert likeness(one.tobytes(), other.tobytes()) == 0.75


def test_copies_in_the_library_are_found_and_lost_again(tmp_path):
    with Library.open(tmp_path) as library:
        for name, words in (("a", text(1)), ("b", edited(text(1), 0.05)), ("c", text(2))):
            library.put(Article(name, name, words, outline(words)), name, "1")
        assert find_copies(library)
        assert (library.copies("a"), library.copies("c")) == (("b",), ())
        assert not find_copies(library)
        library.remove(["a"])
        assert find_copies(library, has_removed=True)
        assert library.article("b").voice == "b"
