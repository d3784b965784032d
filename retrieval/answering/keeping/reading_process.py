"""A process beside this one that reads the many articles that came in at once, while this one indexes them or answers already.

It reads the library and writes nothing but the kept readings, a batch at a time; what it hasn't read is read when it is asked about.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from corpus.library import Library
from retrieval.answering.keeping.readings import Readings
from retrieval.beside import end_with_starter, start_beside

MOST_READ_AT_ONCE = 100
"""Articles up to which reading them takes no longer than it takes to start an interpreter twice over: about a second."""
_YIELDING = 10


@contextmanager
def articles_read_beside(library: Library, readings: Readings) -> Iterator[Callable[[], None]]:
    """Have the articles that weren't read yet read: few at once, many by a process beside while the body runs.

    What is yielded waits until that process is done; one that isn't at the end of the body is ended, and goes on next time.
    """
    is_many = len(readings.lacking(library)) > MOST_READ_AT_ONCE
    process = _start(library.folder, readings.path) if is_many else None
    if process is None:
        readings.catch_up(library, MOST_READ_AT_ONCE)
        yield lambda: None
        return
    with process:
        try:
            yield lambda: _wait(process)
        finally:
            process.kill()


def _wait(process: subprocess.Popen[bytes]) -> None:
    process.wait()


def _start(folder: Path | None, path: Path) -> subprocess.Popen[bytes] | None:
    """The process; None where the library isn't in a folder of its own."""
    return None if folder is None else start_beside(__name__, str(folder), str(path))


def run() -> None:
    """What the process does, giving way to whoever answers meanwhile."""
    end_with_starter()
    with suppress(OSError):
        os.nice(_YIELDING)
    folder, path = sys.argv[2:]
    with (
        Library.open(Path(folder), read_only=True) as library,
        closing(Readings.open(Path(path), _unheard)) as readings,
    ):
        readings.catch_up(library)


def _unheard(_: str) -> None:
    """What is wrong with the file is told by the process that answers."""
