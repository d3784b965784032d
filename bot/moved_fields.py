"""Articles, what they said before, sources and their pages ↔ the fields of an export's lines; pure.

An article's `sentences` are `[start, end, role, paragraph, lead, heading]`; times are in ISO form, in UTC. Each `…_of` raises
ValueError, TypeError, KeyError or IndexError for fields that are none of it.
"""

from collections.abc import Mapping
from dataclasses import fields as fields_of
from datetime import date, datetime
from typing import Any

from corpus.article import Article, Role, Sentence
from corpus.keys import IMPORTED_STAMP
from corpus.library import ArticleRecord, Revision
from corpus.source_list import Page, Source, SourceKind
from corpus.span import Span

Fields = dict[str, Any]
_MOMENTS = frozenset({"added_at", "tried_at", "worked_at", "due_at"})


def article_fields(record: ArticleRecord, article: Article) -> Fields:
    """An article, with what the library knows of its file."""
    stamp = record.stamp.removeprefix(IMPORTED_STAMP)
    known = {"key": record.key, "stamp": stamp, "outline_version": record.outline_version}
    return known | _article_fields(article)


def article_of(fields: Fields) -> Article:
    """The article."""
    sentences = tuple(
        Sentence(Span(start, end), Role(role), paragraph, lead, heading)
        for start, end, role, paragraph, lead, heading in fields["sentences"]
    )
    published = fields["published"]
    return Article(
        id=fields["id"],
        source=fields["source"],
        text=fields["text"],
        sentences=sentences,
        title=fields["title"],
        publisher=fields["publisher"],
        author=fields["author"],
        published=date.fromisoformat(published) if published else None,
        url=fields["url"],
        added_at=_moment(fields["added_at"]),
    )


def revision_fields(revision: Revision) -> Fields:
    """What an article said before."""
    return {"replaced_at": _plain(revision.replaced_at)} | _article_fields(revision.article)


def revision_of(fields: Fields) -> Revision:
    """The revision."""
    replaced_at = _moment(fields["replaced_at"])
    if replaced_at is None:
        raise ValueError("replaced_at is missing")
    return Revision(article_of(fields), replaced_at)


def source_fields(source: Source) -> Fields:
    """A source; its number is each library's own."""
    return {
        each.name: _plain(getattr(source, each.name))
        for each in fields_of(source)
        if each.name not in ("number", "kind")
    } | {"kind": source.kind.value}


def source_of(fields: Fields) -> Source:
    """The source, as yet without a number."""
    kind = SourceKind(fields["kind"])
    source = Source(**_with_moments(fields) | {"kind": kind, "number": 0})
    if not isinstance(source.address, str) or source.added_at is None:
        raise ValueError("address or added_at is missing")
    return source


def page_fields(page: Page, source: str, entry: str | None) -> Fields:
    """A page of the source at an address, with what its feed said of it while it is still to be read."""
    return {each.name: _plain(getattr(page, each.name)) for each in fields_of(page)} | {
        "source": source,
        "entry": entry,
    }


def page_of(fields: Fields, number_of: Mapping[str, int]) -> tuple[Page, str | None]:
    """The page of a source, by the sources' numbers, and what its feed said of it."""
    if fields["source"] not in number_of:
        raise ValueError(f"there is no source {fields['source']}")
    values = _with_moments(fields) | {"source": number_of[fields["source"]]}
    entry = values.pop("entry")
    return Page(**values), entry


def _article_fields(article: Article) -> Fields:
    sentences = [
        [each.span.start, each.span.end, each.role.value, each.paragraph, each.lead, each.heading]
        for each in article.sentences
    ]
    names = ("id", "source", "title", "publisher", "author", "published", "url", "added_at")
    known = {name: _plain(getattr(article, name)) for name in names}
    return known | {"sentences": sentences, "text": article.text}


def _with_moments(fields: Fields) -> Fields:
    return {name: _moment(value) if name in _MOMENTS else value for name, value in fields.items()}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text} has no zone")
    return moment
