"""Copies: which articles are prints of one text, such as a wire story; rensa's only home.

MinHash (Broder 1997) over runs of five words, banded for candidates, then the share of equal values estimates how much of
their runs two texts have in common. What is measured of the thresholds is in `python -m bench sources`.
"""

import re
import struct
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np

from corpus.article import Article
from corpus.library import Library

if TYPE_CHECKING:
    import numpy.typing as npt

PERMUTATIONS = 128
BANDS = 64
NEIGHBOURS = 8
PAIRS_A_BATCH = 100_000
SEED = 42
RUN_WORDS = 5
FEWEST_WORDS = 40
LEAST_COMMON = 0.3
"""The share of common runs from which on two texts are prints of one: measured, on news, different stories have 0.2 at most."""
ARTICLES_A_BATCH = 200

_WORD = re.compile(r"\w+")
_VALUE = np.dtype("<u4")
_PACK = struct.Struct(f"<{PERMUTATIONS}I")


def signature(text: str) -> bytes:
    """What a text is like, in 512 bytes; empty for a text too short to tell."""
    from rensa import RMinHash  # for new articles alone: most questions bring none

    words = _WORD.findall(text.casefold())
    if len(words) < FEWEST_WORDS:
        return b""
    runs = {" ".join(words[start : start + RUN_WORDS]) for start in range(len(words) - RUN_WORDS + 1)}
    minhash = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    minhash.update(sorted(runs))
    return _PACK.pack(*minhash.digest())


def likeness(one: bytes, other: bytes) -> float:
    """How much of their runs two texts have in common, 0 to 1, estimated from their signatures."""
    if not one or not other:
        return 0.0
    return float((np.frombuffer(one, _VALUE) == np.frombuffer(other, _VALUE)).mean())


def groups(signatures: Mapping[str, bytes], least_common: float = LEAST_COMMON) -> dict[str, str]:
    """By id, the first article of each group of at least two prints; the order of the signatures says which is first."""
    ids = [article_id for article_id, signed in signatures.items() if signed]
    if not ids:
        return {}
    matrix = np.frombuffer(b"".join(signatures[each] for each in ids), _VALUE).reshape(len(ids), PERMUTATIONS)
    first_of = list(range(len(ids)))

    def root(place: int) -> int:
        while first_of[place] != place:
            first_of[place] = first_of[first_of[place]]
            place = first_of[place]
        return place

    for one, other in _alike(matrix, least_common):
        earlier, later = sorted((root(one), root(other)))
        first_of[later] = earlier
    found = [root(place) for place in range(len(ids))]
    sizes = Counter(found)
    return {ids[place]: ids[first] for place, first in enumerate(found) if sizes[first] > 1}


def _alike(matrix: "npt.NDArray[np.uint32]", least_common: float) -> Iterator[tuple[int, int]]:
    """The pairs of rows that have that much in common; looked for among those that agree in a whole band."""
    codes = np.unique(np.concatenate([_candidates(matrix, band) for band in range(BANDS)]))
    for start in range(0, len(codes), PAIRS_A_BATCH):
        ones, others = np.divmod(codes[start : start + PAIRS_A_BATCH], len(matrix))
        common = (matrix[ones] == matrix[others]).mean(axis=1)
        for place in np.nonzero(common >= least_common)[0]:
            yield int(ones[place]), int(others[place])


def _candidates(matrix: "npt.NDArray[np.uint32]", band: int) -> "npt.NDArray[np.int64]":
    """Pairs of rows, as `one * rows + other`, that agree in a band, each row with the next few: a story printed a thousand
    times must not take half a million comparisons.
    """
    rows = PERMUTATIONS // BANDS
    keys = np.ascontiguousarray(matrix[:, band * rows : (band + 1) * rows]).view(f"V{4 * rows}").ravel()
    _, numbers = np.unique(keys, return_inverse=True)
    order = np.argsort(numbers, kind="stable").astype(np.int64)
    sorted_numbers = numbers[order]
    found = [np.empty(0, np.int64)]
    for step in range(1, NEIGHBOURS + 1):
        same = sorted_numbers[step:] == sorted_numbers[:-step]
        found.append(order[:-step][same] * len(matrix) + order[step:][same])
    return np.concatenate(found)


def find_copies(library: Library, *, has_removed: bool = False) -> bool:
    """Bring what the library knows of copies up to date; whether that changed anything. Resumable at any moment.

    `has_removed` says that articles have gone since, which may have been the first of their groups.
    """
    if library.is_read_only:
        return False
    unsigned = list(library.unsigned().items())
    if not unsigned and not has_removed:
        return False
    for start in range(0, len(unsigned), ARTICLES_A_BATCH):
        some = dict(unsigned[start : start + ARTICLES_A_BATCH])
        articles = library.articles(some)
        library.put_signatures(
            {each.id: (each.content_hash, signature(_own_text(each.text, each))) for each in articles.values()}
        )
    return library.put_copies(groups(library.signatures()))


def _own_text(text: str, article: Article) -> str:
    """The words that are the article's own: two pages of one publisher have the rest in common."""
    return " ".join(sentence.span.of(text) for sentence in article.sentences)
