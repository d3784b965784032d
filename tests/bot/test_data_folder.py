import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT

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


def test_a_second_process_is_answered_while_the_first_has_the_index(footnote, data):
    environment = {"PATH": os.environ["PATH"], "FOOTNOTE_DATA": str(data)}
    session = subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", "--json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        cwd=ROOT,
        text=True,
    )
    try:
        session.stdin.write(WHO + "\n")
        session.stdin.flush()
        assert "Droege" in session.stdout.readline()
        second = footnote("ask", "--batch", "-", "--json", typed=BATCH, data=data)
        assert second.code == 0
        assert "Droege" in second.out
        assert f"process {session.pid}" in second.complaint
    finally:
        session.communicate("quit\n", timeout=60)
    assert session.returncode == 0


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
