"""Word tokens: a Llama tokenizer's ids for any text, each word tokenised once. The only home of tokenizers.

Such a tokenizer (SentencePiece; Kudo & Richardson, 2018) sees a text as one string with a mark in place of each space.
None of its tokens has a mark after anything but marks, or a line break beside anything else: a text's tokens are those
of its words, one after the other, and the words of a language are few. Six times as fast as whole texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

_MARK = "▁"
_WORDS_IN_MEMORY = 100_000
_LONG_WORD = 50  # characters, on average: what has no words is not worth keeping word by word
_ID_BYTES = 4


class WordTokens:
    """Token ids of texts, as the tokenizer of a file gives them. Safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._known = self._nothing_known()

    def counts(self, texts: Sequence[str]) -> list[int]:
        """Tokens in each text."""
        return [len(data) // _ID_BYTES for data in self._ids(texts)]

    def ids(self, texts: Sequence[str]) -> list[NDArray[np.int32]]:
        """The tokens of each text, in order; read-only arrays."""
        return [np.frombuffer(data, dtype="<i4") for data in self._ids(texts)]

    def _ids(self, texts: Sequence[str]) -> list[bytes]:
        """The ids of each text, end to end, as little-endian 32-bit numbers."""
        pieces = [_words(text) for text in texts]
        wanted = set().union(*(words for words in pieces if words is not None))
        known = self._known
        if len(known) + len(wanted) > _WORDS_IN_MEMORY:
            self._known = known = self._nothing_known()
        missing = [word for word in wanted if word not in known]
        known.update(zip(missing, self._encode_words(missing), strict=True))
        whole = iter(self._encode([text for text, words in zip(texts, pieces, strict=True) if words is None]))
        return [next(whole) if words is None else b"".join(map(known.__getitem__, words)) for words in pieces]

    def _nothing_known(self) -> dict[str, bytes]:
        """What stands for a space that no word follows."""
        return {"": self._encode(["\n"])[0][:_ID_BYTES]}

    def _encode_words(self, words: Sequence[str]) -> list[bytes]:
        """The ids of single words; where a word begins with a line break, without the mark that is put before it."""
        encoded = self._encode(words)
        return [ids[_ID_BYTES:] if word[0] == "\n" else ids for word, ids in zip(words, encoded, strict=True)]

    def _encode(self, texts: Sequence[str]) -> list[bytes]:
        """The ids of texts as the tokenizer gives them; it takes no lone surrogates."""
        encodable = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        encodings = self._tokenizer.encode_batch_fast(encodable, add_special_tokens=False)
        return [np.array(encoding.ids, dtype="<i4").tobytes() for encoding in encodings]


def _words(text: str) -> list[str] | None:
    """The text at its spaces, and before its line breaks; None where that isn't how its tokens part.

    Tokens reach across several spaces or marks, and names of special tokens (`<s>`) change how what follows is read.
    """
    if not text:
        return []
    if text[0] == " " or "  " in text or _MARK in text or "<" in text:
        return None
    words = text.replace("\n", " \n").split(" ")
    return words if len(text) < _LONG_WORD * len(words) else None
