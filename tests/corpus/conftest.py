"""What the tests of the corpus share."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from corpus import schema
from corpus.library import Library
from tests.postgres import Emptied, new_database

NOBODY = 65534


@contextmanager
def _unprivileged() -> Iterator[None]:
    """Be an ordinary user for a while, since nothing is unreadable or unwritable to root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def unprivileged() -> Callable[[], AbstractContextManager[None]]:
    """A context in which the permissions of files count, whoever runs the tests."""
    return _unprivileged


@pytest.fixture
def open_path() -> Iterator[Path]:
    """A folder that every user can reach, unlike `tmp_path`."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    yield folder
    for path in [folder, *folder.rglob("*")]:
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o777)
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgres_library(postgres_server: str) -> Emptied:
    """The address of a database with an empty library, for each who calls it."""
    address = new_database(postgres_server)
    Library.connect(address).close()
    return Emptied(address, schema.metadata, but={"meta"}, further="UPDATE meta SET value = 0 WHERE key = 'revision'")


@pytest.fixture(params=["sqlite", "postgresql"])
def library(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Library]:
    """An empty library, on each database."""
    if request.param == "sqlite":
        opened = Library.open(tmp_path / "data")
    else:
        opened = Library.connect(request.getfixturevalue("postgres_library")())
    with opened:
        yield opened
