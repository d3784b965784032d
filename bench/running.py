"""Running it: what faults, outages and a full disk lose or double, how many questions a second, how late the event loop, how memory grows.

Default sizes take about five minutes; `--quick` under two; `--full` has 1,000 faults a replica, an hour's soak and the large libraries.
A figure that was not measured is null.
"""

from bench.running_disk import measure_full_disk
from bench.running_faults import measure_faults
from bench.running_lag import measure_lag
from bench.running_load import measure_load
from bench.running_outages import measure_outages
from bench.running_scale import measure_scale
from bench.running_soak import measure_soak

Figures = dict[str, float | int | None]


def run(*, quick: bool, full: bool = False) -> Figures:
    """All figures."""
    figures: Figures = dict.fromkeys(("p99_ms_100k", "p99_ms_1m"))
    figures |= _told("faults", measure_faults(1000 if full else 5 if quick else 20))
    figures |= _told(
        "loop lag, Chroma within the process",
        {f"inside_{k}": v for k, v in measure_lag(1000, has_server=False).items()},
    )
    figures |= _told("loop lag", measure_lag(1000))
    held = 0.0
    for processes in (1,) if quick else (1, 2, 4):
        rate, late = measure_load(processes, 4 if quick else 8)
        held = held or rate
        load: Figures = {f"questions_per_second_{processes}": round(rate, 1), f"p99_ms_{processes}": round(late)}
        figures |= _told("load", load)
    figures |= _told("soak", measure_soak(held, 3600 if full else 24 if quick else 60))
    figures |= _told("outages", measure_outages(60 if full else 3 if quick else 10))
    figures |= _told("a full disk", measure_full_disk(5 if full else 1, 70 if full else 5 if quick else 15))
    if full:
        figures |= _told("100,000 passages", measure_scale(100_000, "100k"))
        figures |= _told("1,000,000 passages", measure_scale(1_000_000, "1m"))
    return figures


def _told(what: str, figures: Figures) -> Figures:
    print(what, figures, flush=True)
    return figures
