"""The library, on SQLite and on PostgreSQL; what is a file's alone, on SQLite."""

import multiprocessing
import os
import sqlite3
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy
from hypothesis import given
from hypothesis import strategies as st

from corpus import schema
from corpus.article import Article, Role, Sentence
from corpus.errors import LibraryBusy, LibraryDamaged, LibraryError, LibraryFull, LibraryReadOnly, LibraryTooNew
from corpus.library import FILE_NAME, Library
from corpus.records.turns import IDS_A_QUERY
from corpus.span import Span

ADDED = datetime(2025, 7, 20, 12, 30, tzinfo=UTC)


def article(name: str, text: str = "One is. Two are. Three go. ", publisher: str | None = None) -> Article:
    """An article with a sentence every nine characters, the first one a heading."""
    spans = [Span(start, start + 8) for start in range(0, len(text) - 8, 9)]
    sentences = tuple(
        Sentence(span, Role.PROSE if number else Role.HEADING, number, None, 0 if number else None)
        for number, span in enumerate(spans)
    )
    return Article(name, f"/news/{name}.txt", text, sentences, title=f"Title of {name}", publisher=publisher)


def put(library: Library, *names: str) -> None:
    library.put_all([(article(name), f"{name}.txt", "s1") for name in names], "1")


# Articles


def test_an_article_comes_back_as_it_went_in(library: Library) -> None:
    whole = Article(
        id="a.md",
        source="/news/ä b.md",
        text="Überschrift\r\n\n Ein Satz; “zwei”. 🎉 Ende.\n",
        sentences=(
            Sentence(Span(0, 11), Role.HEADING),
            Sentence(Span(14, 31), Role.PROSE, 1, None, 0),
            Sentence(Span(32, 40), Role.ITEM, 2, 1, 0),
        ),
        title="Überschrift",
        publisher="Die Zeitung",
        author="A, B",
        published=date(2025, 7, 16),
        url="https://example.com/ä?b#c",
        added_at=ADDED,
    )
    library.put(whole, "ä b.md", "stamp", "7")
    assert library.article("a.md") == whole
    [record] = library.listing()
    assert (record.id, record.key, record.source, record.stamp) == ("a.md", "ä b.md", whole.source, "stamp")
    assert (record.title, record.publisher, record.author, record.url) == (
        whole.title,
        whole.publisher,
        whole.author,
        whole.url,
    )
    assert (record.published, record.added_at, record.outline_version) == (whole.published, ADDED, "7")
    assert (record.characters, record.content_hash) == (len(whole.text), whole.content_hash)


def test_what_is_not_known_of_an_article_stays_unknown(library: Library) -> None:
    before = datetime.now(UTC)
    library.put(Article("a", "a.txt", "Text"), "a.txt", "")
    [record] = library.listing()
    assert (record.title, record.publisher, record.author, record.published, record.url) == (None,) * 5
    assert before <= record.added_at <= datetime.now(UTC)


def test_the_library_outlives_its_process(tmp_path: Path) -> None:
    with Library.open(tmp_path / "data") as library:
        put(library, "a")
        identity, revision = library.identity, library.revision
    with Library.open(tmp_path / "data") as library:
        assert library.article("a") is not None
        assert (library.identity, library.revision) == (identity, revision)


def test_two_libraries_are_told_apart(tmp_path: Path) -> None:
    with Library.open(tmp_path / "one") as one, Library.open(tmp_path / "other") as other:
        assert one.identity != other.identity


def test_an_unknown_article_is_none_and_left_out(library: Library) -> None:
    put(library, "a", "b")
    assert library.article("c") is None
    assert list(library.articles(["b", "c", "a", "b"])) == ["b", "a"]
    assert library.articles([]) == {}


def test_more_articles_than_fit_one_query_are_read(library: Library) -> None:
    names = [f"a{number:04d}" for number in range(IDS_A_QUERY * 2 + 1)]
    put(library, *names)
    assert list(library.articles(names)) == names
    assert [record.id for record in library.listing()] == names
    library.remove(names[1:])
    assert [record.id for record in library.listing()] == names[:1]


