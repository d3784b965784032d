import os
import shutil
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

import pytest

import corpus
from corpus.errors import SourceError
from corpus.metadata import Metadata
from corpus.sources.files import LARGEST_FILE_BYTES, MOST_COMPLAINTS, Folder, SourceFile, read_file, read_folder

SHIPPED = Path(corpus.__file__).parent / "articles"


def write(folder: Path, **files: str | bytes) -> Path:
    """Files by name, in which `__` stands for a dot and `_in_` for a slash."""
    for name, content in files.items():
        path = folder / name.replace("_in_", "/").replace("__", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def keys(folder: Folder) -> list[str]:
    return [file.key for file in folder.files]


def lines(folder: Folder) -> list[str]:
    return [str(problem) for problem in folder.problems]


def only(folder: Path) -> SourceFile:
    [file] = read_folder(folder).files
    return file


def test_the_shipped_articles_are_read_with_what_is_known_of_them() -> None:
    folder = read_folder(SHIPPED)
    assert folder.problems == ()
    assert keys(folder) == sorted(path.name for path in SHIPPED.glob("*.txt"))
    assert [file.source for file in folder.files] == [f"corpus/articles/{file.key}" for file in folder.files]
    texts = {file.key: read_file(file) for file in folder.files}
    assert all(text.text.encode() == (SHIPPED / key).read_bytes() for key, text in texts.items())
    assert texts["002_92a030cd1534472e.txt"].metadata.publisher == "TechRepublic"
    assert texts["000_164e92e64fae49d2.txt"].metadata.published == date(2025, 7, 16)


def test_a_markdown_file_brings_its_own_description(tmp_path: Path) -> None:
    write(tmp_path, a__md="---\ntitle: T\npublished: 2025-07-16\n---\n\nBody.\n")
    found = read_file(only(tmp_path))
    assert found.text == "\nBody.\n"
    assert found.metadata == Metadata(title="T", published=date(2025, 7, 16))


def test_a_description_beside_a_markdown_file_counts_before_its_front_matter(tmp_path: Path) -> None:
    write(tmp_path, a__md="---\ntitle: T\nauthor: A\n---\nBody.", articles__toml='["a.md"]\ntitle = "Better"\n')
    assert read_file(only(tmp_path)).metadata == Metadata(title="Better", author="A")


def test_folders_within_are_read_and_described_where_they_are(tmp_path: Path) -> None:
    write(
        tmp_path,
        b__txt="B",
        a_in_c__txt="C",
        a_in_articles__toml='["c.txt"]\ntitle = "C"\n',
        articles__toml='["a/c.txt"]\nauthor = "X"\ntitle = "less near"\n',
    )
    folder = read_folder(tmp_path)
    assert keys(folder) == ["a/c.txt", "b.txt"]
    assert folder.files[0].described == Metadata(title="C", author="X")
    assert folder.files[0].source == str(tmp_path / "a" / "c.txt")
    assert folder.problems == ()


def test_everything_else_in_the_folder_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path, a__txt="A", README__md="R", readme__txt="R", LICENSE__txt="L", __hidden__txt="H", data__json="{}")
    write(tmp_path, __git_in_a__txt="G", picture__png=b"\x89PNG\0")
    assert keys(read_folder(tmp_path)) == ["a.txt"]
    assert read_folder(tmp_path).problems == ()


@pytest.mark.parametrize("name", ["missing", "file.txt", "empty", "pictures", "file.txt/below"])
def test_a_folder_that_can_not_be_used_is_named_with_what_to_do(tmp_path: Path, name: str) -> None:
    write(tmp_path, file__txt="A", pictures_in_a__png=b"\x89PNG")
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceError, match=r"corpus folder .*; .*--corpus") as error:
        read_folder(tmp_path / name)
    assert str(tmp_path / name) in str(error.value)
    assert "\n" not in str(error.value)


