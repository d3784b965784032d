import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from retrieval.errors import IndexOwned, IndexReadOnly
from retrieval.index.ownership import Owner, Ownership, read_owner

ROOT = Path(__file__).parents[3]
HOLD = """
import sys, time
from pathlib import Path
from retrieval.index.ownership import Ownership
sys.argv = ["/usr/bin/footnote", "--data", "/somewhere", "serve", "a private question"]
ownership = Ownership.take(Path({folder!r}))
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def other_process(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD.format(folder=str(tmp_path))], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_process_is_told_at_once_who_the_owner_is(tmp_path, other_process):
    with pytest.raises(IndexOwned, match=rf"in use by footnote serve \(process {other_process.pid}, since \d+ \w+ "):
        Ownership.take(tmp_path)


def test_the_owner_is_named_without_what_else_was_typed(tmp_path, other_process):
    assert "private" not in (tmp_path / "owner.json").read_text()
    assert read_owner(tmp_path).command == "footnote serve"


def test_being_refused_leaves_the_owner_its_name(tmp_path, other_process):
    for _ in range(2):
        with pytest.raises(IndexOwned, match=str(other_process.pid)):
            Ownership.take(tmp_path)


def test_the_lock_of_a_killed_owner_is_no_obstacle(tmp_path, other_process):
    other_process.send_signal(signal.SIGKILL)
    other_process.wait()
    assert read_owner(tmp_path).pid == other_process.pid
    ownership = Ownership.take(tmp_path)
    assert read_owner(tmp_path).pid == os.getpid()
    ownership.release()


def test_one_process_does_not_own_an_index_twice(tmp_path):
    ownership = Ownership.take(tmp_path)
    with pytest.raises(IndexOwned, match=str(os.getpid())):
        Ownership.take(tmp_path)
    ownership.release()


def test_what_is_released_can_be_taken_again(tmp_path):
    for _ in range(2):
        Ownership.take(tmp_path).release()
    assert read_owner(tmp_path) is None


def test_a_folder_that_is_not_there_is_made(tmp_path):
    Ownership.take(tmp_path / "data" / "index").release()
    assert (tmp_path / "data" / "index").is_dir()


def test_a_place_where_no_folder_can_be_made_is_told_as_one_line(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(IndexReadOnly, match="can't be locked"):
        Ownership.take(tmp_path / "file" / "index")


@pytest.mark.parametrize("note", ["", "{}", "[]", '{"pid": "x"}', json.dumps({"pid": 1, "command": "c", "since": "?"})])
def test_an_unreadable_note_names_nobody(tmp_path, note):
    (tmp_path / "owner.json").write_text(note)
    assert read_owner(tmp_path) is None


def test_an_owner_without_a_process_cannot_be_made():
    with pytest.raises(ValueError, match="process id"):
        Owner(0, "footnote", "2025-01-01T00:00:00")