def test_an_article_replaces_its_former_self_and_keeps_when_it_was_added(library: Library) -> None:
    put(library, "a")
    added_at = library.listing()[0].added_at
    assert library.article("a") is not None
    library.put(article("a", "Another text. Longer now. "), "a.txt", "s2", "2")
    [record] = library.listing()
    assert (record.stamp, record.outline_version, record.added_at) == ("s2", "2", added_at)
    assert library.article("a") == replace(article("a", "Another text. Longer now. "), added_at=added_at)


def test_of_an_article_that_is_put_twice_at_once_the_last_counts(library: Library) -> None:
    library.put_all([(article("a"), "a.txt", "1"), (article("a", "Last one. Text. "), "a.txt", "2")])
    assert library.listing()[0].stamp == "2"


def test_what_was_read_before_is_not_shown_after_a_change(tmp_path: Path) -> None:
    with Library.open(tmp_path) as reader, Library.open(tmp_path) as writer:
        put(writer, "a")
        assert reader.article("a") is not None
        writer.remove(["a"])
        assert reader.article("a") is None


@pytest.mark.parametrize("text", ["zero \0 inside", "lone \ud800 surrogate"])
def test_a_text_that_no_database_can_hold_is_refused_and_nothing_of_its_batch_kept(library: Library, text: str) -> None:
    with pytest.raises(ValueError, match="no text"):
        library.put_all([(article("a"), "a.txt", ""), (Article("b", "b.txt", text), "b.txt", "")])
    assert library.listing() == ()


def test_a_key_belongs_to_one_article(library: Library) -> None:
    put(library, "a")
    with pytest.raises(ValueError, match="is the key of a"):
        library.put(article("b"), "a.txt", "")
    assert [record.id for record in library.listing()] == ["a"]


def test_the_revision_grows_with_every_change_and_with_nothing_else(library: Library) -> None:
    revisions = [library.revision]
    put(library, "a", "b")
    revisions.append(library.revision)
    library.put_passages("cut", {"a": [(0, 1, "h")]})
    revisions.append(library.revision)
    library.remove(["a"])
    revisions.append(library.revision)
    assert revisions == sorted(set(revisions))
    library.articles(["b"])
    library.listing()
    library.put_vectors("e", {"h": b"1234"})
    library.restamp({"b": "s2"})
    library.put_all([])
    library.remove([])
    assert library.revision == revisions[-1]
    assert library.listing()[0].stamp == "s2"


def test_publishers_are_each_named_once(library: Library) -> None:
    names = {"a": "The Verge", "b": None, "c": "Fortune", "d": "The Verge"}
    library.put_all([(article(name, publisher=publisher), name, "") for name, publisher in names.items()])
    assert library.publishers() == ("Fortune", "The Verge")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("000_scale", ("000_scale",)),
        ("000_scale.txt", ("000_scale",)),
        ("001-verge.md", ("001-verge.md",)),
        ("001-verge", ("001-verge.md",)),
        ("deep/er.txt", ("deep-er--0",)),
        ("er.txt", ("deep-er--0",)),
        ("er", ("deep-er--0",)),
        ("corpus/articles/000_scale.txt", ("000_scale",)),
        ("001", ("001-verge.md",)),
        ("00", ("000_scale", "001-verge.md")),
        ("d", ("deep-er--0",)),
        ("nothing", ()),
        ("", ()),
        ("000%", ()),
    ],
)
def test_an_article_is_found_by_what_people_call_it(library: Library, name: str, found: tuple[str, ...]) -> None:
    keys = {"000_scale": "000_scale.txt", "001-verge.md": "001-verge.md", "deep-er--0": "deep/er.txt"}
    library.put_all([(Article(id_, f"corpus/articles/{key}", "Text"), key, "") for id_, key in keys.items()])
    assert library.find(name) == found


