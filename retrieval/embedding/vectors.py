"""Arithmetic of embedding vectors. Pure."""

import numpy as np
from numpy.typing import NDArray


def unit_rows(matrix: NDArray[np.float32]) -> NDArray[np.float32]:
    """The rows brought to length 1; a row of zeros stays as it is."""
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    unit: NDArray[np.float32] = np.divide(matrix, lengths, out=np.zeros_like(matrix), where=lengths > 0)
    return unit


def best_rows(scores: NDArray[np.float32], limit: int) -> NDArray[np.intp]:
    """Positions of the `limit` highest scores, best first; equal scores in the order of their positions."""
    if limit >= len(scores):
        return np.argsort(-scores, kind="stable")
    nearest = np.sort(np.argpartition(-scores, limit)[:limit])
    return nearest[np.argsort(-scores[nearest], kind="stable")]
