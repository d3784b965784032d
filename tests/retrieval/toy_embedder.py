"""An embedder that one can compute by hand: each word counts in the dimension that its checksum names."""

import zlib

import numpy as np

from retrieval.embedding.vectors import unit_rows


class ToyEmbedder:
    """Words are the tokens; texts that share words are near."""

    def __init__(self, name="toy", dimensions=64, max_tokens=1_000):
        self.name = name
        self.dimensions = dimensions
        self.max_tokens = max_tokens
        self.embedded = []

    def count_tokens(self, texts):
        return [len(text.split()) for text in texts]

    def embed_passages(self, texts):
        self.embedded += texts
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().split():
                row[zlib.crc32(word.strip(".,?").encode("utf-8", "replace")) % self.dimensions] += 1
        return unit_rows(rows)

    def embed_question(self, text):
        (row,) = self.embed_passages([text])
        return row
