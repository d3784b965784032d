"""Archive: the articles in a ZIP file, read one at a time and never unpacked to disk.

What a ZIP says of itself is not believed: names only name, and each member is read up to a limit whatever size it claims.
"""

import stat
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from corpus.errors import SourceError

ARCHIVE_ENDING = ".zip"
MOST_MEMBERS = 10_000
LARGEST_ARCHIVE_BYTES = 500_000_000
_BLOCK = 1 << 16
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    LookupError,
)
"""With what `zipfile` meets a broken, locked or strange archive."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a ZIP: its name there, its size and its CRC-32, as the ZIP has them."""

    name: str
    bytes: int
    checksum: int


def members(path: Path, is_article: Callable[[str], bool]) -> tuple[list[Member], list[str]]:
    """The members of a ZIP that have an article's name, by name, and what is wrong with others; SourceError for no ZIP."""
    try:
        if path.stat().st_size > LARGEST_ARCHIVE_BYTES:
            raise SourceError(f"has more than {LARGEST_ARCHIVE_BYTES / 1e6:,.0f} MB; split it")
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except _FAULTS as error:
        raise SourceError("is a ZIP file that can't be read; pack it again") from error
    if len(infos) > MOST_MEMBERS:
        raise SourceError(f"holds {len(infos):,} files; {MOST_MEMBERS:,} are read, split it")
    found: dict[str, Member] = {}
    complaints: list[str] = []
    for info in infos:
        name = PurePosixPath(info.filename.replace("\\", "/"))
        if (
            info.is_dir()
            or any(part.startswith(".") and part != ".." for part in name.parts)
            or name.parts[:1] == ("__MACOSX",)
        ):
            continue
        wrong = _wrong(info, name)
        if wrong:
            complaints.append(f"{info.filename!a} {wrong}")
        elif is_article(name.name):
            found.setdefault(info.filename, Member(info.filename, info.file_size, info.CRC))
    return [found[name] for name in sorted(found)], complaints


def _wrong(info: zipfile.ZipInfo, name: PurePosixPath) -> str | None:
    """Why a member isn't read; None where it is."""
    if name.is_absolute() or ".." in name.parts or ":" in name.parts[0]:
        return "leads out of the ZIP file and is left out"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "is a link and is left out"
    if info.flag_bits & 1:
        return "is locked with a password and is left out"
    if name.name.lower().endswith(ARCHIVE_ENDING):
        return "is a ZIP within a ZIP and is left out"
    return None


def member_bytes(path: Path, name: str, limit: int) -> bytes:
    """One member, unpacked in memory; SourceError where it is larger than the limit or damaged."""
    data = bytearray()
    try:
        with zipfile.ZipFile(path) as archive, archive.open(name) as member:
            while block := member.read(_BLOCK):
                data += block
                if len(data) > limit:
                    raise SourceError(f"unpacks to more than {limit / 1e6:,.0f} MB; an article has less")
    except _FAULTS as error:
        raise SourceError("is damaged within its ZIP file") from error
    return bytes(data)
