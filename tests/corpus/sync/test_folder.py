import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import corpus
from corpus.article import Sentence
from corpus.errors import LibraryBusy, LibraryReadOnly, SourceError
from corpus.library import FILE_NAME, Library
from corpus.lock import held
from corpus.span import Span
from corpus.sync.folder import ARTICLES_A_BATCH, LOCK_NAME, sync
from corpus.sync.report import SyncReport

REPOSITORY = Path(corpus.__file__).parent.parent
SHIPPED = REPOSITORY / "corpus" / "articles"


def whole(text: str) -> tuple[Sentence, ...]:
    """An outline that takes the whole text for one sentence."""
    return (Sentence(Span(0, len(text))),)


def bring(library: Library, folder: Path, version: str = "1") -> SyncReport:
    return sync(library, folder, read_outline=whole, outline_version=version)


def write(folder: Path, **texts: str | bytes) -> Path:
    """Text files by name."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def four(report: SyncReport) -> tuple[tuple[str, ...], ...]:
    return report.new, report.changed, report.removed, report.unchanged


def dump(data: Path) -> list[tuple[object, ...]]:
    """Everything that a library holds, but for when it was put there."""
    connection = sqlite3.connect(data / FILE_NAME)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    columns = (
        "id, key, source, title, publisher, author, published, url, characters, content_hash, outline_version, stamp"
    )
    rows = connection.execute(f"SELECT {columns}, outline, text FROM articles ORDER BY id").fetchall()
    for table in ("cuts", "cut_articles", "passages", "embedders", "vectors"):
        rows += connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
    connection.close()
    return rows


def test_the_shipped_articles_come_in_outlined() -> None:
    with Library.connect("sqlite://") as library:
        report = sync(library, SHIPPED)
        assert len(report.new) == 4
        assert report.problems == ()
        articles = library.articles(report.new)
        assert all(article.sentences for article in articles.values())
        assert [article.source for article in articles.values()] == [
            f"corpus/articles/{name}.txt" for name in report.new
        ]
        assert four(sync(library, SHIPPED)) == ((), (), (), report.new)


def test_a_sync_tells_new_changed_removed_and_unchanged(tmp_path: Path) -> None:
    folder = write(tmp_path / "news", a="A", b="B", c="C")
    with Library.open(tmp_path / "data") as library:
        assert four(bring(library, folder)) == (("a", "b", "c"), (), (), ())
        write(folder, b="Not B", d="D")
        (folder / "c.txt").unlink()
        assert four(bring(library, folder)) == (("d",), ("b",), ("c",), ("a",))
        assert {record.id: library.articles([record.id])[record.id].text for record in library.listing()} == {
            "a": "A",
            "b": "Not B",
            "d": "D",
        }


def test_a_second_sync_changes_nothing_and_reads_no_file(tmp_path: Path) -> None:
    folder = write(tmp_path / "news", a="A", b="B")
    with Library.open(tmp_path / "data") as library:
        bring(library, folder)
        revision = library.revision
        read: list[str] = []
        report = sync(library, folder, read_outline=lambda text: read.append(text) or whole(text), outline_version="1")
        assert four(report) == ((), (), (), ("a", "b"))
        assert (library.revision, read) == (revision, [])


def test_a_file_that_was_only_touched_or_copied_is_unchanged(tmp_path: Path) -> None:
    folder = write(tmp_path / "news", a="A")
    with Library.open(tmp_path / "data") as library:
        bring(library, folder)
        library.put_passages("cut", {"a": [(0, 1, "h")]})
        os.utime(folder / "a.txt", ns=(1, 1))
        revision = library.revision
        assert four(bring(library, folder)) == ((), (), (), ("a",))
        assert library.revision == revision
        moved = folder.rename(tmp_path / "moved")
        assert four(bring(library, moved)) == ((), (), (), ("a",))
        assert library.listing()[0].source == str(moved / "a.txt")
        assert library.uncut("cut") == []


def test_what_is_newly_said_of_an_article_counts_as_a_change(tmp_path: Path) -> None:
    folder = write(tmp_path / "news", a="A", b="B")
    with Library.open(tmp_path / "data") as library:
        bring(library, folder)
        (folder / "articles.toml").write_text('["b.txt"]\ntitle = "T"\n')
        assert four(bring(library, folder)) == ((), ("b",), (), ("a",))
        assert library.listing()[1].title == "T"


def test_articles_of_older_rules_are_outlined_anew(tmp_path: Path) -> None:
    folder = write(tmp_path / "news", a="A", b="B")
    with Library.open(tmp_path / "data") as library:
        bring(library, folder, "1")
        library.put_passages("cut", {"a": [(0, 1, "h")], "b": []})
        assert four(bring(library, folder, "2")) == ((), ("a", "b"), (), ())
        assert library.uncut("cut") == ["a", "b"]
        assert {record.outline_version for record in library.listing()} == {"2"}


def test_one_bad_file_never_stops_the_others(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "news", a="A", z="Z", binary=b"\0\1\2", empty=b"", blank=b" \n", odd="Компания".encode("koi8-r")
    )
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(50_000_000)
    (folder / "articles.toml").write_text(
        '["a.txt"]\ntitel = "T"\n["q.txt"]\n["z.txt"]\npublished = "soon"\ntitle = "Z"\n'
    )
    with Library.open(tmp_path / "data") as library:
        report = bring(library, folder)
        assert report.new == ("a", "z")
        assert library.listing()[1].title == "Z"
    told = [str(problem) for problem in report.problems]
    assert len(told) == 8
    assert all(line.isprintable() for line in told)
    files = ["articles.toml"] * 3 + ["binary.txt", "blank.txt", "empty.txt", "huge.txt", "odd.txt"]
    assert [line.split(":")[0] for line in told] == files


def test_a_file_that_breaks_the_outline_is_told_and_the_others_come_in(tmp_path: Path) -> None:
    folder = write(tmp_path / "news", a="A", b="B too")

    def broken(text: str) -> tuple[Sentence, ...]:
        return whole(text if len(text) == 1 else text * 2)

    with Library.open(tmp_path / "data") as library:
        report = sync(library, folder, read_outline=broken, outline_version="1")
        assert report.new == ("a",)
        assert [problem.file for problem in report.problems] == ["b.txt"]


def test_an_article_whose_file_went_bad_is_kept_and_the_fault_told(
    open_path: Path, unprivileged: Callable[[], AbstractContextManager[None]]
) -> None:
    folder = write(open_path / "news", a="A", b="B", c="C")
    write(folder / "shut", d="D")
    with Library.open(open_path / "data") as library:
        report = bring(library, folder)
        kept = report.new
        write(folder, a=b"\0")
        (folder / "b.txt").chmod(0)
        (folder / "shut").chmod(0)
        shutil.chown(open_path / "data" / LOCK_NAME, 65534) if os.geteuid() == 0 else None
        (open_path / "data").chmod(0o777)
        for path in (open_path / "data").iterdir():
            path.chmod(0o666)
        with unprivileged():
            report = bring(library, folder)
        assert (report.new, report.changed, report.removed) == ((), (), ())
        assert report.unchanged == kept
        assert library.articles(kept)["a"].text == "A"
        assert [problem.file for problem in report.problems] == ["shut/", "a.txt", "b.txt"]
        assert all("library keeps what it had" in problem.message for problem in report.problems)
        (folder / "b.txt").chmod(0o644)
        (folder / "shut").chmod(0o755)
        write(folder, a="A again")
        assert bring(library, folder).changed == ("a",)


@pytest.mark.parametrize("fate", ["missing", "empty", "a file"])
def test_nothing_changes_when_the_folder_is_of_no_use(tmp_path: Path, fate: str) -> None:
    folder = write(tmp_path / "news", a="A")
    with Library.open(tmp_path / "data") as library:
        bring(library, folder)
        shutil.rmtree(folder)
        if fate == "empty":
            folder.mkdir()
        elif fate == "a file":
            folder.write_text("")
        with pytest.raises(SourceError, match="--corpus"):
            bring(library, folder)
        assert [record.id for record in library.listing()] == ["a"]


def test_progress_is_told_file_by_file_to_the_end(tmp_path: Path) -> None:
    folder = write(tmp_path / "news", a="A", b="B", c=b"")
    told: list[tuple[int, int, str]] = []
    with Library.open(tmp_path / "data") as library:
        sync(library, folder, progress=lambda *step: told.append(step), read_outline=whole)
    assert told == [(1, 3, "a.txt"), (2, 3, "b.txt"), (3, 3, "c.txt")]


changes = st.lists(
    st.dictionaries(st.sampled_from(["a", "b", "c", "d"]), st.sampled_from(["one", "two", "", "\0"])),
    min_size=1,
    max_size=5,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(changes)
def test_however_a_folder_changes_the_library_follows(
    tmp_path_factory: pytest.TempPathFactory, folders: list[dict[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("news")
    with Library.connect("sqlite://") as library:
        expected: dict[str, str] = {}
        for texts in folders:
            for path in folder.iterdir():
                path.unlink()
            write(folder, always="here", **texts)
            bring(library, folder)
            good = {name: text for name, text in texts.items() if text not in ("", "\0")}
            kept = {name: expected[name] for name in texts if name in expected}
            expected = {**kept, **good, "always": "here"}
            found = library.articles(record.id for record in library.listing())
            assert {name: article.text for name, article in found.items()} == expected
            assert not bring(library, folder).changed


SCRIPT = """
import sys
from pathlib import Path
from corpus.library import Library
from corpus.sync.folder import sync

