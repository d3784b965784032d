"""Subscriptions and deliveries of digests."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def name(length: int) -> sa.String:
    """Text compared byte by byte on every database."""
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "subscriptions",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("platform", name(40), nullable=False),
        sa.Column("workspace", name(100), nullable=False),
        sa.Column("channel", name(100), nullable=False),
        sa.Column("at", name(5), nullable=False),
        sa.Column("days", name(20), nullable=False),
        sa.Column("zone", name(100), nullable=False),
        sa.Column("publishers", sa.Text, nullable=False),
        sa.Column("topics", sa.Text, nullable=False),
        sa.Column("is_quiet", sa.Boolean, nullable=False),
        sa.Column("by", name(100), nullable=False),
        sa.Column("since", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("platform", "workspace", "channel", name="subscriptions_once"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "deliveries",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("platform", name(40), nullable=False),
        sa.Column("workspace", name(100), nullable=False),
        sa.Column("channel", name(100), nullable=False),
        sa.Column("day", name(10), nullable=False),
        sa.Column("edition", name(40), nullable=False),
        sa.Column("state", name(20), nullable=False),
        sa.Column("fence", sa.Integer, nullable=False),
        sa.Column("held_until", sa.BigInteger, nullable=False),
        sa.Column("first_at", sa.BigInteger, nullable=False),
        sa.Column("after", sa.BigInteger, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.Column("message", sa.Text),
        sa.UniqueConstraint("platform", "workspace", "channel", "day", "edition", name="deliveries_once"),
        sqlite_autoincrement=True,
    )
