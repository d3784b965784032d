import threading

import pytest

from corpus.errors import LibraryReadOnly
from corpus.library import Library
from retrieval.embedding.embedder import open_embedder
from retrieval.errors import IndexUnavailable
from retrieval.index.index import FOLDER, KEYWORD_FILE, Index, IndexReport
from retrieval.retriever import Filters
from tests.retrieval.editions import article, articles, put
from tests.retrieval.toy_embedder import ToyEmbedder


@pytest.fixture
def library(tmp_path):
    with Library.open(tmp_path) as library:
        put(library, *articles(20))
        yield library


def nearest(index, question):
    return [name for name, _ in index.dense.nearest(index.embedder.embed_question(question), 1, Filters())]


def test_an_index_is_up_to_date_when_it_is_opened(tmp_path, library):
    with Index.open(tmp_path, library, ToyEmbedder(), print) as index:
        assert nearest(index, "word7 item2")[0].startswith("a00007:")
        assert (tmp_path / FOLDER / "manifest.json").is_file()


def test_an_index_follows_the_library(tmp_path, library):
    with Index.open(tmp_path, library, ToyEmbedder(), print) as index:
        assert index.catch_up() == IndexReport()
        put(library, article(50, ["Unheard of marmalade."]))
        assert index.catch_up() == IndexReport(articles=1, added=1)
        assert nearest(index, "marmalade")[0].startswith("a00050:")
        library.remove(["a00050"])
        assert index.catch_up() == IndexReport(removed=1)
        assert not nearest(index, "marmalade")[0].startswith("a00050:")


def test_nothing_is_done_twice_when_it_is_opened_again(tmp_path, library):
    embedder = ToyEmbedder()
    Index.open(tmp_path, library, embedder, print).close()
    done = len(embedder.embedded)
    with Index.open(tmp_path, library, embedder, print) as index:
        assert not index.catch_up().rebuilt
    assert len(embedder.embedded) == done


def test_another_embedder_answers_from_an_index_of_its_own(tmp_path, library):
    Index.open(tmp_path, library, ToyEmbedder(), print).close()
    with Index.open(tmp_path, library, open_embedder(), print) as index:
        assert nearest(index, "Word7 and thing0 met item1 today.")


def test_a_library_that_can_only_be_read_answers_with_what_it_has(tmp_path, library):
    Index.open(tmp_path, library, ToyEmbedder(), print).close()
    put(library, article(50, ["Unheard of marmalade."]))
    library.close()
    told = []
    with (
        Library.open(tmp_path, read_only=True) as reading,
        Index.open(tmp_path, reading, ToyEmbedder(), told.append) as index,
    ):
        assert nearest(index, "word7 item2")[0].startswith("a00007:")
        assert len(told) == 1
        assert "It answers with the passages that are there." in told[0]


def test_a_library_that_can_only_be_read_and_has_no_passages_is_told_to_be_so(tmp_path, library):
    library.close()
    with Library.open(tmp_path, read_only=True) as reading, pytest.raises(LibraryReadOnly):
        Index.open(tmp_path, reading, ToyEmbedder(), print)


def test_questions_are_answered_while_the_index_catches_up(tmp_path, library):
    class Slow(ToyEmbedder):
        begun, go_on = threading.Event(), threading.Event()

        def embed_passages(self, texts):
            if any("marmalade" in text for text in texts) and threading.current_thread() is not threading.main_thread():
                self.begun.set()
                assert self.go_on.wait(10)
            return super().embed_passages(texts)

    with Index.open(tmp_path, library, Slow(), print) as index:
        put(library, article(50, ["Unheard of marmalade."]))
        reports = []
        writer = threading.Thread(target=lambda: reports.append(index.catch_up()))
        writer.start()
        assert Slow.begun.wait(10)
        assert index.catch_up() == IndexReport()
        assert nearest(index, "word7 item2")[0].startswith("a00007:")
        Slow.go_on.set()
        writer.join()
        assert reports == [IndexReport(articles=1, added=1)]
        assert nearest(index, "marmalade")[0].startswith("a00050:")


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[: len(content) // 2],
        lambda content: bytes(len(content)),
        lambda content: bytes(byte ^ 0x55 if 9_000 < place < 30_000 else byte for place, byte in enumerate(content)),
        lambda content: b"no database at all",
    ],
    ids=["empty", "cut off", "zeros", "flipped", "other"],
)
def test_a_damaged_keyword_index_is_built_anew_and_that_is_said(tmp_path, library, damage):
    Index.open(tmp_path, library, ToyEmbedder(), print).close()
    path = tmp_path / FOLDER / KEYWORD_FILE
    path.write_bytes(damage(path.read_bytes()))
    told = []
    with Index.open(tmp_path, library, ToyEmbedder(), told.append) as index:
        assert told == ["The keyword index is damaged. It is built anew from the library."]
        assert index.keyword.count() == len(index.edition.entries())
        assert len(index.keyword.best(["word7"], 5, Filters())) == 1
    with Index.open(tmp_path, library, ToyEmbedder(), told.append):
        assert len(told) == 1


def test_a_keyword_index_that_another_process_wrote_is_checked_and_kept(tmp_path, library):
    Index.open(tmp_path, library, ToyEmbedder(), print).close()
    (tmp_path / FOLDER / "keyword.json").unlink()
    told = []
    with Index.open(tmp_path, library, ToyEmbedder(), told.append) as index:
        assert index.keyword.count() == len(index.edition.entries())
    assert told == []


def test_the_keyword_index_follows_the_library_too(tmp_path, library):
    with Index.open(tmp_path, library, ToyEmbedder(), print) as index:
        put(library, article(50, ["Unheard of marmalade."]))
        index.catch_up()
        assert len(index.keyword.best(["marmalad"], 5, Filters())) == 1


def test_a_data_folder_where_nothing_can_be_written_is_told_in_one_line(tmp_path, library):
    (tmp_path / FOLDER).write_text("in the way")
    with pytest.raises(IndexUnavailable, match=r"keyword index .* can.t be used"):
        Index.open(tmp_path, library, ToyEmbedder(), print)
