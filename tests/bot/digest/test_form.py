from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.asked import Place
from bot.digest.form import Form, FormFaults, form_of, read_form
from bot.digest.gathering import Choice
from bot.digest.schedule import Rhythm
from bot.digest.subscriptions import Subscriptions
from bot.digest.wishes import Wish

PLACE = Place("slack", "T1", "D1")
NAMES = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=20).filter(lambda name: name == name.strip())


@given(
    st.times().map(lambda at: time(at.hour, at.minute)), st.frozensets(st.integers(0, 6), min_size=1), st.booleans(),
    st.sampled_from(["Europe/Berlin", "UTC", "America/Argentina/Buenos_Aires"]), st.frozensets(NAMES, max_size=4),
    st.lists(NAMES, max_size=4, unique=True).map(tuple),
)  # fmt: skip
def test_a_wish_on_a_form_is_read_as_the_same_wish(at, days, is_quiet, zone, publishers, topics):
    wish = Wish(Rhythm(at, days, zone), Choice(publishers, topics), is_quiet)
    assert read_form(form_of(wish)) == wish


def test_each_field_that_cannot_be_read_says_so_at_once():
    wrong = Form(at="", days=frozenset(), zone="Mars/Olympus", publishers="x" * 99, topics=", ".join("abcdefghijkl"))
    with pytest.raises(FormFaults) as caught:
        read_form(wrong)
    assert set(caught.value.faults) == {"at", "days", "zone", "publishers", "topics"}
    assert "Mars/Olympus" in caught.value.faults["zone"]


async def test_a_form_shows_what_the_channel_has_and_else_the_zone_of_who_fills_it_in(store):
    desk = Subscriptions(store.subscriptions, store.clock)
    assert await desk.form(PLACE, "Asia/Kolkata") == Form(zone="Asia/Kolkata")
    assert (await desk.form(PLACE, "Nowhere/Else")).zone == "UTC"
    await desk.heed(PLACE, "U1", "fridays at 17:30 Europe/Berlin quiet from The Ledger only Scale AI")
    shown = await desk.form(PLACE, "Asia/Kolkata")
    assert shown == Form("17:30", frozenset({4}), "Europe/Berlin", "The Ledger", "Scale AI", is_quiet=True)


async def test_who_names_no_time_zone_gets_the_digest_in_their_own(store):
    desk = Subscriptions(store.subscriptions, store.clock)
    assert "08:00 (Asia/Kolkata)" in await desk.heed(PLACE, "U1", "daily at 8", "Asia/Kolkata")
