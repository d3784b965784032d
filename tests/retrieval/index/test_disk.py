import errno

import pytest

from retrieval.errors import IndexFull, IndexReadOnly
from retrieval.index.disk import disk_fault


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, IndexFull),
        (errno.EDQUOT, IndexFull),
        (errno.EACCES, IndexReadOnly),
        (errno.EPERM, IndexReadOnly),
        (errno.EROFS, IndexReadOnly),
    ],
)
def test_a_fault_of_the_disk_is_told_as_what_it_is(tmp_path, number, kind):
    fault = disk_fault(tmp_path / "not" / "there", number)
    assert type(fault) is kind
    assert "\n" not in str(fault)


@pytest.mark.parametrize("number", [None, errno.ENOENT])
def test_a_disk_with_room_that_can_be_written_explains_nothing(tmp_path, number):
    assert disk_fault(tmp_path, number) is None


def test_a_disk_without_room_explains_a_fault_that_does_not_say(tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda path: type("Usage", (), {"free": 100}))
    assert type(disk_fault(tmp_path)) is IndexFull
