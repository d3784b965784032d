import gc
import weakref

import pytest

from bot.workspace.settling import settled


class Ring:
    """An object that only the collector lets go: it holds itself."""

    def __init__(self):
        self.own = self


def test_what_is_there_is_left_alone_and_what_comes_later_is_collected():
    before = Ring()
    early = weakref.ref(before)
    with settled():
        late = weakref.ref(Ring())
        del before
        gc.collect()
        assert early() is not None
        assert late() is None
    gc.collect()
    assert early() is None


def test_the_collector_looks_at_everything_again_whatever_ended_the_block():
    with pytest.raises(OSError, match="gone"), settled():
        raise OSError("gone")
    assert gc.get_freeze_count() == 0
