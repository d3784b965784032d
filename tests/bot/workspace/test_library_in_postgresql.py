from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import create_engine, text

from corpus import schema
from corpus.article import Article
from corpus.library import Library
from corpus.source_list import Page, SourceKind

NOW = datetime(2025, 1, 1, tzinfo=UTC)
FIRST, SECOND = "The ferry carried 300 people a day.", "The ferry carried 200 people a day, it was corrected."


@pytest.fixture
def library(postgres):
    with Library.connect(postgres) as opened:
        yield opened


def test_what_articles_said_before_and_their_copies_are_kept(library):
    first = Article("ferry", "ferry", FIRST)
    library.put_all([(first, "ferry", "1"), (Article("other", "other", FIRST), "other", "1")])
    library.put_copies({"ferry": "ferry", "other": "ferry"})
    library.put_signatures({"ferry": (first.content_hash, b"1234")})
    library.put(Article("ferry", "ferry", SECOND), "ferry", "2")
    assert library.revision_of("ferry", first.content_hash).article.text == FIRST
    assert library.copies("other") == ("ferry",)
    assert library.signatures() == {"ferry": b"1234"}
    assert set(library.unsigned()) == {"ferry", "other"}
    library.forget(["ferry"])
    assert library.revision_of("ferry", first.content_hash) is None
    assert [record.id for record in library.newer_than(NOW)] == ["other"]


def test_sources_and_their_pages_are_kept(library):
    assert library.sources.add(SourceKind.FEED, "https://n.example/feed", "Courier", NOW)
    assert not library.sources.add(SourceKind.FEED, "https://n.example/feed", None, NOW)
    (source,) = library.sources.all()
    pages = [Page(f"https://n.example/{number}", source.number, due_at=NOW) for number in range(600)]
    library.sources.save(replace(source, failures=2, problem="is busy"), pages, {pages[0].address: '{"a": 1}'})
    assert library.sources.all()[0].problem == "is busy"
    due = library.sources.due_pages(NOW)
    assert (len(due), dict(due)[pages[0]]) == (600, '{"a": 1}')
    library.sources.put_pages([replace(pages[0], article_id="a", worked_at=NOW, due_at=None)])
    assert library.sources.counts() == {source.number: (1, 599)}
    assert [page.address for page in library.sources.pages_of_articles(["a"])] == [pages[0].address]
    library.sources.drop(source.number)
    assert (library.sources.all(), library.sources.due_pages(NOW)) == ([], [])


def test_a_library_of_the_first_version_is_brought_up_to_date(library, postgres):
    library.put(Article("ferry", "ferry", FIRST), "ferry", "1")
    engine = create_engine(postgres)
    with engine.begin() as connection:
        for table in reversed(schema.metadata.sorted_tables):
            if table.name not in schema.FIRST_TABLES:
                connection.execute(text(f"DROP TABLE {table.name}"))
        connection.execute(text("UPDATE meta SET value = 1 WHERE key = 'schema_version'"))
    engine.dispose()
    with Library.connect(postgres) as again:
        assert again.article("ferry").text == FIRST
        assert again.sources.all() == []
