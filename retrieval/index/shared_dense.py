"""Shared dense index: one Chroma server for several processes, of which one at a time brings it up to date.

Who writes holds a lease with a fencing number. A writer that was paused past its lease may still write some; its number
then stands in the collection's mark, and the next holder compares everything again. So the collection ends up as the
library is, whoever wrote last.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.errors import IndexUnavailable
from retrieval.index.indexing import Edition, Progress, batches, silent
from retrieval.index.stand_in import StandIn
from retrieval.retriever import Filters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from retrieval.index.chroma_served import Mark, ServedChroma
    from retrieval.index.dense_cache import Changes, Notice

BATCH = 1_000


@dataclass(frozen=True, slots=True)
class SharedChroma:
    """Where the server is, and `fence`: the number of the writer's lease, 0 while another process holds it.

    What others have written is looked for every few seconds.
    """

    url: str
    fence: Callable[[], int]
    look_every_seconds: float = 5.0


class SharedDense:
    """The nearest passages of an edition, by the server; by exact search while it is away or was never filled.

    Safe from several threads; `catch_up` is for one at a time.
    """

    def __init__(self, shared: SharedChroma, edition: Edition, notice: Notice, progress: Progress = silent) -> None:
        self._shared = shared
        self._edition = edition
        self._progress = progress
        made_of = f"{edition.library.identity} {edition.cut} {edition.embedder.name}"
        self._name = f"footnote-{hashlib.sha256(made_of.encode()).hexdigest()[:24]}"
        self._served: ServedChroma | None = None
        self._mark: Mark | None = None
        self._stand_in = StandIn(edition, notice)
        self._looked_at = float("-inf")

    @property
    def is_settled(self) -> bool:
        """Whether there is nothing to do as long as the library stays as it is and the lease where it is."""
        fence = self._shared.fence()
        return (
            time.monotonic() - self._looked_at < self._shared.look_every_seconds
            and self._served is not None
            and self._mark is not None
            and self._mark.revision == self._edition.library.revision
            and fence in {0, self._mark.fence}
        )

    @property
    def owns_index(self) -> bool:
        """Whether this process is the one that writes."""
        return bool(self._shared.fence())

    def catch_up(self) -> Changes | None:
        """Bring the collection to the library's present state, where this process is to; None where nothing was done."""
        try:
            return self._catch_up()
        except IndexUnavailable as error:
            self._stand_in.explain(f"{error} Answering by exact search.")
            self._let_go()
            return None

    def nearest(self, vector: NDArray[np.float32], limit: int, filters: Filters) -> list[tuple[str, float]]:
        """At most `limit` passage ids with their similarity (-1 to 1), best first, all admitted by `filters`."""
        served = self._served
        if served is not None and self._mark is not None:
            try:
                return served.nearest(vector, limit, filters)
            except IndexUnavailable as error:
                self._stand_in.explain(f"{error} Answering by exact search.")
        return self._stand_in.nearest(vector, limit, filters)

    def close(self) -> None:
        """Let go of the connection."""
        self._let_go()

    def _let_go(self) -> None:
        served, self._served = self._served, None
        if served is not None:
            with suppress(IndexUnavailable):
                served.close()

    def _catch_up(self) -> Changes | None:
        from retrieval.index.chroma_served import Mark, ServedChroma

        served = self._served or ServedChroma.connect(self._shared.url, self._name)
        self._mark = mark = served.mark()
        self._served, self._looked_at = served, time.monotonic()
        wanted = Mark(self._edition.library.revision, self._shared.fence())
        if not wanted.fence or mark == wanted or (mark is not None and mark.fence > wanted.fence):
            return None
        changes = self._update(served, wanted.fence)
        if changes is not None:
            served.set_mark(wanted)
            self._mark = wanted
        return changes

    def _update(self, served: ServedChroma, fence: int) -> Changes | None:
        """Make the collection hold what the library holds; None where the lease ended meanwhile."""
        from retrieval.index.dense_cache import Changes

        entries, held = self._edition.entries(), served.entries()
        gone = [name for name in held if name not in entries]
        new = [name for name in entries if name not in held]
        changed = [name for name, entry in entries.items() if name in held and held[name] != entry]
        served.remove(gone)
        done = 0
        for some in batches(new + changed, BATCH):
            if self._shared.fence() != fence:
                return None
            self._progress(done, len(new) + len(changed), "Indexing")
            served.upsert(some, self._edition.vectors(some, entries), [entries[name] for name in some])
            done += len(some)
        return Changes(len(new), len(changed), len(gone))
