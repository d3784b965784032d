"""Ground: what a part of `footnote serve` stands on."""

from dataclasses import dataclass, field

from bot.desk.desk import Desk
from bot.digest.poster import Posters
from bot.serving.index_lease import IndexLease
from bot.serving.metrics import Metrics
from bot.settings import Settings
from bot.store.store import Store
from bot.workspace.workspace import Workspace
from retrieval.digest.wording import Wording


@dataclass(frozen=True, slots=True)
class Ground:
    """All that is open while `serve` runs; each part takes from it what it needs."""

    settings: Settings
    store: Store
    workspace: Workspace
    desk: Desk
    metrics: Metrics
    lease: IndexLease
    is_alone: bool
    """Whether no other process shares the database."""
    wording: Wording | None = None
    """What lets a model word digests; None where none is configured."""
    posters: Posters = field(default_factory=Posters)
