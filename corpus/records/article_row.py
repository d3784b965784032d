"""An article as it stands in a row, whether of the articles or of what they said before."""

from typing import Any

from sqlalchemy import Row

from corpus.article import Article
from corpus.records.copies import Copies


def article(row: Row[Any], copies: Copies | None = None) -> Article:
    """An article from its row, with its copies."""
    return Article(
        original=copies.original if copies else None,
        also_in=copies.also_in if copies else (),
        id=row.id,
        source=row.source,
        text=row.text,
        sentences=row.outline,
        title=row.title,
        publisher=row.publisher,
        author=row.author,
        published=row.published,
        url=row.url,
        added_at=row.added_at,
    )
