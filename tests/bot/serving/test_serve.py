"""`serve` as a process of its own, on the shipped articles, with a platform of files."""

import asyncio
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import pytest

from bot.settings import shipped_articles
from bot.store.store import Store
from tests.conftest import run_process

ROOT = Path(__file__).parents[3]
WHY = "Why did Scale AI lay off staff?"


class Served:
    """A process that serves from a folder, and what people see of it."""

    def __init__(self, folder):
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process = None

    def start(self, *, has_chroma=False, corpus=None):
        """Without Chroma, which takes seconds to start, exact search answers; without a corpus, the shipped articles are it."""
        environment = {
            "PATH": os.environ["PATH"],
            "FOOTNOTE_HEALTH_PORT": str(self.port),
            "FOOTNOTE_PERSON_A_MINUTE": "99",
        }
        if corpus:
            environment["FOOTNOTE_CORPUS"] = str(corpus)
        if not has_chroma:
            environment["FOOTNOTE_CHROMA_URL"] = "http://127.0.0.1:1"
        with (self.folder / "log").open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.bot.serving.room", str(self.folder)],
                cwd=ROOT,
                env=environment,
                stderr=log,
            )

    def ask(self, key, question):
        draft = self.folder / "asked" / f"{key}.draft"
        draft.write_text(question)
        draft.rename(draft.with_suffix(".txt"))

    def shown(self, key):
        path = self.folder / "shown" / f"{key}.txt"
        return path.read_text().splitlines() if path.exists() else []

    def until(self, condition, seconds=90):
        ends = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < ends, (self.folder / "log").read_text()
            time.sleep(0.02)

    def get(self, path):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)

    def kill(self):
        self.process.kill()
        self.process.wait()


@pytest.fixture
def served(tmp_path, shipped_data):
    shutil.copytree(shipped_data, tmp_path / "data")
    (tmp_path / "asked").mkdir()
    served = Served(tmp_path)
    yield served
    if served.process is not None and served.process.poll() is None:
        served.kill()


def test_a_question_is_answered_and_the_process_ends_when_it_is_told_to(served):
    served.ask("k1", WHY)
    served.start(has_chroma=True)
    served.until(lambda: served.shown("k1"))
    assert served.shown("k1") == ["reply 1"]
    (chroma,) = psutil.Process(served.process.pid).children()
    served.until(lambda: served.get("/ready")[0] == 200)
    assert served.get("/live")[0] == 200
    parts = json.loads(served.get("/health")[1])["parts"]
    running = {name for name, part in parts.items() if part["running"]}
    assert running >= {"articles", "chroma", "desk", "health", "lease", "retention", "room"}
    counted = 'footnote_questions_total{outcome="answered",platform="room"} 1.0'
    served.until(lambda: counted in served.get("/metrics")[1])
    assert served.stop() == 0
    log = (served.folder / "log").read_text()
    assert '"request": "room:k1"' in log
    assert WHY not in log
    assert not chroma.is_running()


def test_what_footnote_sync_brings_in_beside_it_is_answered_from_at_once(served, tmp_path):
    corpus = shutil.copytree(shipped_articles(), tmp_path / "articles")
    served.start(has_chroma=True, corpus=corpus)
    served.until(lambda: served.get("/ready")[0] == 200)
    (corpus / "ferry.txt").write_text("The Aldersund ferry carried 431 people on Monday, the harbour said.\n" * 3)
    brought = run_process("sync", data=served.folder / "data", corpus=corpus)
    assert brought.code == 0, brought.err
    served.ask("k1", "How many people did the Aldersund ferry carry?")
    served.until(lambda: served.shown("k1"))
    assert served.stop() == 0
    with Store.open(served.folder / "data") as store:
        assert "431" in json.dumps(asyncio.run(store.questions.answer(1)).fields)


def test_chroma_does_not_outlive_a_process_that_was_killed(served):
    served.start(has_chroma=True)
    served.until(lambda: served.get("/live")[0] == 200 and psutil.Process(served.process.pid).children())
    (chroma,) = psutil.Process(served.process.pid).children()
    served.until(lambda: chroma.num_threads() > 1)
    served.kill()
    served.until(lambda: not chroma.is_running() or chroma.status() == psutil.STATUS_ZOMBIE)


def test_what_was_accepted_when_the_process_was_killed_is_answered_once_by_the_next(served):
    served.start()
    served.until(lambda: served.get("/ready")[0] == 200)
    for number in range(12):
        served.ask(f"k{number}", WHY)
    served.until(lambda: any(served.shown(f"k{number}") for number in range(12)))
    served.kill()
    served.start()
    served.until(lambda: all(served.shown(f"k{number}") for number in range(12)))
    assert served.stop() == 0
    assert {len(served.shown(f"k{number}")) for number in range(12)} == {1}
    assert all(served.shown(f"k{number}")[0].startswith("reply") for number in range(12))


def test_a_second_process_on_the_same_data_folder_is_told_who_serves(served):
    served.start()
    served.until(lambda: served.get("/ready")[0] == 200)
    second = subprocess.run(
        [sys.executable, "-m", "tests.bot.serving.room", str(served.folder)],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "FOOTNOTE_HEALTH_PORT": "0"},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert second.returncode != 0
    assert f"process {served.process.pid}" in second.stderr


async def test_what_opens_is_waited_for():
    from bot.serving.serve import _persistently
    from corpus.errors import LibraryError

    tries = iter([LibraryError("no connection"), None])

    def open_():
        error = next(tries)
        if error:
            raise error
        return "open"

    async with asyncio.timeout(5):
        assert await _persistently(open_) == "open"
