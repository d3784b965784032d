"""Schedule: a subscription and the clock → the delivery that is due; pure.

A digest comes at an hour of the channel's own day. Where the clocks go forward over that hour it comes at the first
moment after the gap; where they go back and the hour comes twice, it comes the first time. Missed while nobody served,
it is caught up on the same local day, and dropped after that.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

WEEKDAYS = frozenset(range(5))
EVERY_DAY = frozenset(range(7))
_MOST_SHIFT = timedelta(hours=30)
"""More than any clock was ever moved by at once, a day that was left out included."""


@cache
def zone_names() -> frozenset[str]:
    """The names of all time zones."""
    return frozenset(available_timezones())


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When: an hour with minutes, on weekdays from 0 for Monday, in a time zone by its name.

    Raises ValueError for a day that there isn't, no day at all, seconds, and an unknown zone.
    """

    at: time
    days: frozenset[int]
    zone: str

    def __post_init__(self) -> None:
        if not self.days or not self.days <= EVERY_DAY:
            raise ValueError(f"weekdays go from 0 to 6, and there is at least one: {sorted(self.days)}")
        if self.at.tzinfo or self.at.second or self.at.microsecond:
            raise ValueError(f"a digest comes at a local hour and minute, not at {self.at}")
        try:
            ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"there is no time zone {self.zone!r}") from None


def moment(rhythm: Rhythm, day: date) -> datetime | None:
    """When the digest of a local day is due, in UTC; None where that weekday has none, or the calendar left the day out."""
    if day.weekday() not in rhythm.days:
        return None
    zone = ZoneInfo(rhythm.zone)
    due = datetime.combine(day, rhythm.at, zone).astimezone(UTC)
    local = due.astimezone(zone)
    if local.replace(tzinfo=None, fold=0) == datetime.combine(day, rhythm.at):
        return due
    first = _after_gap(datetime.combine(day, rhythm.at), zone)
    return first if first.astimezone(zone).date() == day else None


def due(rhythm: Rhythm, now: datetime) -> date | None:
    """The local day whose digest is due now: its moment has come, and it is still that day there; else None."""
    day = now.astimezone(ZoneInfo(rhythm.zone)).date()
    when = moment(rhythm, day)
    return day if when is not None and when <= now else None


def next_moment(rhythm: Rhythm, now: datetime) -> datetime:
    """The first due moment after now, in UTC."""
    day = now.astimezone(ZoneInfo(rhythm.zone)).date()
    for ahead in range(16):  # a week, and another where the calendar left a day out
        when = moment(rhythm, day + timedelta(days=ahead))
        if when is not None and when > now:
            return when
    raise AssertionError("each weekday comes within a fortnight")


def _after_gap(wanted: datetime, zone: ZoneInfo) -> datetime:
    """The first moment at which a clock in the zone shows `wanted` or later, to the second, in UTC."""
    early, late = (wanted.replace(tzinfo=UTC) + way * _MOST_SHIFT for way in (-1, 1))
    while late - early > timedelta(seconds=1):
        middle = (early + (late - early) / 2).replace(microsecond=0)
        if middle <= early:
            break
        if middle.astimezone(zone).replace(tzinfo=None) >= wanted:
            late = middle
        else:
            early = middle
    return late
