"""Ownership: one process at a time has the index open; the lock says which.

The system lets go of the lock when the process ends, however it ends, so a lock that is held has a living owner. The
note beside it says who that is, for people.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from retrieval.errors import IndexOwned, IndexReadOnly
from retrieval.index.disk import disk_fault

if TYPE_CHECKING:
    from filelock import BaseFileLock

_LOCK = "owner.lock"
_NOTE = "owner.json"


@dataclass(frozen=True, slots=True)
class Owner:
    """A process that owns an index; `since` is local time, in ISO form."""

    pid: int
    command: str
    since: str

    def __post_init__(self) -> None:
        if type(self.pid) is not int or self.pid < 1 or not self.command:
            raise ValueError("an owner is a process id and a command")
        datetime.fromisoformat(self.since)

    def __str__(self) -> str:
        since = datetime.fromisoformat(self.since)
        return f"{self.command} (process {self.pid}, since {since:%d %B %H:%M})"

    @classmethod
    def this_process(cls) -> Self:
        """The process that asks, by its program and command, without what else was typed."""
        program = Path(sys.argv[0] or "python")
        name = program.parent.name if program.name == "__main__.py" else program.name
        command = next((word for word in sys.argv[1:] if word.isidentifier()), "")
        return cls(os.getpid(), f"{name} {command}".strip(), datetime.now().astimezone().isoformat("T", "seconds"))


class Ownership:
    """Held from `take` to `release`."""

    def __init__(self, folder: Path, lock: BaseFileLock) -> None:
        self._folder = folder
        self._lock = lock

    @classmethod
    def take(cls, folder: Path) -> Self:
        """Become the owner, or raise at once: IndexOwned, which names the owner, IndexReadOnly or IndexFull."""
        from filelock import FileLock, Timeout

        lock = FileLock(folder / _LOCK)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock.acquire(blocking=False)
            _write_note(folder, Owner.this_process())
        except Timeout:
            owner = read_owner(folder)
            raise IndexOwned(f"The index is in use by {owner or 'another process'}.") from None
        except OSError as error:
            lock.release()
            fault = IndexReadOnly(f"The index {folder} can't be locked: {error.strerror or error}.")
            raise disk_fault(folder, error.errno) or fault from error
        return cls(folder, lock)

    def release(self) -> None:
        """Let others own it."""
        (self._folder / _NOTE).unlink(missing_ok=True)
        self._lock.release()


def read_owner(folder: Path) -> Owner | None:
    """Who says to own the index; None where nobody, or nobody readable, does."""
    try:
        return Owner(**json.loads((folder / _NOTE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _write_note(folder: Path, owner: Owner) -> None:
    """Whole or not at all, so that nobody reads half a name."""
    draft = folder / f"{_NOTE}.new"
    draft.write_text(json.dumps(asdict(owner)), encoding="utf-8")
    draft.replace(folder / _NOTE)