@st.composite
def outlines(draw: st.DrawFn) -> tuple[Sentence, ...]:
    cuts = sorted(draw(st.sets(st.integers(0, 10**6), max_size=30)))
    found: list[Sentence] = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        link = st.none() | st.integers(0, len(found) - 1) if found else st.none()
        role, paragraph = draw(st.sampled_from(Role)), draw(st.integers(0, 999))
        found.append(Sentence(Span(start, end), role, paragraph, draw(link), draw(link)))
    return tuple(found)


@given(outlines())
def test_an_outline_comes_back_as_it_was_kept(outline: tuple[Sentence, ...]) -> None:
    assert schema.decode_outline(schema.encode_outline(outline)) == outline


# Passages


def test_passages_are_kept_under_their_cut_and_read_from_their_article(library: Library) -> None:
    put(library, "a", "b")
    assert library.uncut("one") == ["a", "b"]
    library.put_passages("one", {"b": [(0, 1, "h1"), (1, 3, "h2")], "a": [(0, 3, "h3")]})
    library.put_passages("two", {"a": [(0, 1, "h1")]})
    assert library.passage_ids("one") == {"a:0:26": "h3", "b:0:8": "h1", "b:9:26": "h2"}
    assert list(library.passage_ids("one")) == ["a:0:26", "b:0:8", "b:9:26"]
    assert (library.passage_count("one"), library.passage_count("two"), library.passage_count("none")) == (3, 1, 0)
    assert (library.uncut("one"), library.uncut("two")) == ([], ["b"])
    assert library.cuts() == ("one", "two")
    passages = library.passages(library.passage_ids("one"))
    assert {name: passage.id for name, passage in passages.items()} == {name: name for name in passages}
    assert passages["b:9:26"].text == "wo are. Three go."
    assert (passages["b:9:26"].first, passages["b:9:26"].last) == (1, 3)


def test_an_article_without_sentences_is_cut_once_all_the_same(library: Library) -> None:
    library.put(Article("a", "a", "Text"), "a", "")
    library.put_passages("cut", {"a": []})
    assert library.uncut("cut") == []
    assert library.passage_ids("cut") == {}


@pytest.mark.parametrize("cutting", [(0, 4, "h"), (-1, 1, "h"), (2, 2, "h"), (3, 2, "h")])
def test_a_passage_of_sentences_that_are_not_there_is_refused(library: Library, cutting: tuple[int, int, str]) -> None:
    put(library, "a")
    with pytest.raises(ValueError, match="not among the 3"):
        library.put_passages("cut", {"a": [(0, 1, "h"), cutting]})
    assert library.uncut("cut") == ["a"]


def test_passages_of_an_article_that_is_gone_are_passed_over(library: Library) -> None:
    put(library, "a")
    library.put_passages("cut", {"gone": [(0, 1, "h")], "a": [(0, 1, "h")]})
    assert list(library.passage_ids("cut")) == ["a:0:8"]


def test_passages_replace_those_of_the_same_cut(library: Library) -> None:
    put(library, "a")
    library.put_passages("one", {"a": [(0, 1, "h"), (1, 2, "h")]})
    library.put_passages("two", {"a": [(0, 1, "h")]})
    library.put_passages("one", {"a": [(0, 3, "h")]})
    assert list(library.passage_ids("one")) == ["a:0:26"]
    assert list(library.passage_ids("two")) == ["a:0:8"]


@pytest.mark.parametrize(
    "name", ["", "a", "a:", "a:0", "a:0:9", "a:1:8", "a:0:8:", "a:-1:8", "a:8:0", "b:0:8", "a:²:8", "a:0:99"]
)
def test_an_id_that_names_no_passage_is_left_out(library: Library, name: str) -> None:
    put(library, "a")
    assert library.passages([name, "a:0:8"]).keys() == {"a:0:8"}


