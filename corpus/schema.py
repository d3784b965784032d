"""The library's tables, and how values that SQL doesn't know are kept in them.

Only what SQLite and PostgreSQL both understand. `SCHEMA_VERSION` grows whenever an older Footnote could no longer use
the tables.
"""

import json
from collections.abc import Iterable

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

from corpus.article import Role, Sentence
from corpus.columns import Moment, name
from corpus.span import Span

SCHEMA_VERSION = 3

_ROLES = tuple(Role)
_NO_LINK = -1


def encode_outline(sentences: Iterable[Sentence]) -> str:
    """Sentences as JSON: `[[start, end, role, paragraph, lead, heading], …]`, -1 for no link."""
    rows = [
        [
            sentence.span.start,
            sentence.span.end,
            _ROLES.index(sentence.role),
            sentence.paragraph,
            _NO_LINK if sentence.lead is None else sentence.lead,
            _NO_LINK if sentence.heading is None else sentence.heading,
        ]
        for sentence in sentences
    ]
    return json.dumps(rows, separators=(",", ":"))


def decode_outline(text: str) -> tuple[Sentence, ...]:
    """What `encode_outline` wrote."""
    return tuple(
        Sentence(
            span=Span(start, end),
            role=_ROLES[role],
            paragraph=paragraph,
            lead=None if lead == _NO_LINK else lead,
            heading=None if heading == _NO_LINK else heading,
        )
        for start, end, role, paragraph, lead, heading in json.loads(text)
    )


def decode_spans(text: str) -> list[tuple[int, int]]:
    """Where the sentences that `encode_outline` wrote begin and end."""
    return [(start, end) for start, end, *_ in json.loads(text)]


class Outline(TypeDecorator[tuple[Sentence, ...]]):
    """An article's sentences, as compact JSON."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[Sentence, ...] | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """To SQL."""
        return None if value is None else encode_outline(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Sentence, ...] | None:  # noqa: ARG002
        """From SQL."""
        return None if value is None else decode_outline(value)


metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("value", BigInteger, nullable=False),
)

# The long columns stand last: SQLite reads a row from its start, and a listing then never touches them.
articles = Table(
    "articles",
    metadata,
    Column("id", name(100), primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("source", Text, nullable=False),
    Column("title", Text),
    Column("publisher", Text),
    Column("author", Text),
    Column("published", Date),
    Column("url", Text),
    Column("characters", Integer, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("added_at", Moment, nullable=False),
    Column("outline_version", String(40), nullable=False),
    Column("stamp", Text, nullable=False),
    Column("outline", Outline, nullable=False),
    Column("text", Text, nullable=False),
)

cuts = Table(
    "cuts",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("signature", Text, nullable=False, unique=True),
)

# An article that has no sentences has no passages, and is cut all the same.
cut_articles = Table(
    "cut_articles",
    metadata,
    Column("cut", ForeignKey("cuts.number", ondelete="CASCADE"), primary_key=True),
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, index=True),
)

passages = Table(
    "passages",
    metadata,
    Column("cut", ForeignKey("cuts.number", ondelete="CASCADE"), primary_key=True),
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, primary_key=True),
    Column("text_hash", String(128), nullable=False),
    Index("passages_by_text", "text_hash"),
)

embedders = Table(
    "embedders",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("signature", Text, nullable=False, unique=True),
)

vectors = Table(
    "vectors",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("embedder", ForeignKey("embedders.number", ondelete="CASCADE"), nullable=False),
    Column("text_hash", String(128), nullable=False),
    Column("vector", LargeBinary, nullable=False),
    UniqueConstraint("embedder", "text_hash"),
)

# What articles said before they were changed or removed, so that whoever quotes them then can be shown what was quoted.
revisions = Table(
    "revisions",
    metadata,
    Column("article_id", name(100), primary_key=True),
    Column("content_hash", String(64), primary_key=True),
    Column("source", Text, nullable=False),
    Column("title", Text),
    Column("publisher", Text),
    Column("author", Text),
    Column("published", Date),
    Column("url", Text),
    Column("added_at", Moment, nullable=False),
    Column("replaced_at", Moment, nullable=False),
    Column("outline", Outline, nullable=False),
    Column("text", Text, nullable=False),
)

# What an article's text is like, for finding its copies; and, for each that has copies, which article is the first of them.
signatures = Table(
    "signatures",
    metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("content_hash", String(64), nullable=False),
    Column("signature", LargeBinary, nullable=False),
)

copies = Table(
    "copies",
    metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("original", name(100), nullable=False, index=True),
)

# Where articles come from besides the corpus folder: folders, files, pages and feeds, with how reading them last went.
sources = Table(
    "sources",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("address", Text, nullable=False, unique=True),
    Column("title", Text),
    Column("added_at", Moment, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("tried_at", Moment),
    Column("worked_at", Moment),
    Column("due_at", Moment),
    Column("failures", Integer, nullable=False),
    Column("problem", Text),
    Column("is_gone", Boolean, nullable=False),
)

# Every page that was asked for, under the address by which its source names it.
pages = Table(
    "pages",
    metadata,
    Column("address", Text, primary_key=True),
    Column("source", ForeignKey("sources.number", ondelete="CASCADE"), nullable=False, index=True),
    Column("article_id", name(100), index=True),
    Column("entry_stamp", String(64), nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("tried_at", Moment),
    Column("worked_at", Moment),
    Column("due_at", Moment),
    Column("failures", Integer, nullable=False),
    Column("problem", Text),
)

# What a feed said of a page that is still to be read, as JSON; it may be all that is to be had of it.
entries = Table(
    "entries",
    metadata,
    Column("address", ForeignKey("pages.address", ondelete="CASCADE"), primary_key=True),
    Column("entry", Text, nullable=False),
)

FIRST_TABLES = frozenset({"meta", "articles", "cuts", "cut_articles", "passages", "embedders", "vectors"})
"""What a library of version 1 has."""