def test_an_unreadable_folder_is_named_with_what_to_do(
    open_path: Path, unprivileged: Callable[[], AbstractContextManager[None]]
) -> None:
    write(open_path, a__txt="A")
    open_path.chmod(0o300)
    with unprivileged(), pytest.raises(SourceError, match=r"permission denied.*make it readable"):
        read_folder(open_path)


def test_an_unreadable_file_or_folder_within_is_told_and_the_others_are_read(
    open_path: Path, unprivileged: Callable[[], AbstractContextManager[None]]
) -> None:
    write(open_path, a__txt="A", b__txt="B", shut_in_c__txt="C")
    (open_path / "b.txt").chmod(0o200)
    (open_path / "shut").chmod(0o300)
    with unprivileged():
        folder = read_folder(open_path)
        assert keys(folder) == ["a.txt", "b.txt"]
        assert lines(folder) == ["shut/: can't be read (permission denied)"]
        assert folder.hides("shut/c.txt")
        assert not folder.hides("shuttle.txt")
        assert read_file(folder.files[0]).text == "A"
        with pytest.raises(SourceError, match="permission denied"):
            read_file(folder.files[1])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\x89PNG\r\n\0\0", "is a binary file"),
        ("Компания".encode("cp1251"), "save it as UTF-8"),
    ],
)
def test_a_file_without_readable_text_is_refused_for_what_it_is(tmp_path: Path, content: bytes, message: str) -> None:
    write(tmp_path, a__txt=content)
    with pytest.raises(SourceError, match=message):
        read_file(only(tmp_path))


def test_a_front_matter_without_a_text_is_no_article(tmp_path: Path) -> None:
    write(tmp_path, a__md="---\ntitle: T\n---\n\n")
    with pytest.raises(SourceError, match="is empty"):
        read_file(only(tmp_path))


def test_a_file_larger_than_memory_is_refused_unread_with_the_size_that_is_allowed(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(50_000_000_000)
    with pytest.raises(SourceError, match=r"50,000\.0 MB; an article may have 2 MB"):
        read_file(only(tmp_path))


def test_a_file_of_just_the_allowed_size_is_read(tmp_path: Path) -> None:
    write(tmp_path, a__txt=b"x" * LARGEST_FILE_BYTES)
    assert len(read_file(only(tmp_path)).text) == LARGEST_FILE_BYTES


def test_line_ends_and_blanks_stay_as_they_are(tmp_path: Path) -> None:
    write(tmp_path, a__txt="\ufeff One.\r\n\r\nTwo.\rThree.\n\n")
    assert read_file(only(tmp_path)).text == " One.\r\n\r\nTwo.\rThree.\n\n"


def test_links_that_go_in_circles_or_nowhere_are_survived(tmp_path: Path) -> None:
    write(tmp_path, a__txt="A", z_in_b__txt="B")
    (tmp_path / "0").symlink_to(tmp_path / "z")
    (tmp_path / "z" / "up").symlink_to(tmp_path)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    folder = read_folder(tmp_path)
    assert keys(folder) == ["a.txt", "z/b.txt"]
    assert [line.split(":")[0] for line in lines(folder)] == ["gone.txt", "self.txt"]


def test_a_linked_file_and_a_linked_folder_are_read(tmp_path: Path) -> None:
    write(tmp_path, real_in_a__txt="A", far_in_b__txt="B")
    (tmp_path / "real" / "far").symlink_to(tmp_path / "far")
    (tmp_path / "real" / "c.txt").symlink_to(tmp_path / "far" / "b.txt")
    assert keys(read_folder(tmp_path / "real")) == ["a.txt", "c.txt", "far/b.txt"]


def test_a_pipe_is_told_and_never_waited_for(tmp_path: Path) -> None:
    write(tmp_path, a__txt="A")
    os.mkfifo(tmp_path / "b.txt")
    os.mkfifo(tmp_path / "articles.toml")
    assert lines(read_folder(tmp_path)) == ["articles.toml: is not a file", "b.txt: is not a file"]


@pytest.mark.parametrize(
    "name", ["two\nlines.txt", "\x1b[31mred.txt", "ü b’c“.txt", "a:b?#%20.txt", ".md.txt"[1:], "文.md"]
)
def test_a_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("Text.")
    file = only(tmp_path)
    assert file.key == name
    assert Path(file.source).name == name
    assert read_file(file).text == "Text."


def test_a_file_name_that_is_no_text_is_read_all_the_same(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("Text.")
    file = only(tmp_path)
    assert file.key == "caf\\udce9.txt"
    assert read_file(file).text == "Text."


def test_a_description_of_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    write(tmp_path, story__txt="A", articles__toml='["stroy.txt"]\ntitle = "T"\n["story.txt"]\nauthor = "A"\n')
    folder = read_folder(tmp_path)
    assert lines(folder) == ['articles.toml: "stroy.txt" is no article of this folder, did you mean "story.txt"?']
    assert folder.files[0].described == Metadata(author="A")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\0\1\2", "is a binary file"),
        (b"x" * (LARGEST_FILE_BYTES + 1), "an article may have"),
        (b"== nonsense ==\n[[[", "names no article"),
        (b'["a.txt"]\ntitel = "T"\n', 'unknown key "titel", did you mean title?'),
        (b'["a.txt"]\npublished = 2025-13-01\n', "line 2"),
    ],
)
def test_a_bad_description_is_told_and_the_articles_are_read(tmp_path: Path, content: bytes, message: str) -> None:
    write(tmp_path, a__txt="A", articles__toml=content)
    folder = read_folder(tmp_path)
    assert keys(folder) == ["a.txt"]
    assert len(folder.problems) == 1
    assert folder.problems[0].file == "articles.toml"
    assert message in folder.problems[0].message


