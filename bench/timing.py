"""Times and memory, always of two things in turn, so that a noisy machine disturbs both alike."""

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """A finished process: wall-clock seconds and peak resident memory in MiB."""

    seconds: float
    peak_mib: float


def run_process(command: Sequence[str], environment: Mapping[str, str]) -> Run:
    """Run the command to its end; RuntimeError where it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(command, env=dict(environment), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return Run(seconds, usage.ru_maxrss / 1024)


def in_turn(ours: Callable[[], float], bare: Callable[[], float], rounds: int) -> tuple[list[float], list[float]]:
    """What both measured, each called `rounds` times in turn after one call that isn't counted."""
    ours()
    bare()
    pairs = [(ours(), bare()) for _ in range(rounds)]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def ratio(ours: Sequence[float], bare: Sequence[float]) -> float:
    """The median of the pairwise ratios."""
    return statistics.median(one / other for one, other in zip(ours, bare, strict=True))


def seconds_of(work: Callable[[], object]) -> float:
    """Wall-clock seconds that one call takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
