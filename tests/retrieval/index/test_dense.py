"""Dense search as its callers see it: right answers from whatever there is, and one line about what is wrong."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from corpus.library import Library
from retrieval.errors import IndexFull
from retrieval.index.chroma_index import ChromaIndex, Entry
from retrieval.index.dense import DenseSearch
from retrieval.index.indexing import Edition
from retrieval.index.manifest import FILE_NAME, read_manifest
from retrieval.retriever import Filters
from tests.retrieval.editions import article, articles, edition_of, put, sentence_by_sentence
from tests.retrieval.toy_embedder import ToyEmbedder

ROOT = Path(__file__).parents[3]
LEDGER = Filters(frozenset({"The Ledger"}))


class Reader:
    """One process's view of an index, with what it was told."""

    def __init__(self, folder, edition, exact_up_to=0):
        self.told = []
        self.edition = edition
        self.search = DenseSearch(folder, edition, self.told.append, exact_up_to=exact_up_to)
        self.changes = self.catch_up()

    def catch_up(self):
        self.edition.prepare()
        return self.search.catch_up()

    def assert_right(self):
        """Every passage is found by its own text, with and without a filter, and nothing else is there."""
        entries = self.edition.entries()
        vectors = self.edition.vectors(entries, entries)
        for vector, entry in list(zip(vectors, entries.values(), strict=True))[::5]:
            found = dict(self.search.nearest(vector, 5, Filters()))
            assert entry.text_hash in {entries[each].text_hash for each in found}
            assert max(found.values()) == pytest.approx(1, abs=1e-4)
            if LEDGER.admits(entry):
                assert max(dict(self.search.nearest(vector, 5, LEDGER)).values()) == pytest.approx(1, abs=1e-4)
        everything = self.search.nearest(np.ones(64, dtype=np.float32), len(entries) + 10, Filters())
        assert {name for name, _ in everything} == set(entries)

    def uses_chroma(self):
        return self.search.owns_index

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.search.close()


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A data folder with a library of 60 articles and its index, closed; not to be changed."""
    folder = tmp_path_factory.mktemp("built")
    edition = edition_of(folder, *articles(60))
    with Reader(folder / "index", edition) as reader:
        assert reader.changes.rebuilt
    edition.library.close()
    return folder


@pytest.fixture
def data(built, tmp_path):
    """A copy of it."""
    return shutil.copytree(built, tmp_path / "data")


@pytest.fixture
def edition(data):
    edition = Edition(Library.open(data), ToyEmbedder(), sentence_by_sentence)
    yield edition
    edition.library.close()


def build_of(data):
    return data / "index" / read_manifest(data / "index").folder


def segment_of(data):
    (segment,) = [path for path in build_of(data).iterdir() if path.is_dir()]
    return segment


def test_an_index_is_built_from_the_library_and_answers(data, edition):
    with Reader(data / "index", edition) as reader:
        assert reader.uses_chroma()
        assert reader.told == []
        reader.assert_right()


def test_an_index_that_is_up_to_date_is_left_alone(data, edition):
    before = read_manifest(data / "index")
    for _ in range(2):
        with Reader(data / "index", edition) as reader:
            assert not reader.changes.rebuilt
            assert reader.changes.added == reader.changes.updated == reader.changes.removed == 0
    after = read_manifest(data / "index")
    assert (after.folder, after.revision, after.in_use) == (before.folder, before.revision, False)


def test_what_changed_in_the_library_changes_in_the_index(data, edition):
    with Reader(data / "index", edition) as reader:
        put(edition.library, article(70, ["A new story."]), article(3, ["Another text now."], title="Changed"))
        edition.library.remove(["a00005"])
        changes = reader.catch_up()
        assert (changes.added, changes.removed, changes.rebuilt) == (2, 6, False)
        reader.assert_right()
        assert read_manifest(data / "index").dead == 6


def test_a_corrected_publisher_is_filtered_by_what_it_is_now(data, edition):
    with Reader(data / "index", edition) as reader:
        (before,) = edition.library.articles(["a00000"]).values()
        texts = [before.text[each.span.start : each.span.end] for each in before.sentences]
        put(edition.library, article(0, texts, publisher=None))
        assert reader.catch_up().updated == len(texts)
        assert not any(name.startswith("a00000") for name, _ in reader.search.nearest(np.ones(64, "f4"), 500, LEDGER))


def test_an_index_is_built_anew_when_half_of_it_is_dead(data, edition):
    with Reader(data / "index", edition) as reader:
        before = build_of(data)
        edition.library.remove([f"a{number:05d}" for number in range(30)])
        assert reader.catch_up().rebuilt
        reader.assert_right()
        assert build_of(data) != before
        assert not before.exists()
        assert read_manifest(data / "index").dead == 0


def test_an_empty_library_has_an_empty_index(data, edition):
    with Reader(data / "index", edition) as reader:
        edition.library.remove([record.id for record in edition.library.listing()])
        reader.catch_up()
        assert reader.search.nearest(np.ones(64, dtype=np.float32), 5, Filters()) == []


def test_another_embedder_gets_an_index_of_its_own(data, edition):
    before = build_of(data)
    other = Edition(edition.library, ToyEmbedder("other", dimensions=32), sentence_by_sentence)
    with Reader(data / "index", other) as reader:
        assert reader.changes.rebuilt
        assert reader.told == []
        assert len(reader.search.nearest(np.ones(32, dtype=np.float32), 5, Filters())) == 5
    assert not before.exists()


def test_the_index_of_another_library_is_not_used(data, edition, tmp_path):
    other = edition_of(tmp_path / "other", *articles(4))
    with Reader(data / "index", other) as reader:
        assert reader.changes.rebuilt
        reader.assert_right()


def truncate_sqlite(data):
    os.truncate(build_of(data) / "chroma.sqlite3", 100_000)


def empty_sqlite(data):
    (build_of(data) / "chroma.sqlite3").write_bytes(b"")


def lose_sqlite(data):
    (build_of(data) / "chroma.sqlite3").unlink()


def lose_vectors(data):
    (segment_of(data) / "data_level0.bin").unlink()


def flip_bytes(data):
    path = segment_of(data) / "data_level0.bin"
    content = bytearray(path.read_bytes())
    content[1_000:20_000:7] = bytes(byte ^ 0x55 for byte in content[1_000:20_000:7])
    path.write_bytes(content)


def flip_header(data):
    path = segment_of(data) / "header.bin"
    path.write_bytes(bytes(byte ^ 0xFF for byte in path.read_bytes()))


def zero_vectors(data):
    path = segment_of(data) / "data_level0.bin"
    path.write_bytes(bytes(path.stat().st_size))


def lose_rows(data):
    with closing(sqlite3.connect(build_of(data) / "chroma.sqlite3")) as database:
        database.execute("DELETE FROM embeddings WHERE id % 3 = 0")
        database.execute("DELETE FROM embeddings_queue WHERE seq_id % 3 = 0")
        database.commit()


def lose_build(data):
    shutil.rmtree(build_of(data))


def lose_segment(data):
    shutil.rmtree(segment_of(data))


def garble_manifest(data):
    (data / "index" / FILE_NAME).write_bytes(b"\x00garbage{")


def swap_in_another(data):
    other = edition_of(data.parent / "other", *articles(60)[30:])
    with Reader(data.parent / "other" / "index", other):
        pass
    here, there = build_of(data), build_of(data.parent / "other")
    shutil.rmtree(here)
    shutil.copytree(there, here)


def add_rows(data):
    manifest = read_manifest(data / "index")
    index = ChromaIndex.open(build_of(data), manifest.stamp)
    index.upsert(["a99999:0:4"], np.full((1, 64), 0.125, dtype=np.float32), [Entry("ffff")])
    index.close()


DAMAGES = [
    truncate_sqlite,
    empty_sqlite,
    lose_sqlite,
    lose_vectors,
    flip_bytes,
    flip_header,
    zero_vectors,
    lose_rows,
    lose_build,
    lose_segment,
    garble_manifest,
    swap_in_another,
    add_rows,
]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_damage_is_noticed_said_and_mended_and_answers_stay_right(data, edition, damage):
    damage(data)
    with Reader(data / "index", edition) as reader:
        assert "built anew from the library" in reader.told[0]
        assert len(reader.told) == 1
        assert "\n" not in reader.told[0]
        reader.assert_right()


@pytest.mark.parametrize("damage", [lose_vectors, flip_bytes, garble_manifest], ids=lambda damage: damage.__name__)
def test_damage_is_noticed_where_chroma_would_not_have_been_opened(data, edition, damage):
    damage(data)
    with Reader(data / "index", edition, exact_up_to=10_000) as reader:
        assert len(reader.told) == 1
        reader.assert_right()
    with Reader(data / "index", edition, exact_up_to=10_000) as reader:
        assert (reader.told, reader.uses_chroma()) == ([], False)


def test_damage_on_a_build_that_was_in_use_is_found_by_the_check_in_a_child(data, edition):
    mark_in_use(data)
    flip_header(data)
    with Reader(data / "index", edition) as reader:
        assert len(reader.told) == 1
        assert "didn't pass its check" in reader.told[0]
        reader.assert_right()


def test_wrong_vectors_in_a_build_that_was_in_use_are_not_believed(data, edition):
    manifest = mark_in_use(data)
    index = ChromaIndex.open(build_of(data), manifest.stamp)
    entries = index.entries()
    name = next(iter(entries))
    index.upsert([name], np.full((1, 64), 0.125, dtype=np.float32), [entries[name]])
    index.close()
    with Reader(data / "index", edition) as reader:
        assert "vectors that aren't the library's" in reader.told[0]
        reader.assert_right()


def mark_in_use(data):
    manifest = read_manifest(data / "index")
    text = (data / "index" / FILE_NAME).read_text()
    (data / "index" / FILE_NAME).write_text(text.replace('"in_use": false', '"in_use": true'))
    return manifest


KILLED = """
import os, signal
from pathlib import Path
from corpus.library import Library
from retrieval.index.dense_cache import DenseCache
from retrieval.index.chroma_index import ChromaIndex
from retrieval.index.indexing import Edition
from tests.retrieval.editions import article, put, sentence_by_sentence
from tests.retrieval.toy_embedder import ToyEmbedder

