from dataclasses import replace

import pytest

from retrieval.index.manifest import FILE_NAME, Manifest, fingerprint, read_manifest, write_manifest

MANIFEST = Manifest(7, "cut", "toy", "passages-1", "1", revision=3, count=2, files={"a": [1, 2]})


def test_a_manifest_is_read_as_it_was_written(tmp_path):
    write_manifest(tmp_path, MANIFEST)
    assert read_manifest(tmp_path) == MANIFEST
    write_manifest(tmp_path, replace(MANIFEST, dead=5))
    assert read_manifest(tmp_path) == replace(MANIFEST, dead=5)
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


@pytest.mark.parametrize(
    "written", ["", "null", "[]", "{}", "{", '"text"', '{"library": 1}', "\x00\x01", '{"format": 1, "colour": "red"}']
)
def test_what_is_no_manifest_is_read_as_none(tmp_path, written):
    (tmp_path / FILE_NAME).write_text(written)
    assert read_manifest(tmp_path) is None


def test_bytes_that_are_no_text_are_read_as_none(tmp_path):
    (tmp_path / FILE_NAME).write_bytes(b"\xff\xfe\x00")
    assert read_manifest(tmp_path) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"revision": -1},
        {"count": "many"},
        {"count": True},
        {"cut": ""},
        {"embedder": None},
        {"folder": "../library.sqlite3"},
        {"folder": ".."},
        {"files": []},
        {"format": 2},
    ],
)
def test_a_manifest_that_makes_no_sense_cannot_be_made(wrong):
    with pytest.raises(ValueError, match="manifest"):
        replace(MANIFEST, **wrong)


def test_a_fingerprint_changes_with_every_byte_and_every_file(tmp_path):
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "a").write_bytes(b"12345")
    (tmp_path / "b").write_bytes(b"")
    before = fingerprint(tmp_path)
    assert set(before) == {"inner/a", "b"}
    (tmp_path / "inner" / "a").write_bytes(b"12344")
    assert fingerprint(tmp_path) != before
    (tmp_path / "inner" / "a").write_bytes(b"12345")
    assert fingerprint(tmp_path) == before
    (tmp_path / "b").unlink()
    assert fingerprint(tmp_path) != before


def test_a_folder_that_is_gone_has_an_empty_fingerprint(tmp_path):
    assert fingerprint(tmp_path / "gone") == {}
