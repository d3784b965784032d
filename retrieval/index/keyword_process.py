"""A process beside this one that brings the keyword index up to date while this one brings Chroma up to date.

Chroma keeps the interpreter to itself while it adds, so a thread would wait for it. The process reads the library and
writes nothing but the keyword index; it ends when the one that started it does, however that ends.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from corpus.library import Library
from retrieval.beside import end_with_starter, start_beside
from retrieval.index.keyword import KeywordIndex

WORTHWHILE_ARTICLES = 500
"""Starting an interpreter takes as long as reading the terms of some hundred articles."""


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
    """The process; None where the library isn't in a folder of its own."""
    if folder is None:
        return None
    return start_beside(__name__, str(folder), str(path), cut)


def run() -> None:
    """What the process does."""
    end_with_starter()
    folder, path, cut = sys.argv[2:]
    with Library.open(Path(folder), read_only=True) as library, closing(KeywordIndex.open(Path(path))) as index:
        index.catch_up(library, cut)