data = Path({data!r})
edition = Edition(Library.open(data), ToyEmbedder(), sentence_by_sentence)
cache, _ = DenseCache.open(data / "index", edition, print, lambda *_: None)
put(edition.library, *(article(number, [f"Fresh{{number}} news."]) for number in range(100, 120)))
edition.prepare()
entries = edition.entries()
fresh = [name for name in entries if name > "a00100"]
cache._index.upsert(fresh[:7], edition.vectors(fresh[:7], entries), [entries[name] for name in fresh[:7]])
print("written", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_run_killed_while_writing_is_completed_by_the_next(data):
    killed = subprocess.run(
        [sys.executable, "-c", KILLED.format(data=str(data))], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert killed.stdout == "written\n"
    assert read_manifest(data / "index").in_use
    edition = Edition(Library.open(data), ToyEmbedder(), sentence_by_sentence)
    with Reader(data / "index", edition) as reader:
        assert reader.told == []
        assert reader.uses_chroma()
        assert (reader.changes.added, reader.changes.rebuilt) == (13, False)
        reader.assert_right()


def test_a_build_that_was_begun_and_not_finished_is_cleared_away(data, edition):
    remains = data / "index" / "passages-unfinished"
    ChromaIndex.create(remains, "unfinished").close()
    with Reader(data / "index", edition) as reader:
        assert reader.told == []
    assert not remains.exists()


def test_a_second_reader_answers_by_exact_search_and_names_the_owner(data, edition):
    with Reader(data / "index", edition) as owner:
        second = Edition(Library.open(data), ToyEmbedder(), sentence_by_sentence)
        with Reader(data / "index", second) as reader:
            assert not reader.uses_chroma()
            assert f"process {os.getpid()}" in reader.told[0]
            assert "exact search" in reader.told[0]
            reader.assert_right()
            put(second.library, article(80, ["Written by the second."]))
            reader.catch_up()
            reader.assert_right()
            assert len(reader.told) == 1
        assert owner.search.catch_up().added == 1
        owner.assert_right()


def test_who_was_refused_becomes_the_owner_when_the_first_has_left(data, edition):
    with Reader(data / "index", edition):
        second = Reader(data / "index", Edition(Library.open(data), ToyEmbedder(), sentence_by_sentence))
    with second:
        second.catch_up()
        assert second.uses_chroma()
        second.assert_right()


def test_a_small_library_is_answered_without_opening_chroma(data, edition):
    with Reader(data / "index", edition, exact_up_to=200) as reader:
        assert reader.changes is None
        assert not reader.uses_chroma()
        assert not (data / "index" / "owner.json").exists()
        reader.assert_right()


def test_a_small_library_keeps_its_index_up_to_date_all_the_same(data, edition):
    put(edition.library, article(80, ["A new story."]))
    with Reader(data / "index", edition, exact_up_to=10_000) as reader:
        assert reader.changes.added == 1
    with Reader(data / "index", edition) as reader:
        assert reader.changes.added == 0
        reader.assert_right()


@pytest.mark.parametrize("filters", [Filters(), LEDGER])
def test_exact_search_and_chroma_find_the_same(data, edition, filters, monkeypatch):
    monkeypatch.setattr("retrieval.index.dense.FILTERED_EXACTLY_UP_TO", 0)
    question = edition.embedder.embed_question("word7 item1 thing3")
    with Reader(data / "index", edition, exact_up_to=10_000) as exact:
        expected = dict(exact.search.nearest(question, 1_000, filters))
    with Reader(data / "index", edition) as chroma:
        assert dict(chroma.search.nearest(question, 1_000, filters)) == pytest.approx(expected, abs=1e-5)


def test_a_folder_that_cannot_be_made_leaves_exact_search(tmp_path):
    edition = edition_of(tmp_path, *articles(5))
    (tmp_path / "index").write_text("in the way")
    with Reader(tmp_path / "index", edition) as reader:
        assert len(reader.told) == 1
        assert "can't be locked" in reader.told[0]
        reader.assert_right()


def test_a_disk_that_is_full_leaves_the_old_index_and_exact_search(data, edition, monkeypatch):
    def full(self, ids, vectors, entries):
        raise IndexFull("The disk is full.")

    before = build_of(data)
    with monkeypatch.context() as patched, Reader(data / "index", edition) as reader:
        patched.setattr(ChromaIndex, "upsert", full)
        put(edition.library, article(80, ["A new story."]))
        assert reader.catch_up() is None
        assert reader.told == ["The disk is full. Answering by exact search."]
        reader.assert_right()
        assert build_of(data) == before
    with Reader(data / "index", edition) as reader:
        reader.assert_right()


def test_damage_that_shows_while_answering_is_mended_by_the_next_catch_up(data, edition):
    class Broken:
        def query(self, **asked):
            raise RuntimeError("gone")

    with Reader(data / "index", edition) as reader:
        reader.search._cache._index._collection = Broken()
        reader.assert_right()
        assert len(reader.told) == 1
        assert reader.catch_up().rebuilt
        assert reader.uses_chroma()
        reader.assert_right()
