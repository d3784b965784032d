"""The tables that migrations make are those that the code uses; whatever version they come from, the data stays."""

import pytest
from sqlalchemy import MetaData, inspect, text

from bot.store.schema import metadata
from bot.store.store import Store
from bot.store.upgrade import upgrade, version_of
from corpus.database import Database
from tests.bot.scripted import asked


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path):
    if request.param == "postgresql":
        opened = Database.connect(request.getfixturevalue("postgres"))
    else:
        opened = Database.open(tmp_path / "state.sqlite3")
    yield opened
    opened.close()


def described(connection, tables):
    """Columns, keys and indexes, by table."""
    seen = inspect(connection)
    return {
        table: (
            [(each["name"], str(each["type"]), each["nullable"]) for each in seen.get_columns(table)],
            seen.get_pk_constraint(table)["constrained_columns"],
            sorted((each["name"], each["column_names"]) for each in seen.get_unique_constraints(table)),
            sorted((each["name"], each["column_names"]) for each in seen.get_indexes(table)),
        )
        for table in tables
    }


def test_migrations_make_the_tables_that_the_code_uses(database, tmp_path, request):
    upgrade(database)
    with database.reading() as connection:
        migrated = described(connection, metadata.tables)
    with database.writing() as connection:
        found = MetaData()
        found.reflect(connection)
        found.drop_all(connection)
    with database.writing() as connection:
        metadata.create_all(connection)
        made = described(connection, metadata.tables)
    assert migrated == made


def test_upgrading_again_changes_nothing(database):
    upgrade(database)
    with database.reading() as connection:
        before = version_of(connection)
    upgrade(database)
    with database.reading() as connection:
        assert version_of(connection) == before


def test_what_the_first_version_wrote_is_there_after_the_upgrade(database):
    upgrade(database, "0001")
    row = (
        "INSERT INTO questions (platform, key, workspace, person, channel, text, filters, reply_to, is_private, asked_at,"
        " status, owner, held_until, attempts, understood, said) VALUES ('slack', 'old', 'W1', 'U1', 'C1', 'Who?',"
        """ '{"publishers": [], "since": null, "until": null}', '', false, 1772366400000000, 'answered', 'x', 0, 1, 'Who?', 'Her.')"""
    )
    with database.writing() as connection:
        connection.execute(text(row))
        connection.execute(
            text(
                "INSERT INTO feedback (question_id, platform, person, is_good, reason, given_at) "
                "VALUES (1, 'slack', 'U1', true, 'good', 1772366400000000)"
            )
        )
    upgrade(database)
    with database.reading() as connection:
        assert connection.execute(text("SELECT text FROM questions")).scalar_one() == "Who?"
        assert connection.execute(text("SELECT reason FROM feedback")).scalar_one() == "good"


async def test_a_store_opens_on_the_tables_of_the_first_version(tmp_path):
    first = Database.open(tmp_path / "state.sqlite3")
    upgrade(first, "0001")
    first.close()
    with Store.open(tmp_path) as store:
        assert await store.questions.accept(asked()) is not None
