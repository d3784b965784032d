import sqlite3
import subprocess
import sys
from contextlib import closing

import psutil
import pytest

from retrieval.index.keyword import KeywordIndex
from retrieval.index.keyword_process import WORTHWHILE_ARTICLES, terms_read_beside
from tests.retrieval.editions import articles, edition_of

STARTER = """
import sys
from pathlib import Path
from corpus.library import Library
from retrieval.index.keyword_process import terms_read_beside
folder, cut, many = sys.argv[1:]
with Library.open(Path(folder)) as library, terms_read_beside(library, Path(folder, "terms"), cut, int(many)):
    print("started", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def edition(tmp_path):
    edition = edition_of(tmp_path, *articles(20))
    edition.prepare()
    with edition.library:
        yield edition


@pytest.fixture
def keyword(tmp_path):
    with closing(KeywordIndex.open(tmp_path / "terms")) as index:
        yield index


def test_the_terms_of_many_articles_are_read_by_a_process_beside_this_one(edition, keyword):
    with terms_read_beside(edition.library, keyword.path, edition.cut, WORTHWHILE_ARTICLES):
        pass
    assert keyword.count() == edition.library.passage_count(edition.cut)
    assert keyword.catch_up(edition.library, edition.cut) == 0


def test_the_terms_of_few_articles_are_left_to_this_process(edition, keyword):
    with terms_read_beside(edition.library, keyword.path, edition.cut, WORTHWHILE_ARTICLES - 1):
        pass
    assert keyword.count() == 0
    assert keyword.catch_up(edition.library, edition.cut) == 20


def test_where_no_process_can_be_started_the_work_is_left_to_this_one(edition, keyword, monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "none"))
    with terms_read_beside(edition.library, keyword.path, edition.cut, WORTHWHILE_ARTICLES):
        pass
    assert keyword.catch_up(edition.library, edition.cut) == 20


def test_a_process_that_fails_leaves_the_work_to_this_one(edition, keyword, monkeypatch):
    monkeypatch.setattr(sys, "path", [])
    with terms_read_beside(edition.library, keyword.path, edition.cut, WORTHWHILE_ARTICLES):
        pass
    assert keyword.catch_up(edition.library, edition.cut) == 20


def test_an_error_meanwhile_ends_the_process(edition, keyword):
    def interrupted():
        with terms_read_beside(edition.library, keyword.path, edition.cut, WORTHWHILE_ARTICLES):
            raise KeyboardInterrupt

    before = set(psutil.Process().children())
    with closing(sqlite3.connect(keyword.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")  # so that it waits
        with pytest.raises(KeyboardInterrupt):
            interrupted()
    assert set(psutil.Process().children()) <= before


def test_the_process_ends_with_the_one_that_was_killed(edition, keyword, tmp_path):
    command = [sys.executable, "-c", STARTER, str(tmp_path), edition.cut, str(WORTHWHILE_ARTICLES)]
    with closing(sqlite3.connect(keyword.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as starter:
            starter.stdout.readline()
            (beside,) = psutil.Process(starter.pid).children()
            starter.kill()
        beside.wait(timeout=20)
    assert not beside.is_running()
    assert keyword.catch_up(edition.library, edition.cut) == 20
