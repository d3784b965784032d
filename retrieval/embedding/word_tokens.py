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
        self._known = _KnownWords(self._tokenizer)

    def counts(self, texts: Sequence[str]) -> list[int]:
        """Tokens in each text."""
        return [len(self._ids(text)) // _ID_BYTES for text in texts]

    def ids(self, texts: Sequence[str]) -> list[NDArray[np.int32]]:
        """The tokens of each text, in order; read-only arrays."""
        return [np.frombuffer(self._ids(text), dtype="<i4") for text in texts]

    def _ids(self, text: str) -> bytes:
        words = _words(text)
        return _encode(self._tokenizer, text) if words is None else b"".join(map(self._known.__getitem__, words))


class _KnownWords(dict[str, bytes]):
    """The ids of single words, by word; made when first asked for, and forgotten when they are too many."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        super().__init__()
        self._tokenizer = tokenizer

    def __missing__(self, word: str) -> bytes:
        """The ids of a word: where it begins with a line break, without the mark that is put before it."""
        if len(self) >= _WORDS_IN_MEMORY:
            self.clear()
        if not word:
            ids = _encode(self._tokenizer, "\n")[:_ID_BYTES]  # a space that no word follows: the mark alone
        else:
            ids = _encode(self._tokenizer, word)[_ID_BYTES if word[0] == "\n" else 0 :]
        self[word] = ids
        return ids


def _encode(tokenizer: Tokenizer, text: str) -> bytes:
    """The ids as the tokenizer gives them, end to end, as little-endian 32-bit numbers; it takes no lone surrogates."""
    encodable = text.encode("utf-8", "replace").decode("utf-8")
    (encoding,) = tokenizer.encode_batch_fast([encodable], add_special_tokens=False)
    return np.array(encoding.ids, dtype="<i4").tobytes()


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
