"""The clock that the store reads, so that tests can set it."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Now, in UTC."""


def utc_now() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)
