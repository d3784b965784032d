"""Databases of a real PostgreSQL server for tests: new ones, and one that is emptied for each of many tests, which is cheap."""

import itertools

import psycopg

_names = itertools.count()


def new_database(server: str) -> str:
    """The address of a new, empty database on the server at an address."""
    name = f"footnote_{next(_names)}"
    with psycopg.connect(_plain(server), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.rsplit("/", 1)[0] + f"/{name}"


class Emptied:
    """A database whose tables are emptied, and count from 1 again, whenever it is asked for; `further` is done as well."""

    def __init__(self, address, metadata, *, but=(), further=""):
        tables = [table for table in reversed(metadata.sorted_tables) if table.name not in but]
        counted = [
            f"SELECT setval(pg_get_serial_sequence('{table.name}', '{name}'), 1, false)"
            for table in tables
            for name in ("id", "number")
            if name in table.c and table.c[name].autoincrement and table.c[name].type.python_type is int
        ]
        self._address = address
        self._statements = "; ".join([*(f"DELETE FROM {table.name}" for table in tables), *counted, further])

    def __call__(self):
        with psycopg.connect(_plain(self._address), autocommit=True) as connection:
            connection.execute(self._statements)
        return self._address


def _plain(address):
    return address.replace("+psycopg", "")
