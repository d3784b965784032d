from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.language.dates import DateMention, read_dates

TODAY = date(2026, 3, 18)  # a Wednesday


def parts(text):
    return [(text[each.start : each.end], each.year, each.month, each.day) for each in read_dates(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on October 12, 2023", ("October 12, 2023", 2023, 10, 12)),
        ("on 16 July", ("16 July", None, 7, 16)),
        ("the 3rd of March 2021", ("3rd of March 2021", 2021, 3, 3)),
        ("at 2023-10-12T22:42:00+00:00", ("2023-10-12T22:42:00+00:00", 2023, 10, 12)),
        ("in May", ("May", None, 5, None)),
        ("Sept. 2019", ("Sept. 2019", 2019, 9, None)),
        ("founded in 2016", ("2016", 2016, None, None)),
        ("on 25/12/2020", ("25/12/2020", 2020, 12, 25)),
    ],
)
def test_a_date_is_read_as_it_is_written(text, expected):
    assert parts(text) == [expected]


@pytest.mark.parametrize("text", ["it may rain", "they march on", "$2000", "2,016 people", "Room 2016-3"])
def test_what_only_looks_like_a_date_is_none(text):
    assert parts(text) == []


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("today", TODAY, TODAY),
        ("yesterday", TODAY - timedelta(1), TODAY - timedelta(1)),
        ("last Monday", date(2026, 3, 16), date(2026, 3, 16)),
        ("last week", date(2026, 3, 9), TODAY),
        ("in the past 3 days", date(2026, 3, 15), TODAY),
    ],
)
def test_a_relative_date_is_read_against_today(text, first, last):
    (found,) = read_dates(text, TODAY)
    assert (found.since, found.until) == (first, last)
    assert read_dates(text) == ()


def test_a_day_without_a_year_means_the_nearest_one():
    (found,) = read_dates("on 28 December")
    assert found.range(date(2024, 1, 5)) == (date(2023, 12, 28), date(2023, 12, 28))
    assert found.distance(date(2024, 1, 5)) == 8


def test_a_month_is_no_day_away_from_each_of_its_days():
    (found,) = read_dates("in February 2024")
    assert {found.distance(date(2024, 2, day)) for day in range(1, 30)} == {0}
    assert found.distance(date(2024, 3, 1)) == 1


@given(st.text())
def test_dates_stand_in_order_and_apart(text):
    found = read_dates(text, TODAY)
    assert all(before.end <= after.start for before, after in pairwise(found))


def test_a_date_that_says_nothing_is_refused():
    with pytest.raises(ValueError, match="a year, a month or a range"):
        DateMention(0, 4)
