import sqlite3
import threading
from datetime import date

import pytest

from corpus.library import Library
from retrieval.errors import IndexDamaged, IndexUnavailable
from retrieval.index.indexing import Edition
from retrieval.index.keyword import KeywordIndex
from retrieval.language.terms import terms
from retrieval.retriever import NO_FILTERS, Filters
from tests.retrieval.editions import article, edition_of, put, sentence_by_sentence
from tests.retrieval.toy_embedder import ToyEmbedder

MERGER = article(1, ["The merger was approved.", "Shares of the airline rose.", "Nobody was fired."], title="Airlines")
RECALL = article(2, ["The battery was recalled.", "Shares fell."], title="Battery recall", publisher="The Ledger")
STRIKE = article(3, ["Pilots of the airline went on strike.", 'They said "no" OR else AND NEAR(it).'], title=None)


@pytest.fixture
def edition(tmp_path):
    prepared = edition_of(tmp_path, MERGER, RECALL, STRIKE)
    prepared.prepare()
    yield prepared
    prepared.library.close()


@pytest.fixture
def index(edition, tmp_path):
    opened = KeywordIndex.open(tmp_path / "keyword.sqlite")
    opened.catch_up(edition.library, edition.cut)
    yield opened
    opened.close()


def ids(index, hits):
    rows = [hit.row for hit in hits]
    found = index.candidates(rows, {}, {})
    return {found.ids[place] for place in range(len(found))}


def texts(edition, index, terms, filters=NO_FILTERS, publishers=()):
    hits = index.best(terms, 10, filters, publishers)
    return {passage.text for passage in edition.library.passages(ids(index, hits)).values()}


def test_passages_are_found_by_stems_best_first(edition, index):
    assert "Pilots of the airline went on strike." in texts(
        edition, index, terms("Which airlines had striking pilots?")
    )
    hits = index.best(terms("Which airlines had striking pilots?"), 10, NO_FILTERS)
    assert [each.score for each in hits] == sorted((each.score for each in hits), reverse=True)


def test_a_title_finds_the_passages_of_its_article(edition, index):
    assert "Shares fell." in texts(edition, index, ["recal"])


def test_nothing_in_a_question_is_taken_for_an_operator(edition, index):
    for typed in (
        '"',
        "OR",
        "NEAR(a b)",
        "body:x",
        "*",
        "a AND NOT b",
        "'; DROP TABLE passage; --",
        "found",
        "^x",
        "-",
    ):
        index.best([typed], 5, NO_FILTERS)
    assert index.count() == 7


def test_filters_admit_only_what_they_say(edition, index):
    assert texts(edition, index, ["share"], Filters(publishers=frozenset({"The Ledger"}))) == {"Shares fell."}
    assert texts(edition, index, ["share"], Filters(publishers=frozenset({"Unknown"}))) == set()
    assert texts(edition, index, ["share"], Filters(until=date(2025, 2, 28))) == {"Shares of the airline rose."}
    assert texts(edition, index, ["share"], Filters(since=date(2025, 3, 1))) == {"Shares fell."}


def test_an_article_without_a_date_passes_no_filter_of_dates(edition, index):
    assert texts(edition, index, ["pilot"], Filters(since=date(2000, 1, 1))) == set()
    assert texts(edition, index, ["pilot"])


def test_a_look_up_among_publishers_stays_within_the_filters(edition, index):
    outside = Filters(publishers=frozenset({"Harbour Post"}))
    assert texts(edition, index, ["share"], outside, ("The Ledger",)) == set()
    assert texts(edition, index, ["share"], NO_FILTERS, ("The Ledger",)) == {"Shares fell."}


def test_frequencies_count_passages(index):
    assert index.frequencies(["share", "airlin", "nowher"]) == {"share": 2, "airlin": 4, "nowher": 0}


def test_a_slip_is_taken_for_the_term_that_stands_in_the_articles(index):
    assert index.meant("batery") == "batteri" or index.meant("batteri") is None
    assert index.meant("mergre") == "merger"
    assert index.meant("merger") is None
    assert index.meant("zebra") is None


def test_catching_up_reads_only_what_changed(edition, index, tmp_path):
    assert index.catch_up(edition.library, edition.cut) == 0
    edition.library.remove([RECALL.id])
    put(edition.library, article(1, ["The merger was called off."], title="Airlines"))
    edition.prepare()
    assert index.catch_up(edition.library, edition.cut) == 2
    assert index.count() == 3
    assert index.frequencies(["batteri", "call"]) == {"batteri": 0, "call": 1}


def test_the_terms_of_a_passage_come_back_sentence_by_sentence(edition, index):
    rows = index.rows(edition.library.passage_ids(edition.cut))
    found = index.candidates(rows.values(), {}, {})
    assert len(found) == 7
    assert (found.numbers == 0).sum() == 7
    assert [home.passages for home in found.homes] == [3, 2, 2]


def test_another_process_reads_the_former_state_while_one_writes(edition, index, tmp_path):
    other = sqlite3.connect(tmp_path / "keyword.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("DELETE FROM passage")
    assert index.count() == 7
    other.execute("COMMIT")
    assert index.count() == 0
    other.close()


def test_threads_ask_one_index_at_once(index):
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(len(index.best(["share", "airlin"], 5, NO_FILTERS))))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert len(found) == 8


def test_a_damaged_file_is_told_and_can_be_made_anew(edition, tmp_path):
    path = tmp_path / "keyword.sqlite"
    first = KeywordIndex.open(path)
    first.catch_up(edition.library, edition.cut)
    first.close()
    path.write_bytes(b"\x13" * 20_000)
    path.with_name("keyword.sqlite-wal").unlink(missing_ok=True)
    again = KeywordIndex.open(path)
    assert again.catch_up(edition.library, edition.cut) == 3
    assert again.count() == 7
    again.close()


def test_damage_while_open_is_told_and_mended_from_the_library(edition, tmp_path):
    path = tmp_path / "keyword.sqlite"
    filled = KeywordIndex.open(path)
    filled.catch_up(edition.library, edition.cut)
    filled.close()
    opened = KeywordIndex.open(path)
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\x55" * (len(whole) - 4096))
    with pytest.raises((IndexDamaged, IndexUnavailable)):
        opened.best(["share"], 5, NO_FILTERS)
    opened.rebuild(edition.library, edition.cut)
    assert opened.count() == 7
    assert opened.best(["share"], 5, NO_FILTERS)
    opened.close()


def test_a_file_of_another_version_is_made_anew(edition, tmp_path):
    path = tmp_path / "keyword.sqlite"
    KeywordIndex.open(path).close()
    other = sqlite3.connect(path)
    other.execute("UPDATE about SET value = 'older' WHERE key = 'version'")
    other.commit()
    other.close()
    opened = KeywordIndex.open(path)
    assert opened.catch_up(edition.library, edition.cut) == 3
    opened.close()


def test_an_interrupted_catching_up_leaves_the_former_state(edition, tmp_path):
    opened = KeywordIndex.open(tmp_path / "keyword.sqlite")

    def interrupt(done, total, what):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        opened.catch_up(edition.library, edition.cut, interrupt)
    assert opened.count() == 0
    assert opened.catch_up(edition.library, edition.cut) == 3
    opened.close()


def test_an_empty_library_has_an_empty_index(tmp_path):
    with Library.open(tmp_path) as library:
        edition = Edition(library, ToyEmbedder(), sentence_by_sentence)
        opened = KeywordIndex.open(tmp_path / "keyword.sqlite")
        assert opened.catch_up(library, edition.cut) == 0
        assert opened.best(["share"], 5, NO_FILTERS) == []
        opened.close()
