"""Breaker: who fails again and again is left alone for a while, so that nobody waits for it."""

import time
from collections.abc import Callable

FAILURES = 3
PAUSE_SECONDS = 60.0


class Breaker:
    """Opens after FAILURES in a row, for PAUSE_SECONDS; `clock` tells seconds that never go back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._until = 0.0

    @property
    def is_open(self) -> bool:
        """Whether to leave it alone now."""
        return self._clock() < self._until

    def failed(self) -> None:
        """It failed once more."""
        self._failures += 1
        if self._failures >= FAILURES:
            self._until = self._clock() + PAUSE_SECONDS

    def succeeded(self) -> None:
        """It works."""
        self._failures, self._until = 0, 0.0
