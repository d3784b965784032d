from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digest.schedule import EVERY_DAY, WEEKDAYS, Rhythm, due, moment, next_moment, zone_names

ZONES = sorted(zone_names())
rhythms = st.builds(
    Rhythm,
    st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0)),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.sampled_from(ZONES),
)
years = st.dates(date(1990, 1, 1), date(2037, 12, 31))


def berlin(hour=8, minute=0, days=EVERY_DAY):
    return Rhythm(time(hour, minute), days, "Europe/Berlin")


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@given(rhythms, years)
@settings(max_examples=150, deadline=None)
def test_a_digest_comes_at_its_hour_or_right_after_the_gap_that_swallowed_it(rhythm, day):
    when = moment(rhythm, day)
    if when is None:
        return
    zone = ZoneInfo(rhythm.zone)
    local = when.astimezone(zone)
    assert local.date() == day
    if local.time() != rhythm.at:
        assert local.time() > rhythm.at
        assert (when - timedelta(seconds=1)).astimezone(zone).replace(tzinfo=None) < datetime.combine(day, rhythm.at)


@given(rhythms, years)
@settings(max_examples=25, deadline=None)
def test_whoever_looks_every_few_minutes_for_days_sees_each_due_day_once(rhythm, start):
    zone = ZoneInfo(rhythm.zone)
    now = datetime.combine(start, time(), UTC)
    end = now + timedelta(days=9)
    seen = []
    while now < end:
        day = due(rhythm, now)
        if day is not None and day not in seen:
            seen.append(day)
            assert now - moment(rhythm, day) < timedelta(minutes=13) or len(seen) == 1
        now += timedelta(minutes=13)
    assert seen == sorted(seen)
    first, last = (moment_.astimezone(zone).date() for moment_ in (now - timedelta(days=9), now))
    whole = [first + timedelta(days=ahead) for ahead in range(2, (last - first).days - 1)]
    # What is due in the last minutes of its day is over, by midnight, for who looks as seldom as this.
    assert not [day for day in whole if day in seen and moment(rhythm, day) is None]
    assert not [day for day in whole if day not in seen and _is_seen(moment(rhythm, day), zone)]


@given(rhythms, st.builds(lambda day, at: datetime.combine(day, at, UTC), years, st.times()))
@settings(max_examples=100, deadline=None)
def test_nothing_is_due_between_now_and_the_next_moment(rhythm, now):
    ahead = next_moment(rhythm, now)
    assert ahead > now
    day = ahead.astimezone(ZoneInfo(rhythm.zone)).date()
    assert due(rhythm, ahead) == day
    before = due(rhythm, ahead - timedelta(seconds=1))
    assert before is None or before < day


def test_in_every_zone_each_day_of_a_year_has_its_digest_once():
    days = [date(2026, 1, 1) + timedelta(days=ahead) for ahead in range(365)]
    for zone in ZONES:
        rhythm = Rhythm(time(2, 30), EVERY_DAY, zone)
        moments = [moment(rhythm, day) for day in days]
        assert None not in moments, zone
        assert all(one < other for one, other in pairwise(moments)), zone
        assert [each.astimezone(ZoneInfo(zone)).date() for each in moments] == days


def test_an_hour_that_does_not_exist_comes_at_the_first_moment_after_the_gap():
    assert moment(berlin(2, 30), date(2026, 3, 29)) == utc(2026, 3, 29, 1, 0)


def test_of_an_hour_that_comes_twice_it_is_the_first():
    rhythm = berlin(2, 30)
    assert moment(rhythm, date(2026, 10, 25)) == utc(2026, 10, 25, 0, 30)
    assert due(rhythm, utc(2026, 10, 25, 1, 30)) == date(2026, 10, 25)
    assert next_moment(rhythm, utc(2026, 10, 25, 0, 30)) == utc(2026, 10, 26, 1, 30)


def test_a_missed_digest_is_caught_up_on_the_same_local_day_only():
    assert due(berlin(8), utc(2026, 1, 5, 22, 59)) == date(2026, 1, 5)
    assert due(berlin(8), utc(2026, 1, 5, 23, 1)) is None


def test_a_day_that_the_calendar_left_out_has_no_digest():
    samoa = Rhythm(time(8), EVERY_DAY, "Pacific/Apia")
    assert moment(samoa, date(2011, 12, 30)) is None
    assert moment(samoa, date(2011, 12, 31)) is not None


def test_where_midnight_is_swallowed_the_day_begins_after_the_gap():
    beirut = Rhythm(time(0, 0), EVERY_DAY, "Asia/Beirut")
    assert moment(beirut, date(2026, 3, 29)) == utc(2026, 3, 28, 22, 0)


def test_there_is_none_on_other_weekdays():
    assert moment(berlin(days=WEEKDAYS), date(2026, 1, 3)) is None


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd", "\x00"])
def test_a_rhythm_needs_a_zone_that_there_is(zone):
    with pytest.raises(ValueError, match="time zone"):
        Rhythm(time(8), EVERY_DAY, zone)


@pytest.mark.parametrize("days", [frozenset(), frozenset({7})])
def test_a_rhythm_needs_a_weekday(days):
    with pytest.raises(ValueError, match="weekdays"):
        Rhythm(time(8), days, "UTC")


def _is_seen(at, zone):
    """Whether there is a look between the moment and the end of its day, for who looks every thirteen minutes."""
    return at is not None and (at + timedelta(minutes=13)).astimezone(zone).date() == at.astimezone(zone).date()