def tell(done, total, key):
    print(done, flush=True)

with Library.open(Path(sys.argv[1])) as library:
    print("open", flush=True)
    sync(library, Path(sys.argv[2]), progress=tell)
    print("synced", flush=True)
"""


HOLDER = """
import sys
from pathlib import Path
from corpus.lock import held

with held(Path(sys.argv[1]), "waiting"):
    print("held", flush=True)
    input()
"""


def start(data: Path, folder: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    command = [sys.executable, "-c", SCRIPT, str(data), str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


def kill_after(process: subprocess.Popen[str], line: str) -> None:
    """Let a sync run until it prints a line, and kill it there and then."""
    assert process.stdout is not None
    with process.stdout:
        for printed in process.stdout:
            if printed.strip() == line:
                break
        process.send_signal(signal.SIGKILL)
    process.wait()


def test_a_sync_that_was_killed_is_completed_by_the_next(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    count = 2 * ARTICLES_A_BATCH + 50
    write(folder, **{f"n{number:03d}": f"Old report number {number}. It is old." for number in range(count)})
    with Library.open(tmp_path / "before") as library:
        sync(library, folder)
        library.put_passages("cut", {record.id: [(0, 1, record.id)] for record in library.listing()})
    for number in range(0, count, 10):
        (folder / f"n{number:03d}.txt").unlink()
    write(folder, **{f"n{number:03d}": f"New report number {number}. It is new." for number in range(5, count, 10)})
    write(folder, **{f"m{number:03d}": f"Fresh report number {number}. It is fresh." for number in range(count)})
    whole_run = shutil.copytree(tmp_path / "before", tmp_path / "whole")
    with Library.open(whole_run) as library:
        report = sync(library, folder)
        assert (len(report.new), len(report.changed), len(report.removed)) == (250, 25, 25)
    for line in ("open", "226", "300", "399", "475", "synced"):
        data = shutil.copytree(tmp_path / "before", tmp_path / f"killed at {line}")
        kill_after(start(data, folder), line)
        with Library.open(data) as library:
            sync(library, folder)
            assert four(sync(library, folder))[:3] == ((), (), ())
        assert dump(data) == dump(whole_run)


def test_a_sync_that_was_killed_again_and_again_comes_to_the_same_end(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    write(
        folder, **{f"n{number:03d}": f"Report number {number}. It goes on." for number in range(3 * ARTICLES_A_BATCH)}
    )
    with Library.open(tmp_path / "whole") as library:
        sync(library, folder)
    for line in ("1", "150", "299"):
        kill_after(start(tmp_path / "data", folder), line)
    with Library.open(tmp_path / "data") as library:
        sync(library, folder)
    assert dump(tmp_path / "data") == dump(tmp_path / "whole")


def test_one_sync_runs_at_a_time_and_the_other_learns_whose(tmp_path: Path) -> None:
    folder = write(tmp_path / "news", a="A")
    with Library.open(tmp_path / "data") as library:
        process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(tmp_path / "data" / LOCK_NAME)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        )
        assert process.stdout is not None
        assert process.stdin is not None
        process.stdout.readline()
        with pytest.raises(LibraryBusy, match=rf"process {process.pid} \(-c .*\) is bringing the library up to date"):
            bring(library, folder)
        assert process.poll() is None
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()
        assert bring(library, folder).new == ("a",)


def test_a_lock_is_free_again_after_a_fault(tmp_path: Path) -> None:
    with pytest.raises(KeyError), held(tmp_path / "lock", "working"):
        raise KeyError
    again = held(tmp_path / "lock", "working")
    with (
        held(tmp_path / "lock", "working"),
        pytest.raises(LibraryBusy, match=rf"process {os.getpid()} .* is working already"),
        again,
    ):
        pass


def test_a_library_that_can_only_be_read_is_compared_with_its_folder(
    open_path: Path, unprivileged: Callable[[], AbstractContextManager[None]]
) -> None:
    folder = write(open_path / "news", a="A")
    with Library.open(open_path / "data") as library:
        bring(library, folder)
    (open_path / "data").chmod(0o555)
    with unprivileged(), Library.open(open_path / "data", read_only=True) as library:
        assert four(bring(library, folder)) == ((), (), (), ("a",))
    os.utime(folder / "a.txt")
    with unprivileged(), Library.open(open_path / "data", read_only=True) as library:
        assert four(bring(library, folder)) == ((), (), (), ("a",))
    write(folder, b="B")
    with (
        unprivileged(),
        Library.open(open_path / "data", read_only=True) as library,
        pytest.raises(LibraryReadOnly, match="can't be written"),
    ):
        bring(library, folder)


def test_a_sync_with_nothing_new_outlines_nothing(tmp_path: Path) -> None:
    def read_outline(text: str) -> tuple[Sentence, ...]:
        outlined.append(text)
        return whole(text)

    outlined: list[str] = []
    folder = write(tmp_path / "news", a="A", b="B")
    with Library.open(tmp_path / "data") as library:
        for _ in range(2):
            sync(library, folder, read_outline=read_outline)
    assert outlined == ["A", "B"]


def test_a_full_disk_does_not_keep_a_sync_from_finding_nothing_new(tmp_path: Path) -> None:
    folder = write(tmp_path / "news", a="A")
    with Library.open(tmp_path / "data") as library:
        bring(library, folder)
        (tmp_path / "data" / f"{LOCK_NAME}.owner").symlink_to("/dev/full")
        assert bring(library, folder).unchanged == ("a",)
