import itertools
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from bench.postgres import running_server
from bot.store.store import Store


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


@pytest.fixture
def store(tmp_path, clock):
    """A store in SQLite."""
    with Store.open(tmp_path, clock) as opened:
        yield opened


@pytest.fixture(scope="session")
def postgres_server():
    with running_server() as server:
        yield server.url


_names = itertools.count()


@pytest.fixture
def postgres(postgres_server):
    """The address of a new, empty database on a real PostgreSQL server."""
    name = f"footnote_{next(_names)}"
    with psycopg.connect(postgres_server.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return postgres_server.rsplit("/", 1)[0] + f"/{name}"


@pytest.fixture(params=["sqlite", "postgresql"])
def opened(request, tmp_path, clock):
    """Opens one and the same store as often as it is called, on each database."""
    address = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    stores = []

    def another():
        stores.append(Store.connect(address, clock) if address else Store.open(tmp_path, clock))
        return stores[-1]

    yield another
    for store in stores:
        store.close()
