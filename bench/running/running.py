"""Running it: what faults, outages and a full disk lose or double, how late the event loop is, what load is held, how memory grows.

Default sizes take about six minutes; `--quick` under two; `--full` has 1,000 faults a replica, an hour's soak and the large libraries.
`--only NAME…` measures some of `faults`, `outages`, `disk`, `lag`, `load`, `soak` and `scale`. A figure that was not measured is null.
"""

from collections.abc import Callable, Collection

from bench.running.disk import measure_full_disk
from bench.running.faults import measure_faults
from bench.running.lag import measure_lag
from bench.running.load import measure_load
from bench.running.outages import measure_outages
from bench.running.scale import measure_scale
from bench.running.soak import measure_soak

Figures = dict[str, float | int | None]
QUICK, USUAL, FULL = range(3)
SOAKED_A_SECOND = 30.0
"""More than this machine answers: as many are open as the soak allows."""
NAMED = (
    "faults", "lost", "doubled", "loop_lag_ms", "soak_mb_per_hour", "questions_per_second_1", "questions_per_second_2",
    "questions_per_second_4", "p99_ms_100k", "p99_ms_1m",
)  # fmt: skip


def run(*, quick: bool, full: bool = False, only: Collection[str] = ()) -> Figures:
    """All figures, or those of some parts. Raises ValueError for a part that there isn't."""
    unknown = set(only) - PARTS.keys()
    if unknown:
        raise ValueError(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    size = FULL if full else QUICK if quick else USUAL
    figures: Figures = dict.fromkeys(NAMED)
    for name in only or PARTS:
        figures |= PARTS[name](size)
    return figures


def _lag(_: int) -> Figures:
    inside = {f"inside_{name}": value for name, value in measure_lag(1000, has_server=False).items()}
    return _told("loop lag, Chroma within the process", inside) | _told("loop lag", measure_lag(1000))


def _load(size: int) -> Figures:
    figures: Figures = {}
    for processes in (1,) if size == QUICK else (1, 2, 4):
        held = measure_load(processes, 4 if size == QUICK else 8)
        figures |= _told("load", {
            f"questions_per_second_{processes}": round(held.rate, 1),
            f"p99_ms_{processes}": round(held.p99_ms),
            f"cpu_ms_a_question_{processes}": round(held.cpu_ms, 1),
        })  # fmt: skip
    return figures


def _scale(size: int) -> Figures:
    if size != FULL:
        return {}
    large = _told("100,000 passages", measure_scale(100_000, "100k"))
    return large | _told("1,000,000 passages", measure_scale(1_000_000, "1m"))


PARTS: dict[str, Callable[[int], Figures]] = {
    "faults": lambda size: _told("faults", measure_faults((5, 20, 1000)[size])),
    "lag": _lag,
    "load": _load,
    "soak": lambda size: _told("soak", measure_soak(SOAKED_A_SECOND, (24, 60, 3600)[size])),
    "outages": lambda size: _told("outages", measure_outages((3, 10, 60)[size])),
    "disk": lambda size: _told("a full disk", measure_full_disk((1, 1, 5)[size], (5, 15, 70)[size])),
    "scale": _scale,
}


def _told(what: str, figures: Figures) -> Figures:
    print(what, figures, flush=True)
    return figures
