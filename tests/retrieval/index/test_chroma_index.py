from datetime import date

import numpy as np
import pytest
from chromadb import errors as theirs
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article
from retrieval.embedding.vectors import unit_rows
from retrieval.errors import IndexDamaged, IndexUnavailable
from retrieval.index.chroma_index import ChromaIndex, Entry
from retrieval.retriever import Filters

ENTRIES = {
    "a:0:5": Entry("h1", "The Ledger", date(2025, 1, 31)),
    "a:6:9": Entry("h2", "The Ledger", date(2025, 2, 1)),
    "b:0:5": Entry("h3", "Harbour Post", None),
    "c:0:5": Entry("h4", None, date(2024, 12, 31)),
    "d:0:5": Entry("h5", None, None),
}
ALL = len(ENTRIES)


def vectors(count=ALL, seed=0, dimensions=16):
    return unit_rows(np.random.default_rng(seed).normal(size=(count, dimensions)).astype(np.float32))


@pytest.fixture
def index(tmp_path):
    index = ChromaIndex.create(tmp_path / "index", "stamp")
    index.upsert(list(ENTRIES), vectors(), list(ENTRIES.values()))
    yield index
    index.close()


def test_every_passage_is_nearest_to_its_own_vector(index):
    for name, vector in zip(ENTRIES, vectors(), strict=True):
        ((found, similarity),) = index.nearest(vector, 1, Filters())
        assert found == name
        assert similarity == pytest.approx(1, abs=1e-5)


def test_passages_that_a_search_for_themselves_does_not_lead_to_are_missed(index):
    strangers = ["y:0:5", "z:0:5"]
    assert index.missed([*ENTRIES, *strangers], np.concatenate([vectors(), vectors(2, seed=9)])) == strangers


def test_of_two_passages_alike_neither_is_missed(index):
    index.upsert(["e:0:5"], vectors()[:1], [Entry("h1")])
    assert index.missed(["a:0:5", "e:0:5"], vectors()[[0, 0]]) == []


def test_nothing_is_missed_of_nothing(index):
    assert index.missed([], vectors(0)) == []


def test_passages_come_nearest_first_with_their_inner_products(index):
    question = vectors(1, seed=5)[0]
    expected = sorted(zip(ENTRIES, vectors() @ question, strict=True), key=lambda pair: -pair[1])
    found = index.nearest(question, 100, Filters())
    assert [name for name, _ in found] == [name for name, _ in expected]
    assert [score for _, score in found] == pytest.approx([score for _, score in expected], abs=1e-5)


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(frozenset({"The Ledger"})),
        Filters(frozenset({"The Ledger", "Harbour Post"})),
        Filters(frozenset({"Nobody"})),
        Filters(since=date(2025, 1, 31)),
        Filters(until=date(2025, 1, 31)),
        Filters(since=date(2025, 2, 1), until=date(2025, 2, 1)),
        Filters(frozenset({"The Ledger"}), since=date(2025, 2, 1)),
        Filters(frozenset({"Harbour Post"}), since=date(2000, 1, 1)),
    ],
)
def test_a_filter_lets_through_what_it_admits(index, filters):
    found = {name for name, _ in index.nearest(vectors()[0], 100, filters)}
    assert found == {name for name, entry in ENTRIES.items() if filters.admits(entry)}


def test_an_entry_put_again_is_what_it_has_become(index):
    becomes = Entry("h9", None, date(2030, 1, 1))
    index.upsert(["a:0:5"], vectors(1, seed=9), [becomes])
    assert index.entries() == {**ENTRIES, "a:0:5": becomes}
    assert index.nearest(vectors()[0], 100, Filters(frozenset({"The Ledger"})))[0][0] == "a:6:9"


def test_what_is_removed_is_not_found(index):
    index.remove(["a:0:5"])
    assert index.count() == ALL - 1
    assert "a:0:5" not in dict(index.nearest(vectors()[0], 100, Filters()))


def test_nothing_put_or_removed_changes_nothing(index):
    index.upsert([], vectors(0), [])
    index.remove([])
    assert index.entries() == ENTRIES


def test_an_index_without_passages_finds_none(tmp_path):
    index = ChromaIndex.create(tmp_path / "index", "stamp")
    assert index.nearest(vectors()[0], 10, Filters()) == []
    assert index.entries() == {}
    assert index.count() == 0
    index.close()


def test_more_passages_than_chroma_takes_at_once_are_all_taken(tmp_path):
    count = 5_500
    index = ChromaIndex.create(tmp_path / "index", "stamp")
    index.upsert([f"a:{n}:{n + 1}" for n in range(count)], vectors(count, dimensions=4), [Entry("h")] * count)
    assert index.count() == count
    index.remove([f"a:{n}:{n + 1}" for n in range(count)])
    assert index.count() == 0
    index.close()


def test_an_index_is_what_it_was_when_it_is_opened_again(index):
    index.close()
    again = ChromaIndex.open(index.folder, "stamp")
    assert again.entries() == ENTRIES
    ids, rows = again.vectors()
    kept = dict(zip(ids, rows, strict=True))
    assert np.array_equal(np.stack([kept[name] for name in ENTRIES]), vectors())
    again.close()


def test_an_index_of_another_stamp_is_refused(index):
    index.close()
    with pytest.raises(IndexDamaged, match="not the one that was left there"):
        ChromaIndex.open(index.folder, "another")


def test_an_index_that_is_gone_is_damaged_and_not_made_anew(tmp_path):
    with pytest.raises(IndexDamaged, match="gone"):
        ChromaIndex.open(tmp_path / "index", "stamp")
    assert not (tmp_path / "index").exists()


def chroma_errors(base=theirs.ChromaError):
    for error in base.__subclasses__():
        yield error
        yield from chroma_errors(error)


@pytest.mark.parametrize(
    "error", [*chroma_errors(), ValueError, TypeError, AttributeError, RuntimeError, OSError], ids=lambda e: e.__name__
)
def test_no_error_of_chroma_gets_out(index, error):
    class Failing:
        def query(self, **asked):
            raise error("what\nhappened")

    broken = ChromaIndex(index.folder, index._client, Failing())
    with pytest.raises(IndexUnavailable, match="what happened") as caught:
        broken.nearest(vectors()[0], 1, Filters())
    assert "\n" not in str(caught.value)


def test_a_vector_of_another_length_is_told_as_damage(index):
    with pytest.raises(IndexDamaged, match="dimension"):
        index.nearest(np.ones(3, dtype=np.float32), 1, Filters())


@given(
    st.text(min_size=1).map(lambda text: text.encode("utf-8", "ignore").decode() or "h"),
    st.none() | st.text(min_size=1),
    st.none() | st.dates(),
)
def test_an_entry_is_the_same_after_its_way_through_metadata(text_hash, publisher, published):
    entry = Entry(text_hash, publisher, published)
    assert Entry.from_metadata({key: value for key, value in entry.as_metadata().items() if value is not None}) == entry


def test_an_entry_without_a_hash_cannot_be_made():
    with pytest.raises(ValueError, match="hash"):
        Entry("")


def test_an_entry_is_admitted_like_its_article():
    article = Article("a", "a.txt", "text", publisher="The Ledger", published=date(2025, 1, 31))
    for filters in (Filters(), Filters(frozenset({"The Ledger"})), Filters(since=date(2025, 2, 1))):
        assert filters.admits(article) == filters.admits(ENTRIES["a:0:5"])
