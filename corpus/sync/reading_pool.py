"""ReadingPool: several reading processes, so that as many pages are read at once."""

import asyncio
import os
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from corpus.feeds.feed import Feed
from corpus.sources.extracted import Extracted
from corpus.sources.reading_process import ReadingProcess


class ReadingPool:
    """Reading processes for tasks of one event loop; each is started when it is first needed. Open it with `with`.

    Processes that are given are whoever gave them's to close.
    """

    def __init__(self, processes: Sequence[ReadingProcess] | None = None) -> None:
        self._is_own = processes is None
        self._all = list(processes or (ReadingProcess() for _ in range(max(1, min(4, os.cpu_count() or 1)))))
        self._free = list(self._all)
        self._wanted = asyncio.Semaphore(len(self._all))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._all if self._is_own else ():
            process.close()

    async def page(self, data: bytes, address: str | None = None, charset: str | None = None) -> Extracted:
        """The article on a page, or in the PDF that is there in its place; SourceError where there is none."""
        kind = "pdf" if data[:1024].lstrip().startswith(b"%PDF-") else "html"
        async with self._wanted:
            process = self._free.pop()
            try:
                return await asyncio.to_thread(process, kind, data, address, charset)
            finally:
                self._free.append(process)

    async def feed(self, data: bytes, address: str | None = None, content_type: str = "") -> Feed:
        """The feed in the bytes; SourceError where there is none."""
        async with self._wanted:
            process = self._free.pop()
            try:
                return await asyncio.to_thread(process.feed, data, address, content_type)
            finally:
                self._free.append(process)
