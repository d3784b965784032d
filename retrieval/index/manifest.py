"""Manifest: what an index was made of, by what, and how its files were left. A small JSON file beside it."""

from __future__ import annotations

import json
import os
import zlib
from dataclasses import asdict, dataclass, field
from pathlib import Path

FORMAT = 1
FILE_NAME = "manifest.json"
_BLOCK = 1 << 20

Fingerprint = dict[str, list[int]]
"""Size and CRC-32 of each file, by its path inside the folder."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The state of an index.

    `library`, `cut` and `embedder` say what it was made of, `revision` how far of the library's history, `folder` where
    it is, `stamp` names that build; `count` are its passages, `dead` those taken out whose rows are still in the files.
    `in_use` means that its owner hasn't closed it; `files` are as last seen by an owner.
    """

    library: int
    cut: str
    embedder: str
    folder: str
    stamp: str
    revision: int
    count: int
    dead: int = 0
    in_use: bool = False
    files: Fingerprint = field(default_factory=dict)
    format: int = FORMAT

    def __post_init__(self) -> None:
        numbers = (self.library, self.revision, self.count, self.dead, self.format)
        if not all(type(number) is int and number >= 0 for number in numbers):
            raise ValueError("a manifest counts in whole numbers")
        if not all(isinstance(text, str) and text for text in (self.cut, self.embedder, self.folder, self.stamp)):
            raise ValueError("a manifest names its library, cut, embedder and folder")
        if Path(self.folder).name != self.folder or self.folder in {".", ".."}:
            raise ValueError(f"a manifest names a folder beside it, not {self.folder}")
        if self.format != FORMAT or not isinstance(self.files, dict):
            raise ValueError(f"a manifest of format {FORMAT} is needed, not {self.format}")

    def is_made_of(self, library: int, cut: str, embedder: str) -> bool:
        """Whether the index is one of this library, cut and embedder."""
        return (self.library, self.cut, self.embedder) == (library, cut, embedder)


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest in a folder; None where there is none that makes sense."""
    try:
        return Manifest(**json.loads((folder / FILE_NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put the manifest in place of the former in one step; OSError where that can't be done."""
    draft = folder / f"{FILE_NAME}.new"
    with draft.open("w", encoding="utf-8") as file:
        json.dump(asdict(manifest), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / FILE_NAME)


def fingerprint(folder: Path) -> Fingerprint:
    """Of every file in a folder, read whole: gigabytes a second, and a flipped bit shows. Empty where it is gone."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): [path.stat().st_size, checksum(path)] for path in files}


def checksum(path: Path) -> int:
    """CRC-32 of a file."""
    found = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            found = zlib.crc32(block, found)
    return found
