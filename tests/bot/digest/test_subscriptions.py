from contextlib import suppress
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.asked import Place
from bot.digest.gathering import Choice
from bot.digest.schedule import EVERY_DAY, WEEKDAYS, Rhythm
from bot.digest.subscriptions import NONE, OFF, Subscriptions
from bot.digest.wishes import Unclear, Wish, read_wish, told

PLACE = Place("slack", "T1", "C1")


def test_a_wish_is_read_as_people_write_it():
    wish = read_wish("weekdays at 8 Europe/Berlin only Scale AI")
    assert wish == Wish(Rhythm(time(8), WEEKDAYS, "Europe/Berlin"), Choice(topics=("Scale AI",)))


@pytest.mark.parametrize(
    ("text", "days", "at"),
    [
        ("daily 8:30 UTC", EVERY_DAY, time(8, 30)),
        ("every day at 7am utc", EVERY_DAY, time(7)),
        ("at 12am UTC", EVERY_DAY, time(0)),
        ("at 12 pm UTC", EVERY_DAY, time(12)),
        ("Mondays and Thursdays at 17:05 UTC", frozenset({0, 3}), time(17, 5)),
        ("tue, sat 9 UTC", frozenset({1, 5}), time(9)),
        ("weekends at 10.15 (UTC)", frozenset({5, 6}), time(10, 15)),
    ],
)
def test_days_and_hours_are_read(text, days, at):
    assert read_wish(text).rhythm == Rhythm(at, days, "UTC")


def test_topics_publishers_and_quiet_are_read_in_any_order():
    wish = read_wish("quiet at 8 UTC from The Ledger, Harbour Post only Scale AI, Meta")
    assert wish.choice == Choice(frozenset({"The Ledger", "Harbour Post"}), ("Scale AI", "Meta"))
    assert wish.is_quiet


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("at 25 UTC", "no time of day"),
        ("at 13pm UTC", "no time of day"),
        ("weekdays UTC", "which hour"),
        ("at 8", "which time zone"),
        ("at 8 Mars/Olympus", "no time zone"),
        ("at 8 UTC please sing", "please sing"),
        ("at 8 UTC only ,", "topics"),
    ],
)
def test_what_is_unclear_is_asked_back(text, says):
    with pytest.raises(Unclear, match=says):
        read_wish(text)


@given(st.text())
def test_whatever_is_written_is_read_or_asked_back(text):
    with suppress(Unclear):
        assert isinstance(read_wish(text), Wish)


@given(
    st.times().map(lambda at: time(at.hour, at.minute)), st.frozensets(st.integers(0, 6), min_size=1), st.booleans(),
    st.sampled_from(["Europe/Berlin", "UTC", "America/Argentina/Buenos_Aires", "Etc/GMT+5"]),
)  # fmt: skip
def test_a_wish_in_words_is_read_as_the_same_wish(at, days, is_quiet, zone):
    wish = Wish(Rhythm(at, days, zone), Choice(), is_quiet)
    words = told(wish).replace("nothing on days without news", "quiet")
    assert read_wish(words) == wish


async def test_a_channel_subscribes_asks_and_unsubscribes(store):
    desk = Subscriptions(store.subscriptions, store.clock)
    assert (await desk.heed(PLACE, "U1", "")).startswith(NONE)
    said = await desk.heed(PLACE, "U1", "weekdays at 8 Europe/Berlin only Scale AI")
    assert "weekdays at 08:00 (Europe/Berlin), only what touches Scale AI" in said
    assert "2 March 2026 at 08:00" in said
    assert "weekdays at 08:00" in await desk.state(PLACE)
    assert await desk.heed(PLACE, "U1", "off") == OFF
    assert await desk.heed(PLACE, "U1", "off") == NONE


async def test_what_is_unclear_changes_nothing(store):
    desk = Subscriptions(store.subscriptions, store.clock)
    await desk.heed(PLACE, "U1", "at 8 UTC")
    assert "no time of day" in await desk.heed(PLACE, "U1", "at 88 UTC")
    assert (await store.subscriptions.of(PLACE)).rhythm.at == time(8)


async def test_the_zone_named_before_is_kept(store):
    desk = Subscriptions(store.subscriptions, store.clock)
    await desk.heed(PLACE, "U1", "at 8 Asia/Kolkata")
    await desk.heed(PLACE, "U1", "at 9")
    assert (await store.subscriptions.of(PLACE)).rhythm == Rhythm(time(9), EVERY_DAY, "Asia/Kolkata")
