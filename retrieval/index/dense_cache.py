"""Dense cache: the folder of Chroma that belongs to an edition; opened, checked, brought up to date, replaced.

    <folder>/owner.lock, owner.json     who has it open
    <folder>/manifest.json              which build is in force, and how its files were left
    <folder>/passages-<stamp>/          that build

A build is never repaired in place: another is made beside it from the library, and the manifest then names the new one.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import IndexDamaged, IndexUnavailable
from retrieval.index.chroma_index import BATCH, ChromaIndex, Entry
from retrieval.index.disk import disk_fault
from retrieval.index.index_check import read_out
from retrieval.index.indexing import Edition, Progress, batches
from retrieval.index.manifest import Manifest, fingerprint, read_manifest, write_manifest
from retrieval.index.ownership import Ownership
from retrieval.retriever import Filters

_BUILDS = "passages-"
_UPDATES_PER_ADDITION = 8  # measured: Chroma adds 1,400 rows in the time in which it replaces 180
_SAME = 1e-4

Notice = Callable[[str], None]
"""Told in one line what a person should know."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What was done to bring an index up to date, in passages."""

    added: int = 0
    updated: int = 0
    removed: int = 0
    rebuilt: bool = False


class DenseCache:
    """One build of Chroma, open and owned by this process until `close`. The only writer of the folder.

    `nearest` is safe from several threads, also while another thread brings the cache up to date.
    """

    def __init__(self, folder: Path, edition: Edition, notice: Notice, progress: Progress) -> None:
        self._folder = folder
        self._edition = edition
        self._notice = notice
        self._progress = progress
        self._ownership = Ownership.take(folder)
        self._manifest: Manifest | None = None
        self._index: ChromaIndex | None = None
        self._is_sound = True

    @classmethod
    def open(cls, folder: Path, edition: Edition, notice: Notice, progress: Progress) -> tuple[Self, Changes]:
        """The cache of an edition, up to date; built where there is none, or a damaged one, or one of another edition.

        Raises IndexOwned, IndexReadOnly or IndexFull; the folder is then as it was.
        """
        cache = cls(folder, edition, notice, progress)
        try:
            cache._open()
            return cache, cache.catch_up()
        except BaseException:  # whatever ends the opening, the folder is let go
            cache.close()
            raise

    @property
    def is_open(self) -> bool:
        """Whether there is a build to ask."""
        return self._index is not None

    @property
    def revision(self) -> int:
        """The library's revision that the cache is at."""
        return self._manifest.revision if self._manifest else -1

    @property
    def count(self) -> int:
        """How many passages the build has."""
        return self._manifest.count if self._manifest else 0

    def nearest(self, vector: NDArray[np.float32], limit: int, filters: Filters) -> list[tuple[str, float]]:
        """At most `limit` passage ids with their similarity, best first; IndexDamaged where Chroma can't say."""
        index = self._index
        if index is None:
            raise IndexDamaged("The index is not open.")
        try:
            return index.nearest(vector, limit, filters)
        except IndexDamaged:
            if self._index in (index, None):
                raise
            return self.nearest(vector, limit, filters)  # replaced while it was asked

    def catch_up(self) -> Changes:
        """Bring the cache to the library's present state; built anew where that is quicker or the build is damaged."""
        revision = self._edition.library.revision
        if self._index is not None and revision == self.revision:
            return Changes()
        entries = self._edition.entries()
        if self._index is None or self._manifest is None:
            return self._build(entries, revision)
        try:
            return self._update(self._index, self._manifest, entries, revision)
        except IndexDamaged as error:
            self._notice(f"{error} It is built anew from the library.")
            return self._build(entries, revision)

    def mark_damaged(self) -> None:
        """Don't ask this build any more: `catch_up` makes another."""
        self._index = None
        self._is_sound = False

    def close(self) -> None:
        """Let go of the folder, leaving a record of its files.

        Where the build isn't sound, or nothing can be written, the record says that it is in use: the next owner checks it.
        """
        index, self._index = self._index, None
        try:
            with suppress(IndexUnavailable):
                if index is not None:
                    index.close()
                    if self._is_sound:
                        self._record(in_use=False)
        finally:
            self._ownership.release()

    def _open(self) -> None:
        """Open the build that the manifest names, if it is one of this edition and as it was left."""
        manifest = read_manifest(self._folder)
        if manifest is None:
            if any(self._folder.glob(f"{_BUILDS}*")):
                self._notice("The index lost its manifest. It is built anew from the library.")
            return
        edition = self._edition
        if not manifest.is_made_of(edition.library.identity, edition.cut, edition.embedder.name):
            return
        try:
            self._index = self._open_checked(manifest)
            self._clear_away(manifest.folder)
        except IndexDamaged as error:
            self._notice(f"{error} It is built anew from the library.")

    def _open_checked(self, manifest: Manifest) -> ChromaIndex:
        folder = self._folder / manifest.folder
        is_as_left = fingerprint(folder) == manifest.files
        if not is_as_left and not manifest.in_use:
            raise IndexDamaged(f"The files of the index {folder} are not as they were left.")
        if not is_as_left:
            self._compare(folder, manifest.stamp)
        self._manifest = manifest
        self._record(in_use=True)  # opening alone changes files
        index = ChromaIndex.open(folder, manifest.stamp)
        if is_as_left and index.count() != manifest.count:
            index.close()
            raise IndexDamaged(f"The index {folder} doesn't have its {manifest.count} passages.")
        if not is_as_left:
            self._manifest = replace(
                manifest, revision=0
            )  # its owner was stopped at work: compare all with the library
        self._record(in_use=True)
        return index

    def _compare(self, folder: Path, stamp: str) -> None:
        """Raise IndexDamaged where a build left open has other vectors than the library."""
        hashes, vectors = read_out(folder, stamp)
        stored = self._edition.library.vectors(self._edition.embedder.name, hashes)
        for key, vector in zip(hashes, vectors, strict=True):
            if key in stored and not np.allclose(np.frombuffer(stored[key], dtype="<f4"), vector, atol=_SAME):
                raise IndexDamaged(f"The index {folder} has vectors that aren't the library's.")

    def _update(self, index: ChromaIndex, manifest: Manifest, entries: dict[str, Entry], revision: int) -> Changes:
        held = index.entries()
        gone = [name for name in held if name not in entries]
        new = [name for name in entries if name not in held]
        changed = [name for name, entry in entries.items() if name in held and held[name] != entry]
        dead = manifest.dead + len(gone)
        if 2 * dead > len(entries) or _UPDATES_PER_ADDITION * len(changed) > len(entries):
            return self._build(entries, revision)
        self._is_sound = False
        index.remove(gone)
        self._put(index, new + changed, entries)
        self._put(index, self._missed(index, new + changed, entries), entries)
        _verify(index, len(entries))
        self._is_sound = True
        self._manifest = replace(manifest, revision=revision, count=len(entries), dead=dead)
        self._record(in_use=True)
        return Changes(len(new), len(changed), len(gone))

    def _build(self, entries: dict[str, Entry], revision: int) -> Changes:
        """Make a build beside the one in force, and put it in force."""
        stamp = secrets.token_hex(8)
        folder = self._folder / f"{_BUILDS}{stamp}"
        edition = self._edition
        manifest = Manifest(
            edition.library.identity, edition.cut, edition.embedder.name, folder.name, stamp, revision, len(entries)
        )
        index: ChromaIndex | None = None
        try:
            index = ChromaIndex.create(folder, stamp)
            self._put(index, list(entries), entries)
            _verify(index, len(entries))
            files = fingerprint(folder)
            write_manifest(self._folder, replace(manifest, in_use=True, files=files))
        except BaseException as error:  # whatever ends the build, half of one isn't left
            if index is not None:
                index.close()
            shutil.rmtree(folder, ignore_errors=True)
            if isinstance(error, OSError):
                raise _fault(self._folder, error) from error
            raise
        former, self._index, self._is_sound = self._index, index, True
        self._manifest = replace(manifest, in_use=True, files=files)
        if former is not None:
            former.close()
        self._clear_away(folder.name)
        return Changes(added=len(entries), rebuilt=True)

    def _put(self, index: ChromaIndex, ids: list[str], entries: dict[str, Entry]) -> None:
        done = 0
        for some in batches(ids, BATCH):
            self._progress(done, len(ids), "Indexing")
            index.upsert(some, self._edition.vectors(some, entries), [entries[name] for name in some])
            done += len(some)
        if ids:
            self._progress(done, len(ids), "Indexing")

    def _missed(self, index: ChromaIndex, ids: list[str], entries: dict[str, Entry]) -> list[str]:
        """Those of the passages just put in that can't be found."""
        vectors = self._edition.vectors
        return [name for some in batches(ids, BATCH) for name in index.missed(some, vectors(some, entries))]

    def _clear_away(self, kept: str) -> None:
        """Remove every other build: none of them is in force, and nobody else may have one open."""
        for path in self._folder.glob(f"{_BUILDS}*"):
            if path.name != kept:
                shutil.rmtree(path, ignore_errors=True)

    def _record(self, *, in_use: bool) -> None:
        """Write down how the files are now."""
        if self._manifest is None:
            return
        files = fingerprint(self._folder / self._manifest.folder)
        self._manifest = replace(self._manifest, in_use=in_use, files=files)
        try:
            write_manifest(self._folder, self._manifest)
        except OSError as error:
            raise _fault(self._folder, error) from error


def _fault(folder: Path, error: OSError) -> IndexUnavailable:
    return disk_fault(folder, error.errno) or IndexUnavailable(f"The index {folder}: {error.strerror or error}.")


def _verify(index: ChromaIndex, count: int) -> None:
    """Raise IndexDamaged where Chroma has not taken what it was given."""
    if index.count() != count:
        raise IndexDamaged(f"The index {index.folder} has {index.count()} passages in place of {count}.")