def test_a_hundred_complaints_about_one_file_are_cut_short(tmp_path: Path) -> None:
    write(tmp_path, a__txt="A", articles__toml="\n".join(f'["{number}.txt"]' for number in range(100)))
    problems = lines(read_folder(tmp_path))
    assert len(problems) == MOST_COMPLAINTS + 1
    assert any(line.endswith("and 80 more like these") for line in problems)


def test_what_is_wrong_with_a_front_matter_is_told_and_the_text_read(tmp_path: Path) -> None:
    write(tmp_path, a__md="---\ntitel: T\npublished: yesterday\n---\nBody.\n", b__md="---\ntitle: T\nBody.\n")
    found = [read_file(file) for file in read_folder(tmp_path).files]
    assert [text.text for text in found] == ["Body.\n", "---\ntitle: T\nBody.\n"]
    assert len(found[0].problems) == 2
    assert "closing ---" in str(found[1].problems[0])


def test_every_problem_is_one_line_without_control_characters(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A")
    os.mkfifo(tmp_path / "two\nlines\x1b[31m.txt")
    [line] = lines(read_folder(tmp_path))
    assert line.isprintable()


def test_the_stamp_tells_every_change_of_the_file_and_of_what_is_said_of_it(tmp_path: Path) -> None:
    write(tmp_path, a__txt="one")
    stamps = [only(tmp_path).stamp]
    assert only(tmp_path).stamp == stamps[0]
    status = (tmp_path / "a.txt").stat()
    time.sleep(0.02)
    write(tmp_path, a__txt="two")
    os.utime(tmp_path / "a.txt", ns=(status.st_atime_ns, status.st_mtime_ns))
    stamps.append(only(tmp_path).stamp)
    write(tmp_path, articles__toml='["a.txt"]\ntitle = "T"\n')
    stamps.append(only(tmp_path).stamp)
    moved = tmp_path.with_name("moved")
    shutil.move(tmp_path, moved)
    stamps.append(only(moved).stamp)
    shutil.move(moved, tmp_path)
    assert len(set(stamps)) == 4
