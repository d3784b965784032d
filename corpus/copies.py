"""Copies: which articles are prints of one text, such as a wire story; rensa's only home.

MinHash (Broder 1997) over runs of three words, banded for candidates, then the share of equal values estimates how much of
their runs two texts have in common. What is measured of the thresholds is in `python -m bench sources`.
"""

import re
import struct
from collections.abc import Iterable, Mapping, Sequence

from corpus.article import Article
from corpus.library import Library

PERMUTATIONS = 128
BANDS = 32
SEED = 42
RUN_WORDS = 3
FEWEST_WORDS = 40
LEAST_COMMON = 0.5
"""The share of common runs from which on two texts are prints of one."""
ARTICLES_A_BATCH = 200

_WORD = re.compile(r"\w+")
_ROWS = PERMUTATIONS // BANDS
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
    pairs = zip(_PACK.unpack(one), _PACK.unpack(other), strict=True)
    same: int = sum(mine == theirs for mine, theirs in pairs)
    return same / PERMUTATIONS


def groups(signatures: Mapping[str, bytes], least_common: float = LEAST_COMMON) -> dict[str, str]:
    """By id, the first article of each group of at least two prints; the order of the signatures says which is first."""
    order = {article_id: place for place, article_id in enumerate(signatures)}
    first_of = {article_id: article_id for article_id in signatures}

    def root(article_id: str) -> str:
        while first_of[article_id] != article_id:
            first_of[article_id] = first_of[first_of[article_id]]
            article_id = first_of[article_id]
        return article_id

    for one, other in _candidates(signatures):
        mine, theirs = root(one), root(other)
        if mine != theirs and likeness(signatures[one], signatures[other]) >= least_common:
            earlier, later = sorted((mine, theirs), key=order.__getitem__)
            first_of[later] = earlier
    found = {article_id: root(article_id) for article_id in signatures}
    sizes: dict[str, int] = {}
    for first in found.values():
        sizes[first] = sizes.get(first, 0) + 1
    return {article_id: first for article_id, first in found.items() if sizes[first] > 1}


def _candidates(signatures: Mapping[str, bytes]) -> Iterable[tuple[str, str]]:
    """Pairs that agree in a whole band: each later article with the first and the last before it in each bucket."""
    width = _ROWS * 4
    for band in range(BANDS):
        buckets: dict[bytes, list[str]] = {}
        for article_id, signed in signatures.items():
            if not signed:
                continue
            bucket = buckets.setdefault(signed[band * width : (band + 1) * width], [])
            for before in _some(bucket):
                yield before, article_id
            bucket.append(article_id)


def _some(bucket: Sequence[str]) -> set[str]:
    """Of a bucket the first and the last: a story printed a thousand times must not take half a million comparisons."""
    return {bucket[0], bucket[-1]} if bucket else set()


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
