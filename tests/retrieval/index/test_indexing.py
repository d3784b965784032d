import sqlite3
from contextlib import closing
from datetime import date

import numpy as np
import pytest

from corpus.library import Library
from corpus.passage import Passage
from retrieval.embedding.embedder import open_embedder
from retrieval.errors import EmbedderError
from retrieval.index.indexing import PASSAGE_TOKENS, Edition, embedding_text, text_hash
from tests.retrieval.editions import article, articles, edition_of, put, sentence_by_sentence
from tests.retrieval.toy_embedder import ToyEmbedder


def test_every_passage_of_every_article_gets_a_vector(tmp_path):
    some = articles(5)
    edition = edition_of(tmp_path, *some)
    assert edition.prepare() == 5
    entries = edition.entries()
    assert set(entries) == {Passage(each, n, n + 1).id for each in some for n in range(len(each.sentences))}
    texts = [embedding_text(passage) for passage in edition.library.passages(entries).values()]
    assert np.array_equal(edition.vectors(entries, entries), ToyEmbedder().embed_passages(texts))


def test_an_entry_says_what_filters_ask(tmp_path):
    edition = edition_of(tmp_path, *articles(5))
    edition.prepare()
    for name, passage in edition.library.passages(edition.entries()).items():
        entry = edition.entries()[name]
        assert (entry.publisher, entry.published) == (passage.article.publisher, passage.article.published)
        assert entry.text_hash == text_hash(embedding_text(passage))


def test_nothing_is_embedded_twice(tmp_path):
    edition = edition_of(tmp_path, *articles(5))
    edition.prepare()
    done = len(edition.embedder.embedded)
    assert edition.prepare() == 0
    put(edition.library, article(9, ["A new story."]))
    assert edition.prepare() == 1
    assert len(edition.embedder.embedded) == done + 1


def test_an_article_that_comes_back_is_not_paid_for_again(tmp_path):
    some = articles(3)
    edition = edition_of(tmp_path, *some)
    edition.prepare()
    done = len(edition.embedder.embedded)
    edition.library.remove([some[0].id])
    put(edition.library, some[0])
    assert edition.prepare() == 1
    assert len(edition.embedder.embedded) == done


def test_a_run_that_was_stopped_is_completed_by_the_next(tmp_path):
    class Stopping(ToyEmbedder):
        def embed_passages(self, texts):
            if any("Word300 " in text for text in texts):
                raise EmbedderError("stopped")
            return super().embed_passages(texts)

    some = articles(350)
    stopped = edition_of(tmp_path / "a", *some, embedder=Stopping())
    with pytest.raises(EmbedderError, match="stopped"):
        stopped.prepare()
    assert len(stopped.entries()) > 0
    resumed = Edition(stopped.library, ToyEmbedder(), sentence_by_sentence)
    resumed.prepare()
    whole = edition_of(tmp_path / "b", *some)
    whole.prepare()
    assert resumed.entries() == whole.entries()
    assert np.array_equal(
        resumed.vectors(resumed.entries(), resumed.entries()), whole.vectors(whole.entries(), whole.entries())
    )


def test_progress_goes_from_nothing_to_all(tmp_path):
    steps = []
    edition_of(tmp_path, *articles(530)).prepare(lambda done, total, what: steps.append((done, total)))
    assert steps[0] == (0, 530)
    assert steps[-1] == (530, 530)
    assert steps == sorted(steps)


def test_vectors_that_were_lost_are_made_again(tmp_path):
    edition = edition_of(tmp_path, *articles(4))
    edition.prepare()
    entries = edition.entries()
    before = edition.vectors(entries, entries)
    with closing(sqlite3.connect(tmp_path / "library.sqlite3")) as database:
        database.execute("DELETE FROM vectors WHERE number % 2")
        database.commit()
    assert np.array_equal(edition.vectors(entries, entries), before)


def test_another_embedder_or_chunk_size_is_another_cut(tmp_path):
    library = Library.open(tmp_path)
    cuts = {
        Edition(library, embedder).cut for embedder in (ToyEmbedder(), ToyEmbedder("b"), ToyEmbedder(max_tokens=128))
    }
    assert len(cuts) == 3


def test_passages_leave_room_for_their_heading_within_what_the_embedder_reads(tmp_path):
    sizes = []

    def chunker(whole, tokens, max_tokens):
        sizes.append(max_tokens)
        return sentence_by_sentence(whole, tokens, max_tokens)

    library = Library.open(tmp_path)
    put(library, article(1))
    for embedder in (
        ToyEmbedder("a", max_tokens=10_000),
        ToyEmbedder("b", max_tokens=256),
        ToyEmbedder("c", max_tokens=8),
    ):
        Edition(library, embedder, chunker).prepare()
    assert sizes == [PASSAGE_TOKENS, 208, 1]


def test_the_text_that_is_embedded_says_what_is_known_of_the_article():
    known = article(1, ["Sales rose."], title="Up", publisher="The Ledger", published=date(2025, 7, 3))
    unknown = article(1, ["Sales rose."], title=None, publisher=None, published=None)
    assert embedding_text(Passage(known, 0, 1)) == "Up\nThe Ledger, July 3, 2025\nSales rose."
    assert embedding_text(Passage(unknown, 0, 1)) == "Sales rose."


def test_articles_without_sentences_are_prepared_and_have_no_passages(tmp_path):
    edition = edition_of(tmp_path, article(1, ()))
    assert edition.prepare() == 1
    assert edition.entries() == {}
    assert edition.prepare() == 0


def test_the_default_chunker_and_embedder_fit_together(tmp_path):
    edition = Edition(Library.open(tmp_path), open_embedder())
    put(edition.library, *articles(5))
    edition.prepare()
    assert edition.entries()
