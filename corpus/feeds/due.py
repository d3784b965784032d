"""Due: when a source or a page is asked again; pure.

A feed every half hour; after a failure later and later, up to once a day; never earlier than its site asks for. A page of
a feed twice more, for corrections come within a day.
"""

from datetime import datetime, timedelta

FEED_AGAIN = timedelta(minutes=30)
PAGE_AGAIN = timedelta(hours=6)
LATER_AGAIN = timedelta(hours=24)
FIRST_RETRY = timedelta(minutes=15)
LAST_RETRY = timedelta(hours=24)
MOST_TRIES_OF_A_PAGE = 6
CORRECTED_WITHIN = timedelta(days=2)


def after_failure(now: datetime, failures: int, retry_after_seconds: float | None = None) -> datetime:
    """When to try again after so many failures in a row.

    >>> noon = datetime(2025, 7, 16, 12)
    >>> [f"{after_failure(noon, failures) - noon}" for failures in (1, 2, 3)]
    ['0:15:00', '0:30:00', '1:00:00']
    """
    doublings = min(max(0, failures - 1), 20)
    wait = min(LAST_RETRY, FIRST_RETRY * (1 << doublings))
    return now + max(wait, timedelta(seconds=retry_after_seconds or 0))


def page_after_success(now: datetime, first_seen: datetime, *, is_source: bool) -> datetime | None:
    """When to look whether a page was corrected; None where its text is taken as final."""
    if is_source:
        return now + PAGE_AGAIN
    age = now - first_seen
    if age > CORRECTED_WITHIN:
        return None
    return now + (PAGE_AGAIN if age < PAGE_AGAIN else LATER_AGAIN)


def page_after_failure(now: datetime, failures: int, retry_after_seconds: float | None = None) -> datetime | None:
    """When to try a page again; None where it has been tried often enough."""
    return None if failures >= MOST_TRIES_OF_A_PAGE else after_failure(now, failures, retry_after_seconds)
