"""What a disk has to do with a fault: libraries that write seldom say, so the system is asked."""

import errno
import os
import shutil
from pathlib import Path

from retrieval.errors import IndexFull, IndexReadOnly, IndexUnavailable

_NO_ROOM_BYTES = 1 << 20


def disk_fault(folder: Path, number: int | None = None) -> IndexUnavailable | None:
    """The error that the disk under a folder explains, None where it explains none; `number` is the system's, if known."""
    existing = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if number in (errno.ENOSPC, errno.EDQUOT) or shutil.disk_usage(existing).free < _NO_ROOM_BYTES:
        return IndexFull(f"The disk that holds the index {folder} is full: free some room and ask again.")
    if number in (errno.EACCES, errno.EPERM, errno.EROFS) or not os.access(existing, os.W_OK):
        return IndexReadOnly(f"The index {folder} can't be written: make it writable or choose another data folder.")
    return None
