"""Start-up check: is a folder of Chroma in order? Read out in a child process, for a damaged one may kill it.

Run as a module it is that child: `python -m retrieval.index.index_check FOLDER STAMP OUTPUT` writes what it finds to OUTPUT.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import IndexDamaged, IndexUnavailable
from retrieval.index.chroma_index import ChromaIndex
from retrieval.retriever import Filters

CHECK_SECONDS = 120.0
_SAMPLE = 200
_SAME = 1e-4
_REACHED = 0.99  # the graph of a healthy index of 100,000 leaves one or two passages out of a query for all


def read_out(folder: Path, stamp: str, timeout_seconds: float = CHECK_SECONDS) -> tuple[list[str], NDArray[np.float32]]:
    """The hashes of what was embedded, and the vectors, of a folder that passed its own checks.

    Raises IndexDamaged where it didn't pass, where the child died over it, or hung.
    """
    with tempfile.TemporaryDirectory() as scratch:
        output = Path(scratch) / "found.npz"
        command = [sys.executable, "-m", __name__, str(folder.absolute()), stamp, str(output)]
        root = Path(__file__).parents[2]
        try:
            child = subprocess.run(  # noqa: S603 - our own module
                command, cwd=root, capture_output=True, timeout=timeout_seconds, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise IndexDamaged(f"The index {folder} doesn't answer.") from error
        if child.returncode != 0 or not output.is_file():
            raise IndexDamaged(f"The index {folder} didn't pass its check (exit code {child.returncode}).")
        with np.load(output, allow_pickle=False) as found:
            return found["hashes"].tolist(), found["vectors"]


def check(index: ChromaIndex) -> tuple[list[str], NDArray[np.float32]]:
    """The hashes of what was embedded, and the vectors, if the index agrees with itself.

    Counts agree, a query for all returns them, passages find themselves. Raises IndexDamaged where one of these fails.
    """
    count = index.count()
    if not count:
        return [], np.zeros((0, 0), dtype=np.float32)
    ids, vectors = index.vectors()
    if len(ids) != count or len(set(ids)) != count:
        raise IndexDamaged(f"The index counts {count} passages and has {len(ids)}.")
    found = {name for name, _ in index.nearest(vectors[0], count, Filters())}
    if len(found) < _REACHED * count or not found.issubset(ids):
        raise IndexDamaged("The index doesn't find all of its passages.")
    for row in range(0, count, max(1, count // _SAMPLE)):
        ((_, similarity),) = index.nearest(vectors[row], 1, Filters())
        if similarity < float(vectors[row] @ vectors[row]) - _SAME:
            raise IndexDamaged(f"The index doesn't find {ids[row]}.")
    entries = index.entries()
    return [entries[name].text_hash for name in ids], vectors


def main(folder: str, stamp: str, output: str) -> int:
    """The child's work; 1 where the index is damaged."""
    try:
        hashes, vectors = check(ChromaIndex.open(Path(folder), stamp))
    except IndexUnavailable as error:
        sys.stderr.write(f"{error}\n")
        return 1
    np.savez(output, hashes=np.array(hashes, dtype=np.str_), vectors=vectors)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
