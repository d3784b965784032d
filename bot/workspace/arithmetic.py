"""Arithmetic on one core: the tables of a question are small, and threads that share them out cost more than they bring."""

from collections.abc import MutableMapping

THREADS = "OPENBLAS_NUM_THREADS"
"""What the library that multiplies numpy's matrices reads once, when numpy is first imported."""


def keep_to_one_core(environment: MutableMapping[str, str]) -> None:
    """Multiply matrices in the thread that asks; whoever has set the number of threads keeps it. Call it before numpy comes in.

    A product of eight words with two thousand takes a third of a millisecond on one core. With two threads, of which one waits for
    the other on a busy machine, it takes five of processor time; questions come several at a time and share the cores as it is.
    """
    environment.setdefault(THREADS, "1")
