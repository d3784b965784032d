import contextlib
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest

from bench.postgres import running_server
from bot.cli import main
from bot.logs import set_up
from tests.postgres import new_database

ROOT = Path(__file__).parents[1]
hypothesis.settings.register_profile("untimed", deadline=None)  # how fast it is is a benchmark's matter, not a test's
hypothesis.settings.load_profile("untimed")


class CurrentStderr(io.TextIOBase):
    """Whatever stderr is at the moment: pytest puts another in its place for each test."""

    def write(self, text):
        return sys.stderr.write(text)


@pytest.fixture(autouse=True, scope="session")
def _logs():
    """Logs as the product writes them; a traceback with every local variable in it takes a second and tells too much."""
    set_up(as_json=True, to=CurrentStderr())


@pytest.fixture(scope="session")
def postgres_server():
    """The address of a real PostgreSQL server."""
    with running_server() as server:
        yield server.url


@pytest.fixture
def postgres(postgres_server):
    """The address of a new, empty database on a real PostgreSQL server."""
    return new_database(postgres_server)


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str

    @property
    def lines(self):
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def complaint(self):
        """The one line on stderr."""
        lines = self.err.strip().splitlines()
        assert len(lines) == 1, self.err
        return lines[0]


@pytest.fixture(scope="session")
def shipped_data(tmp_path_factory):
    """A data folder with the shipped articles in it."""
    folder = tmp_path_factory.mktemp("shipped")
    assert run_process("sync", data=folder).code == 0
    return folder


@pytest.fixture
def footnote(shipped_data, monkeypatch):
    """Runs the command, on the shipped articles unless told otherwise."""

    def call(*words, typed="", data=shipped_data, corpus=None):
        monkeypatch.delenv("FOOTNOTE_CORPUS", raising=False)
        for name, value in _environment(data, corpus).items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["footnote", *words])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), pytest.raises(SystemExit) as ended:
            main()
        set_up(as_json=True, to=CurrentStderr())  # a command may have set logs up in its own way
        return Outcome(ended.value.code or 0, out.getvalue(), err.getvalue())

    return call


@pytest.fixture(scope="session")
def footnote_process(shipped_data):
    """Runs the command in a process of its own."""

    def call(*words, typed="", data=shipped_data, corpus=None):
        return run_process(*words, typed=typed, data=data, corpus=corpus)

    return call


def _environment(data, corpus):
    chosen = {"FOOTNOTE_DATA": str(data), "COLUMNS": "100"}
    return {**chosen, "FOOTNOTE_CORPUS": str(corpus)} if corpus is not None else chosen


def run_process(*words, data, typed="", corpus=None):
    done = subprocess.run(
        [sys.executable, "-m", "bot", *words],
        input=typed,
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"], **_environment(data, corpus)},
        cwd=ROOT,
        timeout=120,
        check=False,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)
