from datetime import date

import numpy as np
import pytest

from retrieval.index.candidates import Candidates, Home, encode_sentences


@pytest.fixture
def three():
    """Two passages of one article, one of another."""
    texts = [
        encode_sentences([["merger"], ["pilots", "fired"]]),
        encode_sentences([["shares"]]),
        encode_sentences([["recall"]]),
    ]
    sizes = [len(text) // 4 for text in texts]
    return Candidates(
        ids=("a:0", "a:1", "b:0"),
        homes=(Home(1, "The Ledger", date(2025, 1, 3), 2, frozenset()), Home(2, None, None, 1, frozenset())),
        of_home=np.array([0, 0, 1], dtype=np.intp),
        positions=np.array([0, 1, 0], dtype=np.intp),
        numbers=np.frombuffer(b"".join(texts), dtype="<u4"),
        offsets=np.concatenate(([0], np.cumsum(sizes))).astype(np.intp),
        keyword=np.array([3.0, 2.0, 1.0]),
        similarity=np.array([0.5, np.nan, 0.25]),
    )


def test_candidates_that_are_kept_keep_what_is_theirs(three):
    kept = three.only(np.array([False, True, True]))
    assert kept.ids == ("a:1", "b:0")
    assert [kept.homes[home].row for home in kept.of_home] == [1, 2]
    assert kept.numbers.tobytes() == encode_sentences([["shares"]]) + encode_sentences([["recall"]])
    assert kept.keyword.tolist() == [2.0, 1.0]


def test_an_article_of_which_nothing_is_kept_is_gone(three):
    kept = three.only(np.array([True, False, False]))
    assert [home.row for home in kept.homes] == [1]
    assert len(kept) == 1


def test_nothing_may_be_kept(three):
    assert len(three.only(np.zeros(3, dtype=np.bool_))) == 0