def test_a_changed_or_removed_article_loses_its_passages(library: Library) -> None:
    put(library, "a", "b", "c")
    library.put_passages("cut", {name: [(0, 3, name)] for name in "abc"})
    library.put(article("a", "Not what it was. And more. "), "a.txt", "s2", "1")
    library.remove(["b"])
    assert library.passage_ids("cut") == {"c:0:26": "c"}
    assert library.uncut("cut") == ["a"]


@pytest.mark.parametrize("change", ["title", "outline version"])
def test_an_article_of_another_title_or_outline_is_cut_anew(library: Library, change: str) -> None:
    put(library, "a")
    library.put_passages("cut", {"a": [(0, 3, "h")]})
    changed = Article("a", "/news/a.txt", article("a").text, article("a").sentences, title="Other")
    library.put(changed if change == "title" else article("a"), "a.txt", "s1", "1" if change == "title" else "2")
    assert library.uncut("cut") == ["a"]


def test_an_article_that_only_moved_keeps_its_passages(library: Library) -> None:
    put(library, "a")
    library.put_passages("cut", {"a": [(0, 3, "h")]})
    old = article("a")
    library.put(Article("a", "/elsewhere/a.txt", old.text, old.sentences, title=old.title), "a.txt", "s2", "1")
    assert library.uncut("cut") == []
    assert library.listing()[0].source == "/elsewhere/a.txt"


# Vectors


def test_vectors_are_kept_by_embedder_and_text(library: Library) -> None:
    library.put_vectors("small", {"h1": b"\x00\x01\x02\xff", "h2": memoryview(b"abcd")})
    library.put_vectors("large", {"h1": b"12345678"})
    assert library.vectors("small", ["h1", "h2", "h3"]) == {"h1": b"\x00\x01\x02\xff", "h2": b"abcd"}
    assert library.vectors("large", ["h1", "h2"]) == {"h1": b"12345678"}
    assert library.missing_vectors("large", ["h3", "h2", "h1", "h3"]) == ["h3", "h2"]
    assert library.missing_vectors("unknown", ["h1"]) == ["h1"]
    assert library.vectors("unknown", ["h1"]) == {}


def test_a_vector_that_was_paid_for_outlives_its_article_and_is_never_overwritten(library: Library) -> None:
    put(library, "a")
    library.put_passages("cut", {"a": [(0, 3, "h")]})
    library.put_vectors("e", {"h": b"paid"})
    library.put_vectors("e", {"h": b"anew", "h2": b"more"})
    library.remove(["a"])
    assert library.vectors("e", ["h", "h2"]) == {"h": b"paid", "h2": b"more"}


def test_only_pruning_lets_unused_vectors_go(library: Library) -> None:
    put(library, "a")
    library.put_passages("cut", {"a": [(0, 1, "used")]})
    library.put_vectors("e", {"used": b"1234", "unused": b"1234"})
    assert library.prune_vectors() == 1
    assert library.vectors("e", ["used", "unused"]).keys() == {"used"}


def test_all_vectors_of_a_cut_come_in_the_order_of_its_passages(library: Library) -> None:
    put(library, "b", "a", "B")
    library.put_passages("cut", {name: [(0, 1, f"{name}0"), (1, 2, f"{name}1"), (2, 3, "same")] for name in "aBb"})
    library.put_vectors("e", {f"{name}{number}": f"<{name}{number}>".encode() for name in "aBb" for number in range(2)})
    library.put_vectors("e", {"same": b"<ss>"})
    ids, matrix = library.all_vectors("cut", "e")
    assert ids == list(library.passage_ids("cut"))
    assert ids[0] == "B:0:8"
    assert matrix == b"<B0><B1><ss><a0><a1><ss><b0><b1><ss>"
    assert library.all_vectors("cut", "other") == ([], b"")
    assert library.all_vectors("other", "e") == ([], b"")


