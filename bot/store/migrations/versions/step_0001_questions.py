"""Questions, feedback, passages that were shown, events that were seen, leases, kept values."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def name(length: int) -> sa.String:
    """Text compared byte by byte on every database."""
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def upgrade() -> None:
    """Make the first tables."""
    _questions()
    _feedback()
    op.create_table(
        "passage_references",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("article_id", name(100), nullable=False),
        sa.Column("content_hash", name(64), nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("quote", sa.Text, nullable=False),
        sa.UniqueConstraint("article_id", "content_hash", "start", "end", name="passage_references_once"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "seen_events",
        sa.Column("platform", name(40), primary_key=True),
        sa.Column("key", name(300), primary_key=True),
        sa.Column("seen_at", sa.BigInteger, nullable=False),
    )
    op.create_index("seen_events_by_time", "seen_events", ["seen_at"])
    op.create_table(
        "leases",
        sa.Column("name", name(100), primary_key=True),
        sa.Column("owner", name(100), nullable=False),
        sa.Column("fence", sa.BigInteger, nullable=False),
        sa.Column("held_until", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "kept_values",
        sa.Column("key", name(300), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )


def _questions() -> None:
    op.create_table(
        "questions",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("platform", name(40), nullable=False),
        sa.Column("key", name(300), nullable=False),
        sa.Column("workspace", name(100), nullable=False),
        sa.Column("person", name(100), nullable=False),
        sa.Column("channel", name(100), nullable=False),
        sa.Column("thread", name(100)),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("filters", sa.Text, nullable=False),
        sa.Column("reply_to", sa.Text, nullable=False),
        sa.Column("is_private", sa.Boolean, nullable=False),
        sa.Column("asked_at", sa.BigInteger, nullable=False),
        sa.Column("status", name(20), nullable=False),
        sa.Column("owner", name(100), nullable=False),
        sa.Column("held_until", sa.BigInteger, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("finished_at", sa.BigInteger),
        sa.Column("seconds", sa.Float),
        sa.Column("message", sa.Text),
        sa.Column("understood", sa.Text),
        sa.Column("said", sa.Text),
        sa.Column("reply", sa.Text),
        sa.UniqueConstraint("platform", "key", name="questions_once"),
        sqlite_autoincrement=True,
    )
    op.create_index("questions_by_status", "questions", ["status", "held_until"])
    op.create_index("questions_by_place", "questions", ["platform", "workspace", "channel", "thread", "id"])
    op.create_index("questions_by_person", "questions", ["platform", "workspace", "person", "asked_at"])
    op.create_index("questions_by_time", "questions", ["asked_at"])


def _feedback() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("question_id", NUMBER, nullable=False),
        sa.Column("platform", name(40), nullable=False),
        sa.Column("person", name(100), nullable=False),
        sa.Column("is_good", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("given_at", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("question_id", "platform", "person", name="feedback_once"),
        sqlite_autoincrement=True,
    )
