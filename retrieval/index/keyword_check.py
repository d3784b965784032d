"""Start-up check of the keyword index's file: is it as it was left, or at least in order?

The checksum of the file is noted when it is closed. Where it differs, because another process wrote to the file or was
stopped at it, SQLite checks the file, and FTS5 its terms against its texts.
"""

import json
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from retrieval.index.manifest import checksum

NOTE = "keyword.json"


def is_in_order(path: Path) -> bool:
    """Whether the file can be trusted; one that isn't there can."""
    if not path.is_file() or _noted(path) == checksum(path):
        return True
    try:
        with closing(sqlite3.connect(path)) as connection:
            (verdict,) = connection.execute("PRAGMA quick_check").fetchone()
            connection.execute("SELECT rowid FROM found LIMIT 1").fetchone()
            with suppress(sqlite3.OperationalError):  # a file that can't be written can't be asked this
                connection.execute("INSERT INTO found (found) VALUES ('integrity-check')")
    except sqlite3.DatabaseError:
        return False
    return bool(verdict == "ok")


def note(path: Path) -> None:
    """Write down how the file is now that it is closed; nothing where that can't be done, or it isn't whole."""
    log = path.with_name(f"{path.name}-wal")
    with suppress(OSError):
        if not log.exists():
            path.with_name(NOTE).write_text(json.dumps(checksum(path)), encoding="utf-8")


def _noted(path: Path) -> object:
    try:
        return json.loads(path.with_name(NOTE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