def test_passages_without_a_vector_are_left_out_of_the_matrix(library: Library) -> None:
    put(library, "a")
    library.put_passages("cut", {"a": [(0, 1, "h0"), (1, 2, "h1")]})
    library.put_vectors("e", {"h1": b"1234"})
    assert library.all_vectors("cut", "e") == (["a:9:17"], b"1234")


def test_vectors_of_different_lengths_are_no_matrix(library: Library) -> None:
    put(library, "a")
    library.put_passages("cut", {"a": [(0, 1, "h0"), (1, 2, "h1")]})
    library.put_vectors("e", {"h0": b"1234", "h1": b"12345678"})
    with pytest.raises(LibraryDamaged, match="different lengths"):
        library.all_vectors("cut", "e")


# Faults


def test_a_library_of_a_newer_version_is_refused_untouched(tmp_path: Path) -> None:
    Library.open(tmp_path).close()
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("UPDATE meta SET value = 99 WHERE key = 'schema_version'")
    connection.close()
    for read_only in (False, True):
        with pytest.raises(LibraryTooNew, match=r"version 99.*upgrade Footnote"):
            Library.open(tmp_path, read_only=read_only)


@pytest.mark.parametrize("content", [b"This is no database. " * 500, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_library_is_named_and_left_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(LibraryDamaged, match="move it away") as error:
        Library.open(tmp_path)
    assert str(tmp_path / FILE_NAME) in str(error.value)
    assert "\n" not in str(error.value)
    assert (tmp_path / FILE_NAME).read_bytes() == content


def test_a_database_of_something_else_is_named_and_left_alone(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / FILE_NAME)
    connection.execute("CREATE TABLE recipes (name)")
    connection.close()
    with pytest.raises(LibraryDamaged, match="not a library of Footnote"):
        Library.open(tmp_path)


@pytest.mark.parametrize("loss", ["DROP TABLE vectors", "DELETE FROM meta", "DELETE FROM meta WHERE key = 'revision'"])
def test_a_library_that_lacks_a_part_is_named(tmp_path: Path, loss: str) -> None:
    Library.open(tmp_path).close()
    connection = sqlite3.connect(tmp_path / FILE_NAME)
    connection.execute(loss)
    connection.commit()
    connection.close()
    with pytest.raises(LibraryDamaged, match=r"not a (whole )?library") as error:
        Library.open(tmp_path)
    assert str(tmp_path / FILE_NAME) in str(error.value)


def test_a_library_cut_short_is_noticed_when_it_is_read(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        put(library, *(f"a{number}" for number in range(1000)))
    path = tmp_path / FILE_NAME
    path.write_bytes(path.read_bytes()[:40960])
    with pytest.raises(LibraryDamaged), Library.open(tmp_path) as library:
        library.listing()


def test_a_data_folder_that_can_not_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(LibraryReadOnly, match="choose another data folder") as error:
            Library.open(folder)
        assert str(folder) in str(error.value)


def test_a_read_only_data_folder_is_refused_for_writing_and_readable_for_reading(
    open_path: Path, unprivileged: Callable[[], AbstractContextManager[None]]
) -> None:
    with Library.open(open_path) as library:
        put(library, "a")
    open_path.chmod(0o555)
    with unprivileged():
        with pytest.raises(LibraryReadOnly, match="can't be written; make it writable"):
            Library.open(open_path)
        with Library.open(open_path, read_only=True) as library:
            assert library.article("a") is not None
            assert library.is_read_only
            with pytest.raises(LibraryReadOnly):
                put(library, "b")
            assert library.article("b") is None
    assert [path.name for path in open_path.iterdir()] == [FILE_NAME]


def test_a_read_only_library_that_its_writer_left_in_haste_is_read_whole(
    open_path: Path, unprivileged: Callable[[], AbstractContextManager[None]]
) -> None:
    child = multiprocessing.get_context("spawn").Process(target=_put_and_die, args=(open_path,))
    child.start()
    child.join()
    assert child.exitcode == 9
    assert (open_path / f"{FILE_NAME}-wal").stat().st_size
    open_path.chmod(0o555)
    with unprivileged(), Library.open(open_path, read_only=True) as library:
        assert [record.id for record in library.listing()] == ["a", "b"]


def _put_and_die(folder: Path) -> None:
    library = Library.open(folder)
    put(library, "a")
    put(library, "b")
    os._exit(9)


def test_there_is_nothing_to_read_where_no_library_is(tmp_path: Path) -> None:
    with pytest.raises(LibraryReadOnly, match="there is none yet"):
        Library.open(tmp_path, read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_named_and_nothing_half_written(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        put(library, "a")
        _limit_pages(library)
        with pytest.raises(LibraryFull, match=r"no room left.*nothing is lost"):
            put(library, *(f"b{number}" for number in range(1000)))
        assert [record.id for record in library.listing()] == ["a"]
        put(library, "c")
    with Library.open(tmp_path) as library:
        assert [record.id for record in library.listing()] == ["a", "c"]


def _limit_pages(library: Library) -> None:
    """Give the database no more room than a few pages; SQLite then fails as on a full disk."""
    engine = library._database._engine
    engine.dispose()
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one() + 10

    @sqlalchemy.event.listens_for(engine, "connect")
    def limit(connection: sqlite3.Connection, record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    engine.dispose()


def test_a_writer_that_never_ends_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.database.BUSY_TIMEOUT_SECONDS", 0.1)
    with Library.open(tmp_path) as library:
        other = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryBusy, match="another process is writing"):
            put(library, "a")
        assert library.listing() == ()
        other.execute("ROLLBACK")
        other.close()
        put(library, "a")


def test_a_library_may_live_in_memory() -> None:
    with Library.connect("sqlite://") as library:
        put(library, "a")
        assert library.article("a") is not None
        assert library.folder is None


def test_a_library_may_be_named_by_its_url(tmp_path: Path) -> None:
    with Library.connect(f"sqlite:///{tmp_path / 'a.sqlite3'}") as library:
        put(library, "a")
    assert (tmp_path / "a.sqlite3").is_file()


@pytest.mark.parametrize("url", ["nonsense", "nonsense://host/name", "postgresql+psycopg://me:secret@127.0.0.1:1/none"])
def test_a_database_that_can_not_be_reached_is_named_without_its_password(url: str) -> None:
    with pytest.raises(LibraryError) as error:
        Library.connect(url)
    assert "secret" not in str(error.value)
    assert "\n" not in str(error.value)


def test_processes_that_open_a_new_library_at_once_share_it(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    with context.Pool(3) as pool:
        identities = pool.map(_put_own, [(tmp_path, name) for name in "abcdefgh"])
    with Library.open(tmp_path) as library:
        assert set(identities) == {library.identity}
        assert [record.id for record in library.listing()] == list("abcdefgh")
        assert library.revision == 8


def _put_own(job: tuple[Path, str]) -> int:
    with Library.open(job[0]) as library:
        put(library, job[1])
        return library.identity


def test_threads_read_while_another_writes(library: Library) -> None:
    names = [f"a{number:03d}" for number in range(60)]
    faults: list[object] = []

    def read() -> None:
        while len(records := library.listing()) < len(names):
            if len(library.articles([record.id for record in records])) != len(records):
                faults.append(records)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for name in names:
        put(library, name)
    for reader in readers:
        reader.join()
    assert not faults


def test_threads_that_bring_the_same_vectors_do_not_get_in_each_others_way(library: Library) -> None:
    faults: list[Exception] = []

    def bring() -> None:
        try:
            for number in range(20):
                library.put_vectors(f"e{number}", {f"h{step}": b"1234" for step in range(20)})
        except LibraryError as error:
            faults.append(error)

    threads = [threading.Thread(target=bring) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert library.missing_vectors("e19", ["h0", "h19", "h20"]) == ["h20"]
