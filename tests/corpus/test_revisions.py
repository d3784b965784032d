import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from corpus import schema
from corpus.article import Article
from corpus.errors import LibraryDamaged, LibraryTooNew
from corpus.library import FILE_NAME, Library

FIRST = "The ferry carried 300 people a day, the harbour authority said."
SECOND = "The ferry carried 200 people a day, the harbour authority said, correcting itself."


def put(library, text, article_id="ferry", **known):
    article = Article(article_id, f"{article_id}.txt", text, **known)
    library.put(article, f"{article_id}.txt", "stamp")
    return article


def test_a_corrected_article_still_opens_as_it_was_quoted(library):
    first = put(library, FIRST, title="Ferry")
    second = put(library, SECOND, title="Ferry, corrected")
    former = library.revision_of("ferry", first.content_hash)
    assert (former.article.text, former.article.title, former.is_current) == (FIRST, "Ferry", False)
    present = library.revision_of("ferry", second.content_hash)
    assert (present.article.text, present.is_current) == (SECOND, True)
    assert library.former_hashes("ferry") == [first.content_hash]


def test_a_text_that_comes_back_is_no_former_one(library):
    first, second = put(library, FIRST), put(library, SECOND)
    put(library, FIRST)
    assert library.revision_of("ferry", first.content_hash).is_current
    assert library.former_hashes("ferry") == [second.content_hash]


def test_what_changes_beside_the_text_makes_no_revision(library):
    put(library, FIRST)
    put(library, FIRST, title="A better title")
    assert library.former_hashes("ferry") == []


def test_a_removed_article_is_gone_from_the_listing_and_still_opens_for_who_quoted_it(library):
    first = put(library, FIRST)
    library.remove(["ferry"])
    assert library.listing() == ()
    assert library.revision_of("ferry", first.content_hash).article.text == FIRST


def test_a_forgotten_article_is_gone_with_everything_that_it_said(library):
    first, second = put(library, FIRST), put(library, SECOND)
    library.forget(["ferry"])
    assert library.revision_of("ferry", first.content_hash) is None
    assert library.revision_of("ferry", second.content_hash) is None


def test_newer_articles_are_listed_in_the_order_in_which_they_came(library):
    put(library, FIRST, "b", added_at=datetime(2025, 1, 2, tzinfo=UTC))
    put(library, FIRST, "a", added_at=datetime(2025, 1, 3, tzinfo=UTC))
    put(library, FIRST, "c", added_at=datetime(2025, 1, 1, tzinfo=UTC))
    moment = datetime(2025, 1, 1, tzinfo=UTC)
    assert [record.id for record in library.newer_than(moment)] == ["b", "a"]
    assert library.newer_than(moment + timedelta(days=9)) == ()


def test_copies_know_of_each_other_and_speak_with_one_voice(library):
    for name, publisher in (("a", "Alpha"), ("b", "Beta"), ("c", None), ("d", "Delta")):
        put(library, FIRST, name, publisher=publisher, title=f"Ferry in {name}")
    assert library.put_copies({"a": "a", "b": "a", "c": "a"})
    assert library.copies("b") == ("a", "c")
    articles = library.articles("abcd")
    assert [article.voice for article in articles.values()] == ["a", "a", "a", "d"]
    assert articles["a"].also_in == ("Beta", "Ferry in c")
    assert not library.put_copies({"a": "a", "b": "a", "c": "a"})


def test_a_copy_that_goes_leaves_the_others_in_peace(library):
    for name in "abc":
        put(library, FIRST, name)
    library.put_copies(dict.fromkeys("abc", "a"))
    library.remove(["b"])
    assert library.copies("a") == ("c",)


def test_a_signature_is_wanted_again_when_the_text_changes(library):
    put(library, FIRST)
    library.put_signatures({"ferry": (library.unsigned()["ferry"], b"1234"), "gone": ("hash", b"1234")})
    assert library.unsigned() == {}
    assert library.signatures() == {"ferry": b"1234"}
    put(library, SECOND)
    assert list(library.unsigned()) == ["ferry"]


def made_old(folder):
    """The library of a folder as version 1 left it."""
    with sqlite3.connect(folder / FILE_NAME) as connection:
        for table in schema.metadata.tables.keys() - schema.FIRST_TABLES:
            connection.execute(f"DROP TABLE {table}")
        connection.execute("UPDATE meta SET value = 1 WHERE key = 'schema_version'")
    connection.close()


def test_a_library_of_the_first_version_is_brought_up_to_date_with_everything_in_it(tmp_path):
    with Library.open(tmp_path) as library:
        first = put(library, FIRST, title="Ferry")
        library.put_passages("cut", {"ferry": []})
        library.put_vectors("embedder", {"hash": b"\0\0\0\0"})
        identity, listing = library.identity, library.listing()
    made_old(tmp_path)
    with Library.open(tmp_path) as library:
        assert (library.identity, library.listing(), library.uncut("cut")) == (identity, listing, [])
        assert library.vectors("embedder", ["hash"]) == {"hash": b"\0\0\0\0"}
        put(library, SECOND)
        assert library.revision_of("ferry", first.content_hash).article.text == FIRST
    with Library.open(tmp_path) as library:
        assert len(library.listing()) == 1


def test_a_library_of_the_first_version_that_can_only_be_read_answers_as_it_is(tmp_path):
    with Library.open(tmp_path) as library:
        first = put(library, FIRST)
    made_old(tmp_path)
    with Library.open(tmp_path, read_only=True) as library:
        assert library.article("ferry").text == FIRST
        assert library.copies("ferry") == ()
        assert library.revision_of("ferry", first.content_hash).is_current
        assert library.revision_of("ferry", "other") is None
        assert library.former_hashes("ferry") == []


def test_a_newer_library_and_half_a_library_are_refused(tmp_path):
    Library.open(tmp_path).close()
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("DROP TABLE revisions")
    connection.close()
    with pytest.raises(LibraryDamaged):
        Library.open(tmp_path)
    made_old_again = "UPDATE meta SET value = 99 WHERE key = 'schema_version'"
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute(made_old_again)
    connection.close()
    with pytest.raises(LibraryTooNew):
        Library.open(tmp_path)
