from datetime import UTC, datetime, timedelta

import pytest

from bot.store.schema import metadata
from bot.store.store import Store
from tests.postgres import Emptied, new_database


class SetClock:
    """A clock that a test sets."""

    def __init__(self):
        self.now = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self):
        return self.now

    def pass_seconds(self, seconds):
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock():
    return SetClock()


@pytest.fixture(scope="session")
def postgres_store(postgres_server):
    """The address of a database with the bot's tables, emptied for each who calls it."""
    address = new_database(postgres_server)
    Store.connect(address).close()
    return Emptied(address, metadata)


@pytest.fixture(params=["sqlite", "postgresql"])
def opened(request, tmp_path, clock):
    """Opens one and the same store as often as it is called, on each database."""
    address = request.getfixturevalue("postgres_store")() if request.param == "postgresql" else None
    stores = []

    def another():
        stores.append(Store.connect(address, clock) if address else Store.open(tmp_path, clock))
        return stores[-1]

    yield another
    for store in stores:
        store.close()


@pytest.fixture
def store(opened):
    """A store, on each database."""
    return opened()
