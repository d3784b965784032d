"""A process beside this one that brings the keyword index up to date while this one brings Chroma up to date.

Chroma keeps the interpreter to itself while it adds, so a thread would wait for it. The process reads the library and
writes nothing but the keyword index; it ends when the one that started it does, however that ends.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from corpus.library import Library
from retrieval.index.keyword import KeywordIndex

WORTHWHILE_ARTICLES = 500
"""Starting an interpreter takes as long as reading the terms of some hundred articles."""

_PROGRAM = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from retrieval.index.keyword_process import run; run()"
)


@contextmanager
def terms_read_beside(library: Library, path: Path, cut: str, new_articles: int) -> Iterator[None]:
    """While the body runs, have another process read the terms of many new articles into the keyword index at a path.

    It promises nothing: whatever kept it from its work is met by `KeywordIndex.catch_up`, which the caller calls then,
    and which has nothing left to do where this succeeded.
    """
    process = _start(library.folder, path, cut) if new_articles >= WORTHWHILE_ARTICLES else None
    if process is None:
        yield
        return
    with process:
        try:
            yield
            process.wait()
        except BaseException:  # whatever ends the waiting, the process doesn't outlive it
            process.kill()
            raise


def _start(folder: Path | None, path: Path, cut: str) -> subprocess.Popen[bytes] | None:
    """The process, whose input is open as long as this one lives; None where the library isn't in a folder of its own."""
    if folder is None:
        return None
    command = [sys.executable, "-c", _PROGRAM, json.dumps(sys.path), str(folder), str(path), cut]
    try:
        return subprocess.Popen(  # noqa: S603 - this interpreter, with our own program
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    except OSError:
        return None


def run() -> None:
    """What the process does."""
    threading.Thread(target=_end_with_input, daemon=True).start()
    folder, path, cut = sys.argv[2:]
    with Library.open(Path(folder), read_only=True) as library, closing(KeywordIndex.open(Path(path))) as index:
        index.catch_up(library, cut)


def _end_with_input() -> None:
    os.read(0, 1)
    os._exit(1)
