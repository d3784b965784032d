"""Bring the bot's tables to this version: the only home of alembic outside the migrations."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from corpus.database import Database
from corpus.errors import LibraryTooNew

VERSION_TABLE = "bot_version"
_ONE_AT_A_TIME = 7_206_071_994_026_412_051
_STEPS = Path(__file__).parent / "migrations"


def upgrade(database: Database, to: str = "head") -> None:
    """Make the tables, or bring those of an earlier version to the version `to`, whole or not at all.

    Processes that start together wait for each other. Raises LibraryTooNew where a newer Footnote has made the tables.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    with database.writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})"))
        present = version_of(connection)
        if present is not None and present not in known:
            raise LibraryTooNew(
                f"the bot's tables in {database.where} are of version {present}, which this Footnote doesn't know; "
                "upgrade Footnote, or choose another data folder"
            )
        config.attributes["connection"] = connection
        config.attributes["version_table"] = VERSION_TABLE
        command.upgrade(config, to)


def version_of(connection: Connection) -> str | None:
    """The version of the tables; None where there are none."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    version: str | None = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar_one_or_none()  # noqa: S608 - a constant
    return version
