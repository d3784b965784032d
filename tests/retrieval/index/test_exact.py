from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.embedding.vectors import best_rows, unit_rows
from retrieval.index.exact import ExactIndex
from retrieval.retriever import Filters
from tests.retrieval.editions import articles, edition_of


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    edition = edition_of(tmp_path_factory.mktemp("data"), *articles(20))
    edition.prepare()
    return edition


@pytest.fixture
def index(edition):
    return ExactIndex.of_library(edition.library, edition.cut, edition.embedder.name)


def test_every_passage_is_nearest_to_its_own_vector(edition, index):
    entries = edition.entries()
    for name, vector in zip(entries, edition.vectors(entries, entries), strict=True):
        found, similarity = index.nearest(vector, 1, Filters())[0]
        assert similarity == pytest.approx(1, abs=1e-5)
        assert entries[found].text_hash == entries[name].text_hash


def test_all_passages_are_found_nearest_first(edition, index):
    found = index.nearest(edition.embedder.embed_question("word3 item1"), 10_000, Filters())
    assert len(found) == len(index) == len(edition.entries())
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


@pytest.mark.parametrize(
    "filters",
    [
        Filters(frozenset({"The Ledger"})),
        Filters(since=date(2025, 5, 1), until=date(2025, 8, 1)),
        Filters(frozenset({"Nobody"})),
        Filters(frozenset({"Harbour Post"}), since=date(2025, 5, 1)),
    ],
)
def test_a_filter_lets_through_what_it_admits_nearest_first(edition, index, filters):
    question = edition.embedder.embed_question("thing3 item0")
    admitted = {name for name, entry in edition.entries().items() if filters.admits(entry)}
    everything = index.nearest(question, 10_000, Filters())
    found = index.nearest(question, 10_000, filters)
    assert dict(found) == pytest.approx({name: score for name, score in everything if name in admitted})
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


def test_no_more_than_asked_for_are_found(edition, index):
    question = edition.embedder.embed_question("word3")
    assert len(index.nearest(question, 7, Filters())) == 7
    assert index.nearest(question, 0, Filters()) == []


def test_an_empty_library_has_nothing_near(tmp_path):
    edition = edition_of(tmp_path)
    index = ExactIndex.of_library(edition.library, edition.cut, edition.embedder.name)
    assert index.nearest(edition.embedder.embed_question("word3"), 5, Filters()) == []


def test_ids_without_vectors_are_refused():
    with pytest.raises(ValueError, match="2 passages need as many vectors"):
        ExactIndex(["a:0:1", "a:1:2"], np.zeros((1, 4), dtype=np.float32), {})


@given(st.lists(st.floats(-1, 1, width=32), max_size=50), st.integers(1, 60))
def test_the_best_rows_are_those_that_sorting_puts_first(scores, limit):
    array = np.array(scores, dtype=np.float32)
    found = [scores[row] for row in best_rows(array, limit)]
    assert found == sorted(scores, reverse=True)[:limit]
    assert len({int(row) for row in best_rows(array, limit)}) == len(found)


def test_a_row_of_zeros_stays_one():
    assert unit_rows(np.array([[3, 4], [0, 0]], dtype=np.float32)).tolist() == [
        [pytest.approx(0.6), pytest.approx(0.8)],
        [0, 0],
    ]
