import os

import pytest

from corpus.errors import SourceError
from corpus.library import Library
from corpus.sources.files import read_file, read_folder, single_file
from corpus.sync.folder import sync
from tests.corpus.sources.made import PAGE, mail, pdf, zipped

TEXT = "The ferry will be taken out of service in March, the harbour authority said on Tuesday."


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    return tmp_path


def test_every_kind_of_file_is_read(folder, tmp_path_factory):
    (folder / "page.html").write_bytes(PAGE)
    (folder / "paper.pdf").write_bytes(pdf([TEXT[:60] + "\n" + TEXT[60:]]))
    (folder / "letter.eml").write_bytes(mail())
    (folder / "pack.zip").write_bytes(zipped({"in/b.txt": TEXT + " It is old.", "c.html": PAGE}))
    with Library.open(tmp_path_factory.mktemp("data")) as library:
        report = sync(library, folder)
        assert report.problems == ()
        listed = {record.key: record.title for record in library.listing()}
        assert sync(library, folder).unchanged == report.new
    assert listed == {
        "a.txt": None, "page.html": "Ferry to go", "paper.pdf": None, "letter.eml": "Ferry to go – in March",
        "pack.zip/in/b.txt": None, "pack.zip/c.html": "Ferry to go",
    }  # fmt: skip


def test_a_zip_that_is_packed_again_changes_nothing_that_it_holds(folder, tmp_path_factory):
    (folder / "pack.zip").write_bytes(zipped({"b.txt": TEXT}))
    with Library.open(tmp_path_factory.mktemp("data")) as library:
        sync(library, folder)
        (folder / "pack.zip").write_bytes(zipped({"b.txt": TEXT, "d.txt": TEXT + " Again."}))
        report = sync(library, folder)
    assert (len(report.new), len(report.changed)) == (1, 0)


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("../../etc/evil.txt", "leads out"),
        ("/etc/evil.txt", "leads out"),
        ("..\\evil.txt", "leads out"),
        ("inner.zip", "ZIP within"),
        ("C:/evil.txt", "leads out"),
    ],
)
def test_a_member_that_leads_elsewhere_is_left_out_and_told(folder, name, complaint):
    (folder / "pack.zip").write_bytes(zipped({name: TEXT, "good.txt": TEXT}))
    found = read_folder(folder)
    assert [file.key for file in found.files] == ["a.txt", "pack.zip/good.txt"]
    assert complaint in str(found.problems[0])
    assert {path.name for path in folder.iterdir()} == {"a.txt", "pack.zip"}


def test_a_bomb_is_not_unpacked(folder):
    (folder / "pack.zip").write_bytes(zipped({"bomb.txt": b"0" * 50_000_000}))
    bomb = read_folder(folder).files[1]
    with pytest.raises(SourceError, match="unpacks to more"):
        read_file(bomb)


def test_a_damaged_zip_costs_itself_alone(folder):
    (folder / "cut.zip").write_bytes(zipped({"b.txt": TEXT})[:60])
    (folder / "not.zip").write_bytes(os.urandom(500))
    found = read_folder(folder)
    assert [file.key for file in found.files] == ["a.txt"]
    assert [problem.file for problem in found.problems] == ["cut.zip", "not.zip"]


def test_a_single_file_is_read_under_the_key_that_it_is_given(folder):
    (only,) = single_file(folder / "a.txt", "file:a").files
    assert (only.key, read_file(only).text) == ("file:a", TEXT)
    with pytest.raises(SourceError, match="kind"):
        single_file(folder, "x")
    with pytest.raises(SourceError, match="can't be read"):
        single_file(folder / "none.txt", "x")
