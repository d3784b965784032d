"""What language models cost, kept in a file of the data folder: today's sum, the total, and whether the day's budget is spent."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from retrieval.answering.usage import Spent, Usage

FILE_NAME = "spending.json"


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


class SpendingFile:
    """A ledger that several processes may share. Days are those of UTC; a damaged file begins anew."""

    def __init__(self, folder: Path, budget_usd: float | None, today: Callable[[], str] = _today) -> None:
        self._path = folder / FILE_NAME
        self._budget_usd = budget_usd
        self._today = today

    def is_used_up(self) -> bool:
        """Whether today's budget is spent; never where there is none."""
        return self._budget_usd is not None and self._read()[0] >= self._budget_usd

    def book(self, usage: Usage) -> Spent:
        """Add what an answer used; the sums after it."""
        cost = usage.cost_usd or 0.0
        if not cost:
            today, total = self._read()
            return Spent(usage, today, total)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(self._path.with_suffix(".lock")):
            today, total = self._read()
            written = {"day": self._today(), "today_usd": today + cost, "total_usd": total + cost}
            fresh = self._path.with_suffix(".new")
            fresh.write_text(json.dumps(written), encoding="utf-8")
            fresh.replace(self._path)
        return Spent(usage, today + cost, total + cost)

    def _read(self) -> tuple[float, float]:
        """Today's sum and the total."""
        try:
            stored = json.loads(self._path.read_text(encoding="utf-8"))
            today = float(stored["today_usd"]) if stored["day"] == self._today() else 0.0
            return today, float(stored["total_usd"])
        except (OSError, ValueError, KeyError, TypeError):
            return 0.0, 0.0
