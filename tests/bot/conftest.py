import itertools
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from bench.postgres import running_server
from bot.store.schema import metadata
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


@pytest.fixture(scope="session")
def postgres_server():
    with running_server() as server:
        yield server.url


_names = itertools.count()


@pytest.fixture
def postgres(postgres_server):
    """The address of a new, empty database on a real PostgreSQL server."""
    return _new_database(postgres_server)


def _new_database(server):
    name = f"footnote_{next(_names)}"
    with psycopg.connect(server.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.rsplit("/", 1)[0] + f"/{name}"


@pytest.fixture(scope="session")
def postgres_store(postgres_server):
    """Opens stores of tests that come one after the other in one database of a real PostgreSQL server, emptied for each."""
    address = _new_database(postgres_server)
    Store.connect(address).close()
    names = [table.name for table in metadata.sorted_tables]
    emptied = "; ".join(f"DELETE FROM {name}" for name in names)
    from_1 = " ".join(
        f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), 1, false);"
        for table in metadata.sorted_tables
        if "id" in table.c
    )

    def empty():
        with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(f"{emptied}; {from_1}")
        return address

    return empty


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
