import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from corpus.article import Article
from corpus.library import Library
from corpus.outline import outline
from retrieval.embedding.embedder import open_embedder
from retrieval.index.chroma_served import Mark
from retrieval.index.index import Index
from retrieval.index.shared_dense import SharedChroma
from retrieval.retriever import NO_FILTERS, Filters

TEXTS = {
    "ferry": "Norlink, the ferry operator, is laying off 120 deckhands in Aldersund, its chief executive said.",
    "dock": "Dockers in Kelso ended their strike on 3 May after talks with the owner of the yard.",
    "school": "The school board of Brenford voted to keep the two oldest buildings open until spring.",
}


def article(name, text):
    return Article(id=name, source=f"{name}.txt", text=text, sentences=outline(text), publisher="The Ledger")


def fill(library, *names):
    for name in names:
        library.put(article(name, TEXTS[name]), f"{name}.txt", "stamp")


@pytest.fixture(scope="module")
def chroma_process(tmp_path_factory):
    """Chroma's own server: its process, and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("chroma")
    program = Path(sys.executable).with_name("chroma")
    command = [program, "run", "--path", folder, "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    ends = time.monotonic() + 30
    while time.monotonic() < ends:
        try:
            urllib.request.urlopen(f"{url}/api/v2/heartbeat", timeout=1).close()
            break
        except OSError:
            time.sleep(0.1)
    yield process, url
    process.kill()
    process.wait()


@pytest.fixture
def chroma(chroma_process):
    """The address of Chroma's own server."""
    return chroma_process[1]


@pytest.fixture(scope="module")
def embedder():
    return open_embedder("wordllama")


class Replica:
    """One process's index over a library that it shares with others."""

    def __init__(self, folder, library, embedder, url, fence):
        self.fence = fence
        self.told = []
        self.embedder = embedder
        shared = SharedChroma(url, lambda: self.fence, look_every_seconds=0)
        self.index = Index.open(folder, library, embedder, self.told.append, shared=shared)

    def nearest(self, question, filters=NO_FILTERS):
        self.index.catch_up()
        found = self.index.dense.nearest(self.embedder.embed_question(question), 3, filters)
        return [name.partition(":")[0] for name, _ in found]


@pytest.fixture
def replica(tmp_path, embedder, chroma):
    library = Library.open(tmp_path / "library")
    made = []

    def make(fence, url=chroma):
        made.append(Replica(tmp_path / f"replica-{len(made)}", library, embedder, url, fence))
        return made[-1]

    make.library = library
    yield make
    for each in made:
        each.index.close()
    library.close()


def test_what_one_replica_indexes_all_find_without_a_restart(replica):
    fill(replica.library, "ferry")
    writer, reader = replica(fence=1), replica(fence=0)
    assert writer.nearest("Who lays off deckhands?") == reader.nearest("Who lays off deckhands?") == ["ferry"]
    fill(replica.library, "dock", "school")
    writer.index.catch_up()
    assert reader.nearest("Which strike was ended?")[0] == "dock"
    assert len(reader.nearest("Which strike was ended?")) == 3
    assert writer.told == reader.told == []


def test_what_is_removed_is_found_no_more(replica):
    fill(replica.library, "ferry", "dock")
    writer = replica(fence=1)
    replica.library.remove(["dock"])
    assert writer.nearest("Which strike was ended?") == ["ferry"]


def test_before_anybody_has_indexed_exact_search_answers(replica):
    fill(replica.library, "ferry", "dock")
    assert replica(fence=0).nearest("Which strike was ended?")[0] == "dock"


def test_a_replica_that_gets_the_lease_goes_on_where_the_other_left_off(replica):
    fill(replica.library, "ferry")
    first, second = replica(fence=1), replica(fence=0)
    fill(replica.library, "dock")
    first.fence, second.fence = 0, 2
    assert second.nearest("Which strike was ended?")[0] == "dock"
    assert first.nearest("Which strike was ended?")[0] == "dock"


def test_what_a_paused_writer_wrote_too_late_is_put_right_by_the_next(replica):
    fill(replica.library, "ferry", "dock")
    current = replica(fence=2)
    late = replica(fence=1).index.dense._served
    late.remove([name for name in late.entries() if name.startswith("dock")])
    late.set_mark(Mark(replica.library.revision, 1))
    assert current.nearest("Which strike was ended?")[0] == "dock"


def test_filters_hold_on_the_server_too(replica):
    fill(replica.library, "ferry", "dock")
    writer = replica(fence=1)
    assert len(writer.nearest("Which strike was ended?", Filters(frozenset({"The Ledger"})))) == 2
    assert writer.nearest("Which strike was ended?", Filters(frozenset({"Nobody"}))) == []


def test_a_server_that_hangs_holds_no_answer_up_for_long(replica, chroma_process, monkeypatch):
    monkeypatch.setattr("retrieval.index.chroma_served.ANSWERS_WITHIN_SECONDS", 0.5)
    fill(replica.library, "ferry", "dock")
    asking = replica(fence=1)
    chroma_process[0].send_signal(signal.SIGSTOP)
    try:
        began = time.monotonic()
        assert asking.nearest("Which strike was ended?")[0] == "dock"
        replica(fence=1)
        assert time.monotonic() - began < 10
    finally:
        chroma_process[0].send_signal(signal.SIGCONT)


def test_while_the_server_is_away_exact_search_answers_and_it_is_told_once(replica):
    fill(replica.library, "ferry", "dock")
    alone = replica(fence=1, url="http://127.0.0.1:1")
    assert alone.nearest("Which strike was ended?")[0] == "dock"
    assert alone.nearest("Which strike was ended?")[0] == "dock"
    assert alone.told == [
        "The Chroma server at http://127.0.0.1:1 can't be used (ConnectError). Answering by exact search."
    ]
