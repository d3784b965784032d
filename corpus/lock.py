"""Lock: one process at a time, and everyone else learns which."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.database import ensure_folder, writing_files
from corpus.errors import LibraryBusy
from corpus.problem import one_line


@contextmanager
def held(path: Path, work: str) -> Iterator[None]:
    """Hold the lock at a path while doing some work; LibraryBusy, at once, where another process holds it.

    The operating system lets go of the lock when its process ends, however it ends. Beside it stands who holds it, where
    there is room for that.
    """
    ensure_folder(path.parent)
    lock = FileLock(path)
    owner = path.with_name(f"{path.name}.owner")
    with writing_files(path):
        try:
            lock.acquire(blocking=False)
        except Timeout:
            raise LibraryBusy(f"{_owner(owner)} is {work} already; try again when it is done") from None
    try:
        with suppress(OSError):  # a full disk takes no note; the lock holds without it
            owner.write_text(f"{os.getpid()} {_command()}", encoding="utf-8")
        yield
    finally:
        with suppress(OSError):
            owner.unlink(missing_ok=True)
        lock.release()


def _owner(owner: Path) -> str:
    """The process that holds a lock, as far as it has said so yet."""
    try:
        pid, _, command = owner.read_text(encoding="utf-8").partition(" ")
    except OSError:
        return "another process"
    return f"process {pid} ({command})" if pid.isdigit() else "another process"


def _command() -> str:
    """This process's command, without what may be private in it."""
    return one_line(" ".join([Path(sys.argv[0]).name or "python", *sys.argv[1:2]]))[:80]
