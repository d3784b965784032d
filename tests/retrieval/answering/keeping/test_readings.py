import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace

import pytest

from corpus.library import Library
from corpus.outline import outline
from retrieval.answering.keeping.findings import Findings
from retrieval.answering.keeping.reading_process import MOST_READ_AT_ONCE, articles_read_beside
from retrieval.answering.keeping.readings import Readings
from retrieval.answering.reading.article_reading import ArticleReading, read_article
from retrieval.answering.reading.people import read_people
from tests.retrieval.editions import article, articles, put

TWO = """
import sys
from contextlib import closing
from pathlib import Path
from corpus.library import Library
from retrieval.answering.keeping.readings import Readings
folder = Path(sys.argv[1])
with Library.open(folder) as library, closing(Readings.open(folder / "readings", print)) as readings:
    readings.catch_up(library)
"""


def told(number, text):
    return replace(article(number), text=text, sentences=outline(text))


ONE = told(1, "Mara Quill, the harbour master, said the crane fell on Monday. Quill blamed the wind.")


@pytest.fixture
def library(tmp_path):
    with Library.open(tmp_path) as library:
        put(library, ONE, *articles(1))
        yield library


@pytest.fixture
def path(tmp_path):
    return tmp_path / "readings"


def opened(path, notices=None):
    return closing(Readings.open(path, pytest.fail if notices is None else notices.append))


def is_recalled(path, article):
    """Whether what was found in an article comes back from the file, instead of being found again."""
    with closing(sqlite3.connect(path)) as connection, connection:
        found = connection.execute("SELECT findings FROM reading WHERE article = ?", (article.id,)).fetchall()
    known = replace(article, author="somebody whom no other test knows")
    read_article(known).is_recalled = False
    with opened(path) as readings:
        readings.recall([known])
    return bool(found) and "name_words" in vars(read_article(known))


def test_what_was_found_in_an_article_is_recalled(library, path):
    with opened(path) as readings:
        assert readings.catch_up(library) == 2
    assert is_recalled(path, ONE)
    known = replace(ONE, author="somebody whom no other test knows")
    assert Findings.of(read_article(known)) == Findings.of(ArticleReading(ONE))


def test_nothing_is_read_twice(library, path):
    with opened(path) as readings:
        readings.catch_up(library)
        assert readings.lacking(library) == []
        assert readings.catch_up(library) == 0
        put(library, *articles(3)[2:])
        assert readings.lacking(library) == ["a00002"]
        assert readings.catch_up(library) == 1


def test_an_article_that_changed_is_read_anew(library, path):
    changed = told(1, "Osric Vane, the harbour master, said nothing. Vane was away.")
    with opened(path) as readings:
        readings.catch_up(library)
        put(library, changed)
        readings.recall([changed])
        assert "osric vane" in read_people(read_article(changed))
        assert readings.catch_up(library) == 1


def test_an_article_whose_sentences_are_read_otherwise_is_not_taken_for_what_it_was(library, path):
    with opened(path) as readings:
        readings.catch_up(library)
    assert not is_recalled(path, replace(ONE, sentences=ONE.sentences[:1]))


def test_an_article_that_is_gone_is_let_go(library, path):
    with opened(path) as readings:
        readings.catch_up(library)
        library.remove([ONE.id])
        readings.catch_up(library)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT article FROM reading").fetchall() == [("a00000",)]


def test_of_many_articles_the_newest_are_read_first_and_the_others_later(library, path):
    put(library, *articles(9)[2:])
    with opened(path) as readings:
        assert readings.catch_up(library, most=4) == 4
        assert len(readings.lacking(library)) == 5
        assert readings.catch_up(library) == 5
        assert readings.lacking(library) == []


def test_what_was_read_by_other_rules_is_read_anew(library, path):
    with opened(path) as readings:
        readings.catch_up(library)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE about SET value = 'of yesterday' WHERE key = 'rules'")
    with opened(path) as readings:
        assert len(readings.lacking(library)) == 2
        assert readings.catch_up(library) == 2
    assert is_recalled(path, ONE)


def test_a_process_of_other_rules_neither_recalls_nor_keeps_anything(library, path):
    with opened(path) as readings:
        readings.catch_up(library)
        with closing(sqlite3.connect(path)) as other, other:
            other.execute("UPDATE about SET value = 'of tomorrow' WHERE key = 'rules'")
            other.execute("DELETE FROM reading WHERE article = ?", (ONE.id,))
        readings.catch_up(library)
        put(library, *articles(3)[2:])
        readings.catch_up(library)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT article FROM reading").fetchall() == [("a00000",)]


@pytest.mark.parametrize("content", [b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_broken_file_is_told_of_in_one_line_and_made_anew(library, path, content):
    path.write_bytes(content)
    notices = []
    with opened(path, notices) as readings:
        assert readings.catch_up(library) == 2
    assert len(notices) == 1
    assert "damaged" in notices[0]
    assert "\n" not in notices[0]
    assert is_recalled(path, ONE)


def test_broken_findings_are_told_of_in_one_line_and_made_anew(library, path):
    with opened(path) as readings:
        readings.catch_up(library)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE reading SET findings = x'00'")
    notices = []
    known = replace(ONE, author="an author of this test")
    with opened(path, notices) as readings:
        readings.recall([known])
        assert "mara quill" in read_people(read_article(known))
        assert readings.catch_up(library) == 2
    assert len(notices) == 1
    assert is_recalled(path, ONE)


def test_a_file_that_breaks_while_it_is_open_is_made_anew(library, path):
    with opened(path) as readings:
        readings.catch_up(library)
    notices = []
    with opened(path, notices) as readings:
        path.write_bytes(b"no database" * 2000)
        readings.recall([replace(ONE, author="another author")])
        readings.catch_up(library)
        assert readings.lacking(library) == []
    assert len(notices) == 1


def test_where_none_can_be_kept_articles_are_read_as_ever(library, tmp_path):
    (tmp_path / "file").write_text("no folder")
    notices = []
    with opened(tmp_path / "file" / "readings", notices) as readings:
        readings.recall([ONE])
        assert readings.lacking(library) == []
        assert readings.catch_up(library) == 0
    assert len(notices) == 1
    assert "mara quill" in read_people(read_article(ONE))


def test_two_processes_read_at_once(library, path, tmp_path):
    put(library, *articles(60)[2:])
    command = [sys.executable, "-c", TWO, str(tmp_path)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(2)]
    assert [process.communicate() for process in both] == [(b"", None)] * 2
    assert [process.returncode for process in both] == [0, 0]
    with opened(path) as readings:
        assert readings.lacking(library) == []
    assert is_recalled(path, ONE)


def test_many_articles_are_read_by_a_process_beside_this_one(library, path):
    put(library, *articles(MOST_READ_AT_ONCE + 2)[2:])
    with opened(path) as readings, articles_read_beside(library, readings) as wait:
        wait()
        assert readings.lacking(library) == []


def test_a_process_that_is_not_done_ends_with_what_it_was_started_for(library, path):
    put(library, *articles(MOST_READ_AT_ONCE + 2)[2:])
    with opened(path) as readings:
        with articles_read_beside(library, readings):
            pass
        readings.catch_up(library)
        assert readings.lacking(library) == []


def test_few_articles_are_read_at_once(library, path):
    with opened(path) as readings, articles_read_beside(library, readings):
        assert readings.lacking(library) == []
