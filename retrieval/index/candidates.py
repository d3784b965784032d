"""Candidates: the passages among which one question's ranking chooses, as arrays. Pure."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Self

import numpy as np
from numpy.typing import NDArray

SENTENCE_END = 0
_END = SENTENCE_END.to_bytes(4, "little")


@lru_cache(maxsize=1 << 17)
def term_number(term: str) -> int:
    """A term as a number above 0 (CRC-32), the same in every process: two terms in a million million share one."""
    return zlib.crc32(term.encode("utf-8", "surrogatepass")) or 1


def encode_sentences(sentences: Sequence[Sequence[str]]) -> bytes:
    """The terms of a passage's sentences as little-endian 32-bit numbers, with SENTENCE_END after each sentence."""
    return b"".join(encode_terms(terms) + _END for terms in sentences)


def encode_terms(terms: Sequence[str]) -> bytes:
    """Terms as little-endian 32-bit numbers."""
    return b"".join(map(_encoded, terms))


@lru_cache(maxsize=1 << 17)
def _encoded(term: str) -> bytes:
    return term_number(term).to_bytes(4, "little")


@dataclass(frozen=True, slots=True)
class Home:
    """What the ranking knows of an article: its row in the keyword index, publisher, date, length and title's terms."""

    row: int
    publisher: str | None
    published: date | None
    passages: int
    title: frozenset[int]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Passages, in the order of their ids, with the terms of their sentences.

    `ids[i]` is the i-th passage's id, `homes[of_home[i]]` its article, `positions[i]` its place in the article from 0,
    `lengths[i]` how many terms it has. `numbers` are the terms of all passages one after the other, a SENTENCE_END after each
    sentence; passage i has `numbers[offsets[i]:offsets[i + 1]]`. `keyword[i]` is its BM25 score, 0 where it wasn't found
    by its terms; `similarity[i]` its vector's with the question's, NaN where it isn't known.
    """

    ids: tuple[str, ...]
    homes: tuple[Home, ...]
    of_home: NDArray[np.intp]
    positions: NDArray[np.intp]
    numbers: NDArray[np.uint32]
    offsets: NDArray[np.intp]
    keyword: NDArray[np.float64]
    similarity: NDArray[np.float64]

    def __post_init__(self) -> None:
        sizes = {len(each) for each in (self.ids, self.of_home, self.positions, self.keyword, self.similarity)}
        if sizes != {len(self.offsets) - 1}:
            raise ValueError(f"every candidate has one of each: {sorted(sizes)}, {len(self.offsets) - 1}")
        if len(self.ids) and (self.offsets[-1] != len(self.numbers) or (np.diff(self.offsets) < 1).any()):
            raise ValueError("every candidate has at least one sentence end, and all numbers belong to one")

    def __len__(self) -> int:
        return len(self.ids)

    def only(self, kept: NDArray[np.bool_]) -> Self:
        """Those of which `kept` is true, with their articles alone."""
        rows = np.flatnonzero(kept)
        homes, of_home = np.unique(self.of_home[rows], return_inverse=True)
        sizes = np.diff(self.offsets)
        return replace(
            self,
            ids=tuple(self.ids[row] for row in rows),
            homes=tuple(self.homes[home] for home in homes),
            of_home=of_home.astype(np.intp),
            positions=self.positions[rows],
            numbers=self.numbers[np.repeat(kept, sizes)],
            offsets=np.concatenate(([0], np.cumsum(sizes[rows]))).astype(np.intp),
            keyword=self.keyword[rows],
            similarity=self.similarity[rows],
        )
