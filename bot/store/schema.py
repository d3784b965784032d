"""The bot's own tables, as they are now; `migrations` brings older ones to this.

Only what SQLite and PostgreSQL both understand. No table has a name of the library's: both may lie in one database.
"""

from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from corpus.columns import Instant, Number, name


class Status(StrEnum):
    """What has become of a question. ACCEPTED and SHOWING are unfinished: somebody still waits."""

    ACCEPTED = "accepted"
    SHOWING = "showing"
    ANSWERED = "answered"
    ABSTAINED = "abstained"
    REFUSED = "refused"
    FAILED = "failed"


UNFINISHED = (Status.ACCEPTED, Status.SHOWING)
SHOWN = (Status.ANSWERED, Status.ABSTAINED)
TOLD = (Status.SHOWING, *SHOWN)
"""People may have read the answer."""
TELLER = "digest"
"""The person of a story: nobody asked for it, so it counts for no limit and no figure."""


metadata = MetaData()

questions = Table(
    "questions",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("platform", name(40), nullable=False),
    Column("key", name(300), nullable=False),
    Column("workspace", name(100), nullable=False),
    Column("person", name(100), nullable=False),
    Column("channel", name(100), nullable=False),
    Column("thread", name(100)),
    Column("text", Text, nullable=False),
    Column("filters", Text, nullable=False),
    Column("reply_to", Text, nullable=False),
    Column("is_private", Boolean, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("status", name(20), nullable=False),
    Column("owner", name(100), nullable=False),
    Column("held_until", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("finished_at", Instant),
    Column("seconds", Float),
    Column("message", Text),
    Column("understood", Text),
    Column("said", Text),
    Column("reply", Text),
    UniqueConstraint("platform", "key", name="questions_once"),
    Index("questions_by_status", "status", "held_until"),
    Index("questions_by_place", "platform", "workspace", "channel", "thread", "id"),
    Index("questions_by_person", "platform", "workspace", "person", "asked_at"),
    Index("questions_by_time", "asked_at"),
    sqlite_autoincrement=True,
)

feedback = Table(
    "feedback",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("question_id", Number, nullable=False),
    Column("platform", name(40), nullable=False),
    Column("person", name(100), nullable=False),
    Column("is_good", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("given_at", Instant, nullable=False),
    UniqueConstraint("question_id", "platform", "person", name="feedback_once"),
    sqlite_autoincrement=True,
)

passage_references = Table(
    "passage_references",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("article_id", name(100), nullable=False),
    Column("content_hash", name(64), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    UniqueConstraint("article_id", "content_hash", "start", "end", name="passage_references_once"),
    sqlite_autoincrement=True,
)

seen_events = Table(
    "seen_events",
    metadata,
    Column("platform", name(40), primary_key=True),
    Column("key", name(300), primary_key=True),
    Column("seen_at", Instant, nullable=False),
    Index("seen_events_by_time", "seen_at"),
)

leases = Table(
    "leases",
    metadata,
    Column("name", name(100), primary_key=True),
    Column("owner", name(100), nullable=False),
    Column("fence", BigInteger, nullable=False),
    Column("held_until", Instant, nullable=False),
)

kept_values = Table(
    "kept_values",
    metadata,
    Column("key", name(300), primary_key=True),
    Column("value", Text, nullable=False),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("platform", name(40), nullable=False),
    Column("workspace", name(100), nullable=False),
    Column("channel", name(100), nullable=False),
    Column("at", name(5), nullable=False),
    Column("days", name(20), nullable=False),
    Column("zone", name(100), nullable=False),
    Column("publishers", Text, nullable=False),
    Column("topics", Text, nullable=False),
    Column("is_quiet", Boolean, nullable=False),
    Column("by", name(100), nullable=False),
    Column("since", Instant, nullable=False),
    UniqueConstraint("platform", "workspace", "channel", name="subscriptions_once"),
    sqlite_autoincrement=True,
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("platform", name(40), nullable=False),
    Column("workspace", name(100), nullable=False),
    Column("channel", name(100), nullable=False),
    Column("day", name(10), nullable=False),
    Column("edition", name(40), nullable=False),
    Column("state", name(20), nullable=False),
    Column("fence", Integer, nullable=False),
    Column("held_until", Instant, nullable=False),
    Column("first_at", Instant, nullable=False),
    Column("after", Instant, nullable=False),
    Column("until", Instant, nullable=False),
    Column("message", Text),
    UniqueConstraint("platform", "workspace", "channel", "day", "edition", name="deliveries_once"),
    sqlite_autoincrement=True,
)
