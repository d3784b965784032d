import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import ROOT

SHIPPED = ROOT / "corpus" / "articles"
WHO = "Who is the interim CEO of Scale AI?"
BATCH = json.dumps({"question": WHO})


@pytest.fixture
def data(shipped_data, tmp_path):
    """A data folder of its own, with the shipped articles in it."""
    return shutil.copytree(shipped_data, tmp_path / "data")


def test_a_data_folder_of_a_newer_version_is_refused_in_one_line_and_left_alone(footnote, data):
    with sqlite3.connect(data / "library.sqlite3") as library:
        library.execute("UPDATE meta SET value = 99 WHERE key = 'schema_version'")
    library.close()
    before = (data / "library.sqlite3").read_bytes()
    asked = footnote("ask", WHO, data=data)
    assert asked.code == 1
    assert "upgrade" in asked.complaint
    assert (data / "library.sqlite3").read_bytes() == before


def test_a_data_folder_that_cannot_be_made_is_named(footnote, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    asked = footnote("ask", WHO, data=tmp_path / "file" / "data")
    assert asked.code == 1
    assert str(tmp_path / "file") in asked.complaint


def test_a_library_that_is_no_database_is_named_and_left_alone(footnote, data):
    (data / "library.sqlite3").write_bytes(b"nonsense" * 1000)
    asked = footnote("ask", WHO, data=data)
    assert asked.code == 1
    assert "library" in asked.complaint
    assert (data / "library.sqlite3").read_bytes() == b"nonsense" * 1000


def test_a_damaged_index_is_rebuilt_from_the_library_and_said_so(footnote, data):
    (table,) = data.glob("index/passages-*/chroma.sqlite3")
    table.write_bytes(table.read_bytes()[:4096] + os.urandom(4096))
    first = footnote("ask", "--batch", "-", "--json", typed=BATCH, data=data)
    assert first.code == 0
    assert "Droege" in first.out
    assert "anew" in first.complaint
    again = footnote("ask", "--batch", "-", "--json", typed=BATCH, data=data)
    assert (again.code, again.err) == (0, "")


def test_a_damaged_keyword_file_is_rebuilt_and_said_so(footnote, data):
    path = data / "index" / "keyword.sqlite3"
    path.write_bytes(os.urandom(len(path.read_bytes())))
    asked = footnote("ask", WHO, data=data)
    assert asked.code == 0
    assert "Droege" in asked.out
    assert "anew" in asked.complaint


@contextmanager
def open_session(data, corpus):
    """An `ask` that waits for questions, in a process of its own; it is to end well."""
    environment = {"PATH": os.environ["PATH"], "FOOTNOTE_DATA": str(data), "FOOTNOTE_CORPUS": str(corpus)}
    command = [sys.executable, "-m", "bot", "ask", "--json"]
    session = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, cwd=ROOT, text=True
    )
    try:
        yield session
    finally:
        session.communicate("quit\n", timeout=60)
    assert session.returncode == 0


def answer_of(session, question):
    session.stdin.write(question + "\n")
    session.stdin.flush()
    return session.stdout.readline()


def test_a_second_process_is_answered_while_the_first_has_the_index(footnote, data):
    with open_session(data, SHIPPED) as session:
        assert "Droege" in answer_of(session, WHO)
        second = footnote("ask", "--batch", "-", "--json", typed=BATCH, data=data)
        assert second.code == 0
        assert "Droege" in second.out
        assert f"process {session.pid}" in second.complaint


def test_an_open_session_answers_from_an_article_that_another_process_brought_in(footnote, data, tmp_path):
    corpus = shutil.copytree(SHIPPED, tmp_path / "articles")
    with open_session(data, corpus) as session:
        assert "Thimbleby" not in answer_of(session, "Who founded Marmalade Works?")
        (corpus / "new.md").write_text(
            "---\ntitle: Marmalade Works opens\n---\n\nMarmalade Works was founded by Ada Thimbleby in 2019.\n"
        )
        assert footnote("sync", data=data, corpus=corpus).code == 0
        assert "Thimbleby" in answer_of(session, "Who founded Marmalade Works?")


def test_a_first_run_that_was_killed_leaves_nothing_that_the_next_one_trips_over(footnote_process, tmp_path):
    data = tmp_path / "data"
    environment = {"PATH": os.environ["PATH"], "FOOTNOTE_DATA": str(data)}
    command = [sys.executable, "-m", "bot", "sync"]
    for seconds in (0.6, 1.0, 1.4):
        with subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
            time.sleep(seconds)
            process.kill()
    asked = footnote_process("ask", WHO, data=data)
    assert asked.code == 0
    assert "Droege" in asked.out
    assert Path(data / "index" / "manifest.json").exists()
